// Makes a picture with visual-base-env.wasm in Node, in a worker: a call blocks its thread until the service has
// answered.
//
// Usage: npm ci && npm run transpile -- FILE/visual-base-env.wasm
//        VOLC_ACCESSKEY=... VOLC_SECRETKEY=... node picture.mjs PROMPT

import { readFile } from "node:fs/promises";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";
import { fileURLToPath } from "node:url";

// What the component may see of the environment: these, and nothing else.
const VARIABLES = ["VOLC_ACCESSKEY", "VOLC_SECRETKEY", "VOLC_SESSION_TOKEN", "VOLC_ENDPOINT", "VOLC_REGION"];

if (isMainThread) {
  const worker = new Worker(fileURLToPath(import.meta.url), { workerData: process.argv[2] });
  worker.on("message", ({ channel, text }) => (channel === "task" ? console.error(text) : console.log(text)));
  worker.on("error", ({ message }) => {
    console.error(message);
    process.exitCode = 1;
  });
} else {
  const { WASIShim } = await import("@bytecodealliance/preview2-shim/instantiation");
  const { instantiate } = await import("./visual/visual.js");
  const env = Object.fromEntries(VARIABLES.filter((name) => name in process.env).map((name) => [name, process.env[name]]));
  const modules = new Map();
  const load = async (path) => {
    if (!modules.has(path)) modules.set(path, await WebAssembly.compile(await readFile(new URL(`visual/${path}`, import.meta.url))));
    return modules.get(path);
  };
  // A fresh instance for each call: one that trapped is of no use any more.
  const call = async (use) => {
    const wasi = new WASIShim({ sandbox: { preopens: {}, env, args: [], enableNetwork: true } });
    try {
      return use(await instantiate(load, wasi.getImportObject()));
    } catch (error) {
      const failure = error.payload;
      throw failure?.purchase ? new Error(`error: ${failure.message}\nbilled: ${failure.purchase}`) : error;
    }
  };
  // Submits only: the task is there at once, and is printed before anything can be lost.
  const parameters = JSON.stringify({ prompt: workerData });
  let outcome = await call(({ catalog }) => catalog.invoke("general-3.0", parameters, { waitMs: 0 }));
  while (outcome.tag === "pending") {
    const { task } = outcome.val;
    parentPort.postMessage({ channel: "task", text: await call(({ tasks }) => tasks.format(task)) });
    outcome = await call(({ tasks }) => tasks.wait(task, { waitMs: 30_000 }));
  }
  for (const { content } of outcome.val.media) parentPort.postMessage({ channel: "result", text: content.val });
}
