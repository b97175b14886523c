// Calls visual-base-env.wasm in Node: one request a line in, one answer a line out, both JSON.
//
// Usage: driver.mjs, beside a directory `visual` that jco wrote, and node_modules

import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { WASIShim } from "@bytecodealliance/preview2-shim/instantiation";
import { instantiate } from "./visual/visual.js";

const VARIABLES = ["VOLC_ACCESSKEY", "VOLC_SECRETKEY", "VOLC_SESSION_TOKEN", "VOLC_ENDPOINT"];
const env = Object.fromEntries(VARIABLES.filter((name) => name in process.env).map((name) => [name, process.env[name]]));

const modules = new Map();
const load = async (path) => {
  if (!modules.has(path)) modules.set(path, await WebAssembly.compile(await readFile(new URL(`visual/${path}`, import.meta.url))));
  return modules.get(path);
};

const answer = async (request) => {
  const wasi = new WASIShim({ sandbox: { preopens: {}, env, args: [], enableNetwork: true } });
  const visual = await instantiate(load, wasi.getImportObject());
  if (request.invoke !== undefined) {
    const output = request.delivery && { delivery: request.delivery };
    const options = { output, waitMs: request.wait_ms, maxInline: request.max_inline };
    return outcome(visual, visual.catalog.invoke(request.invoke, request.arguments, options));
  }
  if (request.wait !== undefined) {
    const task = visual.tasks.parse(request.wait);
    return outcome(visual, visual.tasks.wait(task, { waitMs: request.wait_ms }));
  }
  const download = visual.downloads.open(request.download, { linkHosts: [] });
  let bytes = 0;
  for (let part; (part = download.readBase64(65536)) !== undefined; ) bytes += Buffer.from(part, "base64").length;
  return { bytes };
};

const outcome = (visual, { tag, val }) => {
  if (tag === "pending") return { pending: visual.tasks.format(val.task) };
  return {
    done: {
      media: val.media.map(({ kind, mimeType, content }) => [kind, mimeType, content.tag, content.tag === "url" ? content.val : content.val.length]),
      has_task: val.task !== undefined,
      warnings: val.warnings.length,
      details: Object.keys(JSON.parse(val.details)).sort(),
    },
  };
};

const failure = ({ kind, advice, code = null, purchase, field = null, message, task }) => ({
  error: { kind, advice, code, purchase, field, message, has_task: task !== undefined },
});

for await (const line of createInterface({ input: process.stdin })) {
  const start = performance.now();
  let said;
  try {
    said = await answer(JSON.parse(line));
  } catch (error) {
    said = error.payload?.purchase ? failure(error.payload) : { trap: String(error) };
  }
  console.log(JSON.stringify({ answer: said, ms: Math.round(performance.now() - start) }));
}
