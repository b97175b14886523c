"""Tasks: submitted here, collected there."""

from collections.abc import Callable

from conftest import Rig
from daemon import Daemon

VIDEO = "jimeng_vgfm_t2v_l20"


def test_a_pending_task_is_collected_in_another_process(rig: Rig, start_plugin: Callable[..., Daemon]) -> None:
    """The variable `task` is all that another process needs, with the account."""
    pending = rig.plugin.invoke(rig.credentials, VIDEO, {"prompt": "a boat", "wait_seconds": 0})
    assert pending.variables == pending.variables | {"status": "pending"}
    task = pending.variables["task"]
    assert task in pending.text and pending.logged_task == task and pending.files == []

    other = start_plugin(rig.relay.endpoint)
    collected = other.invoke(rig.credentials, "collect_task", {"task": f" {task}\n"})
    assert collected.error is None, collected.error
    assert collected.variables == collected.variables | {"status": "done", "task": task}
    assert [file.mime_type for file in collected.files] == ["video/mp4"]
    assert len(rig.relay.submits()) == 1

    link = other.invoke(rig.credentials, "collect_task", {"task": task, "return_url": "true"})
    assert len(link.links) == 1 and link.files == []


def test_a_task_keeps_its_watermark(rig: Rig) -> None:
    """What was asked for with the submission is asked for when the result is collected."""
    values = {"prompt": "a lake", "add_logo": "true", "logo_text_content": "mine", "wait_seconds": 0}
    task = rig.plugin.invoke(rig.credentials, "jimeng_t2i_v31", values).variables["task"]
    assert rig.plugin.invoke(rig.credentials, "collect_task", {"task": task}).error is None
    assert '"logo_text_content":"mine"' in rig.relay.queries()[-1].json["req_json"]


def test_a_task_that_runs_on_is_pending_again(start_rig: Callable[..., Rig]) -> None:
    """A wait that runs out is no error."""
    rig = start_rig("--queue-ms", "3600000")
    pending = rig.plugin.invoke(rig.credentials, VIDEO, {"prompt": "slow", "wait_seconds": 1})
    assert pending.error is None and pending.variables["status"] == "pending"
    again = rig.plugin.invoke(rig.credentials, "collect_task", {"task": pending.variables["task"], "wait_seconds": 0})
    assert again.error is None and again.variables["status"] == "pending"
    assert again.json["details"] == {"service_status": "in_queue"}


def test_what_is_no_task_is_refused(rig: Rig) -> None:
    """A damaged text, and one of another account, are told apart and sent nowhere or once."""
    damaged = rig.plugin.invoke(rig.credentials, "collect_task", {"task": "vt1.abc"})
    assert damaged.error is not None and damaged.error["error_type"] == "InvalidInputError"
    assert rig.relay.requests == []
    assert rig.plugin.invoke(rig.credentials, "collect_task", {"task": ""}).error is not None


def test_any_tool_calls_what_has_no_node(rig: Rig) -> None:
    """The list offers the tools without a node; a call takes a name and JSON."""
    options = rig.plugin.options(rig.credentials, "any_tool", "tool").messages[0]["options"]
    names = [option["value"] for option in options]
    assert "high-aes-t2i" in names and len(names) == len(set(names)) >= 20
    assert all(option["label"]["zh_Hans"] and option["label"]["en_US"] for option in options)

    values = {"tool": "jimeng-high-aes-general-v31", "arguments": '{"prompt": "a bridge"}'}
    refused = rig.plugin.invoke(rig.credentials, "any_tool", values)
    assert refused.error is not None and "accept_unconfirmed" in refused.error_text
    reply = rig.plugin.invoke(rig.credentials, "any_tool", values | {"accept_unconfirmed": "true"})
    assert reply.error is None and len(reply.files) == 1
    written = {"tool": "", "tool_name": values["tool"], "idempotency_key": "by name", "accept_unconfirmed": "true"}
    assert len(rig.plugin.invoke(rig.credentials, "any_tool", values | written).files) == 1
    nameless = rig.plugin.invoke(rig.credentials, "any_tool", {"arguments": "{}"})
    assert "`tool_name`" in nameless.error_text
    broken = rig.plugin.invoke(rig.credentials, "any_tool", values | {"arguments": "{"})
    assert "`arguments`" in broken.error_text
