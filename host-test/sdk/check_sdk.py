"""Runs the vendor's own Python SDK against the simulator, checks what it gets, and compares what it sends
with the requests of the conformance cases (../cases). Each case has a simulator of its side to itself.

Needs the package volcengine 1.0.229, and in the environment:
  VOLC_SIM                        the path of the simulator, volc-sim
  VOLC_ACCESSKEY, VOLC_SECRETKEY  a key pair for it

Prints one line per check, for the bodies one line per method of the SDK; the exit code is 0 when all of them hold.
"""

import base64
import copy
import json
import os
import subprocess
import sys
import threading
import time
import urllib.request
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from volcengine.visual.VisualService import VisualService

CASES = Path(__file__).resolve().parent.parent / "cases"
PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"

# The SDK's method for each action of the cases.
METHODS = {
    "CVProcess": "cv_process",
    "CVSubmitTask": "cv_submit_task",
    "CVGetResult": "cv_get_result",
    "CVSync2AsyncSubmitTask": "cv_sync2async_submit_task",
    "CVSync2AsyncGetResult": "cv_sync2async_get_result",
    "ConvertPhotoV2": "convert_photo_v2",
    "EmotionPortrait": "emotion_portrait",
    "EntitySegment": "entity_segment",
    "FaceFusionMovieSubmitTask": "face_fusion_movie_submit_task",
    "FaceFusionMovieGetResult": "face_fusion_movie_get_result",
    "FaceswapAI": "faceswap_ai",
    "HairStyle": "hair_style_v2",
    "HighAesSmartDrawing": "high_aes_smart_drawing_v2",
    "ImageCorrection": "image_correction",
    "ImageScoreV2": "image_score_v2",
    "Img2ImgAnime": "img2img_anime",
    "Img2ImgAnimeAcceleratedMaintainID": "img2img_anime_accelerated_maintain_id",
    "Img2ImgStyle": "img2img_style",
    "OverResolutionV2": "over_resolution_v2",
    "T2ILDM": "t2i_ldm",
    "VideoOverResolutionSubmitTaskV2": "video_over_resolution_submit_task_v2",
    "VideoOverResolutionQueryTaskV2": "video_over_resolution_get_result_v2",
}

# What a request to BytePlus has in place of what the SDK is set to.
BYTEPLUS_VERSION = "2024-06-06"
BYTEPLUS_REGION = "ap-singapore-1"

# For an action without a method the SDK has this one; action and version are the caller's then.
GENERIC = "cv_json_api"

# Tools that the cases call by CVProcess, and the SDK by an action of their own too.
OWN_ACTIONS = {
    "all_age_generation": ("AllAgeGeneration", "all_age_generation"),
    "high_aes": ("HighAesSmartDrawing", "high_aes_smart_drawing"),
    "high_aes_general_v14": ("HighAesSmartDrawing", "high_aes_smart_drawing"),
    "high_aes_i2i": ("HighAesSmartDrawing", "high_aes_smart_drawing"),
    "high_aes_t2i": ("HighAesSmartDrawing", "high_aes_smart_drawing"),
    "i2i_inpainting": ("Img2ImgInpainting", "img2img_inpainting"),
    "i2i_inpainting_edit": ("Img2ImgInpaintingEdit", "img2img_inpainting_edit"),
    "i2i_outpainting": ("Img2ImgOutpainting", "img2img_outpainting"),
    "i2i_xl_sft": ("Img2ImgXLSft", "img2img_xl_sft"),
    "img2img_blueline_style": ("Img2ImgCreateAesBlueline", "img2img_create_aes_blueline"),
    "img2img_cartoon_style": ("Img2ImgCreateToonyou", "img2img_create_toonyou"),
    "img2img_comic_style": ("Img2ImgComicsStyle", "img2img_comics_style"),
    "img2img_disney_3d_style": ("Img2ImgCreateDisneyStyleNoFace", "img2img_create_disney_style_no_face"),
    "img2img_exquisite_style": ("Img2ImgExquisiteStyle", "img2img_exquisite_style"),
    "img2img_makoto_style": ("Img2ImgCreateAnyloraMakoto", "img2img_create_anylora_makoto"),
    "img2img_pastel_boys_style": ("Img2ImgCreatePastelBoys2D", "img2img_create_pastel_boys2d"),
    "img2img_real_mix_style": ("Img2ImgCreateEtherRealMix", "img2img_create_ether_real_mix"),
    "img2img_rev_animated_style": ("Img2ImgCreateRevAnimated", "img2img_create_rev_animated"),
    "img2img_water_ink_style": ("Img2ImgCreateInkAndWater", "img2img_create_ink_and_water"),
    "img2img_water_paint_style": ("Img2ImgWaterColorStyle", "img2img_water_color_style"),
    "lens_lqir": ("EnhancePhotoV2", "enhance_photo_v2"),
    "t2i_xl_sft": ("Text2ImgXLSft", "text2img_xl_sft"),
}


