"""Calls visual-http.wasm in `wasmtime serve`: one request a line in, one answer a line out, both JSON.

Usage: serve.py WASMTIME visual-http.wasm
"""

import base64
import json
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

TOKEN = "token-of-a-server-for-tests-0123456789"
VARIABLES = ["VOLC_ACCESSKEY", "VOLC_SECRETKEY", "VOLC_SESSION_TOKEN", "VOLC_ENDPOINT"]


def start():
    command = [sys.argv[1], "serve", "-S", "cli", "-S", "http", "--addr", "127.0.0.1:0", "--env", f"VISUAL_TOKEN={TOKEN}"]
    command += [word for name in VARIABLES for word in ("--env", name)]
    server = subprocess.Popen(command + [sys.argv[2]], stderr=subprocess.PIPE, text=True)
    return server, re.search(r"http://[0-9.:]+", server.stderr.readline())[0]


server, address = start()


def send(path, body=None, prefer=None):
    """The response's JSON."""
    request = urllib.request.Request(address + path, body and body.encode())
    request.add_header("Authorization", f"Bearer {TOKEN}")
    request.add_header("Content-Type", "application/json")
    if prefer:
        request.add_header("Prefer", prefer)
    try:
        response = urllib.request.urlopen(request)
    except urllib.error.HTTPError as error:
        response = error
    return json.load(response)


def answer(request):
    """The outcome, or none: a server returns no bytes, has no limit of its own for them, and no downloads."""
    is_async = request.get("wait_ms") == 0
    if "wait" in request:
        return outcome(send(f"/v1/tasks/{request['wait']}", prefer=None if is_async else f"wait={request['wait_ms'] // 1000}"))
    delivery = request.get("delivery")
    if "download" in request or "max_inline" in request or delivery == "bytes":
        return None
    query = f"?delivery={delivery}" if delivery else ""
    said = send(f"/v1/tools/{request['invoke']}{query}", request["arguments"], "respond-async" if is_async else None)
    if is_async and "done" in said and "task" not in said["done"]:
        return None  # a tool without tasks, which is waited for all the same
    return outcome(said, delivery)


def outcome(said, delivery=None):
    if "pending" in said:
        return {"pending": said["pending"]["task"]["text"]}
    if "done" not in said:
        return failure(said)
    done = said["done"]
    return {
        "done": {
            "media": [[media["kind"], media["mime_type"], *content(media["content"], delivery)] for media in done["media"]],
            "has_task": "task" in done,
            "warnings": len(done["warnings"]),
            "details": sorted(done["details"]),
        }
    }


def content(content, delivery):
    if "url" in content:
        return ["url", content["url"]]
    # JSON has no bytes: a result without a link comes as base64.
    return ["base64", len(content["base64"])] if delivery else ["bytes", len(base64.b64decode(content["base64"]))]


def failure(problem):
    names = ["kind", "advice", "code", "purchase", "field"]
    message = {"message": problem["detail"], "has_task": "task" in problem}
    return {"error": {name: problem.get(name) for name in names} | message}


def resident():
    """The memory of the server, where the system tells it."""
    status = Path(f"/proc/{server.pid}/status")
    found = re.search(r"VmRSS:\s+(\d+)", status.read_text()) if status.exists() else None
    return int(found[1]) >> 10 if found else 0


try:
    for line in sys.stdin:
        start = time.monotonic()
        said = answer(json.loads(line))
        ms = round((time.monotonic() - start) * 1000)
        print(json.dumps({"answer": said, "ms": ms, "mib": resident()}), flush=True)
finally:
    server.kill()
