// The page of `visual serve` in Chromium, as a person uses it: pictures, a file that is dropped, a mask, a video, cancelling,
// a refusal, a reload, a wrong token, a phone. Every page is looked through by axe; nothing may be written to the console, and
// every request goes to the server itself.
//
// Usage: page.mjs VISUAL VOLC_SIM [DIRECTORY]
//        VISUAL, VOLC_SIM are the programs; DIRECTORY gets screenshots of five states
//        CHROMIUM: a browser of yours, in place of that of the package

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import packed from "@sparticuz/chromium";
import { chromium } from "playwright-core";

const [visual, simulator, shots] = process.argv.slice(2);
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const KEYS = { VOLC_ACCESSKEY: "AKLTpageofvisualserve", VOLC_SECRETKEY: "c2VjcmV0IG9mIHRoZSBwYWdl" };
const TOKEN = "token-of-the-page-0123456789abcdef0123456789";

// ---- Programs that run beside the browser.

const home = await mkdtemp(join(tmpdir(), "visual-page-"));
const running = [];
const start = async (program, words, variables, lines) => {
  const environment = { PATH: process.env.PATH, HOME: home, XDG_STATE_HOME: join(home, "state"), XDG_CACHE_HOME: process.env.XDG_CACHE_HOME };
  const child = spawn(program, words, { env: { ...environment, ...variables }, stdio: ["ignore", "pipe", "inherit"] });
  running.push(child);
  const said = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (said.push(line) === lines) break;
  }
  child.stdout.resume();
  const found = said.map((line) => /http:\/\/\S+/.exec(line)?.[0]).filter(Boolean);
  assert.ok(found.length > 0, `${program} does not say where it listens: ${said}`);
  return found;
};
// A server, with an account at a simulator whose tasks take this long.
const serve = async ([queue, generate], variables = {}, lines = 3) => {
  const [endpoint] = await start(simulator, ["--queue-ms", queue, "--generate-ms", generate], KEYS, 1);
  const journal = join(home, `journal-${running.length}.db`);
  return start(visual, ["serve", "--listen", "127.0.0.1:0", "--no-access-log", "--journal", journal], { ...KEYS, VOLC_ENDPOINT: endpoint, ...variables }, lines);
};

// ---- The browser.

const mine = process.env.CHROMIUM;
const browser = await chromium.launch({ executablePath: mine ?? (await packed.executablePath()), args: mine ? ["--no-sandbox"] : packed.args });
const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: "en-US" });
await context.grantPermissions(["clipboard-read", "clipboard-write"]);
const page = await context.newPage();
page.setDefaultTimeout(60_000);
const faults = [];
const origins = new Set();
// What the browser itself writes of an answer that a step expects.
let expected = null;
page.on("console", (message) => expected?.test(message.text()) || faults.push(`console: ${message.text()}`));
page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
page.on("request", (request) => {
  const { origin, protocol } = new URL(request.url());
  if (protocol.startsWith("http") && !origins.has(origin)) faults.push(`request to ${request.url()}`);
});
const shot = async (name) => {
  if (shots) await page.screenshot({ path: join(shots, `page-${name}.jpg`), type: "jpeg", quality: 82 });
};
const look = async (name) => {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document));
  for (const { id, impact, nodes } of violations) {
    const places = nodes.slice(0, 3).map((node) => `${node.html} ${node.any.map(({ message }) => message).join("; ")}`);
    if (["serious", "critical"].includes(impact)) faults.push(`axe on ${name}: ${impact} ${id}: ${places.join(" | ")}`);
    else console.log(`  axe, ${impact}: ${id} on ${name}`);
  }
};
const step = async (name, work) => {
  const before = faults.length;
  try {
    await work();
  } catch (error) {
    faults.push(`${name}: ${error.stack}`);
  }
  const found = faults.slice(before);
  console.log(`${found.length ? "FAILED" : "ok"} ${name}${found.map((fault) => `\n    ${fault}`).join("")}`);
};
const go = (path) => page.goto(new URL(path, page.url()).href);
const enter = async (link) => {
  origins.add(new URL(link).origin);
  await page.goto(link);
  await page.waitForSelector("#search");
};
const buy = async () => {
  await page.click("button.primary[value=buy]");
  await page.waitForURL(/\/runs\//);
};
const done = () => page.waitForSelector('#run[data-final="true"]');
const drop = async (name, file, type) => {
  const data = await page.evaluateHandle(
    ([bytes, fileName, fileType]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], fileName, { type: fileType }));
      return transfer;
    },
    [file.bytes, file.name, type],
  );
  await page.dispatchEvent(`[data-picture="${name}"] .drop`, "drop", { dataTransfer: data });
};

