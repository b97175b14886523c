"""A file as the messages that Dify puts together again."""

import uuid
from collections.abc import Iterator

import gevent
from dify_plugin.entities.tool import ToolInvokeMessage

from visual_dify.values import File

CHUNK_BYTES = 8192
"""The most that Dify takes in one message."""

_TURN = 8
"""Chunks after which other calls and the heartbeat have their turn. The SDK would cut a file into chunks
by itself, without a pause: some hundred milliseconds for a large one."""


def messages(file: File, name: str) -> Iterator[ToolInvokeMessage]:
    """The chunks of a file, and an empty one at its end."""
    identifier = uuid.uuid4().hex
    meta = {"mime_type": file.mime_type, "filename": name}
    total = len(file.content)
    starts = range(0, total, CHUNK_BYTES)
    for sequence, start in enumerate([*starts, total]):
        chunk = ToolInvokeMessage.BlobChunkMessage(
            id=identifier,
            sequence=sequence,
            total_length=total,
            blob=file.content[start : start + CHUNK_BYTES],
            end=start == total,
        )
        yield ToolInvokeMessage(type=ToolInvokeMessage.MessageType.BLOB_CHUNK, message=chunk, meta=meta)
        if sequence % _TURN == 0:
            gevent.sleep(0)