@contextmanager
def simulator(side):
    """The address of a simulator, which ends with its use."""
    options = ["--side", side, "--unconfirmed", "--example-play", "--queue-ms", "100", "--generate-ms", "200"]
    with subprocess.Popen([os.environ["VOLC_SIM"], *options], stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process.stdout.readline().removeprefix("listening on ").strip()
        finally:
            process.terminate()


def service(secret=None, endpoint=None):
    """The SDK's service object. It is one object per process, so every use sets it up anew."""
    url = urlsplit(endpoint or os.environ["VOLC_ENDPOINT"])
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


class Recorder(BaseHTTPRequestHandler):
    """Notes each request, and hands it on to the simulator as it came, the Host of the signature included."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        path, _, query = self.path.partition("?")
        self.server.seen.append({
            "path": path,
            "query": sorted(parse_qsl(query, keep_blank_values=True)),
            "type": self.headers["Content-Type"],
            "body": json.loads(body),
        })
        onward = HTTPConnection(urlsplit(self.server.onward).netloc, timeout=60)
        onward.request("POST", self.path, body, dict(self.headers.items()))
        reply = onward.getresponse()
        answer = reply.read()
        onward.close()
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.headers["Content-Type"])
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


@contextmanager
def recorder(onward):
    """The address of a recorder before a simulator, and the list of what it has seen."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Recorder) as server:
        server.seen = []
        server.onward = onward
        threading.Thread(target=server.serve_forever).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", server.seen
        finally:
            server.shutdown()


def method_of(request):
    return METHODS.get(request["action"], GENERIC)


def cases():
    """Every case with a request: its name, its requests, whether it is to be done, and the method for its first one."""
    found = []
    for file in sorted(CASES.glob("*.json")):
        for name, case in json.loads(file.read_text(encoding="utf-8")).items():
            if name == "service" or not case["expect"]["requests"]:
                continue
            requests = case["expect"]["requests"]
            done = "done" in case["expect"]["outcome"]
            found.append((f"{file.stem}/{name}", requests, done, method_of(requests[0])))
    return found


def by_own_action(listed):
    """The cases that the SDK can also send by an action of the tool's own, with that action."""
    found = []
    for name, requests, done, _ in listed:
        own = OWN_ACTIONS.get(requests[0]["body"]["req_key"])
        if own is not None and requests[0]["action"] == "CVProcess":
            found.append((name, [{**requests[0], "action": own[0]}], done, own[1]))
    return found


def side_of(request):
    return "byteplus" if request["version"] == BYTEPLUS_VERSION else "china"


def call(visual, method, request):
    """Sends a request by a method of the SDK, which gets a copy of the body."""
    form = copy.deepcopy(request["body"])
    if side_of(request) == "byteplus":
        visual.service_info.credentials.region = BYTEPLUS_REGION
        visual.set_api_info(request["action"], request["version"])
    if method == GENERIC:
        visual.set_api_info(request["action"], request["version"])
        return visual.cv_json_api(request["action"], form)
    return getattr(visual, method)(form)


def perform(visual, method, requests, sent):
    """Submits, and asks until the task is done. Puts each request, with the task's identifier, into `sent`."""
    sent.append(requests[0])
    data = expect_success(call(visual, method, requests[0]))
    for request in requests[1:]:
        query = {**request, "body": {**request["body"], "task_id": data["task_id"]}}
        deadline = time.monotonic() + 60
        while data.get("status") != "done":
            assert time.monotonic() < deadline, "the task is not done after 60 seconds"
            time.sleep(0.5)
            sent.append(query)
            data = expect_success(call(visual, method_of(query), query))


def on_the_wire(request):
    """What a recorder must note of a request."""
    query = [("Action", request["action"]), ("Version", request["version"])]
    return {"path": "/", "query": query, "type": "application/json", "body": request["body"]}


def canonical(value):
    """JSON in one form only: the order of keys does not count, the type of a number does (1, 1.0 and true differ)."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def run_case(case):
    """Makes the calls of a case through the SDK; returns what is wrong, or nothing."""
    _, requests, done, method = case
    sent = []
    fault = None
    with simulator(side_of(requests[0])) as onward, recorder(onward) as (endpoint, seen):
        try:
            perform(service(endpoint=endpoint), method, requests, sent)
        except Exception as refused:  # the SDK raises this very class; a case may be one of a refusal
            fault = f"{type(refused).__name__}: {refused}"
    if done and fault:
        return fault
    if not done and not fault:
        return "not refused"
    if len(sent) < len(requests):
        return f"no query was sent: {fault}"
    wanted = [on_the_wire(request) for request in sent]
    if canonical(seen) != canonical(wanted):
        return f"sent {canonical(seen)}, and not {canonical(wanted)}"
    return None


def compare(title, listed):
    """Runs the cases; prints the faults, a line per method of the SDK, and a summary. Returns how many failed."""
    # The SDK has one service object per process, and most of the time goes by in waiting for a simulator.
    with ProcessPoolExecutor(16) as pool:
        faults = list(pool.map(run_case, listed))
    by_method = {}
    for (name, requests, _, method), fault in zip(listed, faults):
        if fault:
            print(f"FAILED {name}, {method}: {fault}")
        for used in [method] + [method_of(request) for request in requests[1:]]:
            by_method.setdefault(used, []).append(fault is None)
    for method, same in sorted(by_method.items()):
        print(f"{'ok    ' if all(same) else 'FAILED'} {method}: {sum(same)} of {len(same)} cases the same")
    failed = sum(fault is not None for fault in faults)
    generic = [f"{name} ({requests[0]['action']})" for name, requests, _, method in listed if method == GENERIC]
    others = f", {len(generic)} not offered but by {GENERIC}: {', '.join(generic)}" if generic else ""
    print(f"{title}: {len(listed) - failed} of {len(listed)} cases the same{others}")
    return failed


def compare_bodies():
    """Compares what the SDK sends with what the cases say; returns how many differ."""
    listed = cases()
    assert listed, f"no cases in {CASES}"
    failed = compare("SDK bodies", listed)
    return failed + compare("SDK bodies by actions of the tools' own", by_own_action(listed))


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
    missing = [name for name in ("VOLC_SIM", "VOLC_ACCESSKEY", "VOLC_SECRETKEY") if not os.environ.get(name)]
    if missing:
        print("set " + ", ".join(missing), file=sys.stderr)
        return 2
    failed = 0
    with simulator("china") as endpoint:
        os.environ["VOLC_ENDPOINT"] = endpoint
        for name, check in CHECKS:
            try:
                check()
            except Exception as fault:
                failed += 1
                print(f"FAILED {name}: {type(fault).__name__}: {fault}")
            else:
                print(f"ok     {name}")
    failed += compare_bodies()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
