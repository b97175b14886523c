"""The provider: checks the keys of an account."""

from typing import Any

from dify_plugin.interfaces.tool import ToolProvider

from visual_dify.check import check


class VolcengineVisual(ToolProvider):
    """Volcengine's visual service."""

    def _validate_credentials(self, credentials: dict[str, Any]) -> None:
        check(credentials)
