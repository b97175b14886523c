"""Files that a user gives to a node: Dify sends an address, and the plugin fetches it from there."""

import base64
from collections.abc import Callable

import gevent
import httpx
from dify_plugin.file.file import File

from visual_dify.values import Failure, refusal

MAX_BYTES = 20 << 20
"""No tool takes a larger file."""

_SECONDS = 60
"""`File.blob` of the SDK gives up after 5 seconds."""


def read_base64(parameter: str, file: File) -> str | Failure:
    """The file in base64. Redirects are not followed, and no message shows the address."""
    refuse = _refuser(parameter)
    content = bytearray()
    try:
        with (
            gevent.Timeout(_SECONDS),
            httpx.Client(timeout=httpx.Timeout(30, connect=10), follow_redirects=False) as client,
            client.stream("GET", file.url) as response,
        ):
            if response.status_code != httpx.codes.OK:
                status = response.status_code
                return refuse(f"Dify's file server answered {status}", f"Dify 文件服务返回了 {status}")
            for part in response.iter_bytes():
                content += part
                if len(content) > MAX_BYTES:
                    return refuse(f"it is larger than {MAX_BYTES >> 20} MB", f"超过 {MAX_BYTES >> 20} MB")
    except gevent.Timeout:
        return refuse(f"it did not arrive within {_SECONDS} s", f"{_SECONDS} 秒内未能读完")
    except (httpx.UnsupportedProtocol, httpx.InvalidURL):
        return refuse(
            "its address is incomplete: set FILES_URL in Dify's settings", "文件地址不完整：请在 Dify 中设置 FILES_URL"
        )
    except httpx.HTTPError as error:
        name = type(error).__name__
        return refuse(f"Dify's file server cannot be reached ({name})", f"无法连接 Dify 文件服务（{name}）")
    if not content:
        return refuse("it is empty", "文件为空")
    return base64.b64encode(content).decode("ascii")


def _refuser(parameter: str) -> Callable[[str, str], Failure]:
    def refuse(reason: str, reason_zh: str) -> Failure:
        return refusal(
            "rejected-media",
            parameter,
            f"the file of {parameter} cannot be read: {reason}",
            f"无法读取 {parameter} 的文件：{reason_zh}",
        )

    return refuse
