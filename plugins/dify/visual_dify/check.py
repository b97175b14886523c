"""The check of an account's keys when they are entered."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dify_plugin.errors.tool import ToolProviderCredentialValidationError

from visual_dify import errors, keys, service
from visual_dify.threads import run_in_thread

_CREDENTIALS = {
    "access-key-id": "AccessKeyID",
    "secret-access-key": "AccessKeySecret",
    "session-token": "SessionToken",
    "region": "Region",
}
"""The provider's names of what the component calls otherwise."""


def check(credentials: Mapping[str, Any]) -> None:
    """Asks the service, at no cost. What the keys cannot be blamed for is an error of its own kind."""
    try:
        errors.checked(run_in_thread(service.check_credentials, keys.from_credentials(credentials)))
    except errors.VisualError as error:
        failure = error.failure
    else:
        return
    failure = replace(failure, field=_CREDENTIALS.get(failure.field or "", failure.field))
    if failure.kind in errors.CREDENTIAL_KINDS:
        raise ToolProviderCredentialValidationError(errors.text(failure)) from None
    raise errors.error(failure) from None
