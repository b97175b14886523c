"""Many calls: the heartbeat, the threads and the memory. `VISUAL_DIFY_HEAVY=1` runs the full numbers."""

import shutil
import threading
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

from conftest import IS_HEAVY, Rig, heavy
from replies import Reply
from test_delivery import MAX_FILE, MP4, serve_instead
from wire import Request

from visual_dify.threads import WAITING

AT_ONCE = 16
PATIENCE = 120

SYNCHRONOUS = ("img2img_disney_style", {"image_url": "https://example.com/a.jpg"})
"""A node without tasks: its picture is downloaded and sent as a file."""


def call_many(rig: Rig, count: int, node: str, values: Callable[[int], dict[str, Any]]) -> list[Reply]:
    """Calls a node, so many at once."""
    replies: list[Reply] = []
    running: list[str] = []
    for index in range(count):
        if len(running) == AT_ONCE:
            replies.append(rig.plugin.finish(running.pop(0)))
        running.append(rig.plugin.start_tool(rig.credentials, node, values(index)))
    return replies + [rig.plugin.finish(session) for session in running]


def memory_bytes(process: int) -> int:
    """The memory that a process holds."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:"))


def test_waiting_calls_leave_the_heartbeat_alone(start_rig: Callable[..., Rig]) -> None:
    """While 16 calls wait for the service, heartbeats go on; with more calls than threads, keys are checked
    and calls are refused and submitted all the same."""
    rig = start_rig(HEARTBEAT_INTERVAL="0.1")
    release = threading.Event()

    def hold(request: Request, upstream: Callable[[], bytes]) -> bytes:
        if request.is_query and request.json["req_key"] == "jimeng_t2i_v31":
            release.wait(PATIENCE)
        return upstream()

    rig.relay.answer = hold

    def start(count: int) -> list[str]:
        values = [{"prompt": f"held {index}"} for index in range(count)]
        return [rig.plugin.start_tool(rig.credentials, "jimeng_t2i_v31", value) for value in values]

    sessions = start(AT_ONCE)
    rig.relay.wait_for(lambda: len(rig.relay.queries()) >= AT_ONCE)
    wait_for_heartbeats(rig, 20)
    gap = largest_gap(rig)
    sessions += start(WAITING)
    rig.relay.wait_for(lambda: len(rig.relay.submits()) == AT_ONCE + WAITING)
    rig.relay.wait_for(lambda: len(rig.relay.queries()) >= WAITING)
    refused = rig.plugin.invoke(rig.credentials, "jimeng_t2i_v31", {})
    assert refused.error is not None and refused.error["error_type"] == "InvalidInputError"
    assert rig.plugin.validate(rig.credentials).messages == [{"result": True}]
    wait_for_heartbeats(rig, 20)
    release.set()
    assert all(rig.plugin.finish(session).error is None for session in sessions)
    print(f"largest gap between heartbeats: {gap:.2f} s with 16 calls, {largest_gap(rig):.2f} s with 80")
    assert gap < (1 if IS_HEAVY else 30)


def largest_gap(rig: Rig) -> float:
    """The longest time without a heartbeat so far, in seconds."""
    return max(later - earlier for earlier, later in pairwise(rig.plugin.heartbeats))


@heavy
def test_large_files_leave_the_heartbeat_alone(start_rig: Callable[..., Rig]) -> None:
    """Four files of 30 MiB at once are sent in turns."""
    rig = start_rig(HEARTBEAT_INTERVAL="0.1")
    serve_instead(rig, MP4 + bytes(MAX_FILE - len(MP4)))
    replies = call_many(rig, 4, "jimeng_t2i_v31", lambda index: {"prompt": f"large {index}"})
    assert [len(reply.files[0].content) for reply in replies] == [MAX_FILE] * 4
    print(f"largest gap between heartbeats: {largest_gap(rig):.2f} s with four large files")
    assert largest_gap(rig) < 5


def wait_for_heartbeats(rig: Rig, count: int) -> None:
    """Returns when so many more have come."""
    until, wanted = time.monotonic() + PATIENCE, len(rig.plugin.heartbeats) + count
    while len(rig.plugin.heartbeats) < wanted:
        assert time.monotonic() < until, "no heartbeat"
        time.sleep(0.05)


def test_calls_in_many_threads_do_not_disturb_each_other(
    start_rig: Callable[..., Rig], unpacked: Path, tmp_path: Path
) -> None:
    """With threads that change every 10 microseconds, every call gets its own result."""
    directory = shutil.copytree(unpacked, tmp_path / "plugin")
    hasty = "import runpy, sys\nsys.setswitchinterval(1e-5)\nrunpy.run_module('main', run_name='__main__')\n"
    (directory / "hasty.py").write_text(hasty)
    rig = start_rig(directory=directory, main="hasty")
    count = 2000 if IS_HEAVY else 150
    values = {"width": 1328, "height": 1328, "wait_seconds": 0, "add_logo": "true", "opacity": 0.5, "position": "2"}
    replies = call_many(rig, count, "jimeng_t2i_v31", lambda index: values | {"prompt": f"number {index}"})
    faults = [reply.error_text for reply in replies if reply.error is not None]
    print(f"{count} calls, {len(faults)} failures")
    assert faults == []
    assert len({reply.variables["task"] for reply in replies}) == count
    assert {submit.json["prompt"] for submit in rig.relay.submits()} == {f"number {index}" for index in range(count)}


def test_memory_stays_flat(start_rig: Callable[..., Rig]) -> None:
    """Instances, files and errors are released with their call."""
    rig = start_rig()
    node, given = SYNCHRONOUS
    warm, count = (200, 1000) if IS_HEAVY else (60, 60)

    def values(index: int) -> dict[str, Any]:
        return given if index % 5 else {}

    def run(calls: int) -> int:
        replies = call_many(rig, calls, node, values)
        assert sum(reply.error is None for reply in replies) == calls - calls // 5
        assert all(reply.files for reply in replies if reply.error is None)
        return memory_bytes(rig.plugin.process.pid)

    before = run(warm)
    after = run(count)
    print(f"memory after {warm} calls {before >> 20} MiB, after {count} more {after >> 20} MiB")
    assert after - before < ((16 if IS_HEAVY else 64) << 20)
