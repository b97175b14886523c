"""Calls visual-base-env.wasm in the `wasmtime` command line: one request a line in, one answer a line out, both JSON.

Usage: cli.py WASMTIME visual-base-env.wasm
"""

import json
import re
import resource
import subprocess
import sys
import time

VARIABLES = ["VOLC_ACCESSKEY", "VOLC_SECRETKEY", "VOLC_SESSION_TOKEN", "VOLC_ENDPOINT"]
# A text, a bracket or other sign, or a word: a number or a name.
TOKEN = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[\[\](){},:]|[^\s\[\](){},:"]+)')


class Wave:
    """A value as WebAssembly Value Encoding: records become dicts, and a case with a value becomes a pair."""

    def __init__(self, text):
        self.tokens = TOKEN.findall(text)
        self.at = 0

    def next(self):
        self.at += 1
        return self.tokens[self.at - 1]

    def skip(self, token):
        found = self.at < len(self.tokens) and self.tokens[self.at] == token
        self.at += found
        return found

    def until(self, end, item):
        items = []
        while not self.skip(end):
            items.append(item())
            self.skip(",")
        return items

    def field(self):
        name = self.next()
        assert self.skip(":"), name
        return name, self.value()

    def value(self):
        token = self.next()
        if token == "[":
            return self.until("]", self.value)
        if token == "{":
            return dict(self.until("}", self.field))
        if token.startswith('"'):
            plain = re.sub(r"\\u\{(\w+)\}", lambda code: json.dumps(chr(int(code[1], 16)))[1:-1], token)
            return json.loads(plain.replace("\\'", "'"))
        if token.lstrip("-").isdigit():
            return int(token)
        if not self.skip("("):
            return {"true": True, "false": False, "none": None}.get(token, token)
        value = self.value()
        assert self.skip(")"), token
        return value if token == "some" else (token, value)


def wave(value):
    if value is None:
        return "none"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {wave(value)}" for name, value in value.items()) + "}" if value else "{:}"
    return value.text if isinstance(value, Raw) else json.dumps(value, ensure_ascii=False)


class Raw:
    def __init__(self, text):
        self.text = text


def some(value):
    return Raw("none" if value is None else f"some({wave(value)})")


def call(name, *arguments):
    """The value of a call in a fresh process; a failure of the call has the tag `err`."""
    command = [sys.argv[1], "run", "-S", "http"]
    command += [word for name in VARIABLES for word in ("--env", name)]
    command += ["--invoke", f"{name}({', '.join(map(wave, arguments))})", sys.argv[2]]
    made = subprocess.run(command, capture_output=True, text=True)
    if made.returncode:
        return "trap", made.stderr
    return Wave(made.stdout).value()


def answer(request):
    if "invoke" in request:
        delivery = request.get("delivery") and {"delivery": Raw(f"some({request['delivery']})")}
        options = {"output": some(delivery), "wait-ms": some(request.get("wait_ms")), "max-inline": some(request.get("max_inline"))}
        return outcome(call("invoke", request["invoke"], request["arguments"], some(options)))
    if "wait" in request:
        tag, task = call("parse", request["wait"])
        return failure(task) if tag == "err" else outcome(call("wait", task, some({"wait-ms": some(request["wait_ms"])})))
    return None  # the command line has no resources


def outcome(result):
    tag, value = result
    if tag == "trap":
        return {"trap": value}
    if tag == "err":
        return failure(value)
    tag, done = value
    if tag == "pending":
        return {"pending": call("format", done["task"])}
    return {
        "done": {
            "media": [[media["kind"], media["mime-type"], *content(*media["content"])] for media in done["media"]],
            "has_task": done.get("task") is not None,
            "warnings": len(done["warnings"]),
            "details": sorted(json.loads(done["details"])),
        }
    }


def content(tag, value):
    return [tag, value if tag == "url" else len(value)]


def failure(error):
    names = ["kind", "advice", "code", "purchase", "field", "message"]
    return {"error": {name: error.get(name) for name in names} | {"has_task": error.get("task") is not None}}


for line in sys.stdin:
    start = time.monotonic()
    said = answer(json.loads(line))
    ms = round((time.monotonic() - start) * 1000)
    mib = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10  # of the largest process
    print(json.dumps({"answer": said, "ms": ms, "mib": mib}), flush=True)
