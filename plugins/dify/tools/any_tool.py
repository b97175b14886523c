"""The tool any_tool."""

from visual_dify import any_tool as base


class AnyTool(base.AnyTool):
    """Calls a tool that has no node of its own."""
