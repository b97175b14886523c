"""Requests and responses of HTTP/1.1, as bytes."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

QUERIES = ("CVSync2AsyncGetResult", "CVGetResult")


@dataclass
class Request:
    """A request of the plugin."""

    path: str
    action: str | None
    head: bytes
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.body)

    @property
    def is_submit(self) -> bool:
        return self.action is not None and not self.is_query

    @property
    def is_query(self) -> bool:
        return self.action in QUERIES


def response(status: int, body: bytes, *headers: str) -> bytes:
    """A response whose connection ends."""
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def service_code(code: int, status: int = 400) -> bytes:
    """An answer of the service with this code."""
    body = {"code": code, "message": "said by the relay", "request_id": "relay", "data": None}
    return response(status, json.dumps(body).encode(), "Content-Type: application/json")


def gateway_code(status: int, name: str, message: str) -> bytes:
    """A refusal by the gateway in front of the service."""
    error = {"CodeN": 100026, "Code": name, "Message": message}
    body = {"ResponseMetadata": {"RequestId": "relay", "Service": "cv", "Region": "cn-north-1", "Error": error}}
    return response(status, json.dumps(body).encode(), "Content-Type: application/json")


def with_body(answer: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The same response with another body."""
    head, _, body = answer.partition(b"\r\n\r\n")
    body = change(body)
    head = re.sub(rb"(?i)content-length: *\d+", b"Content-Length: %d" % len(body), head)
    return head + b"\r\n\r\n" + body


def read_head(reader: Any) -> bytes:
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        line = reader.readline()
        if not line:
            return b""
        head += line
    return head


def read_request(reader: Any) -> tuple[bytes, Request] | None:
    head = read_head(reader)
    if not head:
        return None
    length = re.search(rb"(?i)\ncontent-length: *(\d+)", head)
    if length:
        body = reader.read(int(length[1]))
    elif re.search(rb"(?i)\ntransfer-encoding: *chunked", head):
        body = b""
        while size := int(reader.readline(), 16):
            body += reader.read(size)
            reader.readline()
        reader.readline()
        head = re.sub(rb"(?i)transfer-encoding: *chunked", b"Content-Length: %d" % len(body), head)
    else:
        body = b""
    target = urlsplit(head.split(b" ")[1].decode())
    action = parse_qs(target.query).get("Action", [None])[0]
    return head + body, Request(target.path, action, head, body)