const [, quick] = await start(visual, ["serve", "--simulate", "--no-access-log", "--listen", "127.0.0.1:0"], {}, 2);
let picture;

await step("the tools, and a search that filters while one types", async () => {
  await enter(quick);
  await look("tools");
  await shot("tools");
  await page.fill("#search", "inpaint mask");
  await page.waitForFunction(() => /^\d+ tools?$/.test(document.querySelector("#found").textContent));
  assert.ok((await page.locator(".card:visible").count()) < 10);
});

await step("text to image: three pictures, once although the button is pressed twice", async () => {
  await go("/tools/jimeng-4.0");
  await page.fill("textarea[name=prompt]", "A lighthouse above a quiet bay at dusk");
  await page.click('.ratios label[title="2048 × 2048"]');
  await page.waitForFunction(() => document.querySelector("#cost").textContent.includes("not billed"));
  await look("form");
  await page.evaluate(() => scrollTo(0, 0));
  await shot("form");
  await page.fill("textarea[name=prompt]", "A lighthouse above a quiet bay at dusk [images-3]");
  await page.dblclick("button.primary[value=buy]");
  await page.waitForURL(/\/runs\//);
  await done();
  await page.waitForFunction(() => {
    const images = [...document.querySelectorAll(".results img")];
    return images.length === 3 && images.every((image) => image.complete && image.naturalWidth > 500);
  });
  await page.waitForFunction(() => /left/.test(document.querySelector(".life .left").textContent));
  await look("results");
  await shot("result");
  picture = await page.evaluate(async () => {
    const response = await fetch(document.querySelector(".results img").src);
    const bytes = new Uint8Array(await response.arrayBuffer());
    let text = "";
    for (const byte of bytes) text += String.fromCharCode(byte);
    return { bytes: btoa(text), name: "bay.jpg", type: response.headers.get("content-type") };
  });
  await page.click(".copies summary");
  await page.click(".copies button[data-copy]");
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^visual run jimeng-4\.0/);
  await look("copies");
  await go("/runs");
  assert.equal(await page.locator(".purchase").count(), 1);
  await look("purchases");
});

await step("a dropped file that is no picture is told at its field, and a dropped picture is edited", async () => {
  await go("/tools/seededit-3.0");
  await page.fill("textarea[name=prompt]", "make it snow");
  await drop("image", { bytes: btoa("no picture at all"), name: "notes.png" }, "image/png");
  await page.waitForSelector('[data-error="image"]:not([hidden])');
  await look("faults");
  await drop("image", picture, picture.type);
  await page.waitForSelector('[data-error="image"]', { state: "hidden" });
  await page.waitForFunction(() => document.querySelector(".thumb img")?.naturalWidth > 500);
  await buy();
  await done();
  await page.waitForFunction(() => document.querySelector(".results img")?.naturalWidth > 0);
});

await step("what is missing is told at the fields, and nothing that was entered is lost", async () => {
  await go("/tools/jimeng-inpaint");
  await page.fill("textarea[name=prompt]", "a boat");
  await page.click("button.primary[value=buy]");
  await page.waitForSelector("#problems");
  assert.equal(await page.locator("#problems li").count(), 2);
  assert.equal(await page.inputValue("textarea[name=prompt]"), "a boat");
  assert.ok(await page.evaluate(() => document.activeElement.id === "problems"));
  await look("problems");
});

