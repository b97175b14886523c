"""Single values, as Dify's forms and language models write them. What is no such value is passed on: the
component refuses it, and says why."""

import json
from typing import Any

from visual_dify.errors import refuse


def is_empty(value: Any) -> bool:
    """Whether Dify was given nothing: it sends no value, an empty text or an empty list."""
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def number(name: str, value: Any) -> Any:
    """A number; a text is one that a language model wrote."""
    if isinstance(value, str):
        try:
            return json.loads(value.strip())
        except ValueError:
            return value
    return value


def integer(name: str, value: Any) -> Any:
    """A number without its fraction where that is zero."""
    value = number(name, value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def switch(name: str, value: Any) -> bool | Any:
    """A choice of true and false."""
    words = {"true": True, "false": False, "1": True, "0": False}
    return words.get(str(value).strip().lower(), value)


def json_value(name: str, value: Any) -> Any:
    """JSON text, or the value itself where a language model sent one."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        refuse("invalid-input", name, f"`{name}` is not JSON", f"`{name}` 不是有效的 JSON")
