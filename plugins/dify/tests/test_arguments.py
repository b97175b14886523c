"""Parameters of every form as arguments, without a plugin around them."""

from typing import Any

import pytest

from visual_dify import arguments, errors, options, scalars
from visual_dify.convert import Label, Marks

FORMS: list[tuple[str, Any, Any]] = [
    ("text", " a cat ", " a cat "),
    ("text", "", None),
    ("text", None, None),
    ("text", "  \n", None),
    ("text-or-empty", "", ""),
    ("text-or-empty", None, ""),
    ("text-or-empty", "sky", "sky"),
    ("number", 0.5, 0.5),
    ("number", "0.5", 0.5),
    ("number", "much", "much"),
    ("number", 0, 0),
    ("integer", 2.0, 2),
    ("integer", "-1", -1),
    ("integer", 2.5, 2.5),
    ("choice", "16:9", "16:9"),
    ("choice", "", None),
    ("integer-choice", "1", 1),
    ("switch", "true", True),
    ("switch", "False", False),
    ("switch", True, True),
    ("switch", "", None),
    ("switch", "perhaps", "perhaps"),
    ("url", " https://a.example/b ", "https://a.example/b"),
    ("urls", "https://a.example/1\nhttps://a.example/2, https://a.example/3", None),
    ("urls", '["https://a.example/1"]', ["https://a.example/1"]),
    ("urls", [], None),
    ("base64", "aGVsbG8=", {"base64": "aGVsbG8="}),
    ("json", '{"a": [1, 2]}', {"a": [1, 2]}),
    ("json", {"a": 1}, {"a": 1}),
    ("width", "1328", {"width": 1328}),
]


@pytest.mark.parametrize(("form", "value", "expected"), FORMS)
def test_a_value_of_each_form(form: str, value: Any, expected: Any) -> None:
    """What is empty is left out; what is no such value is passed on for the component to refuse."""
    if (form, expected) == ("urls", None) and value:
        expected = [f"https://a.example/{number}" for number in (1, 2, 3)]
    converted = arguments.convert({"given": ("field", form)}, {"given": value})
    assert converted.arguments == ({} if expected is None else {"field": expected})


def test_width_and_height_are_one_argument() -> None:
    """One of them alone is the component's to refuse."""
    parameters = {"width": ("size", "width"), "height": ("size", "height")}
    assert arguments.convert(parameters, {"width": 1, "height": 2}).arguments == {"size": {"width": 1, "height": 2}}
    assert arguments.convert(parameters, {"width": 1}).arguments == {"size": {"width": 1}}
    assert arguments.convert(parameters, {}).arguments == {}


@pytest.mark.parametrize("text", ["{", "[1,", "[" * 100_000])
def test_what_is_not_json_names_its_parameter(text: str) -> None:
    """Also where it is nested deeper than Python can read."""
    with pytest.raises(errors.VisualError, match="`given` is not JSON"):
        scalars.json_value("given", text)


WRONG: list[dict[str, Any]] = [
    {"position": "4"},
    {"position": "left"},
    {"language": "zh"},
    {"opacity": "much"},
]


@pytest.mark.parametrize("values", WRONG)
def test_a_wrong_watermark_names_its_parameter(values: dict[str, Any]) -> None:
    """Only where one is asked for."""
    (name,) = values
    with pytest.raises(errors.VisualError, match=f"`{name}`"):
        options.marks(values | {"add_logo": "true"})
    assert options.marks(values) == Marks()


def test_a_label_needs_its_producer() -> None:
    """The four parameters are one label; empty ones are left out."""
    values = {"label_producer_id": "p-1", "label_content_producer": "studio", "label_propagate_id": ""}
    assert options.marks(values).label == Label("p-1", "studio")
    with pytest.raises(errors.VisualError, match="`label_producer_id`"):
        options.marks({"label_content_producer": "studio"})


@pytest.mark.parametrize("seconds", [-1, 541, "soon", 1.5, True])
def test_a_wrong_wait_is_refused(seconds: Any) -> None:
    """Dify ends a call after ten minutes."""
    with pytest.raises(errors.VisualError, match="`wait_seconds`"):
        options.wait_seconds({"wait_seconds": seconds})
    assert options.wait_seconds({"wait_seconds": ""}) == 540
    assert options.wait_seconds({"wait_seconds": "30"}) == 30
