"""Results as Dify's messages: files up to 30 MiB, links above, and what programs and people read."""

import json
import time
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dify_plugin.entities.tool import ToolInvokeMessage
from dify_plugin.interfaces.tool import Tool

from visual_dify.download import download
from visual_dify.keys import Keys
from visual_dify.threads import run_in_thread
from visual_dify.values import Done, Failure, File, Media, Outcome, Pending, Warning

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

_KINDS_ZH = {"image": "张图片", "video": "个视频", "audio": "个音频", "other": "个文件"}

_DETAILS_BYTES = 3 << 20
"""The daemon ends a plugin that writes a line of 5 MiB."""


@dataclass
class Delivery:
    """Turns the outcome of one call into messages. Downloads end at `deadline`."""

    node: Tool
    keys: Keys
    tool: str
    links: bool
    deadline: float
    warnings: list[Warning] = field(default_factory=list)

    def messages(self, outcome: Outcome) -> Iterator[ToolInvokeMessage]:
        """All messages of an outcome."""
        self.warnings.extend(outcome.warnings)
        told: list[dict[str, Any]] = []
        if isinstance(outcome, Done):
            for index, media in enumerate(outcome.media):
                message, entry = self._deliver(outcome, index, media)
                told.append(entry)
                yield message
        status = "done" if isinstance(outcome, Done) else "pending"
        task, request_id = outcome.task or "", outcome.request_id or ""
        yield self.node.create_text_message(self._text(outcome))
        yield self.node.create_json_message(
            {
                "status": status,
                "tool": self.tool,
                "task": task,
                "request_id": request_id,
                "media": told,
                "details": _details(outcome),
                "warnings": [vars(warning) for warning in self.warnings],
            }
        )
        variables = {"task": task, "status": status, "request_id": request_id}
        for name, value in variables.items():
            yield self.node.create_variable_message(name, value)

    def _deliver(self, done: Done, index: int, media: Media) -> tuple[ToolInvokeMessage, dict[str, Any]]:
        file = self._file(done, index, media)
        entry: dict[str, Any] = {"kind": media.kind, "mime_type": media.mime_type}
        if media.url is not None:
            entry |= {"url": media.url, "expires_at": media.expires_at}
        if file is None:
            return self.node.create_link_message(media.url or ""), entry
        extension = _EXTENSIONS.get(file.mime_type, "bin")
        name = f"{self.tool}-{index + 1}.{extension}"
        entry |= {"mime_type": file.mime_type, "filename": name, "size": len(file.content)}
        meta = {"mime_type": file.mime_type, "filename": name}
        return self.node.create_blob_message(file.content, meta), entry

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
        self.warnings.append(Warning(message, message_zh))

    def _text(self, outcome: Outcome) -> str:
        lines = _headline(outcome)
        for warning in self.warnings:
            lines += [f"warning: {warning.message}", f"注意：{warning.message_zh}"]
        return "\n".join(lines)


def _headline(outcome: Outcome) -> list[str]:
    if isinstance(outcome, Pending):
        return [
            "The task is still running. Get its result with the tool collect_task and this task:",
            "任务仍在进行。请用工具 collect_task 和以下任务获取结果：",
            outcome.task,
        ]
    kinds = [media.kind for media in outcome.media]
    counts = {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}
    if not counts:
        return ["Done; the result is in the JSON output.", "已完成，结果见 JSON 输出。"]
    listed = ", ".join(f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in counts.items())
    listed_zh = "、".join(f"{count} {_KINDS_ZH.get(kind, '个文件')}" for kind, count in counts.items())
    return [f"Done: {listed}.", f"已完成：{listed_zh}。"]


def _details(outcome: Outcome) -> Any:
    if isinstance(outcome, Pending):
        return {"service_status": outcome.status}
    if len(outcome.details) > _DETAILS_BYTES:
        return {"omitted": "larger than a message of Dify's may be"}
    return json.loads(outcome.details)
