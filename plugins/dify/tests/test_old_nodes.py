"""The ten nodes of the plugin that this one replaces, with all their parameters."""

import json
from pathlib import Path
from typing import Any

from conftest import PICTURE, Rig
from nodes import generated
from replies import Reply

LABEL = {"label_producer_id": "p-1", "label_content_producer": "studio"}
META = {"producer_id": "p-1", "content_producer": "studio"}
WATERMARK = {"add_logo": "true", "logo_text_content": "试用", "position": "3", "language": "1", "opacity": 0.3}
LOGO_INFO = {"add_logo": True, "logo_text_content": "试用", "position": 3, "language": 1, "opacity": 0.3}
ADDRESS = "https://example.com/a.jpg"

IMAGE_NODES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "high_aes_general_v30l_zt2i": (
        {"prompt": "a cat", "use_pre_llm": "false", "seed": -1, "scale": 2.5, "width": 1328, "height": 1328},
        {"req_key": "high_aes_general_v30l_zt2i", "use_pre_llm": False, "scale": 2.5, "width": 1328},
    ),
    "jimeng_high_aes_general_v21_l": (
        {"prompt": "a cat", "use_pre_llm": "true", "seed": -1, "width": 512, "height": 768, "use_sr": "true"},
        {"req_key": "jimeng_high_aes_general_v21_L", "use_sr": True, "width": 512, "height": 768},
    ),
    "seededit_v30": (
        {"prompt": "make it blue", "image_url": ADDRESS, "seed": 3, "scale": 0.5},
        {"req_key": "seededit_v3.0", "image_urls": [ADDRESS], "scale": 0.5, "seed": 3},
    ),
    "i2i_portrait_photo": (
        {"image_input": ADDRESS, "prompt": "a portrait", "width": 1328, "height": 1328}
        | {"gpen": 0.4, "skin": 0.3, "skin_unifi": 0, "gen_mode": "creative", "seed": -1},
        {"req_key": "i2i_portrait_photo", "image_input": ADDRESS, "gpen": 0.4, "gen_mode": "creative"},
    ),
    "jimeng_t2i_v30": (
        {"prompt": "a cat", "use_pre_llm": "true", "seed": 7, "width": 1328, "height": 1328},
        {"req_key": "jimeng_t2i_v30", "use_pre_llm": True, "width": 1328, "height": 1328},
    ),
    "jimeng_t2i_v31": (
        {"prompt": "a cat", "use_pre_llm": "true", "seed": 7, "width": "1328", "height": "1328"},
        {"req_key": "jimeng_t2i_v31", "seed": 7, "width": 1328, "height": 1328},
    ),
    "jimeng_i2i_v30": (
        {"image_url": ADDRESS, "prompt": "make it blue", "seed": 7, "scale": 0.5, "width": 1328, "height": 1328},
        {"req_key": "jimeng_i2i_v30", "image_urls": [ADDRESS], "width": 1328, "height": 1328},
    ),
    "seed3l_single_ip": (
        {"image_url": ADDRESS, "prompt": "in a park", "seed": 7, "width": 1328, "height": 1328}
        | {"use_rephraser": "false"},
        {"req_key": "seed3l_single_ip", "image_urls": [ADDRESS], "use_rephraser": False},
    ),
}

VIDEO = {"prompt": "a cat walks", "seed": -1, "aspect_ratio": "16:9"}
SENT_VIDEO = {"prompt": "a cat walks", "seed": -1, "aspect_ratio": "16:9"}


def test_old_image_nodes_take_all_their_parameters(rig: Rig) -> None:
    """Parameters, watermark and `return_url` arrive at the service as the old node's user meant them."""
    replies = _call_all(rig, WATERMARK | LABEL | {"return_url": "true"})
    for node, (_, expected) in IMAGE_NODES.items():
        assert expected.items() <= _submitted(rig, expected["req_key"]).items()
        assert _output(rig, expected["req_key"]) == {
            "return_url": True,
            "logo_info": LOGO_INFO,
            "aigc_meta": META,
        }
        assert len(replies[node].links) == 1 and replies[node].files == []


def test_old_image_nodes_without_watermark_return_files(rig: Rig) -> None:
    """Without `add_logo` there is no watermark, and without `return_url` there is a file."""
    replies = _call_all(rig, WATERMARK | {"return_url": "false", "add_logo": "false"})
    for node, (_, expected) in IMAGE_NODES.items():
        assert _output(rig, expected["req_key"]) == {"return_url": True}
        assert len(replies[node].files) == 1 and replies[node].links == []


def _call_all(rig: Rig, options: dict[str, Any]) -> dict[str, Reply]:
    started = {
        node: rig.plugin.start_tool(rig.credentials, node, values | options)
        for node, (values, _) in IMAGE_NODES.items()
    }
    replies = {node: rig.plugin.finish(session) for node, session in started.items()}
    assert all(reply.error is None for reply in replies.values()), replies
    return replies


def _submitted(rig: Rig, key: str) -> dict[str, Any]:
    (submit,) = [submit.json for submit in rig.relay.submits() if submit.json["req_key"] == key]
    return submit


def _output(rig: Rig, key: str) -> dict[str, Any]:
    """The output options, which go with the query where there is one."""
    for query in rig.relay.queries():
        if query.json["req_key"] == key:
            return json.loads(query.json["req_json"])
    submit = _submitted(rig, key)
    return {name: submit[name] for name in ("return_url", "logo_info", "aigc_meta") if name in submit}


def test_old_text_to_video_node(rig: Rig) -> None:
    """The video arrives as a file."""
    reply = rig.plugin.invoke(rig.credentials, "jimeng_vgfm_t2v_l20", VIDEO)
    (submit,) = rig.relay.submits()
    assert submit.json == SENT_VIDEO | {"req_key": "jimeng_vgfm_t2v_l20"}
    assert [file.mime_type for file in reply.files] == ["video/mp4"]


def test_old_image_to_video_node_takes_an_image_in_three_forms(rig: Rig) -> None:
    """Whichever is given is sent, in one form."""
    base64 = PICTURE.base64
    forms = {
        "image_file": (rig.relay.file(PICTURE.content), {"binary_data_base64": [base64]}),
        "image_url": (ADDRESS, {"image_urls": [ADDRESS]}),
        "binary_data_base64_str": (base64, {"binary_data_base64": [base64]}),
    }
    node = "jimeng_vgfm_i2v_l20"
    for form, (value, image) in forms.items():
        parameters = VIDEO | {form: value, "prompt": form, "wait_seconds": 0}
        assert rig.plugin.invoke(rig.credentials, node, parameters).error is None
        submit = rig.relay.submits()[-1].json
        assert submit == SENT_VIDEO | image | {"req_key": node, "prompt": form}


def test_old_nodes_declare_the_old_parameters(unpacked: Path) -> None:
    """Every parameter of the old nodes has its place under its old name."""
    declared = {node.name: set(node.declared) for node in generated(unpacked)}
    for node, (values, _) in IMAGE_NODES.items():
        assert set(values) | set(WATERMARK) | {"return_url"} <= declared[node]
    assert "image_files" in declared["seededit_v30"]
    video = set(VIDEO)
    assert video <= declared["jimeng_vgfm_t2v_l20"]
    assert video | {"image_file", "image_url", "binary_data_base64_str"} <= declared["jimeng_vgfm_i2v_l20"]
