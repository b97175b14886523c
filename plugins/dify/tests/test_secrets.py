"""No key, and nothing that a user has given, leaves the plugin but where it must."""

import base64
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from conftest import Rig
from simulator import Account
from wire import Request, response, service_code

SECRET = "c2VjcmV0LWtleS1vZi10aGUtdGVzdA=="
TOKEN = "dG9rZW4tb2YtdGhlLXRlc3Q="
PROMPT = "a prompt that nobody may log"


def spellings(secret: str) -> list[bytes]:
    """A secret as it is, and as it could be written."""
    raw = secret.encode()
    return [raw, raw.hex().encode(), base64.b64encode(raw).rstrip(b"="), quote(secret, safe="").encode()]


def provoke(rig: Rig) -> list[Any]:
    """Calls that succeed, and that fail in many ways."""
    node, keys = "jimeng_t2i_v31", rig.credentials
    invoke, validate = rig.plugin.invoke, rig.plugin.validate
    replies = [
        validate(keys),
        validate(keys | {"AccessKeySecret": f"{SECRET}wrong"}),
        validate(keys | {"SessionToken": f"{TOKEN}wrong"}),
        validate(keys | {"AccessKeySecret": f"{SECRET}\r\nX-Header: 1"}),
        invoke(keys, node, {"prompt": PROMPT}),
        invoke(keys, node, {"prompt": f"{PROMPT} [moderate-text]"}),
        invoke(keys, node, {"prompt": PROMPT, "seed": "no number"}),
        invoke(keys, "seededit_v30", {"prompt": PROMPT, "image_files": [rig.relay.file(b"no image")]}),
        invoke(keys, "collect_task", {"task": f"vt1.{SECRET}"}),
    ]
    echo = json.dumps({"code": 50207, "message": f"you sent {TOKEN}", "request_id": "r"}).encode()
    answers: list[Callable[[Request, Callable[[], bytes]], bytes | None]] = [
        lambda request, upstream: response(400, echo, "Content-Type: application/json"),
        lambda request, upstream: None,
        lambda request, upstream: response(200, b"<html>"),
        lambda request, upstream: service_code(50500, 500),
    ]
    for index, answer in enumerate(answers):
        rig.relay.answer = answer
        replies.append(validate(keys))
        replies.append(invoke(keys, node, {"prompt": f"{PROMPT} {index}", "wait_seconds": 0}))
    return replies


def test_no_secret_in_any_output(start_rig: Callable[..., Rig]) -> None:
    """Standard output, standard error and every message, in any spelling."""
    rig = start_rig(account=Account(secret_access_key=SECRET, session_token=TOKEN))
    replies = provoke(rig)
    assert sum(reply.error is not None for reply in replies) >= 12
    written = bytes(rig.plugin.output) + bytes(rig.plugin.errors)
    decoded = json.dumps([[reply.messages, reply.error] for reply in replies], ensure_ascii=False).encode(
        errors="surrogatepass"
    )
    for secret in (SECRET, TOKEN):
        for spelling in spellings(secret):
            assert spelling not in written and spelling not in decoded
    assert b"Signature=" not in written and b"Authorization" not in written


def test_nothing_is_logged_of_a_call(start_rig: Callable[..., Rig]) -> None:
    """No log line and nothing on standard error; a prompt is in no message either."""
    rig = start_rig(account=Account(secret_access_key=SECRET, session_token=TOKEN))
    started = len(rig.plugin.logs)
    provoke(rig)
    assert len(rig.plugin.logs) == started
    assert bytes(rig.plugin.errors) == b""
    assert PROMPT.encode() not in bytes(rig.plugin.output)


def test_nothing_is_collected_beyond_the_parameters(rig: Rig) -> None:
    """A request holds what was given and the service's key of the tool; not the user's name at Dify."""
    values = {"prompt": PROMPT, "wait_seconds": 0}
    reply = rig.plugin.invoke(rig.credentials, "jimeng_t2i_v31", values, user="user-of-dify")
    assert reply.error is None
    (request,) = rig.relay.requests
    assert request.json == {"req_key": "jimeng_t2i_v31", "prompt": PROMPT}
    assert b"user-of-dify" not in request.head + request.body


def test_a_task_holds_neither_prompt_nor_key(rig: Rig) -> None:
    """It can be stored and logged: it names the tool, the job, the time, and what shall be on the result."""
    values = {"prompt": PROMPT, "wait_seconds": 0, "add_logo": "true", "logo_text_content": "mine"}
    task = rig.plugin.invoke(rig.credentials, "jimeng_t2i_v31", values).variables["task"]
    encoded = task.split(".")[1]
    held = json.loads(base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)))
    assert held.keys() == {"tool", "id", "at", "output"}
    assert held["output"] == {"delivery": "url", "watermark": {"text": "mine"}}
