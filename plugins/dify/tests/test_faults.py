"""What breaks around the component: its own faults, large answers, and a service that says nothing."""

import json
import threading
from collections.abc import Callable
from typing import Any

import pytest
from conftest import Rig, heavy
from wire import Request, with_body

from visual_dify import call, download, service
from visual_dify.convert import Marks
from visual_dify.keys import Keys
from visual_dify.service import Submission
from visual_dify.values import Failure

NODE = "jimeng_t2i_v31"
KEYS = Keys("AKLTa", "c2VjcmV0LXRoYXQtbm9ib2R5LXNlZXM=")
SUBMISSION = Submission("jimeng-t2i-v31", '{"prompt": "hush"}', "url", Marks(), 0)


@pytest.fixture
def broken_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    """A component that is stopped in every call."""

    def stopped(*_: Any) -> Any:
        raise RuntimeError(f"wasm trap: interrupt, {KEYS.secret_access_key}, hush")

    monkeypatch.setattr(service, "sandbox", stopped)
    monkeypatch.setattr(download, "sandbox", stopped)


@pytest.mark.usefixtures("broken_sandbox")
def test_a_component_that_is_stopped_is_a_failure_without_values() -> None:
    """Only the name of the fault is shown; a submission may have been bought, nothing else can."""
    failures = {
        "submit": service.submit(KEYS, SUBMISSION),
        "describe": service.describe("jimeng-3.1"),
        "check": service.check_credentials(KEYS),
        "download": download.download(KEYS, "https://a.example/", None, 1),
    }
    for name, failure in failures.items():
        assert isinstance(failure, Failure) and failure.kind == "internal"
        assert failure.purchase == ("unknown" if name == "submit" else "not-made")
        assert "RuntimeError" in failure.message and "hush" not in repr(failure)
        assert KEYS.secret_access_key not in repr(failure)


@pytest.mark.usefixtures("broken_sandbox")
def test_a_component_that_is_stopped_while_it_waits_leaves_the_task() -> None:
    """The task is as it was: the failure names it."""
    failure = call.collect(KEYS, "vt1.kept", "url", 0)
    assert isinstance(failure, Failure)
    assert (failure.task, failure.advice, failure.purchase) == ("vt1.kept", "collect-task", "made")


def test_large_details_are_left_out(rig: Rig) -> None:
    """Every line stays below the daemon's 5 MiB, whatever the service returns."""

    def change(body: bytes) -> bytes:
        answer = json.loads(body)
        if isinstance(answer.get("data"), dict):
            answer["data"]["extra"] = [1000] * 300_000
        return json.dumps(answer).encode()

    def answer(request: Request, upstream: Callable[[], bytes]) -> bytes:
        return with_body(upstream(), change) if request.is_query else upstream()

    rig.relay.answer = answer
    reply = rig.plugin.invoke(rig.credentials, NODE, {"prompt": "much"})
    assert reply.error is None, reply.error
    assert reply.json["details"] is None and "left out" in reply.text and "已省略" in reply.text


@heavy
def test_a_service_that_says_nothing_is_unknown(rig: Rig) -> None:
    """A submission waits for a minute at most; then nobody knows, and the message says so."""
    release = threading.Event()

    def hold(request: Request, upstream: Callable[[], bytes]) -> bytes | None:
        release.wait(120)
        return None

    rig.relay.answer = hold
    reply = rig.plugin.invoke(rig.credentials, NODE, {"prompt": "silence"})
    release.set()
    assert reply.error is not None and reply.error["error_type"] == "OutcomeUnknownError"