await step("a mask drawn over the picture", async () => {
  await drop("image", picture, picture.type);
  await page.click("[data-draw=mask]");
  const canvas = page.locator("dialog canvas");
  await page.waitForFunction(() => document.querySelector("dialog canvas").width > 500);
  const box = await canvas.boundingBox();
  await page.mouse.move(box.x + box.width * 0.62, box.y + box.height * 0.3);
  await page.mouse.down();
  for (const [x, y] of [[0.8, 0.24], [0.84, 0.33], [0.66, 0.36], [0.64, 0.3], [0.8, 0.3]]) {
    await page.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 8 });
  }
  await page.mouse.up();
  await look("mask");
  await shot("mask");
  await page.click("dialog button.primary");
  await page.waitForSelector('[data-picture="mask"] .thumb img');
  await buy();
  await done();
  await page.waitForFunction(() => document.querySelector(".results img")?.naturalWidth > 0);
});

await step("a video that plays", async () => {
  await go("/tools/jimeng-video-3.0-pro");
  await page.fill("textarea[name=prompt]", "the light turns");
  await buy();
  await done();
  const video = page.locator(".results video");
  await video.evaluate(async (element) => {
    element.muted = true;
    await element.play();
  });
  await page.waitForFunction(() => document.querySelector(".results video").currentTime > 0.2);
  await look("video");
});

await step("a refusal in Chinese, and the form with what was entered", async () => {
  await go("/tools/general-3.0?lang=zh");
  await page.fill("textarea[name=prompt]", "一只猫 [moderate-text]");
  await buy();
  await done();
  assert.match(await page.textContent(".stage"), /未通过内容审核/);
  await look("refusal");
  await page.click(".alert a.primary");
  await page.waitForURL(/\/tools\//);
  assert.match(await page.inputValue("textarea[name=prompt]"), /一只猫/);
  await page.fill("textarea[name=prompt]", "一只狗");
  await page.click("button.language");
  await page.waitForFunction(() => document.documentElement.lang === "en");
  assert.equal(await page.inputValue("textarea[name=prompt]"), "一只狗");
});

await step("a phone", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ["/", "/tools/jimeng-4.0", "/runs"]) {
    await go(path);
    const [wide, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(wide <= screen, `${path} is ${wide} pixels wide`);
    await look(`phone ${path}`);
    if (path === "/") await shot("phone");
  }
  await page.setViewportSize({ width: 1280, height: 860 });
});

await step("dark", async () => {
  await page.emulateMedia({ colorScheme: "dark" });
  for (const path of ["/", "/tools/try-on-v2", "/runs"]) {
    await go(path);
    await look(`dark ${path}`);
  }
  await page.emulateMedia({ colorScheme: "light" });
});

await step("a reload while a task runs, with an account", async () => {
  const [, link] = await serve([500, 4000]);
  await enter(link);
  await go("/tools/jimeng-4.0");
  await page.waitForFunction(() => document.querySelector("#cost").textContent.startsWith("Billed"));
  await page.fill("textarea[name=prompt]", "a reload");
  await buy();
  await look("running");
  await page.reload();
  assert.equal(await page.getAttribute("#run", "data-final"), "false");
  await done();
  await page.waitForFunction(() => document.querySelector(".results img")?.naturalWidth > 0);
  assert.match(await page.textContent(".bill"), /Billed: yes/);
  await go("/runs");
  assert.equal(await page.locator(".purchase").count(), 1);
});

await step("cancelling what is queued at the service", async () => {
  const [, link] = await serve([3_600_000, 1000]);
  await enter(link);
  await go("/tools/jimeng-4.0");
  await page.fill("textarea[name=prompt]", "never mind");
  await buy();
  await page.waitForSelector('.steps [aria-current]:nth-child(3)');
  await page.click("form[action$=cancel] button");
  await page.waitForSelector(".run .note, .stage.bad");
  await look("cancelled");
});

await step("a wrong token, then the right one", async () => {
  const [address] = await serve([200, 200], { VISUAL_TOKEN: TOKEN }, 1);
  origins.add(new URL(address).origin);
  expected = /401/;
  await page.goto(address);
  await look("sign in");
  await page.fill("#token", "wrong");
  await page.click("button");
  await page.waitForSelector(".wrong");
  await look("sign in again");
  await page.fill("#token", TOKEN);
  await page.click("button");
  await page.waitForSelector("#search");
  expected = null;
});

await browser.close();
for (const child of running) child.kill();
await rm(home, { recursive: true, force: true });
console.log(faults.length ? `${faults.length} faults` : "no faults");
process.exit(faults.length ? 1 : 0);
