// Serves the page, and passes its requests on to the simulator, so that both have one origin.
//
// Usage: npm install && npm run transpile -- FILE/visual-base-env.wasm
//        VOLC_ACCESSKEY=... VOLC_SECRETKEY=... VOLC_ENDPOINT=http://127.0.0.1:PORT npm start

import { readFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = new URL(".", import.meta.url);
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm" };

export const serve = async (environment, port = 0) => {
  const endpoint = new URL(environment.VOLC_ENDPOINT ?? "https://visual.volcengineapi.com");
  // The page shows its keys to everyone who opens it: a simulator's, never those of an account.
  if (endpoint.protocol !== "http:" || !["127.0.0.1", "[::1]", "localhost"].includes(endpoint.hostname))
    throw new Error("VOLC_ENDPOINT must be a simulator on this machine (`visual simulate`): the page shows its keys");
  const { VOLC_ACCESSKEY, VOLC_SECRETKEY, VOLC_SESSION_TOKEN } = environment;
  const files = new Map([["/keys.json", [TYPES[".js"], JSON.stringify({ VOLC_ACCESSKEY, VOLC_SECRETKEY, VOLC_SESSION_TOKEN })]]]);

  const server = createServer(async (asked, answer) => {
    const { pathname } = new URL(asked.url, "http://localhost");
    const path = pathname === "/" ? "/index.html" : pathname;
    const file = asked.method === "GET" && TYPES[extname(path)] && (await readFile(new URL(`.${path}`, ROOT)).catch(() => undefined));
    const [type, content] = files.get(path) ?? [TYPES[extname(path)], file];
    if (content) return answer.writeHead(200, { "content-type": type }).end(content);
    const { method, headers } = asked; // `host` too: it is signed
    const passed = request({ host: endpoint.hostname.replace(/[[\]]/g, ""), port: endpoint.port, path: asked.url, method, headers });
    passed.on("response", (from) => from.pipe(answer.writeHead(from.statusCode, from.headers)));
    passed.on("error", () => answer.headersSent || answer.writeHead(502).end());
    asked.pipe(passed);
  });
  await new Promise((listening) => server.listen(port, "127.0.0.1", listening));
  return `http://127.0.0.1:${server.address().port}`;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await serve(process.env, 8080));
