"""Results as Dify's messages: files up to 30 MiB, links above, and what programs and people read."""

import time
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dify_plugin.entities.tool import ToolInvokeMessage
from dify_plugin.interfaces.tool import Tool

from visual_dify import chunks, summary
from visual_dify.download import download
from visual_dify.keys import Keys
from visual_dify.threads import run_in_thread
from visual_dify.values import CallWarning, Done, Failure, File, Media, Outcome

_EXTENSIONS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/gif": "gif",
    "image/bmp": "bmp",
    "video/mp4": "mp4",
    "video/webm": "webm",
    "video/quicktime": "mov",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
    "application/json": "json",
}


@dataclass
class Delivery:
    """Turns the outcome of one call into messages. Downloads end at `deadline`."""

    node: Tool
    keys: Keys
    tool: str
    links: bool
    deadline: float
    warnings: list[CallWarning] = field(default_factory=list)

    def messages(self, outcome: Outcome) -> Iterator[ToolInvokeMessage]:
        """All messages of an outcome."""
        self.warnings.extend(outcome.warnings)
        told: list[dict[str, Any]] = []
        if isinstance(outcome, Done):
            for index, media in enumerate(outcome.media):
                file = self._file(outcome, index, media)
                name = f"{self.tool}-{index + 1}.{_extension(file or media)}"
                told.append(_entry(media, file, name))
                if file is None:
                    yield self.node.create_link_message(media.url or "")
                else:
                    yield from chunks.messages(file, name)
        status = "done" if isinstance(outcome, Done) else "pending"
        task, request_id = outcome.task or "", outcome.request_id or ""
        details = summary.details(outcome)
        if details is None:
            self._warn("the details are left out: Dify takes no message so large", "详情过大，Dify 无法接收，已省略")
        yield self.node.create_text_message(self._text(outcome))
        yield self.node.create_json_message(
            {
                "status": status,
                "tool": self.tool,
                "task": task,
                "request_id": request_id,
                "media": told,
                "details": details,
                "warnings": [vars(warning) for warning in self.warnings],
            }
        )
        variables = {"task": task, "status": status, "request_id": request_id}
        for name, value in variables.items():
            yield self.node.create_variable_message(name, value)

    def _file(self, done: Done, index: int, media: Media) -> File | None:
        """The file; none where the link is delivered."""
        if media.url is None:
            if self.links:
                self._warn("the service gives no link here", "服务在此不提供链接，以文件返回")
            return File(b64decode(media.base64 or ""), media.mime_type)
        if self.links:
            return None
        origin = None if done.task is None else (done.task, index)
        seconds = max(1.0, self.deadline - time.monotonic())
        file = run_in_thread(download, self.keys, media.url, origin, seconds)
        if isinstance(file, File):
            return file
        self._warn_of(file)
        return None

    def _warn_of(self, failure: Failure) -> None:
        if failure.kind == "too-large":
            self._warn(
                "the file is larger than the 30 MiB that Dify takes; here is its link",
                "文件超过 Dify 支持的 30 MiB，以链接返回",
            )
        else:
            self._warn(
                f"the file could not be downloaded, here is its link: {failure.message}",
                f"文件下载失败，以链接返回：{failure.message_zh}",
            )

    def _warn(self, message: str, message_zh: str) -> None:
        self.warnings.append(CallWarning(message, message_zh))

    def _text(self, outcome: Outcome) -> str:
        lines = summary.headline(outcome)
        for warning in self.warnings:
            lines += [f"warning: {warning.message}", f"注意：{warning.message_zh}"]
        return "\n".join(lines)


def _extension(file: File | Media) -> str:
    return _EXTENSIONS.get(file.mime_type, "bin")


def _entry(media: Media, file: File | None, name: str) -> dict[str, Any]:
    """What the JSON message says of one result."""
    entry: dict[str, Any] = {"kind": media.kind, "mime_type": media.mime_type}
    if media.url is not None:
        entry |= {"url": media.url, "expires_at": media.expires_at}
    if file is not None:
        entry |= {"mime_type": file.mime_type, "filename": name, "size": len(file.content)}
    return entry
