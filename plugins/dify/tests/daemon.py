"""Plays Dify's plugin daemon: starts the plugin, sends requests, checks and collects what it writes."""

import json
import os
import queue
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path
from typing import Any, Self

from replies import Reply

LINE_BYTES = 5 << 20
"""The daemon ends a plugin that writes a longer line."""

PATIENCE = 120
"""Seconds after which a test gives up waiting for the plugin."""

PROVIDER = "volcengine_visual"


def cpu_seconds(process: int) -> float:
    """The time that a process has computed: unlike the clock, it does not depend on other processes."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


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
        self.cpu_at_first_heartbeat = 0.0
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
                self._fail(f"{error}: {line[:300]!r}")
        for waiting in list(self._waiting.values()):
            waiting.put(None)

    def _take(self, said: dict[str, Any]) -> None:
        match said.get("event"):
            case None:
                self.manifest = said
            case "heartbeat":
                if not self.heartbeats:
                    self.cpu_at_first_heartbeat = cpu_seconds(self.process.pid)
                self.heartbeats.append(time.monotonic())
                self._ready.set()
            case "session":
                self._waiting[said["session_id"]].put(said["data"])
            case "log":
                self.logs.append(said["data"]["message"])
            case other:
                self._fail(f"event {other}: {said}")

    def _fail(self, fault: str) -> None:
        """What the daemon would not understand ends all calls."""
        self.faults.append(fault)
        for waiting in list(self._waiting.values()):
            waiting.put(None)

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
        assert part is not None, f"the plugin ended: {self.faults} {self.errors.decode()}"
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
