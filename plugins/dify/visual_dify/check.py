"""The check of an account's keys when they are entered."""

from collections.abc import Mapping
from typing import Any

from dify_plugin.errors.tool import ToolProviderCredentialValidationError

from visual_dify import errors, keys, service
from visual_dify.threads import run_in_thread
from visual_dify.values import Failure


def check(credentials: Mapping[str, Any]) -> None:
    """Asks the service, at no cost. What the keys cannot be blamed for is an error of its own kind."""
    account = keys.from_credentials(credentials)
    checked = account if isinstance(account, Failure) else run_in_thread(service.check_credentials, account)
    if not isinstance(checked, Failure):
        return
    if checked.kind in errors.CREDENTIAL_KINDS:
        raise ToolProviderCredentialValidationError(errors.text(checked)) from None
    raise errors.error(checked) from None
