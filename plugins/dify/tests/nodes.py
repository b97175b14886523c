"""The generated nodes, and parameters that carry given arguments."""

import ast
import json
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from visual_dify.sandbox import Instance, Sandbox


@dataclass
class Node:
    """A generated node: its tool, and its parameters as the Python file lists them."""

    name: str
    tool: str
    parameters: dict[str, tuple[str, str]]
    declared: dict[str, dict[str, Any]]

    def values(self, arguments: dict[str, Any], file: Callable[[bytes], Any]) -> dict[str, Any]:
        """The values of Dify for these arguments of the tool; `file` makes a file value."""
        values: dict[str, Any] = {}
        left = set(arguments)
        for name, (field, form) in self.parameters.items():
            value = _value(form, arguments[field], file) if field in arguments else None
            if value is not None:
                values[name] = value
                left.discard(field)
        assert not left, f"{self.name}: no parameter carries {left}"
        return values

    def marks(self, output: dict[str, Any]) -> dict[str, Any]:
        """The values of Dify for a watermark and a label of a case."""
        watermark, values = output.get("watermark"), {}
        if watermark is not None:
            named = {"text": "logo_text_content", "position": "position", "language": "language", "opacity": "opacity"}
            values = {named[name]: _CHOICES.get(str(value), value) for name, value in watermark.items()}
            values["add_logo"] = "true"
        values |= {f"label_{name}": value for name, value in output.get("label", {}).items()}
        assert values.keys() <= self.declared.keys()
        return values


_CHOICES = {"bottom-right": "0", "bottom-left": "1", "top-left": "2", "top-right": "3", "chinese": "0", "english": "1"}


def _value(form: str, given: Any, file: Callable[[bytes], Any]) -> Any:
    """The value of a parameter of this form; none where another form carries it."""
    match form:
        case "file" if _is_inline(given):
            return file(b64decode(given["base64"]))
        case "files" if isinstance(given, list) and all(map(_is_inline, given)):
            return [file(b64decode(image["base64"])) for image in given]
        case "url" if not _is_inline(given):
            return given["url"] if isinstance(given, dict) else given
        case "urls" if not any(map(_is_inline, given)):
            return "\n".join(image["url"] if isinstance(image, dict) else image for image in given)
        case "file" | "files" | "base64" | "url" | "urls":
            return None
        case "width" | "height":
            return given.get(form)
        case "switch":
            return "true" if given else "false"
        case "integer-choice":
            return str(given)
        case "json":
            return json.dumps(given)
        case _:
            return given


def _is_inline(given: Any) -> bool:
    return isinstance(given, dict) and "base64" in given


def generated(directory: Path) -> list[Node]:
    """All generated nodes of an unpacked plugin."""
    nodes = []
    for path in sorted(directory.glob("tools/*.py")):
        if path.stem in ("collect_task", "any_tool", "__init__"):
            continue
        (body,) = [item.body for item in ast.parse(path.read_text()).body if isinstance(item, ast.ClassDef)]
        assigned = {s.targets[0].id: ast.literal_eval(s.value) for s in body if isinstance(s, ast.Assign)}
        declared = yaml.safe_load(path.with_suffix(".yaml").read_text())["parameters"]
        by_name = {parameter["name"]: parameter for parameter in declared}
        nodes.append(Node(path.stem, assigned["tool"], assigned["parameters"], by_name))
    return nodes


def facts(directory: Path) -> dict[str, dict[str, Any]]:
    """What the plugin's own component says of each tool, by name."""
    sandbox = Sandbox(directory / "visual.wasm", directory / ".cache")
    with Instance(sandbox, None, 60) as instance:
        names = [tool.name for tool in instance.call("catalog", "list-tools")]
        described = {name: instance.call("catalog", "describe", name) for name in names}
        return {
            name: json.loads(tool.facts) | {"schema": json.loads(tool.schema), "typed": tool.info.typed}
            for name, tool in described.items()
        }
