"""The component's functions, called in an instance of their own. Each blocks its thread, returns plain
values, and never raises."""

import json
from dataclasses import dataclass
from typing import Any

from wasmtime.component import Record

from visual_dify import convert
from visual_dify.convert import Marks
from visual_dify.guard import returns_failures
from visual_dify.keys import Keys
from visual_dify.sandbox import Instance, sandbox
from visual_dify.values import CallWarning, Failure, Outcome, record

_DESCRIBE_SECONDS = 10
_CHECK_SECONDS = 60
_SUBMIT_SECONDS = 120


@dataclass(frozen=True)
class ToolFacts:
    """What a call must know of its tool."""

    name: str
    has_tasks: bool
    delivery: str


@dataclass(frozen=True)
class ToolName:
    """A tool in a list."""

    name: str
    title: str
    title_zh: str


@dataclass(frozen=True)
class Submission:
    """What a call hands to the component."""

    tool: str
    arguments: str
    delivery: str
    marks: Marks
    wait_ms: int


@returns_failures()
def describe(name: str) -> ToolFacts | Failure:
    """The facts of a tool, by name, alias or the service's key."""
    with Instance(sandbox(), None, _DESCRIBE_SECONDS) as instance:
        described = instance.call("catalog", "describe", name)
        if convert.is_error(described):
            return convert.failure(instance, described)
        facts = json.loads(described.facts)
        # Only images come as files where the tool gives no links; videos are always links.
        inline = facts["product"] == "image" and not facts["link"]
        return ToolFacts(described.info.name, facts["tasks"], "base64" if inline else "url")


@returns_failures()
def list_untyped() -> list[ToolName] | Failure:
    """The tools without a node of their own."""
    with Instance(sandbox(), None, _DESCRIBE_SECONDS) as instance:
        tools = instance.call("catalog", "list-tools")
        return [ToolName(t.name, t.title, getattr(t, "title-zh")) for t in tools if not t.typed]


@returns_failures()
def check_credentials(keys: Keys) -> list[CallWarning] | Failure:
    """Asks the service whether it accepts the keys; not billed. Returns its warnings."""
    with Instance(sandbox(), keys, _CHECK_SECONDS) as instance:
        checked = instance.call("catalog", "check-credentials")
        if convert.is_error(checked):
            return convert.failure(instance, checked)
        return convert.warnings(checked)


@returns_failures("unknown")
def submit(keys: Keys, submission: Submission) -> Outcome | Failure:
    """Calls a tool. With `wait_ms` 0 one request submits the task."""
    with Instance(sandbox(), keys, _SUBMIT_SECONDS + submission.wait_ms / 1000) as instance:
        output = convert.output_options(submission.delivery, submission.marks)
        options = record(output=output, wait_ms=submission.wait_ms, max_inline=0)
        called = instance.call("catalog", "invoke", submission.tool, submission.arguments, options)
        return convert.outcome(instance, called)


@returns_failures()
def parse_task(text: str) -> str | Failure:
    """The tool of a task."""
    with Instance(sandbox(), None, _DESCRIBE_SECONDS) as instance:
        task = instance.call("tasks", "parse", text)
        return convert.failure(instance, task) if convert.is_error(task) else str(task.tool)


@returns_failures()
def wait(keys: Keys, task: str, delivery: str, wait_ms: int) -> Outcome | Failure:
    """Queries a task until it ends or `wait_ms` have passed."""
    with Instance(sandbox(), keys, wait_ms / 1000) as instance:
        parsed = instance.call("tasks", "parse", task)
        if convert.is_error(parsed):
            return convert.failure(instance, parsed)
        _deliver(parsed, delivery)
        options = record(wait_ms=wait_ms, max_inline=0)
        return convert.outcome(instance, instance.call("tasks", "wait", parsed, options))


def _deliver(task: Record, delivery: str) -> None:
    """Sets how the results of a task come back, however it was submitted."""
    output: Any = task.__dict__["output"]
    if output is None:
        task.__dict__["output"] = convert.output_options(delivery, Marks())
    else:
        output.delivery = delivery
