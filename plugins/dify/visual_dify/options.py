"""Parameters that many nodes share: watermark, label, waiting and delivery."""

from collections.abc import Mapping
from typing import Any, NoReturn

from visual_dify.call import MAX_WAIT_SECONDS
from visual_dify.convert import Label, Marks, Watermark
from visual_dify.errors import refuse
from visual_dify.scalars import integer, is_empty, number, switch

POSITIONS = ("bottom-right", "bottom-left", "top-left", "top-right")
LANGUAGES = ("chinese", "english")
LABEL = ("producer_id", "content_producer", "content_propagator", "propagate_id")


def marks(values: Mapping[str, Any]) -> Marks:
    """The watermark, where `add_logo` asks for one, and the label, where it is filled in."""
    return Marks(_watermark(values), _label(values))


def _label(values: Mapping[str, Any]) -> Label | None:
    """The service wants the identifier of the producer with any of the others."""
    given = {name: str(values[f"label_{name}"]) for name in LABEL if not is_empty(values.get(f"label_{name}"))}
    if given and LABEL[0] not in given:
        refuse(
            "invalid-input",
            "label_producer_id",
            "a label needs `label_producer_id`",
            "填写标识时必须提供 `label_producer_id`",
        )
    return Label(**given) if given else None


def _watermark(values: Mapping[str, Any]) -> Watermark | None:
    if switch("add_logo", values.get("add_logo")) is not True:
        return None
    text = values.get("logo_text_content")
    return Watermark(
        text=None if is_empty(text) else str(text),
        position=_choice(values, "position", POSITIONS),
        language=_choice(values, "language", LANGUAGES),
        opacity=_opacity(values),
    )


def _opacity(values: Mapping[str, Any]) -> float | None:
    value = number("opacity", values.get("opacity"))
    if is_empty(value):
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        _refuse("opacity", "a number from 0 to 1", "0 到 1 的数字")
    return float(value)


def wait_seconds(values: Mapping[str, Any]) -> int:
    """How long the call waits for its task."""
    seconds = integer("wait_seconds", values.get("wait_seconds"))
    if is_empty(seconds):
        return MAX_WAIT_SECONDS
    if isinstance(seconds, bool) or not isinstance(seconds, int) or not 0 <= seconds <= MAX_WAIT_SECONDS:
        _refuse("wait_seconds", f"a whole number from 0 to {MAX_WAIT_SECONDS}", f"0 到 {MAX_WAIT_SECONDS} 的整数")
    return seconds


def wants_links(values: Mapping[str, Any]) -> bool:
    """Whether results are delivered as links."""
    return switch("return_url", values.get("return_url")) is True


def _choice(values: Mapping[str, Any], name: str, choices: tuple[str, ...]) -> str | None:
    value = integer(name, values.get(name))
    if is_empty(value):
        return None
    if not isinstance(value, int) or not 0 <= value < len(choices):
        _refuse(name, f"a number from 0 to {len(choices) - 1}", f"0 到 {len(choices) - 1} 的数字")
    return choices[value]


def _refuse(name: str, wanted: str, wanted_zh: str) -> NoReturn:
    refuse("invalid-input", name, f"`{name}` takes {wanted}", f"`{name}` 需要{wanted_zh}")
