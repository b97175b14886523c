"""One call from the purchase to its outcome. Waiting is done by greenlets and pooled threads."""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import gevent

from visual_dify import service
from visual_dify.keys import Keys
from visual_dify.purchases import PURCHASES
from visual_dify.service import Submission
from visual_dify.threads import run_in_thread, wait_in_thread
from visual_dify.values import Failure, Outcome, Pending

MAX_WAIT_SECONDS = 540
"""How long a call waits for its task. Dify ends a call after 600 seconds without telling the plugin."""

_FIRST_PAUSE = 1.0
_MAX_PAUSE = 20.0

_TASK_RUNS_ON = ("collect-task", "fix-account", "repeat-later")
"""Advice of failures after which a task may still deliver its result."""


@dataclass(frozen=True)
class Order:
    """What a node asks for."""

    keys: Keys
    submission: Submission
    has_tasks: bool
    deadline: float
    fingerprint: bytes


def run(order: Order) -> Iterator[str | Outcome | Failure]:
    """Buys and waits. Yields the task as soon as it is known, and last the outcome."""
    known = PURCHASES.find(order.fingerprint)
    if known is None:
        pending = _submit(order)
        if not isinstance(pending, Pending):
            _remember(order.fingerprint, None, pending)
            yield pending
            return
    elif known.task is None:
        yield _refuse_unknown()
        return
    else:
        pending = Pending(known.task, None, None, [])
    yield pending.task
    ended: Outcome | Failure = pending
    if _left(order.deadline) > 0:
        ended = collect(order.keys, pending.task, order.submission.delivery, order.deadline)
    _remember(order.fingerprint, pending.task, ended)
    yield ended


def collect(keys: Keys, task: str, delivery: str, deadline: float) -> Outcome | Failure:
    """Waits for a task until the deadline; at least one query is made."""
    ended: Outcome | Failure = wait_in_thread(_wait, keys, task, delivery, deadline)
    if isinstance(ended, Failure) and ended.kind == "internal" and ended.task is None:
        # The component was stopped while it waited: the task is as it was.
        return replace(ended, task=task, advice="collect-task", purchase="made")
    return ended


def _submit(order: Order) -> Outcome | Failure:
    """Submits; what the service refused because it is busy is submitted again until the deadline."""
    pause = _FIRST_PAUSE
    while True:
        submitted: Outcome | Failure
        if order.has_tasks:
            submitted = run_in_thread(service.submit, order.keys, order.submission)
        else:
            submitted = wait_in_thread(_submit_and_wait, order)
        if not isinstance(submitted, Failure) or not _is_busy(submitted):
            return submitted
        seconds = max((submitted.retry_after_ms or 0) / 1000, random.uniform(pause / 2, pause))
        if seconds >= _left(order.deadline):
            return submitted
        gevent.sleep(seconds)
        pause = min(pause * 2, _MAX_PAUSE)


def _wait(keys: Keys, task: str, delivery: str, deadline: float) -> Outcome | Failure:
    """Runs in a thread, which may have been waited for."""
    return service.wait(keys, task, delivery, max(0, int(_left(deadline) * 1000)))


def _submit_and_wait(order: Order) -> Outcome | Failure:
    """The same for a tool without tasks, which refuses not to be waited for."""
    wait_ms = max(1000, int(_left(order.deadline) * 1000))
    return service.submit(order.keys, replace(order.submission, wait_ms=wait_ms))


def _is_busy(failure: Failure) -> bool:
    return failure.kind == "rate-limited" and failure.purchase == "not-made"


def _remember(fingerprint: bytes, task: str | None, ended: Outcome | Failure) -> None:
    """Keeps what a retry with the same inputs must know."""
    task = ended.task or task
    runs_on = isinstance(ended, Pending) or (isinstance(ended, Failure) and ended.advice in _TASK_RUNS_ON)
    if task is not None and runs_on:
        PURCHASES.remember(fingerprint, task)
    elif isinstance(ended, Failure) and ended.purchase == "unknown":
        PURCHASES.remember(fingerprint, None)
    elif task is not None:
        PURCHASES.forget(fingerprint, task)


def _refuse_unknown() -> Failure:
    return Failure(
        "outcome-unknown",
        "ask-before-repeating",
        "an earlier run with these inputs may have been billed, and its result cannot be found. Nothing "
        "was sent. To buy it again, check the console, then write a new text into idempotency_key",
        "此前使用相同输入的一次运行可能已计费，但无法找到其结果，本次未发送任何请求。"
        "如需再次购买，请先到控制台核对，再在 idempotency_key 中填写一个新的文本",
        purchase="unknown",
        field="idempotency_key",
    )


def _left(deadline: float) -> float:
    return deadline - time.monotonic()
