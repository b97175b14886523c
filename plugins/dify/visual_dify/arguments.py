"""A node's parameters as the arguments of a tool. What is empty is left out, so that the service's own
default applies. Ranges and rules between arguments are the component's to check."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, NoReturn

from visual_dify import files
from visual_dify.errors import refuse
from visual_dify.scalars import integer, is_empty, json_value, number, switch

Parameters = Mapping[str, tuple[str, str]]
"""The parameters of a node: the argument and the form of each, by name."""


class Converted(NamedTuple):
    """Arguments by name, and the parameter that each came from."""

    arguments: dict[str, Any]
    sources: dict[str, str]


def convert(parameters: Parameters, values: Mapping[str, Any]) -> Converted:
    """The arguments of a call; a file is read here."""
    arguments: dict[str, Any] = {}
    sources: dict[str, str] = {}
    for name, (field, form) in parameters.items():
        value = values.get(name)
        if is_empty(value):
            if form == "text-or-empty":
                arguments[field] = ""
            continue
        converted = _FORMS[form](name, value)
        if form in ("width", "height"):
            arguments.setdefault(field, {})[form] = converted
        elif form in ("files", "urls"):
            arguments.setdefault(field, []).extend(converted)
            sources[field] = name
        elif field in sources:
            _refuse_two(sources[field], name)
        else:
            sources[field] = name
            arguments[field] = converted
    return Converted(arguments, sources)


def _text(name: str, value: Any) -> Any:
    return value


def _url(name: str, value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _urls(name: str, value: Any) -> list[Any]:
    if isinstance(value, str):
        text = value.strip()
        listed = json_value(name, text) if text.startswith("[") else re.split(r"[\s,，]+", text)
        value = [address for address in listed if address]
    return value if isinstance(value, list) else [value]


def _file(name: str, value: Any) -> dict[str, str]:
    given = value if isinstance(value, list) else [value]
    if len(given) != 1:
        count = len(given)
        refuse(
            "invalid-input",
            name,
            f"`{name}` takes one file, got {count}",
            f"`{name}` 只接受一个文件，实际为 {count} 个",
        )
    return _image(name, given[0])


def _files(name: str, value: Any) -> list[dict[str, str]]:
    return [_image(name, given) for given in (value if isinstance(value, list) else [value])]


def _image(name: str, given: Any) -> dict[str, str]:
    address = getattr(given, "url", None)
    if not isinstance(address, str):
        refuse("invalid-input", name, f"`{name}` takes a file", f"`{name}` 需要文件")
    return {"base64": files.read_base64(name, address)}


def _base64(name: str, value: Any) -> dict[str, Any]:
    return {"base64": value}


def _refuse_two(first: str, second: str) -> NoReturn:
    refuse(
        "invalid-input",
        second,
        f"`{first}` and `{second}` are two forms of one image: give one of them",
        f"`{first}` 与 `{second}` 是同一图片的两种形式，只能填写其一",
    )


_FORMS: dict[str, Callable[[str, Any], Any]] = {
    "text": _text,
    "text-or-empty": _text,
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
