"""From a node's parameters to its messages."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Any

from dify_plugin.entities.tool import ToolInvokeMessage
from dify_plugin.interfaces.tool import Tool

from visual_dify import call, errors, keys, options, service
from visual_dify.delivery import Delivery
from visual_dify.purchases import PURCHASES
from visual_dify.threads import run_in_thread
from visual_dify.values import Failure

TOTAL_SECONDS = 585
"""The daemon ends a call after 600 seconds; downloads must fit in as well."""

_SIGNATURE_OF_LINK = re.compile(r'(?<=[?&])(?:timestamp|nonce|sign)=[^&"\\\s]*&?')
"""What Dify signs its file links with; it is new in each run."""


@dataclass(frozen=True)
class Wanted:
    """What a node was asked for: a tool, its arguments, and the values of all parameters."""

    tool: str
    arguments: dict[str, Any]
    values: Mapping[str, Any]
    started: float
    sources: Mapping[str, str] = field(default_factory=dict)


def guarded[**P](function: Callable[P, Iterator[ToolInvokeMessage]]) -> Callable[P, Iterator[ToolInvokeMessage]]:
    """A node's function whose own faults show nothing of the call."""

    @wraps(function)
    def wrapped(*arguments: P.args, **options: P.kwargs) -> Iterator[ToolInvokeMessage]:
        try:
            yield from function(*arguments, **options)
        except errors.VisualError:
            raise
        except Exception as error:
            name = type(error).__name__
            failure = Failure("internal", "report", f"the plugin failed ({name})", f"插件出错（{name}）", "unknown")
            raise errors.error(failure) from None

    return wrapped


def messages(node: Tool, wanted: Wanted) -> Iterator[ToolInvokeMessage]:
    """Buys, waits and delivers."""
    account = keys.from_credentials(node.runtime.credentials)
    seconds = options.wait_seconds(wanted.values)
    marks = options.marks(wanted.values)
    facts = errors.checked(run_in_thread(service.describe, wanted.tool))
    text = json.dumps(wanted.arguments, sort_keys=True)
    submission = service.Submission(facts.name, text, facts.delivery, marks, 0)
    order = call.Order(
        keys=account,
        submission=submission,
        has_tasks=facts.has_tasks,
        deadline=wanted.started + (seconds if facts.has_tasks else call.MAX_WAIT_SECONDS),
        fingerprint=PURCHASES.fingerprint(
            [account.access_key_id, account.region, account.endpoint, node.runtime.user_id],
            [facts.name, _SIGNATURE_OF_LINK.sub("", text), repr(marks)],
            str(wanted.values.get("idempotency_key") or ""),
        ),
    )
    delivery = Delivery(node, account, facts.name, options.wants_links(wanted.values), wanted.started + TOTAL_SECONDS)
    for event in call.run(order):
        if isinstance(event, str):
            yield task_message(node, event)
        elif isinstance(event, Failure):
            raise errors.error(_in_terms_of_node(event, wanted.sources))
        else:
            yield from delivery.messages(event)


def task_message(node: Tool, task: str) -> ToolInvokeMessage:
    """The task, in the node's log as soon as it is known."""
    return node.create_log_message("Task submitted / 任务已提交", {"task": task})


def _in_terms_of_node(failure: Failure, sources: Mapping[str, str]) -> Failure:
    """The failure with the node's parameter in place of the argument that it fed."""
    named = failure.field or ""
    argument = named.replace("-", "_")
    name = sources.get(argument, argument)
    old, new = f"`{named}`", f"`{name}`"
    return replace(
        failure,
        field=name or None,
        message=failure.message.replace(old, new),
        message_zh=failure.message_zh.replace(old, new),
    )
