"""Files that a user gives to a node: Dify sends an address, and the plugin fetches it from there."""

import base64
from typing import NoReturn

import gevent
import httpx

from visual_dify.errors import refuse

MAX_BYTES = 20 << 20
"""No tool takes a larger file."""

_SECONDS = 60
"""`File.blob` of the SDK gives up after 5 seconds."""


def read_base64(parameter: str, address: str) -> str:
    """The file in base64. Redirects are not followed, and no message shows the address."""
    try:
        with gevent.Timeout(_SECONDS):
            content = _read(address)
    except gevent.Timeout:
        _refuse(parameter, f"it did not arrive within {_SECONDS} s", f"{_SECONDS} 秒内未能读完")
    except (httpx.UnsupportedProtocol, httpx.InvalidURL):
        _refuse(
            parameter,
            "its address is incomplete: set FILES_URL in Dify's settings",
            "文件地址不完整：请在 Dify 中设置 FILES_URL",
        )
    except httpx.HTTPStatusError as error:
        status = error.response.status_code
        _refuse(parameter, f"Dify's file server answered {status}", f"Dify 文件服务返回了 {status}")
    except httpx.HTTPError as error:
        name = type(error).__name__
        _refuse(parameter, f"Dify's file server cannot be reached ({name})", f"无法连接 Dify 文件服务（{name}）")
    if not content:
        _refuse(parameter, "it is empty", "文件为空")
    if len(content) > MAX_BYTES:
        _refuse(parameter, f"it is larger than {MAX_BYTES >> 20} MiB", f"超过 {MAX_BYTES >> 20} MiB")
    return base64.b64encode(content).decode("ascii")


def _read(address: str) -> bytes:
    """The file, or as much of it as shows that it is too large."""
    content = bytearray()
    timeout = httpx.Timeout(30, connect=10)
    with (
        httpx.Client(timeout=timeout, follow_redirects=False) as client,
        client.stream("GET", address) as response,
    ):
        response.raise_for_status()
        for part in response.iter_bytes():
            content += part
            if len(content) > MAX_BYTES:
                break
    return bytes(content)


def _refuse(parameter: str, reason: str, reason_zh: str) -> NoReturn:
    refuse(
        "rejected-media",
        parameter,
        f"the file of `{parameter}` cannot be read: {reason}",
        f"无法读取 `{parameter}` 的文件：{reason_zh}",
    )
