"""A node's parameters as the arguments of a tool. What is empty is left out, so that the service's own
default applies. Ranges and rules between arguments are the component's to check."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from dify_plugin.file.file import File

from visual_dify import files
from visual_dify.values import Failure, refusal

Parameters = Mapping[str, tuple[str, str]]
"""The parameters of a node: the argument and the form of each, by name."""


class Converted(NamedTuple):
    """Arguments by name, and the parameter that each came from."""

    arguments: dict[str, Any]
    sources: dict[str, str]


def convert(parameters: Parameters, values: Mapping[str, Any]) -> Converted | Failure:
    """The arguments of a call, or what is wrong with a parameter."""
    arguments: dict[str, Any] = {}
    sources: dict[str, str] = {}
    for name, (field, form) in parameters.items():
        value = values.get(name)
        if is_empty(value):
            continue
        converted = _FORMS[form](name, value)
        if isinstance(converted, Failure):
            return converted
        if form in ("width", "height"):
            arguments.setdefault(field, {})[form] = converted
        elif form in ("files", "urls"):
            arguments.setdefault(field, []).extend(converted)
            sources[field] = name
        elif field in sources:
            return _refuse_two(sources[field], name)
        else:
            sources[field] = name
            arguments[field] = converted
    return Converted(arguments, sources)


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


def json_value(name: str, value: Any) -> Any | Failure:
    """JSON text, or the value itself where a language model sent one."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return refusal("invalid-input", name, f"`{name}` is not JSON", f"`{name}` 不是有效的 JSON")


def _text(name: str, value: Any) -> Any:
    return value


def _url(name: str, value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _urls(name: str, value: Any) -> list[Any] | Failure:
    if isinstance(value, str):
        text = value.strip()
        listed = json_value(name, text) if text.startswith("[") else re.split(r"[\s,，]+", text)
        if isinstance(listed, Failure):
            return listed
        value = [address for address in listed if address]
    return value if isinstance(value, list) else [value]


def _file(name: str, value: Any) -> dict[str, str] | Failure:
    given = value if isinstance(value, list) else [value]
    if len(given) != 1:
        count = len(given)
        return refusal(
            "invalid-input", name, f"`{name}` takes one file, got {count}", f"`{name}` 只接受一个文件，实际为 {count} 个"
        )
    return _image(name, given[0])


def _files(name: str, value: Any) -> list[dict[str, str]] | Failure:
    images = []
    for given in value if isinstance(value, list) else [value]:
        image = _image(name, given)
        if isinstance(image, Failure):
            return image
        images.append(image)
    return images


def _image(name: str, given: Any) -> dict[str, str] | Failure:
    if not isinstance(given, File):
        return refusal("invalid-input", name, f"`{name}` takes a file", f"`{name}` 需要文件")
    content = files.read_base64(name, given)
    return content if isinstance(content, Failure) else {"base64": content}


def _base64(name: str, value: Any) -> dict[str, Any]:
    return {"base64": value}


def _refuse_two(first: str, second: str) -> Failure:
    return refusal(
        "invalid-input",
        second,
        f"`{first}` and `{second}` are two forms of one image: give one of them",
        f"`{first}` 与 `{second}` 是同一图片的两种形式，只能填写其一",
    )


_FORMS: dict[str, Callable[[str, Any], Any]] = {
    "text": _text,
    "choice": _text,
    "number": number,
    "integer": integer,
    "integer-choice": integer,
    "width": integer,
    "height": integer,
    "switch": switch,
    "file": _file,
    "files": _files,
    "url": _url,
    "urls": _urls,
    "base64": _base64,
    "json": json_value,
}
