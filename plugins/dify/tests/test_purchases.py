"""What may have been bought is not bought again."""

import threading
from collections.abc import Callable
from typing import Any

from conftest import Rig
from replies import Reply
from wire import Request, service_code

NODE = "jimeng_t2i_v31"


def call(rig: Rig, prompt: str, **values: Any) -> Reply:
    """Runs a node."""
    return rig.plugin.invoke(rig.credentials, NODE, {"prompt": prompt} | values)


def cut_submits(request: Request, upstream: Callable[[], bytes]) -> bytes | None:
    """The service takes the order, and the connection breaks before its answer."""
    answer = upstream()
    return None if request.is_submit else answer


def cut_queries(request: Request, upstream: Callable[[], bytes]) -> bytes | None:
    """The service can be asked for nothing."""
    return None if request.is_query else upstream()


def test_a_cut_purchase_is_unknown_and_not_repeated(rig: Rig) -> None:
    """A retry of the node with the same inputs sends nothing; other inputs, or a new key, do."""
    rig.relay.answer = cut_submits
    first = call(rig, "cut")
    assert first.error is not None and first.error["error_type"] == "OutcomeUnknownError"
    assert "billed: unknown" in first.error_text and "计费：未知" in first.error_text
    assert len(rig.relay.submits()) == 1

    rig.relay.answer = type(rig.relay).answer
    for _ in range(3):
        retry = call(rig, "cut")
        assert retry.error is not None and retry.error["error_type"] == "OutcomeUnknownError"
        assert "idempotency_key" in retry.error_text
    assert len(rig.relay.submits()) == 1, "nothing was bought again"

    assert call(rig, "another prompt").error is None
    assert call(rig, "cut", idempotency_key="I looked at the bill").error is None
    assert len(rig.relay.submits()) == 3


def test_another_user_is_not_kept_from_buying(rig: Rig) -> None:
    """Purchases are remembered by account and user."""
    rig.relay.answer = cut_submits
    assert call(rig, "two users").error is not None
    rig.relay.answer = type(rig.relay).answer
    reply = rig.plugin.invoke(rig.credentials, NODE, {"prompt": "two users"}, user="another")
    assert reply.error is None


def test_a_task_that_could_not_be_queried_is_found_by_a_retry(rig: Rig) -> None:
    """The error names the task; the same inputs get its result and buy nothing."""
    rig.relay.answer = cut_queries
    failed = call(rig, "queries fail", wait_seconds=6)
    rig.relay.answer = type(rig.relay).answer
    task = failed.task if failed.error else failed.variables["task"]
    retry = call(rig, "queries fail")
    assert retry.error is None and retry.variables == retry.variables | {"task": task, "status": "done"}
    assert len(rig.relay.submits()) == 1
    assert call(rig, "queries fail").error is None
    assert len(rig.relay.submits()) == 2, "once it is delivered, the same inputs buy anew"


def test_a_pending_task_is_found_by_the_same_inputs(rig: Rig) -> None:
    """A language model that asks again for the same image gets the one that it has bought."""
    pending = call(rig, "again", wait_seconds=0)
    assert pending.variables["status"] == "pending"
    done = call(rig, "again")
    assert done.variables == done.variables | {"status": "done", "task": pending.variables["task"]}
    assert len(rig.relay.submits()) == 1


def test_equal_calls_at_the_same_time_are_two_purchases(rig: Rig) -> None:
    """Nothing has failed, so both were meant."""
    sessions = [rig.plugin.start_tool(rig.credentials, NODE, {"prompt": "twins"}) for _ in range(2)]
    replies = [rig.plugin.finish(session) for session in sessions]
    assert all(reply.error is None for reply in replies)
    assert len({reply.variables["task"] for reply in replies}) == 2


def test_a_refused_purchase_can_be_repeated(rig: Rig) -> None:
    """What was refused was not bought, so the same inputs are sent again."""
    for _ in range(2):
        reply = call(rig, "a [moderate-text]")
        assert reply.error is not None and "billed: no" in reply.error_text
    assert len(rig.relay.submits()) == 2


def test_a_busy_service_is_asked_again_until_it_accepts(rig: Rig) -> None:
    """50430 is proof that nothing was bought: the call queues in place of failing."""
    refusals = iter([50430, 50429])

    def answer(request: Request, upstream: Callable[[], bytes]) -> bytes:
        code = next(refusals, None) if request.is_submit else None
        return upstream() if code is None else service_code(code, 429)

    rig.relay.answer = answer
    assert call(rig, "busy").error is None
    assert len(rig.relay.submits()) == 3


def test_a_busy_service_ends_a_call_that_shall_not_wait(rig: Rig) -> None:
    """With `wait_seconds` 0 the refusal is an error of its own kind."""
    rig.relay.answer = lambda request, upstream: service_code(50430, 429)
    reply = call(rig, "busy", wait_seconds=0)
    assert reply.error is not None and reply.error["error_type"] == "RateLimitedError"
    assert "billed: no" in reply.error_text


def test_a_task_is_told_before_its_result(rig: Rig) -> None:
    """The task is in the node's log while the service still works on it."""
    release = threading.Event()

    def hold(request: Request, upstream: Callable[[], bytes]) -> bytes:
        if request.is_query:
            release.wait(120)
        return upstream()

    rig.relay.answer = hold
    session = rig.plugin.start_tool(rig.credentials, NODE, {"prompt": "held"})
    first = rig.plugin.next(session)
    assert first is not None and first["data"]["type"] == "log"
    task = first["data"]["message"]["data"]["task"]
    assert task.startswith("vt1.")
    release.set()
    assert rig.plugin.finish(session).variables["task"] == task
