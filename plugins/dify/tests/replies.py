"""What the plugin says to one request, put together as Dify does it."""

import base64
from dataclasses import dataclass, field
from typing import Any

CHUNK_BYTES = 8192
"""The largest part of a file in one message."""


@dataclass
class File:
    """A file that was sent in chunks."""

    name: str
    mime_type: str
    content: bytes


@dataclass
class Reply:
    """Everything that the plugin said to one request."""

    messages: list[dict[str, Any]] = field(default_factory=list)
    error: dict[str, Any] | None = None

    def of_type(self, kind: str) -> list[dict[str, Any]]:
        return [message["message"] for message in self.messages if message.get("type") == kind]

    @property
    def text(self) -> str:
        return "\n".join(message["text"] for message in self.of_type("text"))

    @property
    def links(self) -> list[str]:
        return [message["text"] for message in self.of_type("link")]

    @property
    def json(self) -> dict[str, Any]:
        (message,) = self.of_type("json")
        return message["json_object"]

    @property
    def variables(self) -> dict[str, str]:
        return {m["variable_name"]: m["variable_value"] for m in self.of_type("variable")}

    @property
    def logged_task(self) -> str | None:
        tasks = [message["data"]["task"] for message in self.of_type("log")]
        return tasks[0] if tasks else None

    @property
    def files(self) -> list[File]:
        parts: dict[str, list[bytes]] = {}
        files: dict[str, File] = {}
        for message in self.messages:
            if message.get("type") != "blob_chunk":
                continue
            chunk, meta = message["message"], message["meta"]
            assert chunk["id"] not in files, "a chunk after the end"
            received = parts.setdefault(chunk["id"], [])
            assert chunk["sequence"] == len(received)
            received.append(base64.b64decode(chunk["blob"]))
            assert len(received[-1]) <= CHUNK_BYTES
            if chunk["end"]:
                content = b"".join(received)
                assert received[-1] == b"" and chunk["total_length"] == len(content)
                files[chunk["id"]] = File(meta["filename"], meta["mime_type"], content)
        assert parts.keys() == files.keys(), "a file without an end"
        return list(files.values())

    @property
    def error_text(self) -> str:
        assert self.error is not None, f"no error, but {self.messages}"
        return self.error["message"]

    @property
    def task(self) -> str:
        """The task that an error names."""
        return next(line for line in self.error_text.splitlines() if line.startswith("task: ")).removeprefix("task: ")
