"""The tool collect_task."""

from visual_dify import collect_task as base


class CollectTask(base.CollectTool):
    """Gets the result of a task."""
