"""The sandbox: the component in wasmtime, with a fresh instance for each call."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Self

from gevent import monkey
from wasmtime import Config, Engine, Store, StoreContext, WasiConfig
from wasmtime.component import ExportIndex, Linker, Record, Variant

from visual_dify import compiled, per_thread
from visual_dify.keys import Keys

PLUGIN = Path(__file__).resolve().parent.parent
PACKAGE = "volcengine:visual"
VERSION = "0.1.0"

MEMORY_BYTES = 128 << 20
"""Memory of one instance. A file of 30 MB delivered as base64 needs about 53 MB."""

GRACE_SECONDS = 60
"""Time beyond a call's own deadline after which an instance is stopped. An epoch ends an instance only
after its pending request, and the outcome is lost, so it must never be what ends a normal call."""

_start_thread: Callable[..., int] = monkey.get_original("_thread", "start_new_thread")
_sleep: Callable[[float], None] = monkey.get_original("time", "sleep")


class Sandbox:
    """The loaded component. Instances are made from any thread."""

    def __init__(self, wasm: Path, cache_directory: Path) -> None:
        per_thread.install()
        config = Config()
        config.epoch_interruption = True
        self.engine = Engine(config)
        self.component = compiled.load(self.engine, wasm, cache_directory)
        self._functions: dict[tuple[str, str], ExportIndex] = {}
        _start_thread(self._tick, ())

    def _tick(self) -> None:
        while True:
            _sleep(1)
            self.engine.increment_epoch()

    def function(self, interface: str, name: str) -> ExportIndex:
        """The index of an exported function."""
        known = self._functions.get((interface, name))
        if known is None:
            outer = self.component.get_export_index(f"{PACKAGE}/{interface}@{VERSION}")
            known = self.component.get_export_index(name, outer)
            if known is None:
                raise LookupError(f"the component has no {interface}.{name}")
            self._functions[interface, name] = known
        return known


class Instance:
    """One instance, for one call of one account. Closing it releases its memory."""

    def __init__(self, sandbox: Sandbox, keys: Keys | None, seconds: float) -> None:
        self._sandbox = sandbox
        self._linker = Linker(sandbox.engine)
        self._linker.add_wasip2()
        self._linker.add_wasi_http()
        with self._linker.root() as root, root.add_instance(f"{PACKAGE}/credentials@{VERSION}") as interface:
            interface.add_func("get", _supplier(keys))
        self._store = Store(sandbox.engine)
        self._store.set_limits(memory_size=MEMORY_BYTES)
        self._store.set_epoch_deadline(int(seconds) + GRACE_SECONDS)
        self._store.set_wasi(WasiConfig())
        self._store.set_wasi_http()
        self._instance = self._linker.instantiate(self._store, sandbox.component)

    def call(self, interface: str, name: str, *arguments: Any) -> Any:
        """Calls a function. A `result` comes as the payload of its case: a record `error` is told by its
        field `purchase`."""
        function = self._instance.get_func(self._store, self._sandbox.function(interface, name))
        if function is None:
            raise LookupError(f"{interface}.{name} is not a function")
        answer = function(self._store, *arguments)
        if isinstance(answer, Variant) and answer.tag in ("ok", "err"):
            return answer.payload
        return answer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._store.close()
        self._linker.close()


def _supplier(keys: Keys | None) -> Callable[[StoreContext], Variant | Record]:
    """The function `credentials.get` of one call. It must not raise: wasmtime keeps the last exception
    of a callback in one variable for all threads."""

    def get(_: StoreContext) -> Any:
        try:
            if keys is not None:
                return keys.as_record()
        except Exception:
            return Variant("unavailable", "the keys cannot be read")
        return Variant("missing", "this call has no keys")

    return get


@cache
def sandbox() -> Sandbox:
    """The plugin's sandbox, loaded once."""
    return Sandbox(PLUGIN / "visual.wasm", PLUGIN / ".cache")
