"""Native threads for calls of the component.

A call blocks its thread until the service has answered. The SDK runs on gevent, where a blocked thread
would stop every other call and the heartbeat, so calls run in gevent's pool of native threads.
"""

from collections.abc import Callable
from typing import Any

from gevent.threadpool import ThreadPool

POOL_SIZE = 64
"""Calls at once. A thread waits for its task, so this bounds waiting tasks, not work."""

_pool = ThreadPool(POOL_SIZE)


def run_in_thread[T](function: Callable[..., T], *arguments: Any) -> T:
    """Runs `function` in a native thread while other greenlets go on. It must not raise: gevent prints
    what a pooled function raises, with its arguments, to standard error."""
    result: T = _pool.apply(function, arguments)
    return result
