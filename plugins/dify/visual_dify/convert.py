"""Between the component's records and this package's values."""

from dataclasses import dataclass
from typing import Any

from wasmtime.component import Record

from visual_dify.sandbox import Instance
from visual_dify.values import CallWarning, Done, Failure, Media, Outcome, Pending, record


@dataclass(frozen=True)
class Watermark:
    """A visible watermark; absent members are the service's defaults."""

    text: str | None = None
    position: str | None = None
    language: str | None = None
    opacity: float | None = None


@dataclass(frozen=True)
class Label:
    """A label in the file's metadata, as rules on AI-generated content ask for."""

    producer_id: str
    content_producer: str | None = None
    content_propagator: str | None = None
    propagate_id: str | None = None


@dataclass(frozen=True)
class Marks:
    """What the service shall put on the result."""

    watermark: Watermark | None = None
    label: Label | None = None


def output_options(delivery: str, marks: Marks) -> Record:
    """The record `output-options`."""
    watermark = marks.watermark and record(**vars(marks.watermark))
    label = marks.label and record(**vars(marks.label))
    return record(delivery=delivery, watermark=watermark, label=label)


def is_error(value: Any) -> bool:
    """Whether a result is the record `error`. A `result` of two different types comes without its case."""
    return isinstance(value, Record) and hasattr(value, "purchase")


def failure(instance: Instance, error: Any) -> Failure:
    """The record `error`."""
    return Failure(
        kind=error.kind,
        advice=error.advice,
        message=error.message,
        message_zh=getattr(error, "message-zh"),
        purchase=error.purchase,
        field=error.field,
        code=error.code,
        request_id=getattr(error, "request-id"),
        retry_after_ms=getattr(error, "retry-after-ms"),
        task=_task(instance, error.task),
    )


def outcome(instance: Instance, value: Any) -> Outcome | Failure:
    """The variant `outcome`, or the record `error`."""
    if is_error(value):
        return failure(instance, value)
    ended = value.payload
    task = _task(instance, ended.task)
    request_id = getattr(ended, "request-id")
    if value.tag == "pending":
        return Pending(task or "", ended.status, request_id, warnings(ended))
    return Done([_media(media) for media in ended.media], request_id, task, warnings(ended), ended.details)


def warnings(value: Any) -> list[CallWarning]:
    """The warnings of a record that has some."""
    return [CallWarning(w.message, getattr(w, "message-zh")) for w in value.warnings]


def _task(instance: Instance, task: Record | None) -> str | None:
    return None if task is None else str(instance.call("tasks", "format", task))


def _media(media: Any) -> Media:
    content = media.content
    return Media(
        kind=media.kind,
        mime_type=getattr(media, "mime-type"),
        url=content.payload if content.tag == "url" else None,
        base64=content.payload if content.tag == "base64" else None,
        expires_at=getattr(media, "expires-at"),
    )
