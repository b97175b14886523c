"""The twelve defects of the plugin that this one replaces (docs/from-dify.md): a test for each."""

import json
from collections.abc import Callable

import pytest
from conftest import PICTURE, Rig
from daemon import Daemon
from simulator import Account
from wire import Request, response, service_code, with_body

NODE = "jimeng_t2i_v31"
VIDEO = "jimeng_vgfm_t2v_l20"


def on_queries(answer_to: Callable[[bytes], bytes]) -> Callable[[Request, Callable[[], bytes]], bytes]:
    """Changes the answers to queries."""

    def answer(request: Request, upstream: Callable[[], bytes]) -> bytes:
        return answer_to(upstream()) if request.is_query else upstream()

    return answer


def test_defect_01_polling_pauses_and_ends(rig: Rig) -> None:
    """A query that fails for ever is asked a few times, with pauses, and ends with the wait."""
    rig.relay.answer = on_queries(lambda _: service_code(50500, 500))
    reply = rig.plugin.invoke(rig.credentials, VIDEO, {"prompt": "spin", "wait_seconds": 5})
    assert 1 <= len(rig.relay.queries()) <= 6
    told = reply.error_text if reply.error else reply.text
    assert "vt1." in told, "the task is told"


@pytest.mark.parametrize("status", ["not_found", "expired", "failed"])
def test_defect_02_a_status_that_ends_a_task_ends_the_wait(rig: Rig, status: str) -> None:
    """One query, or as many as the service needs to know a new task."""

    def change(body: bytes) -> bytes:
        return json.dumps(json.loads(body) | {"data": {"status": status}}).encode()

    rig.relay.answer = on_queries(lambda answer: with_body(answer, change))
    reply = rig.plugin.invoke(rig.credentials, NODE, {"prompt": f"ends {status}"})
    assert reply.error is not None
    assert len(rig.relay.queries()) <= (8 if status == "not_found" else 1)


def test_defect_03_kinds_of_errors_are_told_apart(rig: Rig, start_plugin: Callable[..., Daemon]) -> None:
    """Moderation, quota, network, credentials and input have five names; none is a credential error."""
    node, values = NODE, {"prompt": "kinds", "wait_seconds": 0}
    invoke = rig.plugin.invoke
    replies = {
        "ModeratedError": invoke(rig.credentials, node, values | {"prompt": "[moderate-text]"}),
        "InvalidInputError": invoke(rig.credentials, node, {}),
        "RejectedCredentialsError": invoke(rig.credentials | {"AccessKeyID": "AKLTother"}, node, values),
        "NoCredentialsError": invoke({}, node, values),
        "NetworkError": start_plugin("http://127.0.0.1:1").invoke(rig.credentials, node, values),
    }
    rig.relay.answer = lambda request, upstream: service_code(50430, 429)
    replies["RateLimitedError"] = invoke(rig.credentials, node, values)
    assert {name: reply.error and reply.error["error_type"] for name, reply in replies.items()} == {
        name: name for name in replies
    }


def test_defect_04_a_code_of_the_service_is_an_error(rig: Rig) -> None:
    """The node fails, with the code."""
    reply = rig.plugin.invoke(rig.credentials, NODE, {"prompt": "a [refuse-50207]"})
    assert "code: 50207" in reply.error_text and reply.of_type("json") == []


def test_defect_05_messages_can_be_read(rig: Rig) -> None:
    """A Chinese message of the service arrives as Chinese, beside ours in both languages."""
    body = json.dumps({"code": 50413, "message": "输入文本含有版权内容", "request_id": "r", "data": None})
    rig.relay.answer = lambda request, upstream: response(400, body.encode(), "Content-Type: application/json")
    text = rig.plugin.invoke(rig.credentials, NODE, {"prompt": "read"}).error_text
    assert "输入文本含有版权内容" in text and "\\x" not in text
    assert "hint: " in text and "提示：" in text


def test_defect_06_keys_never_travel_in_clear(rig: Rig) -> None:
    """The secret key is in no request, and plain HTTP leaves this machine for nobody (see test_credentials)."""
    assert rig.plugin.invoke(rig.credentials, NODE, {"prompt": "clear"}).error is None
    assert rig.relay.requests
    for request in rig.relay.requests:
        assert rig.account.secret_access_key.encode() not in request.head + request.body


def test_defect_07_tenants_never_share_keys(rig: Rig) -> None:
    """Interleaved calls of many accounts: each request is signed with the key of its own call."""
    accounts = [Account(access_key_id=f"AKLTtenant{index:04}") for index in range(100)]
    sessions = [
        rig.plugin.start_tool(account.credentials, NODE, {"prompt": account.access_key_id, "wait_seconds": 0})
        for account in accounts
    ]
    replies = [rig.plugin.finish(session) for session in sessions]
    assert all(reply.error and reply.error["error_type"] == "RejectedCredentialsError" for reply in replies)
    submits = rig.relay.submits()
    assert len(submits) == len(accounts)
    for submit in submits:
        assert f"Credential={submit.json['prompt']}/".encode() in submit.head


def test_defect_08_a_missing_image_stops_the_call(rig: Rig) -> None:
    """Nothing is sent, and the parameter is named."""
    reply = rig.plugin.invoke(rig.credentials, "i2i_portrait_photo", {"prompt": "nobody"})
    assert "`image_input`" in reply.error_text and rig.relay.requests == []


def test_defect_09_one_form_of_an_image_is_sent(rig: Rig) -> None:
    """A file is sent as its bytes, without Dify's internal link."""
    given = [rig.relay.file(PICTURE.content)]
    values = {"prompt": "once", "image_files": given, "wait_seconds": 0}
    assert rig.plugin.invoke(rig.credentials, "seededit_v30", values).error is None
    (submit,) = rig.relay.submits()
    assert "image_urls" not in submit.json and submit.json["binary_data_base64"] == [PICTURE.base64]


def test_defect_10_all_images_with_their_types(rig: Rig) -> None:
    """Three images of one call, each named by what it is."""
    reply = rig.plugin.invoke(rig.credentials, "jimeng_t2i_v40", {"prompt": "[images-3]"})
    assert len(reply.files) == 3
    for file in reply.files:
        assert file.content.startswith({"image/png": b"\x89PNG", "image/jpeg": b"\xff\xd8"}[file.mime_type])


def test_defect_11_videos_come_from_the_services_hosts_only(rig: Rig) -> None:
    """A link to elsewhere is not followed by this plugin; it is told to the user."""
    link = "https://evil.example/film.mp4"

    def change(body: bytes) -> bytes:
        answer = json.loads(body)
        if isinstance(answer.get("data"), dict) and answer["data"].get("video_url"):
            answer["data"]["video_url"] = link
        return json.dumps(answer).encode()

    rig.relay.answer = on_queries(lambda answer: with_body(answer, change))
    reply = rig.plugin.invoke(rig.credentials, VIDEO, {"prompt": "elsewhere"})
    assert reply.files == [] and reply.links == [link] and "could not be downloaded" in reply.text


def test_defect_12_credentials_are_checked_at_no_cost(rig: Rig) -> None:
    """Wrong keys are found when they are entered, and nothing is bought."""
    wrong = rig.plugin.validate(rig.credentials | {"AccessKeySecret": "d3Jvbmc="})
    assert wrong.error is not None and rig.relay.submits() == []
