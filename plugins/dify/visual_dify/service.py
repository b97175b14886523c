"""The component's functions, called in an instance of their own. Each blocks its thread, returns plain
values, and never raises."""

import json
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from wasmtime.component import Record

from visual_dify import convert
from visual_dify.convert import WatermarkAndLabel
from visual_dify.keys import Keys
from visual_dify.sandbox import Instance, sandbox
from visual_dify.values import Failure, File, Outcome, Warning, record

FILE_BYTES = 30 << 20
"""The largest file that Dify's daemon takes from a plugin."""

_CHUNK_BYTES = 256 << 10
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
    output: WatermarkAndLabel
    wait_ms: int


def _returns_failures[**P, T](
    function: Callable[P, T | Failure],
) -> Callable[P, T | Failure]:
    """Whatever is raised becomes a failure that shows nothing of the call. `purchase` is `unknown`: the
    caller knows better where nothing can have been bought."""

    @wraps(function)
    def wrapped(*arguments: P.args, **options: P.kwargs) -> T | Failure:
        try:
            return function(*arguments, **options)
        except Exception as error:
            name = type(error).__name__
            return Failure(
                "internal",
                "report",
                f"the component was stopped or failed ({name})",
                f"组件被中止或出错（{name}）",
                purchase="unknown",
            )

    return wrapped


@_returns_failures
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


@_returns_failures
def list_untyped() -> list[ToolName] | Failure:
    """The tools without a node of their own."""
    with Instance(sandbox(), None, _DESCRIBE_SECONDS) as instance:
        tools = instance.call("catalog", "list-tools")
        return [ToolName(t.name, t.title, getattr(t, "title-zh")) for t in tools if not t.typed]


@_returns_failures
def check_credentials(keys: Keys) -> list[Warning] | Failure:
    """Asks the service whether it accepts the keys; not billed. Returns its warnings."""
    with Instance(sandbox(), keys, _CHECK_SECONDS) as instance:
        checked = instance.call("catalog", "check-credentials")
        if convert.is_error(checked):
            return convert.failure(instance, checked)
        return convert.warnings(checked)


@_returns_failures
def submit(keys: Keys, submission: Submission) -> Outcome | Failure:
    """Calls a tool. With `wait_ms` 0 one request submits the task."""
    with Instance(sandbox(), keys, _SUBMIT_SECONDS + submission.wait_ms / 1000) as instance:
        output = submission.output.as_record(submission.delivery)
        options = record(output=output, wait_ms=submission.wait_ms, max_inline=None)
        called = instance.call("catalog", "invoke", submission.tool, submission.arguments, options)
        return convert.outcome(instance, called)


@_returns_failures
def parse_task(text: str) -> str | Failure:
    """The tool of a task."""
    with Instance(sandbox(), None, _DESCRIBE_SECONDS) as instance:
        task = instance.call("tasks", "parse", text)
        return convert.failure(instance, task) if convert.is_error(task) else str(task.tool)


@_returns_failures
def wait(keys: Keys, task: str, delivery: str, wait_ms: int) -> Outcome | Failure:
    """Queries a task until it ends or `wait_ms` have passed."""
    with Instance(sandbox(), keys, wait_ms / 1000) as instance:
        parsed = instance.call("tasks", "parse", task)
        if convert.is_error(parsed):
            return convert.failure(instance, parsed)
        _deliver(parsed, delivery)
        options = record(wait_ms=wait_ms, max_inline=None)
        return convert.outcome(instance, instance.call("tasks", "wait", parsed, options))


def _deliver(task: Record, delivery: str) -> None:
    """Sets how the results of a task come back, however it was submitted."""
    output = getattr(task, "output")
    if output is None:
        output = record(watermark=None, label=None)
        setattr(task, "output", output)
    setattr(output, "delivery", delivery)


@_returns_failures
def download(keys: Keys, link: str, origin: tuple[str, int] | None, seconds: float) -> File | Failure:
    """Downloads a result of at most `FILE_BYTES`. `origin` is its task and its place among the results:
    with it, an expired link is replaced."""
    with Instance(sandbox(), keys, seconds) as instance:
        options = record(
            origin=None,
            max_bytes=FILE_BYTES,
            link_hosts=[],
            timeout_ms=max(1, int(seconds * 1000)),
        )
        if origin is not None:
            task = instance.call("tasks", "parse", origin[0])
            if not convert.is_error(task):
                setattr(options, "origin", record(task=task, index=origin[1]))
        opened = instance.call("downloads", "open", link, options)
        if convert.is_error(opened):
            return convert.failure(instance, opened)
        mime_type = instance.call("downloads", "[method]download.mime-type", opened)
        content: list[bytes] = []
        while True:
            part = instance.call("downloads", "[method]download.read-base64", opened, _CHUNK_BYTES)
            if part is None:
                return File(b"".join(content), mime_type)
            if convert.is_error(part):
                return convert.failure(instance, part)
            content.append(b64decode(part))
