"""The node that calls the tools without a node of their own."""

import time
from collections.abc import Iterator
from typing import Any

from dify_plugin.entities import I18nObject, ParameterOption
from dify_plugin.entities.tool import ToolInvokeMessage
from dify_plugin.interfaces.tool import Tool

from visual_dify import errors, scalars, service
from visual_dify.order import Wanted, guarded, messages
from visual_dify.threads import run_in_thread


class AnyTool(Tool):
    """Calls a tool by its name, with its arguments as JSON."""

    @guarded
    def _invoke(self, tool_parameters: dict[str, Any]) -> Iterator[ToolInvokeMessage]:
        started = time.monotonic()
        name = _name(tool_parameters)
        given = tool_parameters.get("arguments")
        value = {} if scalars.is_empty(given) else scalars.json_value("arguments", given)
        if not isinstance(value, dict):
            errors.refuse(
                "invalid-input", "arguments", "`arguments` must be a JSON object", "`arguments` 必须是 JSON 对象"
            )
        accepted = scalars.switch("accept_unconfirmed", tool_parameters.get("accept_unconfirmed"))
        if accepted is True:
            value = value | {"accept_unconfirmed": True}
        yield from messages(self, Wanted(name, value, tool_parameters, started))

    def _fetch_parameter_options(self, parameter: str) -> list[ParameterOption]:
        tools = errors.checked(run_in_thread(service.list_untyped))
        return [
            ParameterOption(
                value=tool.name,
                label=I18nObject(en_US=tool.title, zh_Hans=tool.title_zh),
            )
            for tool in tools
        ]


def _name(values: dict[str, Any]) -> str:
    """The tool that was chosen from the list, else the one that was written."""
    for parameter in ("tool", "tool_name"):
        value = values.get(parameter)
        if not scalars.is_empty(value):
            return str(value).strip()
    errors.refuse("invalid-input", "tool_name", "`tool` or `tool_name` is required", "`tool` 与 `tool_name` 须填写一项")
