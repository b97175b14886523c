"""A relay between the plugin and the simulator: it records requests, serves files, and breaks things."""

import re
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit

from wire import Request, read_head, read_request, response

PATIENCE = 120

Answer = Callable[[Request, Callable[[], bytes]], bytes | None]
"""What the relay does with a request of the API: it returns the response, or none to break the connection.
The function it is given passes the request to the simulator."""


def forward(_: Request, upstream: Callable[[], bytes]) -> bytes | None:
    """Passes everything on."""
    return upstream()


@dataclass
class Relay:
    """A server on loopback. Set `answer` to break calls of the API, and `pages` to serve files."""

    endpoint_of_simulator: str
    endpoints_by_tool: dict[str, str] = field(default_factory=dict)
    answer: Answer = forward
    pages: dict[str, bytes] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._changed = threading.Condition()
        self._server = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.endpoint = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def reset(self) -> None:
        """Forgets what was recorded, and breaks nothing."""
        self.answer = forward
        self.requests.clear()
        self.pages.clear()
        self.endpoints_by_tool.clear()

    def file(self, content: bytes, kind: str = "image", mime_type: str = "image/png") -> dict[str, Any]:
        """A file as Dify hands it to a node: an address, which this relay serves."""
        path = f"/files/{len(self.pages)}/file-preview"
        self.pages[path] = response(200, content, f"Content-Type: {mime_type}")
        return {
            "dify_model_identity": "__dify__file__",
            "type": kind,
            "url": f"{self.endpoint}{path}?timestamp=1&nonce=2&sign=3",
            "mime_type": mime_type,
            "filename": "given.png",
            "extension": ".png",
            "size": len(content),
        }

    def submits(self) -> list[Request]:
        """The requests that can be billed."""
        return [request for request in self.requests if request.is_submit]

    def queries(self) -> list[Request]:
        """The requests for a task."""
        return [request for request in self.requests if request.is_query]

    def wait_for(self, reached: Callable[[], bool]) -> None:
        """Returns when this is true after a request."""
        with self._changed:
            assert self._changed.wait_for(reached, PATIENCE)

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._server.accept()
            except OSError:
                return
            threading.Thread(target=self._connection, args=(client,), daemon=True).start()

    def _connection(self, client: socket.socket) -> None:
        with client:
            reader = client.makefile("rb")
            try:
                while (request := read_request(reader)) is not None:
                    answer = self._respond(*request)
                    if answer is None:
                        return
                    client.sendall(answer)
                    if b"Connection: close" in answer.partition(b"\r\n\r\n")[0]:
                        return
            except OSError:
                return

    def _respond(self, raw: bytes, request: Request) -> bytes | None:
        with self._changed:
            self.requests.append(request)
            self._changed.notify_all()
        if request.path in self.pages:
            return self.pages[request.path]
        return self.answer(request, lambda: self._upstream(raw, request))

    def _upstream(self, raw: bytes, request: Request) -> bytes:
        endpoint = self.endpoint_of_simulator
        if self.endpoints_by_tool and request.body:
            endpoint = self.endpoints_by_tool.get(request.json["req_key"], endpoint)
        address = urlsplit(endpoint)
        assert address.hostname and address.port
        with socket.create_connection((address.hostname, address.port)) as upstream:
            upstream.sendall(raw)
            reader = upstream.makefile("rb")
            head = read_head(reader)
            length = re.search(rb"(?i)\ncontent-length: *(\d+)", head)
            assert length, head
            return head + reader.read(int(length[1]))

    def close(self) -> None:
        self._server.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
