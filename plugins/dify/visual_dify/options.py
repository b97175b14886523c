"""Parameters that many nodes share: watermark, label, waiting, delivery and the idempotency key."""

from collections.abc import Mapping
from typing import Any

from visual_dify.arguments import integer, is_empty, number, switch
from visual_dify.call import MAX_WAIT_SECONDS
from visual_dify.convert import Label, Watermark, WatermarkAndLabel
from visual_dify.values import Failure, refusal

POSITIONS = ("bottom-right", "bottom-left", "top-left", "top-right")
LANGUAGES = ("chinese", "english")


def output_options(values: Mapping[str, Any]) -> WatermarkAndLabel | Failure:
    """The watermark, where `add_logo` asks for one, and the label, where there is one."""
    label = _label(values)
    if isinstance(label, Failure):
        return label
    if switch("add_logo", values.get("add_logo")) is not True:
        return WatermarkAndLabel(None, label)
    position = _choice(values, "position", POSITIONS)
    language = _choice(values, "language", LANGUAGES)
    if isinstance(position, Failure):
        return position
    if isinstance(language, Failure):
        return language
    opacity = number("opacity", values.get("opacity"))
    if is_empty(opacity):
        opacity = None
    elif isinstance(opacity, bool) or not isinstance(opacity, int | float):
        return _refuse("opacity", "a number from 0 to 1", "0 到 1 的数字")
    else:
        opacity = float(opacity)
    text = values.get("logo_text_content")
    return WatermarkAndLabel(Watermark(None if is_empty(text) else str(text), position, language, opacity), label)


def wait_seconds(values: Mapping[str, Any]) -> int | Failure:
    """How long the call waits for its task."""
    seconds = integer("wait_seconds", values.get("wait_seconds"))
    if is_empty(seconds):
        return MAX_WAIT_SECONDS
    if isinstance(seconds, bool) or not isinstance(seconds, int) or not 0 <= seconds <= MAX_WAIT_SECONDS:
        return _refuse(
            "wait_seconds", f"a whole number from 0 to {MAX_WAIT_SECONDS}", f"0 到 {MAX_WAIT_SECONDS} 的整数"
        )
    return seconds


def wants_links(values: Mapping[str, Any]) -> bool:
    """Whether results are delivered as links."""
    return switch("return_url", values.get("return_url")) is True


def _label(values: Mapping[str, Any]) -> Label | None | Failure:
    names = ("producer_id", "content_producer", "content_propagator", "propagate_id")
    given = {name: values.get(f"label_{name}") for name in names}
    given = {name: str(value) for name, value in given.items() if not is_empty(value)}
    if not given:
        return None
    if "producer_id" not in given:
        return refusal(
            "invalid-input",
            "label_producer_id",
            "a label needs `label_producer_id`",
            "标识需要填写 `label_producer_id`",
        )
    return Label(**given)


def _choice(values: Mapping[str, Any], name: str, choices: tuple[str, ...]) -> str | None | Failure:
    value = integer(name, values.get(name))
    if is_empty(value):
        return None
    if not isinstance(value, int) or not 0 <= value < len(choices):
        return _refuse(name, f"a number from 0 to {len(choices) - 1}", f"0 到 {len(choices) - 1} 的数字")
    return choices[value]


def _refuse(name: str, wanted: str, wanted_zh: str) -> Failure:
    return refusal("invalid-input", name, f"`{name}` takes {wanted}", f"`{name}` 需要{wanted_zh}")
