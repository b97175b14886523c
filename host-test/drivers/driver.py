"""Calls visual-base-env.wasm in the wasmtime of Python: one request a line in, one answer a line out, both JSON.

Usage: driver.py visual-base-env.wasm
"""

import base64
import json
import os
import sys
import time

from wasmtime import Engine, Store, Trap, WasiConfig, WasmtimeError, component

VARIABLES = ["VOLC_ACCESSKEY", "VOLC_SECRETKEY", "VOLC_SESSION_TOKEN", "VOLC_ENDPOINT"]

engine = Engine()
visual = component.Component.from_file(engine, sys.argv[1])
linker = component.Linker(engine)
linker.add_wasip2()
linker.add_wasi_http()


class Failure(Exception):
    pass


class Instance:
    def __init__(self):
        self.store = Store(engine)
        wasi = WasiConfig()
        wasi.env = [(name, os.environ[name]) for name in VARIABLES if name in os.environ]
        self.store.set_wasi(wasi)
        self.store.set_wasi_http()
        self.instance = linker.instantiate(self.store, visual)

    def call(self, interface, name, *arguments):
        index = self.instance.get_export_index(self.store, f"volcengine:visual/{interface}@0.1.0")
        index = self.instance.get_export_index(self.store, name, index)
        answer = self.instance.get_func(self.store, index)(self.store, *arguments)
        if isinstance(answer, component.Variant) and answer.tag in ("ok", "err"):  # both are records
            answer = answer.payload
        if hasattr(answer, "purchase"):
            raise Failure(answer)
        return answer


def record(**fields):
    made = component.Record()
    made.__dict__.update({name.replace("_", "-"): value for name, value in fields.items()})
    return made


def answer(request):
    instance = Instance()
    if "invoke" in request:
        delivery = request.get("delivery")
        output = delivery and record(delivery=delivery, watermark=None, label=None)
        options = record(output=output, wait_ms=request.get("wait_ms"), max_inline=request.get("max_inline"))
        return outcome(instance, instance.call("catalog", "invoke", request["invoke"], request["arguments"], options))
    if "wait" in request:
        task = instance.call("tasks", "parse", request["wait"])
        options = record(wait_ms=request["wait_ms"], max_inline=None)
        return outcome(instance, instance.call("tasks", "wait", task, options))
    if "download" in request:
        options = component.Record()
        options.__dict__.update({"origin": None, "max-bytes": None, "link-hosts": [], "timeout-ms": None})
        download = instance.call("downloads", "open", request["download"], options)
        size = 0
        while (part := instance.call("downloads", "[method]download.read-base64", download, 65536)) is not None:
            size += len(base64.b64decode(part))
        return {"bytes": size}
    raise ValueError(request)


def outcome(instance, outcome):
    if outcome.tag == "pending":
        return {"pending": instance.call("tasks", "format", outcome.payload.task)}
    done = outcome.payload
    return {
        "done": {
            "media": [[media.kind, getattr(media, "mime-type"), *content(media.content)] for media in done.media],
            "has_task": done.task is not None,
            "warnings": len(done.warnings),
            "details": sorted(json.loads(done.details)),
        }
    }


def content(content):
    return [content.tag, content.payload if content.tag == "url" else len(content.payload)]


def failure(error):
    names = ["kind", "advice", "code", "purchase", "field", "message"]
    return {"error": {name: getattr(error, name) for name in names} | {"has_task": error.task is not None}}


for line in sys.stdin:
    start = time.monotonic()
    try:
        said = answer(json.loads(line))
    except Failure as error:
        said = failure(error.args[0])
    except (Trap, WasmtimeError) as error:
        said = {"trap": str(error)}
    print(json.dumps({"answer": said, "ms": round((time.monotonic() - start) * 1000)}), flush=True)
