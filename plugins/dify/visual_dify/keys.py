"""The keys of one call, from the credentials that Dify sends with it."""

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from wasmtime.component import Record

from visual_dify.errors import refuse
from visual_dify.values import record

REGIONS = ("cn-north-1", "ap-singapore-1")
"""The regions that the provider offers. The service's host follows from the region: there is no other."""

ENDPOINT_VARIABLE = "VISUAL_DIFY_ENDPOINT"
"""Environment variable with an address on this machine in place of the service's, for tests."""


@dataclass(frozen=True)
class Keys:
    """Keys of an account. Not printed: `repr` shows no field."""

    access_key_id: str = field(repr=False)
    secret_access_key: str = field(repr=False)
    session_token: str | None = field(repr=False, default=None)
    endpoint: str | None = field(repr=False, default=None)
    region: str | None = field(repr=False, default=None)

    def as_record(self) -> Record:
        """The record `keys` of the interface `credentials`."""
        return record(
            access_key_id=self.access_key_id,
            secret_access_key=self.secret_access_key,
            session_token=self.session_token,
            endpoint=self.endpoint,
            region=self.region,
        )


def from_credentials(credentials: Mapping[str, Any]) -> Keys:
    """The keys of a provider's credentials, for one of the service's hosts and no other address."""
    region = _text(credentials, "Region") or REGIONS[0]
    endpoint = os.environ.get(ENDPOINT_VARIABLE) or None
    if region not in REGIONS or not (endpoint is None or _is_loopback(endpoint)):
        refuse(
            "denied-by-host",
            "Region",
            "this plugin sends requests to visual.volcengineapi.com (region cn-north-1) and "
            "cv.byteplusapi.com (ap-singapore-1) only; select one of the two regions",
            "本插件只向 visual.volcengineapi.com（地域 cn-north-1）和 cv.byteplusapi.com"
            "（ap-singapore-1）发送请求；请选择其中一个地域",
        )
    names = ("AccessKeyID", "AccessKeySecret")
    missing = [name for name in names if not _text(credentials, name)]
    if missing:
        listed = " and ".join(missing)
        refuse(
            "no-credentials",
            missing[0],
            f"{listed} not set: enter the keys of your account in the plugin's settings",
            f"未填写 {'、'.join(missing)}：请在插件设置中填写账号的密钥",
        )
    return Keys(
        access_key_id=_text(credentials, "AccessKeyID"),
        secret_access_key=_text(credentials, "AccessKeySecret"),
        session_token=_text(credentials, "SessionToken") or None,
        endpoint=endpoint,
        region=region,
    )


def _text(credentials: Mapping[str, Any], name: str) -> str:
    value = credentials.get(name)
    return value.strip() if isinstance(value, str) else ""


def _is_loopback(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host = ipaddress.ip_address(parts.hostname or "")
    except ValueError:
        return False
    return parts.scheme == "http" and host.is_loopback and not parts.username
