// Credentials of your own for visual-base.wasm, asked for at each request, so that keys can rotate. `get` must not throw: an
// exception ends the instance. Keys that are missing are `throw { tag: "missing", val: "why" }`.

export const get = () => ({
  accessKeyId: process.env.VOLC_ACCESSKEY,
  secretAccessKey: process.env.VOLC_SECRETKEY,
  endpoint: process.env.VOLC_ENDPOINT,
});
