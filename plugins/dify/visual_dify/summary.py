"""An outcome in words, and the service's own data of it."""

import json
from typing import Any

from visual_dify.values import Outcome, Pending

DETAILS_BYTES = 1 << 20
"""The daemon ends a plugin that writes a line of 5 MiB, and JSON may need several bytes for one."""

_KINDS_ZH = {"image": "张图片", "video": "个视频", "audio": "个音频", "other": "个文件"}


def headline(outcome: Outcome) -> list[str]:
    """What came back, in English and Chinese."""
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


def details(outcome: Outcome) -> Any:
    """The service's own data; none if it is too large for a message."""
    if isinstance(outcome, Pending):
        return {"service_status": outcome.status}
    return json.loads(outcome.details) if len(outcome.details) <= DETAILS_BYTES else None
