"""The packed plugin: how it starts, and what it keeps on disk."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import QUICK, Rig
from daemon import Daemon
from nodes import generated

CACHE = ".cache"


@pytest.fixture
def directory(package: Path, tmp_path: Path) -> Path:
    """A plugin that was just installed."""
    with zipfile.ZipFile(package) as archive:
        archive.extractall(tmp_path / "plugin")
    return tmp_path / "plugin"


def test_the_package_starts_with_all_its_tools(start_plugin: Callable[..., Daemon], directory: Path) -> None:
    """The manifest, then a heartbeat; one node for each typed tool, and two more."""
    first = start_plugin("http://127.0.0.1:1", directory)
    second = start_plugin("http://127.0.0.1:1", directory)
    for name, plugin in (("first", first), ("second", second)):
        seconds = plugin.heartbeats[0] - plugin.started
        print(f"{name} start to heartbeat: {seconds:.2f} s, {plugin.cpu_at_first_heartbeat:.2f} s of CPU")
        assert plugin.cpu_at_first_heartbeat < 3
    assert second.manifest["name"] == "volcengine_visual"
    assert len(generated(directory)) + 2 == len(list(directory.glob("tools/*.yaml")))
    assert first.faults == [] and bytes(first.errors) == b""


def test_nothing_but_compiled_code_is_written(start_rig: Callable[..., Rig], directory: Path, package: Path) -> None:
    """After calls of several kinds the directory holds the package and one file of compiled code."""
    rig = start_rig(directory=directory)
    for values in ({"prompt": "kept nowhere"}, {"prompt": "a [moderate-text]"}, {}):
        rig.plugin.invoke(rig.credentials, "jimeng_t2i_v31", values)
    with zipfile.ZipFile(package) as archive:
        packed = set(archive.namelist())
    found = {path.relative_to(directory).as_posix() for path in directory.rglob("*") if path.is_file()}
    (written,) = [name for name in found - packed if "__pycache__" not in name]
    assert written.startswith(f"{CACHE}/") and written.endswith("-wasmtime-50.0.1.cwasm")
    assert (directory / written).stat().st_mode & 0o077 == 0
    assert b"kept nowhere" not in (directory / written).read_bytes()


def test_a_directory_that_cannot_be_written_is_no_fault(start_rig: Callable[..., Rig], directory: Path) -> None:
    """The compiled code stays in memory."""
    (directory / CACHE).write_text("in the way")
    rig = start_rig(*QUICK, directory=directory)
    assert rig.plugin.invoke(rig.credentials, "jimeng_t2i_v31", {"prompt": "x", "wait_seconds": 0}).error is None
    assert (directory / CACHE).read_text() == "in the way"
