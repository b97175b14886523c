"""The file of compiled code: it runs outside of the sandbox, so it must be what this user has compiled."""

from pathlib import Path

import pytest
from wasmtime import Config, Engine

from visual_dify import compiled


@pytest.fixture
def engine() -> Engine:
    """An engine as the plugin configures it."""
    config = Config()
    config.epoch_interruption = True
    return Engine(config)


@pytest.fixture
def wasm(unpacked: Path) -> Path:
    """The packed component."""
    return unpacked / "visual.wasm"


def only_file(directory: Path) -> Path:
    """The one file that is there: a temporary file would be a second."""
    (file,) = directory.iterdir()
    return file


def test_it_is_named_by_component_and_version(engine: Engine, wasm: Path, tmp_path: Path) -> None:
    """Another component or another wasmtime has another file."""
    compiled.load(engine, wasm, tmp_path / "cache")
    first = only_file(tmp_path / "cache")
    assert first.name.endswith("-wasmtime-50.0.1.cwasm")
    assert first.stat().st_mode & 0o077 == 0 and first.parent.stat().st_mode & 0o077 == 0
    other = tmp_path / "other.wasm"
    other.write_bytes(b"\0asm\x0d\0\x01\0")
    compiled.load(engine, other, tmp_path / "cache")
    assert len(list((tmp_path / "cache").iterdir())) == 2


def test_it_is_used_again(engine: Engine, wasm: Path, tmp_path: Path) -> None:
    """The second start writes nothing."""
    compiled.load(engine, wasm, tmp_path)
    before = only_file(tmp_path).stat().st_ino
    compiled.load(engine, wasm, tmp_path)
    assert only_file(tmp_path).stat().st_ino == before


@pytest.mark.parametrize("fault", ["damaged", "cut short", "writable by others", "of another machine"])
def test_it_is_replaced_where_it_cannot_be_trusted(engine: Engine, wasm: Path, tmp_path: Path, fault: str) -> None:
    """A damaged file, or one that others may have written, is not run."""
    compiled.load(engine, wasm, tmp_path)
    file = only_file(tmp_path)
    content = file.read_bytes()
    match fault:
        case "damaged":
            file.write_bytes(content[:5000] + b"\x90" * 100 + content[5100:])
        case "cut short":
            file.write_bytes(content[:5000])
        case "writable by others":
            file.chmod(0o666)
        case _:
            compiled._write(file, b"not for this machine")
    before = file.stat().st_ino
    compiled.load(engine, wasm, tmp_path)
    file = only_file(tmp_path)
    assert file.stat().st_ino != before and file.read_bytes() == content
    assert file.stat().st_mode & 0o022 == 0
