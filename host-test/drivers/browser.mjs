// Calls visual-base-env.wasm in Chromium, in the page of examples/browser: one request a line in, one answer a line out, both
// JSON. With `--check` it only starts the browser, with `--example PROMPT` it makes a picture as a user of the page does.
//
// Usage: browser.mjs DIRECTORY [--check | --example PROMPT]
//        DIRECTORY is the example with node_modules, `visual` that jco wrote, and answer.mjs
//        CHROMIUM: a browser of yours, in place of that of the package

import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import packed from "@sparticuz/chromium";
import { chromium } from "playwright-core";

const [directory, mode, prompt] = process.argv.slice(2);
const mine = process.env.CHROMIUM;
const browser = await chromium.launch({
  executablePath: mine ?? (await packed.executablePath()),
  args: mine ? ["--no-sandbox"] : packed.args,
});
const page = await browser.newPage();

const start = async () => {
  const { serve } = await import(pathToFileURL(`${directory}/server.mjs`));
  await page.goto(await serve(process.env));
};

// How much memory the page takes, where the system tells it.
const resident = async () => {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const { id } = processInfo.find(({ type }) => type === "renderer") ?? processInfo[0];
  const status = await readFile(`/proc/${id}/status`, "utf8").catch(() => "");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
};

if (mode === "--check") {
  const hasJspi = await page.evaluate(() => "Suspending" in WebAssembly);
  console.log(`Chromium ${browser.version()}`);
  process.exitCode = hasJspi ? 0 : 1;
} else if (mode === "--example") {
  await start();
  await page.fill("input", prompt);
  await page.click("button");
  const shown = page.waitForFunction(() => {
    const [text, image] = [document.querySelector("pre").textContent, document.querySelector("img")];
    return (text.startsWith("error: ") || image?.complete) && { text, width: image?.naturalWidth };
  });
  console.log(JSON.stringify(await (await shown).jsonValue()));
} else {
  await start();
  for await (const line of createInterface({ input: process.stdin })) {
    const timed = await page.evaluate(async (request) => {
      const [{ answer }, { call }] = await Promise.all([import("/answer.mjs"), import("/visual.mjs")]);
      const start = performance.now();
      return { answer: await answer(request, call), ms: Math.round(performance.now() - start) };
    }, JSON.parse(line));
    console.log(JSON.stringify({ ...timed, mib: await resident() }));
  }
}
await browser.close();
process.exit();
