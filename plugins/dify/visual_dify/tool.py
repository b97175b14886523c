"""The base class of the generated tools."""

import time
from collections.abc import Iterator
from typing import Any, ClassVar

from dify_plugin.entities.tool import ToolInvokeMessage
from dify_plugin.interfaces.tool import Tool

from visual_dify import arguments
from visual_dify.order import Wanted, guarded, messages


class VisualTool(Tool):
    """A node that calls one tool of the catalogue."""

    tool: ClassVar[str]
    parameters: ClassVar[arguments.Parameters]

    @guarded
    def _invoke(self, tool_parameters: dict[str, Any]) -> Iterator[ToolInvokeMessage]:
        started = time.monotonic()
        converted = arguments.convert(self.parameters, tool_parameters)
        yield from messages(self, Wanted(self.tool, converted.arguments, tool_parameters, started, converted.sources))
