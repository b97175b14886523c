"""Native threads for calls of the component.

A call blocks its thread until the service has answered. The SDK runs on gevent, where a blocked thread
would stop every other call and the heartbeat, so calls run in gevent's pools of native threads.
"""

from collections.abc import Callable
from typing import Any

from gevent.threadpool import ThreadPool

WAITING = 64
"""Calls that wait for a result at once; more wait for a thread."""

QUICK = 16
"""Submissions, checks and downloads at once. They have threads of their own, so that waiting delays none."""

_waiting = ThreadPool(WAITING)
_quick = ThreadPool(QUICK)


def run_in_thread[T](function: Callable[..., T], *arguments: Any) -> T:
    """Runs `function` in a native thread while other greenlets go on. It must not raise: gevent prints
    what a pooled function raises, with its arguments, to standard error."""
    result: T = _quick.apply(function, arguments)
    return result


def wait_in_thread[T](function: Callable[..., T], *arguments: Any) -> T:
    """The same for a function that waits for minutes."""
    result: T = _waiting.apply(function, arguments)
    return result
