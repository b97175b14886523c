"""The node that gets the result of a task, whichever process submitted it."""

import time
from collections.abc import Iterator
from typing import Any

from dify_plugin.entities.tool import ToolInvokeMessage
from dify_plugin.interfaces.tool import Tool

from visual_dify import call, errors, keys, options, service
from visual_dify.delivery import Delivery
from visual_dify.order import TOTAL_SECONDS, guarded
from visual_dify.threads import run_in_thread
from visual_dify.values import Failure


class CollectTool(Tool):
    """Waits for a task; never billed."""

    @guarded
    def _invoke(self, tool_parameters: dict[str, Any]) -> Iterator[ToolInvokeMessage]:
        started = time.monotonic()
        account = keys.from_credentials(self.runtime.credentials)
        seconds = options.wait_seconds(tool_parameters)
        task = str(tool_parameters.get("task") or "").strip()
        tool = errors.checked(run_in_thread(service.parse_task, task))
        # A tool that the catalogue does not list gives links where it can.
        facts = run_in_thread(service.describe, tool)
        how = "url" if isinstance(facts, Failure) else facts.delivery
        ended = call.collect(account, task, how, started + seconds)
        if isinstance(ended, Failure):
            raise errors.error(ended)
        links = options.wants_links(tool_parameters)
        delivery = Delivery(self, account, tool, links, started + TOTAL_SECONDS)
        yield from delivery.messages(ended)
