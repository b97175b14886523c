// Calls visual-base-env.wasm in Node: one request a line in, one answer a line out, both JSON.
//
// Usage: driver.mjs, beside answer.mjs, a directory `visual` that jco wrote, and node_modules

import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { WASIShim } from "@bytecodealliance/preview2-shim/instantiation";
import { answer } from "./answer.mjs";
import { instantiate } from "./visual/visual.js";

const VARIABLES = ["VOLC_ACCESSKEY", "VOLC_SECRETKEY", "VOLC_SESSION_TOKEN", "VOLC_ENDPOINT"];
const env = Object.fromEntries(VARIABLES.filter((name) => name in process.env).map((name) => [name, process.env[name]]));

const modules = new Map();
const load = async (path) => {
  if (!modules.has(path)) modules.set(path, await WebAssembly.compile(await readFile(new URL(`visual/${path}`, import.meta.url))));
  return modules.get(path);
};

const call = async (use) => {
  const wasi = new WASIShim({ sandbox: { preopens: {}, env, args: [], enableNetwork: true } });
  return use(await instantiate(load, wasi.getImportObject()));
};

for await (const line of createInterface({ input: process.stdin })) {
  const start = performance.now();
  const said = await answer(JSON.parse(line), call);
  console.log(JSON.stringify({ answer: said, ms: Math.round(performance.now() - start) }));
}
