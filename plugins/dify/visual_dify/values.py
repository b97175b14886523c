"""Values of the component as plain Python: they outlive the instance that they came from."""

from dataclasses import dataclass
from typing import Any, Literal

from wasmtime.component import Record

Purchase = Literal["not-made", "made", "unknown"]
"""Whether the service may have accepted a task."""


@dataclass(frozen=True)
class Failure:
    """A failed call; the fields are those of the record `error`, with the task as text."""

    kind: str
    advice: str
    message: str
    message_zh: str
    purchase: Purchase = "not-made"
    field: str | None = None
    code: str | None = None
    request_id: str | None = None
    retry_after_ms: int | None = None
    task: str | None = None


@dataclass(frozen=True)
class CallWarning:
    """What a person should know although the call did not fail."""

    message: str
    message_zh: str


@dataclass(frozen=True)
class Media:
    """One result: a link, or the file as base64."""

    kind: str
    mime_type: str
    url: str | None
    base64: str | None
    expires_at: int | None


@dataclass(frozen=True)
class Done:
    """A finished call."""

    media: list[Media]
    request_id: str
    task: str | None
    warnings: list[CallWarning]
    details: str


@dataclass(frozen=True)
class Pending:
    """A task that is still running."""

    task: str
    status: str | None
    request_id: str | None
    warnings: list[CallWarning]


@dataclass(frozen=True)
class File:
    """A downloaded result."""

    content: bytes
    mime_type: str


Outcome = Done | Pending


def record(**fields: Any) -> Record:
    """A record of the component; `access_key_id` becomes `access-key-id`."""
    made = Record()
    made.__dict__.update({name.replace("_", "-"): value for name, value in fields.items()})
    return made
