"""Results of the service, downloaded by the component: a plain request without keys, to the hosts of result
links only."""

from base64 import b64decode

from visual_dify import convert
from visual_dify.guard import returns_failures
from visual_dify.keys import Keys
from visual_dify.sandbox import Instance, sandbox
from visual_dify.values import Failure, File, record

FILE_BYTES = 30 << 20
"""The largest file that Dify's daemon takes from a plugin."""

_CHUNK_BYTES = 256 << 10


@returns_failures()
def download(keys: Keys, link: str, origin: tuple[str, int] | None, seconds: float) -> File | Failure:
    """Downloads a result of at most `FILE_BYTES`. `origin` is its task and its place among the results:
    with it, an expired link is replaced."""
    with Instance(sandbox(), keys, seconds) as instance:
        options = record(
            origin=None,
            max_bytes=FILE_BYTES,
            link_hosts=[],
            timeout_ms=max(1, int(seconds * 1000)),
        )
        if origin is not None:
            task = instance.call("tasks", "parse", origin[0])
            if not convert.is_error(task):
                options.__dict__["origin"] = record(task=task, index=origin[1])
        opened = instance.call("downloads", "open", link, options)
        if convert.is_error(opened):
            return convert.failure(instance, opened)
        mime_type = instance.call("downloads", "[method]download.mime-type", opened)
        content: list[bytes] = []
        while True:
            part = instance.call("downloads", "[method]download.read-base64", opened, _CHUNK_BYTES)
            if part is None:
                return File(b"".join(content), mime_type)
            if convert.is_error(part):
                return convert.failure(instance, part)
            content.append(b64decode(part))
