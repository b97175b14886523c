"""Runs the vendor's own Python SDK against a server and checks what it gets.

Needs the package volcengine 1.0.229, and in the environment:
  VOLC_ENDPOINT                   such as http://127.0.0.1:8080
  VOLC_ACCESSKEY, VOLC_SECRETKEY  a key pair that the server accepts

Prints one line per check; the exit code is 0 when all of them hold.
"""

import base64
import json
import os
import sys
import time
import urllib.request
from urllib.parse import urlsplit

from volcengine.visual.VisualService import VisualService

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"


def service(secret=None):
    """The SDK's service object. It is one object per process, so every use sets it up anew."""
    url = urlsplit(os.environ["VOLC_ENDPOINT"])
    visual = VisualService()
    visual.set_ak(os.environ["VOLC_ACCESSKEY"])
    visual.set_sk(secret or os.environ["VOLC_SECRETKEY"])
    visual.set_host(url.netloc)
    visual.set_scheme(url.scheme)
    return visual


def download(url):
    with urllib.request.urlopen(url, timeout=30) as reply:
        body = reply.read()
        assert int(reply.headers["Content-Length"]) == len(body), "length of the download"
        return reply.headers["Content-Type"], body


def expect_success(answer):
    assert answer["code"] == 10000, answer
    assert answer["message"] == "Success", answer
    assert len(answer["request_id"]) == 34, answer
    return answer["data"]


def finish(visual, req_key, task_id, options=None):
    """Asks after a task until it is done."""
    form = {"req_key": req_key, "task_id": task_id}
    if options is not None:
        form["req_json"] = json.dumps(options, ensure_ascii=False)
    for _ in range(300):
        data = expect_success(visual.cv_sync2async_get_result(form))
        if data["status"] == "done":
            return data
        assert data["status"] in ("in_queue", "generating"), data
        time.sleep(0.1)
    raise AssertionError("the task is not done after 30 seconds")


def check_process_link():
    answer = service().cv_process({
        "req_key": "high_aes_general_v30l_zt2i",
        "prompt": "一只可爱的猫",
        "seed": 7,
        "width": 512,
        "height": 512,
        "return_url": True,
        "logo_info": {"add_logo": True, "position": 0, "language": 0, "opacity": 0.3, "logo_text_content": "水印"},
    })
    content_type, body = download(expect_success(answer)["image_urls"][0])
    assert content_type == "image/jpeg" and body.startswith(JPEG), content_type


def check_process_bytes():
    answer = service().cv_process({"req_key": "jimeng_high_aes_general_v21_L", "prompt": "a cat", "use_sr": False})
    data = expect_success(answer)
    assert not data.get("image_urls"), "links although base64 is the default"
    assert base64.b64decode(data["binary_data_base64"][0]).startswith(PNG)


def check_picture_task():
    visual = service()
    req_key = "high_aes_general_v30l_zt2i"
    submitted = visual.cv_sync2async_submit_task({"req_key": req_key, "prompt": "a cat", "width": 512, "height": 512})
    task_id = expect_success(submitted)["task_id"]
    assert isinstance(task_id, str) and task_id.isdigit(), task_id
    data = finish(visual, req_key, task_id, {"return_url": True})
    assert download(data["image_urls"][0])[1].startswith(JPEG)
    data = finish(visual, req_key, task_id)
    assert base64.b64decode(data["binary_data_base64"][0]).startswith(JPEG)


def check_video_task():
    visual = service()
    req_key = "jimeng_vgfm_t2v_l20"
    submitted = visual.cv_sync2async_submit_task({"req_key": req_key, "prompt": "海浪", "aspect_ratio": "16:9"})
    task_id = expect_success(submitted)["task_id"]
    meta = {"producer_id": "p-1", "content_propagator": "c-1"}
    data = finish(visual, req_key, task_id, {"aigc_meta": meta})
    assert data["aigc_meta_tagged"] is True, data
    content_type, body = download(data["video_url"])
    assert content_type == "video/mp4" and body[4:8] == b"ftyp", content_type


def refusal(call):
    """The text of the exception that the SDK raises for an HTTP status other than 200."""
    try:
        answer = call()
    except Exception as fault:  # the SDK raises this very class
        return str(fault)
    raise AssertionError(f"not refused: {answer}")


def check_moderation():
    form = {"req_key": "jimeng_high_aes_general_v21_L", "prompt": "[moderate-text]"}
    text = refusal(lambda: service().cv_process(form))
    assert "50412" in text and "Text Risk Not Pass" in text, text


def check_unknown_tool():
    text = refusal(lambda: service().cv_process({"req_key": "no_such_tool", "prompt": "a cat"}))
    assert "50400" in text and "Access Denied" in text, text


def check_wrong_secret():
    form = {"req_key": "jimeng_high_aes_general_v21_L", "prompt": "a cat"}
    text = refusal(lambda: service(secret="d3JvbmcgYnV0IHBsYXVzaWJsZQ==").cv_process(form))
    assert "SignatureDoesNotMatch" in text, text


CHECKS = [
    ("CVProcess delivers a link", check_process_link),
    ("CVProcess delivers base64", check_process_bytes),
    ("a picture task is submitted, queried and done", check_picture_task),
    ("a video task is submitted, queried and done", check_video_task),
    ("moderation is reported", check_moderation),
    ("an unknown req_key is denied", check_unknown_tool),
    ("a wrong secret is refused", check_wrong_secret),
]


def main():
    missing = [name for name in ("VOLC_ENDPOINT", "VOLC_ACCESSKEY", "VOLC_SECRETKEY") if not os.environ.get(name)]
    if missing:
        print("set " + ", ".join(missing), file=sys.stderr)
        return 2
    failed = 0
    for name, check in CHECKS:
        try:
            check()
        except Exception as fault:
            failed += 1
            print(f"FAILED {name}: {type(fault).__name__}: {fault}")
        else:
            print(f"ok     {name}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
