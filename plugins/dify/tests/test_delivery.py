"""Results as files and links, and what else a node returns."""

import hashlib
import json
from collections.abc import Callable

import pytest
from conftest import Rig
from wire import Request, response, with_body

NODE = "jimeng_t2i_v31"
VIDEO = "jimeng_vgfm_t2v_l20"
MAX_FILE = 30 << 20
MP4 = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom"


def serve_instead(rig: Rig, content: bytes) -> str:
    """Puts a file in place of every result of the service."""
    link = f"{rig.relay.endpoint}/film.mp4"
    rig.relay.pages["/film.mp4"] = response(200, content, "Content-Type: video/mp4")

    def change(body: bytes) -> bytes:
        answer = json.loads(body)
        if isinstance(answer.get("data"), dict) and answer["data"].get("status") == "done":
            answer["data"] |= {"video_url": link} if answer["data"].get("video_url") else {"image_urls": [link]}
        return json.dumps(answer).encode()

    def answer(request: Request, upstream: Callable[[], bytes]) -> bytes:
        return with_body(upstream(), change) if request.is_query else upstream()

    rig.relay.answer = answer
    return link


def test_a_video_of_30_mib_is_a_file(rig: Rig) -> None:
    """The largest file that Dify takes arrives whole, in chunks of 8,192 bytes at most."""
    content = MP4 + bytes(range(256)) * (MAX_FILE // 256)
    content = content[:MAX_FILE]
    serve_instead(rig, content)
    reply = rig.plugin.invoke(rig.credentials, VIDEO, {"prompt": "long"})
    (file,) = reply.files
    assert (file.mime_type, file.name) == ("video/mp4", "jimeng-vgfm-t2v-l20-1.mp4")
    assert hashlib.sha256(file.content).digest() == hashlib.sha256(content).digest()
    assert reply.links == [] and reply.json["media"][0]["size"] == MAX_FILE


def test_media_above_30_mib_are_a_link(rig: Rig) -> None:
    """What was bought is not lost: the link, with a warning in both languages."""
    link = serve_instead(rig, MP4 + bytes(MAX_FILE))
    reply = rig.plugin.invoke(rig.credentials, NODE, {"prompt": "too long"})
    assert reply.error is None and reply.links == [link] and reply.files == []
    assert "30 MiB" in reply.text and "以链接返回" in reply.text
    assert reply.json["warnings"][0]["message_zh"] in reply.text
    assert reply.variables["status"] == "done"


def test_a_download_that_fails_leaves_the_link(rig: Rig) -> None:
    """The link and the reason."""
    link = serve_instead(rig, MP4)
    rig.relay.pages["/film.mp4"] = response(404, b"")
    reply = rig.plugin.invoke(rig.credentials, NODE, {"prompt": "lost"})
    assert reply.error is None and reply.links == [link]
    assert "could not be downloaded" in reply.text and "下载失败" in reply.text


def test_links_are_delivered_where_they_are_asked_for(rig: Rig) -> None:
    """`return_url` downloads nothing."""
    link = serve_instead(rig, MP4)
    reply = rig.plugin.invoke(rig.credentials, NODE, {"prompt": "a door", "return_url": "true"})
    assert reply.files == [] and reply.links == [link] == [reply.json["media"][0]["url"]]
    assert reply.json["media"][0]["expires_at"] > 0
    assert all(request.action for request in rig.relay.requests)


def test_downloads_carry_no_keys(rig: Rig) -> None:
    """A link works without them: the request has neither signature, nor key, nor token."""
    serve_instead(rig, MP4)
    assert rig.plugin.invoke(rig.credentials, NODE, {"prompt": "a door"}).files[0].content == MP4
    (download,) = [request for request in rig.relay.requests if request.action is None]
    head = download.head.lower()
    assert not any(name in head for name in (b"authorization", b"x-date", b"x-security-token", b"cookie"))
    assert rig.account.access_key_id.lower().encode() not in head


def test_a_tool_without_links_returns_a_file(rig: Rig) -> None:
    """Where the service gives no link, the file comes in the answer."""
    values = {"face_url": "https://example.com/a.jpg", "template_url": "https://example.com/b.jpg"}
    for links in ("false", "true"):
        reply = rig.plugin.invoke(rig.credentials, "faceswap_ai", values | {"return_url": links})
        assert reply.error is None, reply.error
        assert len(reply.files) == 1 and reply.files[0].content


def test_the_outcome_is_told_to_programs_and_people(rig: Rig) -> None:
    """JSON, variables and text of one call."""
    reply = rig.plugin.invoke(rig.credentials, NODE, {"prompt": "a door", "seed": 9})
    told = reply.json
    assert told["tool"] == "jimeng-t2i-v31" and told["status"] == "done" and told["warnings"] == []
    assert reply.variables == {name: told[name] for name in ("task", "status", "request_id")}
    assert all(reply.variables.values())
    assert reply.text == "Done: 1 image.\n已完成：1 张图片。"
    assert {"kind", "mime_type", "url", "expires_at", "filename", "size"} <= told["media"][0].keys()


def test_a_report_is_json(rig: Rig) -> None:
    """A tool without media returns its findings in the JSON message."""
    reply = rig.plugin.invoke(
        rig.credentials,
        "lens_vida_single_pic",
        {"image_url": "https://example.com/a.jpg", "vida_mode": "vida_custom"}
        | {"vida_enable_module": "score_total_ds"},
    )
    assert reply.error is None, reply.error
    assert reply.files == [] and reply.json["details"] and "JSON" in reply.text


@pytest.mark.parametrize("count", [3])
def test_all_pictures_arrive_with_their_types(rig: Rig, count: int) -> None:
    """Not only the first one, and each with the type that its bytes show."""
    reply = rig.plugin.invoke(rig.credentials, "jimeng_t2i_v40", {"prompt": f"a [images-{count}] series"})
    assert reply.error is None, reply.error
    assert len(reply.files) == len(reply.json["media"]) == count
    for file in reply.files:
        magic = {"image/jpeg": b"\xff\xd8", "image/png": b"\x89PNG"}[file.mime_type]
        assert file.content.startswith(magic)
        assert file.name.endswith({"image/jpeg": ".jpg", "image/png": ".png"}[file.mime_type])
