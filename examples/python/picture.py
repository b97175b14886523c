"""Makes a picture with visual-base-env.wasm in the stock wasmtime of Python.

Usage: VOLC_ACCESSKEY=... VOLC_SECRETKEY=... python picture.py visual-base-env.wasm PROMPT
"""

import json
import os
import sys

from wasmtime import Engine, Store, WasiConfig, component

# What the component may see of the environment: these, and nothing else.
VARIABLES = ["VOLC_ACCESSKEY", "VOLC_SECRETKEY", "VOLC_SESSION_TOKEN", "VOLC_ENDPOINT", "VOLC_REGION"]


class Visual:
    def __init__(self, path):
        self.engine = Engine()
        self.component = component.Component.from_file(self.engine, path)  # compiled once
        self.linker = component.Linker(self.engine)
        self.linker.add_wasip2()
        self.linker.add_wasi_http()

    def call(self, interface, name, *arguments):
        """Calls a function in a fresh instance, which is dropped afterwards."""
        store = Store(self.engine)
        store.set_limits(memory_size=64 << 20)
        wasi = WasiConfig()
        wasi.env = [(name, os.environ[name]) for name in VARIABLES if name in os.environ]
        store.set_wasi(wasi)
        store.set_wasi_http()
        instance = self.linker.instantiate(store, self.component)
        index = instance.get_export_index(store, f"volcengine:visual/{interface}@0.1.0")
        index = instance.get_export_index(store, name, index)
        answer = instance.get_func(store, index)(store, *arguments)
        store.close()
        if getattr(answer, "purchase", None):  # the record `error`
            sys.exit(f"error: {answer.message}\nbilled: {answer.purchase}")
        return answer


def record(**fields):
    """A record; its fields have the names of the WIT, with hyphens."""
    made = component.Record()
    made.__dict__.update({name.replace("_", "-"): value for name, value in fields.items()})
    return made


def main(path, prompt):
    visual = Visual(path)
    arguments = json.dumps({"prompt": prompt})
    # Submits only: the task is there at once, and is printed before anything can be lost.
    options = record(output=None, wait_ms=0, max_inline=None)
    outcome = visual.call("catalog", "invoke", "general-3.0", arguments, options)
    while outcome.tag == "pending":
        task = outcome.payload.task
        print(visual.call("tasks", "format", task), file=sys.stderr)
        wait = record(wait_ms=30_000, max_inline=None)
        outcome = visual.call("tasks", "wait", task, wait)
    for media in outcome.payload.media:
        print(media.content.payload)


main(*sys.argv[1:])
