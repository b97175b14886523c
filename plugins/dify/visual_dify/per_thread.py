"""Makes wasmtime 50.0.1 safe for calls from several threads.

It fills and reads one set of its module in two steps. Another thread in between puts its own types there,
and the call fails with "value not valid for this variant".
"""

from collections.abc import Callable, Iterator

from gevent import monkey
from wasmtime.component import _types

_thread_id: Callable[[], int] = monkey.get_original("_thread", "get_ident")


class _SetPerThread:
    """A set of types with a separate content in each native thread."""

    def __init__(self) -> None:
        self._sets: dict[int, set[type]] = {}

    def _own(self) -> set[type]:
        return self._sets.setdefault(_thread_id(), set())

    def add(self, item: type) -> None:
        self._own().add(item)

    def clear(self) -> None:
        self._own().clear()

    def __iter__(self) -> Iterator[type]:
        return iter(self._own())


def install() -> None:
    """Gives each thread its own set in place of wasmtime's one."""
    _types.case_test_cache = _SetPerThread()  # type: ignore[assignment]
