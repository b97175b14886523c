"""Files that a user gives to a node."""

import json
from typing import Any

import pytest
from conftest import OTHER_PICTURE, PICTURE, Rig
from wire import response

EDIT = "seededit_v30"


def edit(rig: Rig, **values: Any) -> Any:
    """Runs a node that takes an image."""
    return rig.plugin.invoke(rig.credentials, EDIT, {"prompt": "make it blue"} | values)


def test_a_file_of_dify_reaches_the_service(rig: Rig) -> None:
    """Its bytes are sent, in one form, and its internal address is not."""
    given = rig.relay.file(PICTURE.content)
    assert edit(rig, image_files=[given]).error is None
    (submit,) = rig.relay.submits()
    assert submit.json["binary_data_base64"] == [PICTURE.base64] and "image_urls" not in submit.json
    assert not any(b"file-preview" in request.body for request in rig.relay.submits())


def test_lists_of_images_are_all_files_or_all_links(rig: Rig) -> None:
    """Files and links keep their order; the service takes one form a call, so both together are refused."""
    node = "jimeng_t2i_v40"
    files = {"images": [rig.relay.file(PICTURE.content), rig.relay.file(OTHER_PICTURE.content)]}
    addresses = [f"https://example.com/{name}.jpg" for name in "abc"]
    links = {"image_urls": f"{addresses[0]}, {addresses[1]}\n{addresses[2]}"}
    common = {"prompt": "together", "wait_seconds": 0}

    assert rig.plugin.invoke(rig.credentials, node, common | files).error is None
    assert rig.relay.submits()[-1].json["binary_data_base64"] == [PICTURE.base64, OTHER_PICTURE.base64]
    for given in (links, {"image_urls": json.dumps(addresses)}):
        assert rig.plugin.invoke(rig.credentials, node, common | given, user=str(given)).error is None
        assert rig.relay.submits()[-1].json["image_urls"] == addresses
    both = rig.plugin.invoke(rig.credentials, node, common | files | links)
    assert "`image_urls`" in both.error_text and len(rig.relay.submits()) == 3


BROKEN = {
    "not found": (response(404, b""), "404"),
    "a redirect": (response(302, b"", "Location: http://127.0.0.1:1/"), "302"),
    "empty": (response(200, b""), "empty"),
    "too large": (response(200, bytes((20 << 20) + 1)), "larger than 20 MiB"),
    "no image": (response(200, b"hello, this is no picture"), "image"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_file_that_cannot_be_used_stops_the_call(rig: Rig, fault: str) -> None:
    """Nothing is bought; the parameter and the reason are named, the address is not."""
    answer, words = BROKEN[fault]
    given = rig.relay.file(PICTURE.content)
    for path in list(rig.relay.pages):
        rig.relay.pages[path] = answer
    reply = edit(rig, image_files=[given])
    assert words in reply.error_text and "`image_files`" in reply.error_text
    assert rig.relay.submits() == [] and rig.relay.endpoint not in json.dumps(reply.error)


def test_an_unreachable_file_server_is_named(rig: Rig) -> None:
    """Dify's `FILES_URL` is often missing or internal."""
    given = rig.relay.file(PICTURE.content)
    unreachable = edit(rig, image_files=[given | {"url": "http://127.0.0.1:1/files/x"}])
    assert "cannot be reached (ConnectError)" in unreachable.error_text
    assert "FILES_URL" in edit(rig, image_files=[given | {"url": "/files/x"}]).error_text


def test_two_forms_of_an_image_are_refused(rig: Rig) -> None:
    """A file and a link at once: both parameters are named, nothing is sent."""
    given = rig.relay.file(PICTURE.content)
    reply = edit(rig, image_files=[given], image_url="https://example.com/a.jpg")
    assert "`image_files`" in reply.error_text and "`image_url`" in reply.error_text
    assert rig.relay.submits() == []
    assert "takes one file" in edit(rig, image_files=[given, given]).error_text


@pytest.mark.parametrize("link", ["http://api:5001/files/1", "http://192.168.1.4/a.png", "https://localhost/a.png"])
def test_links_that_the_service_cannot_reach_are_refused(rig: Rig, link: str) -> None:
    """Dify's own file links are often internal: the reason is told, nothing is bought."""
    reply = rig.plugin.invoke(rig.credentials, "i2i_portrait_photo", {"image_input": link})
    assert "public internet" in reply.error_text and "公网" in reply.error_text
    assert rig.relay.submits() == []
