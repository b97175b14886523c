"""The compiled component, kept in a file between two starts of the plugin."""

import hashlib
import os
import tempfile
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from wasmtime import Engine, WasmtimeError
from wasmtime.component import Component

_DIGEST_BYTES = hashlib.sha256().digest_size


def load(engine: Engine, wasm: Path, directory: Path) -> Component:
    """Loads `wasm`, from its compiled form in `directory` if there is one of this very component and
    version of wasmtime. Where the directory cannot be written, the compiled form stays in memory."""
    binary = wasm.read_bytes()
    name = f"{hashlib.sha256(binary).hexdigest()}-wasmtime-{version('wasmtime')}.cwasm"
    path = directory / name
    compiled = _read(path)
    if compiled is not None:
        with suppress(WasmtimeError):  # Compiled on another machine.
            return Component.deserialize(engine, compiled)
    component = Component(engine, binary)
    with suppress(OSError):
        _write(path, bytes(component.serialize()))
    return component


def _read(path: Path) -> bytes | None:
    """The content of a file that only this user can have written and that is complete. Compiled code
    runs outside of the sandbox, so anything else is ignored."""
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            if status.st_uid != os.geteuid() or status.st_mode & 0o022:
                return None
            content = file.read()
    except OSError:
        return None
    digest, compiled = content[:_DIGEST_BYTES], content[_DIGEST_BYTES:]
    return compiled if hashlib.sha256(compiled).digest() == digest else None


def _write(path: Path, compiled: bytes) -> None:
    """Writes a file that appears complete under its name, or not at all."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(compiled).digest() + compiled)
        os.replace(temporary, path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
