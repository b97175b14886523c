"""Native threads for calls of the component, and what wasmtime needs to be used by several of them.

A call blocks its thread until the service has answered. The SDK runs on gevent, where a blocked thread
would stop every other call and the heartbeat, so calls run in gevent's pool of native threads.
"""

from collections.abc import Callable, Iterator
from typing import Any

from gevent import monkey
from gevent.threadpool import ThreadPool
from wasmtime.component import _types

POOL_SIZE = 64
"""Calls at once. A thread waits for its task, so this bounds waiting tasks, not work."""

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


# wasmtime 50.0.1 fills and reads one set of the module in two steps. With one set for all threads, a
# call can see the types of another call and fail with "value not valid for this variant".
_types.case_test_cache = _SetPerThread()  # type: ignore[assignment]

_pool = ThreadPool(POOL_SIZE)


def run_in_thread[T](function: Callable[..., T], *arguments: Any) -> T:
    """Runs `function` in a native thread while other greenlets go on. It must not raise: gevent prints
    what a pooled function raises, with its arguments, to standard error."""
    return _pool.apply(function, arguments)
