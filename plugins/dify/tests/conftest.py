"""What the tests share: the unpacked package, simulators, relays and plugins."""

import os
import struct
import sys
import zipfile
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).resolve().parent
REPOSITORY = TESTS.parent.parent.parent
sys.path[:0] = [str(TESTS.parent)]

import nodes  # noqa: E402
from daemon import Daemon  # noqa: E402
from relay import Relay  # noqa: E402
from simulator import Account, Simulator  # noqa: E402


@dataclass(frozen=True)
class Picture:
    """A small picture that every tool takes."""

    content: bytes

    @property
    def base64(self) -> str:
        return b64encode(self.content).decode()


def _png(side: int) -> bytes:
    """A grey square."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * side) * side)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


PICTURE = Picture(_png(512))
OTHER_PICTURE = Picture(_png(640))


@dataclass
class Rig:
    """A plugin whose requests go through a relay to a simulator."""

    account: Account
    simulator: Simulator
    relay: Relay
    plugin: Daemon

    @property
    def credentials(self) -> dict[str, str]:
        return self.account.credentials

    @property
    def byteplus(self) -> dict[str, str]:
        """The account's keys, for the other side of the service: the simulator takes them on both."""
        return self.credentials | {"Region": "ap-singapore-1"}


IS_HEAVY = os.environ.get("VISUAL_DIFY_HEAVY") == "1"
heavy = pytest.mark.skipif(not IS_HEAVY, reason="takes minutes; VISUAL_DIFY_HEAVY=1 runs it")

ACCOUNT = Account()

QUICK = ("--queue-ms", "0", "--generate-ms", "20")
"""Tasks that end at once."""


@pytest.fixture(scope="session")
def package() -> Path:
    """The packed plugin."""
    return Path(os.environ["VISUAL_DIFYPKG"]).resolve()


@pytest.fixture(scope="session")
def volc_sim() -> Path:
    """The simulator's program, which has more settings than `visual simulate`."""
    beside = Path(os.environ["VISUAL_PROGRAM"]).with_name("volc-sim")
    return Path(os.environ.get("VISUAL_SIM", beside)).resolve()


@pytest.fixture(scope="session")
def unpacked(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of an installed plugin, as the daemon unpacks it."""
    directory = tmp_path_factory.mktemp("plugin")
    with zipfile.ZipFile(package) as archive:
        archive.extractall(directory)
    return directory


@pytest.fixture(scope="session")
def catalogue(unpacked: Path) -> dict[str, dict[str, Any]]:
    """The facts of all tools."""
    return nodes.facts(unpacked)


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    """Ends with the test what was entered into it."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def start_simulator(volc_sim: Path, stack: ExitStack) -> Callable[..., Simulator]:
    """Starts simulators that end with the test."""

    def start(*options: str, account: Account = ACCOUNT) -> Simulator:
        return stack.enter_context(Simulator(volc_sim, account, *options))

    return start


@pytest.fixture
def start_plugin(unpacked: Path, stack: ExitStack) -> Callable[..., Daemon]:
    """Starts plugins that end with the test."""

    def start(endpoint: str, directory: Path = unpacked, main: str = "main", **environment: str) -> Daemon:
        named = {"VISUAL_DIFY_ENDPOINT": endpoint} | environment
        return stack.enter_context(Daemon(directory, named, main))

    return start


@pytest.fixture
def start_rig(
    stack: ExitStack, start_simulator: Callable[..., Simulator], start_plugin: Callable[..., Daemon]
) -> Callable[..., Rig]:
    """Starts rigs that end with the test."""

    def start(*options: str, account: Account = ACCOUNT, **settings: Any) -> Rig:
        simulator = start_simulator(*(options or QUICK), account=account)
        relay = stack.enter_context(Relay(simulator.endpoint))
        return Rig(account, simulator, relay, start_plugin(relay.endpoint, **settings))

    return start


@pytest.fixture(scope="session")
def shared(volc_sim: Path, unpacked: Path) -> Iterator[Rig]:
    """One rig for all tests that use `rig`."""
    with ExitStack() as stack:
        simulator = stack.enter_context(Simulator(volc_sim, ACCOUNT, "--unconfirmed", *QUICK))
        relay = stack.enter_context(Relay(simulator.endpoint))
        plugin = stack.enter_context(Daemon(unpacked, {"VISUAL_DIFY_ENDPOINT": relay.endpoint}))
        yield Rig(ACCOUNT, simulator, relay, plugin)


@pytest.fixture
def rig(shared: Rig) -> Iterator[Rig]:
    """The shared rig, with nothing recorded and nothing broken."""
    yield shared
    shared.relay.reset()
