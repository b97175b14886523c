"""Plays Dify's plugin daemon: starts the plugin, sends requests, checks and collects what it writes."""

import base64
import json
import os
import queue
import subprocess
import sys
import threading
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

LINE_BYTES = 5 << 20
"""The daemon ends a plugin that writes a longer line."""

CHUNK_BYTES = 8192
"""The largest part of a file in one message."""

PATIENCE = 120
"""Seconds after which a test gives up waiting for the plugin."""

PROVIDER = "volcengine_visual"


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
        files: dict[str, File] = {}
        ended: set[str] = set()
        for message in self.messages:
            if message.get("type") != "blob_chunk":
                continue
            chunk, meta = message["message"], message["meta"]
            file = files.setdefault(chunk["id"], File(meta["filename"], meta["mime_type"], b""))
            part = base64.b64decode(chunk["blob"])
            assert len(part) <= CHUNK_BYTES
            assert chunk["id"] not in ended
            assert chunk["sequence"] == -(-len(file.content) // CHUNK_BYTES)
            file.content += part
            if chunk["end"]:
                assert part == b"" and chunk["total_length"] == len(file.content)
                ended.add(chunk["id"])
        assert ended == set(files), "a file without an end"
        return list(files.values())

    @property
    def error_text(self) -> str:
        assert self.error is not None, f"no error, but {self.messages}"
        return self.error["message"]

    @property
    def task(self) -> str:
        """The task that an error names."""
        return next(line for line in self.error_text.splitlines() if line.startswith("task: ")).removeprefix("task: ")


class Daemon:
    """The plugin's process, and its other side."""

    def __init__(self, directory: Path, environment: dict[str, str] | None = None, main: str = "main") -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", main],
            cwd=directory,
            env=os.environ | {"INSTALL_METHOD": "local", "PYTHONUNBUFFERED": "1"} | (environment or {}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.heartbeats: list[float] = []
        self.output = bytearray()
        self.errors = bytearray()
        self.faults: list[str] = []
        self.manifest: dict[str, Any] = {}
        self.logs: list[str] = []
        self._waiting: dict[str, queue.Queue[dict[str, Any] | None]] = {}
        self._ready = threading.Event()
        for target in (self._read_output, self._read_errors):
            threading.Thread(target=target, daemon=True).start()
        assert self._ready.wait(PATIENCE), f"no heartbeat: {self.errors.decode()}"

    def _read_output(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.output += line
            if len(line) >= LINE_BYTES:
                self.faults.append(f"a line of {len(line)} bytes")
            if not line.strip():
                continue
            try:
                self._take(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                self.faults.append(f"{error}: {line[:300]!r}")
        for waiting in list(self._waiting.values()):
            waiting.put(None)

    def _take(self, said: dict[str, Any]) -> None:
        match said.get("event"):
            case None:
                self.manifest = said
            case "heartbeat":
                self.heartbeats.append(time.monotonic())
                self._ready.set()
            case "session":
                self._waiting[said["session_id"]].put(said["data"])
            case "log":
                self.logs.append(said["data"]["message"])
            case other:
                self.faults.append(f"event {other}: {said}")

    def _read_errors(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.errors += line

    def send(self, data: dict[str, Any]) -> str:
        """Sends a request and returns its session."""
        session = str(uuid.uuid4())
        self._waiting[session] = queue.Queue()
        request = {
            "session_id": session,
            "conversation_id": None,
            "message_id": None,
            "app_id": None,
            "endpoint_id": None,
            "context": {},
            "event": "request",
            "data": {"user_id": "u"} | data,
        }
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(request).encode() + b"\n")
        self.process.stdin.flush()
        return session

    def next(self, session: str) -> dict[str, Any] | None:
        """The next part of a reply; none at its end."""
        part = self._waiting[session].get(timeout=PATIENCE)
        assert part is not None, f"the plugin ended: {self.errors.decode()}"
        return None if part["type"] == "end" else part

    def finish(self, session: str) -> Reply:
        """The reply to a request, once it has ended."""
        reply = Reply()
        while (part := self.next(session)) is not None:
            if part["type"] == "error":
                reply.error = part["data"]
            else:
                reply.messages.append(part["data"])
        del self._waiting[session]
        assert not self.faults, self.faults
        return reply

    def start_tool(self, credentials: dict[str, str], tool: str, parameters: dict[str, Any], user: str = "u") -> str:
        """Begins a call of a node."""
        return self.send(
            {
                "user_id": user,
                "type": "tool",
                "action": "invoke_tool",
                "provider": PROVIDER,
                "tool": tool,
                "credentials": credentials,
                "credential_type": "api-key",
                "tool_parameters": parameters,
            }
        )

    def invoke(self, credentials: dict[str, str], tool: str, parameters: dict[str, Any], user: str = "u") -> Reply:
        """Calls a node."""
        return self.finish(self.start_tool(credentials, tool, parameters, user))

    def validate(self, credentials: dict[str, str]) -> Reply:
        """Checks credentials."""
        action = "validate_tool_credentials"
        return self.finish(
            self.send({"type": "tool", "action": action, "provider": PROVIDER, "credentials": credentials})
        )

    def options(self, credentials: dict[str, str], tool: str, parameter: str) -> Reply:
        """The choices of a parameter."""
        return self.finish(
            self.send(
                {
                    "type": "dynamic_parameter",
                    "action": "fetch_parameter_options",
                    "provider": PROVIDER,
                    "provider_action": tool,
                    "parameter": parameter,
                    "credentials": credentials,
                }
            )
        )

    def close(self) -> None:
        """Ends the plugin by its process id: it would not notice the end of its input."""
        self.process.kill()
        self.process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
