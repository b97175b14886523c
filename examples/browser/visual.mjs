// The component in the page: its modules are compiled once, and each call has an instance of its own. One that trapped is of no
// use any more, and two calls at once in one instance break it.

import { WASIShim } from "@bytecodealliance/preview2-shim/instantiation";
import { instantiate } from "./visual/visual.js";

const keys = await (await fetch("./keys.json")).json();
const env = { ...keys, VOLC_ENDPOINT: location.origin };

const modules = new Map();
const load = (path) => {
  if (!modules.has(path)) modules.set(path, WebAssembly.compileStreaming(fetch(`./visual/${path}`)));
  return modules.get(path);
};

export const call = async (use) => {
  const wasi = new WASIShim({ sandbox: { env, args: [] } });
  return use(await instantiate(load, wasi.getImportObject()));
};
