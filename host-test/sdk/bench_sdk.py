"""Calls the vendor's Python SDK over and over for `bench calls`, and prints what one call took.

Usage: bench_sdk.py CASE ENDPOINT SECONDS, with CASE one of order, task-order, call, picture, reply.
Needs the package volcengine 1.0.229.
"""

import base64
import json
import resource
import sys
import time
from urllib.parse import urlsplit

from volcengine.visual.VisualService import VisualService

PROMPT = {"req_key": "jimeng_high_aes_general_v21_L", "prompt": "a cat", "return_url": True}
TASK = {"req_key": "jimeng_t2i_v30", "prompt": "a cat"}
# The same file as in `picture.rs`: a PNG of 1024 x 1024 pixels by its head, and then anything.
PICTURE_BYTES = 5 * 1024 * 1024 - 1
PNG = b"\x89PNG\r\n\x1a\n" + bytes.fromhex("0000000d4948445200000400000004000802000000f07fbcd4")


def picture():
    rest = bytes((at * 7 + at // 251) % 256 for at in range(1 << 16))
    return (PNG + rest * (PICTURE_BYTES // len(rest) + 1))[:PICTURE_BYTES]


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def main():
    case, endpoint, seconds = sys.argv[1], urlsplit(sys.argv[2]), float(sys.argv[3])
    service = VisualService()
    service.set_ak("AKLTEXAMPLE0000000000")
    service.set_sk("U0VDUkVURVhBTVBMRTAwMDAwMDAwMDAwMA==")
    service.set_host(endpoint.netloc)
    service.set_scheme(endpoint.scheme)
    service.session.trust_env = False
    file = picture() if case == "picture" else b""

    def link(reply):
        assert reply["code"] == 10000
        return len(reply["data"]["image_urls"][0])

    def call():
        if case == "task-order":
            task = service.cv_sync2async_submit_task(dict(TASK))["data"]["task_id"]
            query = {"req_key": TASK["req_key"], "task_id": task}
            return link(service.cv_sync2async_get_result(query))
        if case == "picture":
            files = [base64.b64encode(file).decode()]
            return link(service.cv_process({"req_key": "img2img_cartoon_style", "binary_data_base64": files}))
        if case == "reply":
            reply = service.cv_process(dict(PROMPT, return_url=False))
            return len(base64.b64decode(reply["data"]["binary_data_base64"][0]))
        return link(service.cv_process(dict(PROMPT)))

    assert call() > 0
    calls, began, used = 0, time.perf_counter(), cpu_seconds()
    while time.perf_counter() - began < seconds:
        call()
        calls += 1
    used = cpu_seconds() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"calls": calls, "cpu_ms": used * 1e3 / calls, "peak_rss": peak}))


main()
