"""The memory of purchases by itself."""

from visual_dify import purchases
from visual_dify.purchases import Purchases


def test_equal_orders_have_one_fingerprint() -> None:
    """The order of members does not count; everything else does."""
    known = Purchases()
    assert known.fingerprint({"a": 1, "b": [2]}) == known.fingerprint({"b": [2], "a": 1})
    assert known.fingerprint({"a": 1}) != known.fingerprint({"a": 2})
    assert known.fingerprint({"a": 1}) != Purchases().fingerprint({"a": 1}), "each process has a salt of its own"


def test_tasks_are_kept_as_long_as_the_service_keeps_results() -> None:
    """After 12 hours the same inputs may buy again; what is unknown stays."""
    now = [0.0]
    known = Purchases(lambda: now[0])
    known.remember(b"task", "vt1.a")
    known.remember(b"unknown", None)
    now[0] = 12 * 3600 + 1
    assert known.find(b"task") is None
    unknown = known.find(b"unknown")
    assert unknown is not None and unknown.task is None


def test_what_is_unknown_stays_unknown() -> None:
    """A call at the same time that found its task does not make the other one's purchase known."""
    known = Purchases()
    known.remember(b"a", None)
    known.remember(b"a", "vt1.b")
    known.forget(b"a", "vt1.b")
    entry = known.find(b"a")
    assert entry is not None and entry.task is None


def test_a_task_that_has_ended_is_forgotten() -> None:
    """Only the task itself, not another one of the same inputs."""
    known = Purchases()
    known.remember(b"a", "vt1.a")
    known.forget(b"a", "vt1.other")
    assert known.find(b"a") is not None
    known.forget(b"a", "vt1.a")
    assert known.find(b"a") is None


def test_the_memory_is_bounded() -> None:
    """The oldest entry goes first."""
    known = Purchases()
    for index in range(purchases.MAX_ENTRIES + 1):
        known.remember(index.to_bytes(4), f"vt1.{index}")
    assert known.find((0).to_bytes(4)) is None
    assert known.find(purchases.MAX_ENTRIES.to_bytes(4)) is not None
