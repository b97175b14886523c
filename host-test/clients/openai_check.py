"""Runs OpenAI's own Python client, unchanged, against `visual serve` with a simulator behind it, and counts what is
bought at the simulator's door. Between client and server is a proxy that cuts the first reply of a call, stalls it,
or answers 500 in its place.

Needs the package openai 3.57.0, and in the environment:
  VISUAL, VOLC_SIM                the paths of the programs
  VOLC_ACCESSKEY, VOLC_SECRETKEY  a key pair for the simulator
  CLIENT_RUNS                     how many calls go through the proxy

Prints a transcript and a table; the exit code is 0 when all of it is as it must be.
"""

import base64
import json
import logging
import os
import struct
import subprocess
import sys
import tempfile
import threading
import time
import warnings
import zlib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, chdir, contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openai
from openai import OpenAI

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "openai.md"
TOKEN = "token-of-a-server-for-tests-0123456789"
SERVICE_OK = 10000
# What a client waits for a byte, where the proxy stalls.
STALL_SECONDS = 4


class Door(BaseHTTPRequestHandler):
    """Hands requests on as they came, and their replies back."""

    protocol_version = "HTTP/1.1"

    def onward(self):
        """The reply to this request: status, headers, body."""
        length = int(self.headers.get("Content-Length") or 0)
        self.body = self.rfile.read(length)
        connection = HTTPConnection(self.server.onward, timeout=120)
        try:
            connection.request(self.command, self.path, self.body, dict(self.headers.items()))
            reply = connection.getresponse()
            return reply.status, reply.getheaders(), reply.read()
        finally:
            connection.close()

    def reply(self, status, headers, body):
        self.send_response(status)
        for name, value in headers:
            if name.lower() not in ("content-length", "transfer-encoding", "connection", "date", "server"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Meter(Door):
    """Before the simulator: counts the jobs that it has accepted, by their prompt."""

    def answer(self):
        status, headers, body = self.onward()
        action = parse_qs(urlsplit(self.path).query).get("Action", [""])[0]
        if action.endswith("SubmitTask") and json.loads(body).get("code") == SERVICE_OK:
            with self.server.lock:
                sent = json.loads(self.body)
                self.server.accepted[sent["prompt"]] += 1
                self.server.last = sent
        self.reply(status, headers, body)

    do_GET = do_POST = answer


class Faulty(Door):
    """Before `visual serve`: spoils the first reply to each call, as its header `x-fault` says. The request itself is
    always handed on."""

    def answer(self):
        fault = self.headers.get("x-fault")
        is_first = self.headers.get("x-stainless-retry-count") == "0"
        if fault is None or not is_first:
            return self.reply(*self.onward())
        if fault == "cut at once":
            # The client is gone before the server has said anything.
            threading.Thread(target=self.hand_on_alone()).start()
        else:
            status, headers, body = self.onward()
            if fault == "500":
                return self.reply(500, [("Content-Type", "text/plain")], b"the proxy is ill")
            if fault == "cut in the body":
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[: len(body) // 2])
            elif fault == "stall":
                time.sleep(3 * STALL_SECONDS)
        self.close_connection = True

    def hand_on_alone(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        command, path, headers, onward = self.command, self.path, dict(self.headers.items()), self.server.onward

        def hand_on():
            connection = HTTPConnection(onward, timeout=120)
            connection.request(command, path, body, headers)
            time.sleep(0.2)
            connection.close()

        return hand_on

    do_GET = do_POST = do_DELETE = answer


@contextmanager
def door(handler, onward):
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        server.onward = urlsplit(onward).netloc
        server.lock = threading.Lock()
        server.accepted = Counter()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server, f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


@contextmanager
def program(arguments, variables=()):
    """A program that says where it listens, and ends with its use."""
    environment = {**os.environ, **dict(variables)}
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            yield process.stdout.readline().split()[-1].rstrip("/")
        finally:
            process.terminate()


@contextmanager
def visual_serve(service, *options):
    with tempfile.TemporaryDirectory() as state:
        variables = {"VISUAL_TOKEN": TOKEN, "VOLC_ENDPOINT": service, "XDG_STATE_HOME": state, "LC_ALL": "C"}
        command = [os.environ["VISUAL"], "serve", "--listen", "127.0.0.1:0", *options]
        with program(command, variables.items()) as endpoint:
            yield endpoint


def client(endpoint, **options):
    return OpenAI(base_url=f"{endpoint}/v1", api_key=TOKEN, **options)


def is_image(data):
    return data.startswith((b"\xff\xd8\xff", b"\x89PNG"))


def png(color_type, pixel):
    """A PNG of 64 x 64 pixels, of which the left half is `pixel(True)` and the right half `pixel(False)`."""
    row = b"\0" + pixel(True) * 32 + pixel(False) * 32

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 64, 64, 8, color_type, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(row * 64)) + chunk(b"IEND", b"")


class Transcript:
    def __init__(self):
        self.failed = 0

    def step(self, call, work):
        """Runs one step, and prints what was called and what came."""
        try:
            said = work()
        except AssertionError as fault:
            self.failed += 1
            said = f"FAILED: {fault}"
        except Exception as fault:
            self.failed += 1
            said = f"FAILED: {type(fault).__name__}: {fault}"
        print(f">>> {call}\n    {said}", flush=True)


def example(endpoint):
    """The Python of the document, for this server."""
    text = DOCUMENT.read_text(encoding="utf-8")
    code = text.split("```python\n")[1].split("```")[0]
    return code.replace("http://127.0.0.1:8484", endpoint).replace("the server's token", TOKEN)


def raised(kind, work):
    """The exception of this class that some work raises."""
    try:
        answer = work()
    except kind as refused:
        return refused
    raise AssertionError(f"{kind.__name__} was not raised: {answer}")


def transcript(service, meter):
    """One call of each kind; returns how many failed."""
    told = Transcript()
    with visual_serve(service) as endpoint:
        visual = client(endpoint)

        def models():
            listed = visual.models.list().data
            assert any(model.id == "general-3.0" for model in listed)
            return f"{len(listed)} models; {visual.models.retrieve('general-3.0').visual['title']}"

        def generate():
            images = visual.images.generate(
                model="general-3.0", prompt="a cat", size="1024x576", response_format="b64_json",
                extra_body={"seed": 7})
            data = base64.b64decode(images.data[0].b64_json)
            assert is_image(data)
            transcript.image = data
            return f"{images.output_format} of {len(data)} bytes, task {images.visual['task'][:24]}..."

        def link():
            image = visual.images.generate(model="jimeng-4.0", prompt="a cat").data[0]
            assert image.url.startswith("http") and image.b64_json is None
            return f"a link, until {image.visual['expires_at']}"

        def edit():
            images = visual.images.edit(
                model="seededit-3.0", image=("cat.jpg", transcript.image), prompt="snow", response_format="b64_json")
            assert is_image(base64.b64decode(images.data[0].b64_json))
            return f"edited, task {images.visual['task'][:24]}..."

        def edit_stream():
            events = list(visual.images.edit(
                model="seededit-3.0", image=("cat.jpg", transcript.image), prompt="rain", stream=True))
            assert [event.type for event in events] == ["image_edit.completed"], events
            return events[0].type

        def masked():
            image = png(2, lambda is_left: b"\x40\x80\xc0")
            mask = png(6, lambda is_left: b"\x00\x00\x00" + (b"\x00" if is_left else b"\xff"))
            edited = visual.images.edit(
                model="jimeng-inpaint", image=("a.png", image), mask=("mask.png", mask), prompt="a hat")
            sent = base64.b64decode(meter.last["binary_data_base64"][1])
            assert sent[25] == 0, "the mask has one channel"
            return f"{edited.data[0].url[:21]}..., the mask was sent as one channel"

        def stream():
            events = visual.images.generate(model="general-3.0", prompt="a stream", stream=True, partial_images=2)
            events = list(events)
            assert [event.type for event in events] == ["image_generation.completed"], events
            assert is_image(base64.b64decode(events[0].b64_json))
            return f"{events[0].type}, {len(events[0].b64_json)} characters of base64"

        def stream_error():
            def work():
                return list(visual.images.generate(model="general-3.0", prompt="[moderate-output]", stream=True))

            refused = raised(openai.APIError, work)
            assert refused.code == "content_policy_violation", refused.body
            return f"APIError: {refused.message}"

        def video():
            made = visual.videos.create_and_poll(
                model="jimeng-video-3.0", prompt="waves", seconds="5", size="1280x720", poll_interval_ms=300)
            assert made.status == "completed" and made.progress == 100, made
            data = visual.videos.download_content(made.id).read()
            assert data[4:8] == b"ftyp"
            return f"{made.status}, video/mp4 of {len(data)} bytes, expires_at {made.expires_at}"

        def video_of_image():
            made = visual.videos.create(
                model="jimeng-video-3.0-first", prompt="it moves", input_reference=("cat.jpg", transcript.image))
            assert made.status in ("queued", "in_progress"), made
            return f"{made.status}, id {made.id[:24]}..."

        def delete():
            made = visual.videos.create(model="jimeng-video-3.0", prompt="a queued one")
            deleted = visual.videos.delete(made.id)
            assert deleted.deleted and deleted.id == made.id
            return f"{deleted.object}, deleted {deleted.deleted}"

        def moderated():
            refused = raised(openai.BadRequestError, lambda: visual.images.generate(
                model="general-3.0", prompt="[moderate-text]"))
            assert refused.code == "content_policy_violation" and refused.body["purchase"] == "not-made"
            return f"{type(refused).__name__} {refused.status_code}: {refused.body['message']}"

        def by_name():
            refused = raised(openai.BadRequestError, lambda: visual.images.generate(
                model="general-3.0", prompt="a cat", n=3))
            assert refused.param == "n", refused.body
            return f"{type(refused).__name__}, param {refused.param}: {refused.body['message']}"

        def unknown():
            refused = raised(openai.NotFoundError, lambda: visual.images.generate(
                model="general-3.1", prompt="a cat"))
            return f"{type(refused).__name__}: {refused.body['message']}"

        def stranger():
            other = OpenAI(base_url=f"{endpoint}/v1", api_key="another-token-0123456789abcdef012345")
            refused = raised(openai.AuthenticationError, lambda: other.models.list())
            return f"{type(refused).__name__}: {refused.body['message']}"

        def documented():
            with tempfile.TemporaryDirectory() as directory, chdir(directory):
                exec(example(endpoint), {"print": lambda *_: None})
                data = Path("waves.mp4").read_bytes()
            assert data[4:8] == b"ftyp"
            return f"an image, and waves.mp4 of {len(data)} bytes"

        told.step("the example of docs/openai.md", documented)
        told.step("models.list(), models.retrieve('general-3.0')", models)
        told.step("images.generate(model='general-3.0', size='1024x576', response_format='b64_json')", generate)
        told.step("images.generate(model='jimeng-4.0')", link)
        told.step("images.edit(model='seededit-3.0', image=file)", edit)
        told.step("images.edit(model='jimeng-inpaint', image=file, mask=transparent file)", masked)
        told.step("images.edit(stream=True)", edit_stream)
        told.step("images.generate(stream=True, partial_images=2)", stream)
        told.step("images.generate(stream=True), refused after it began", stream_error)
        told.step("videos.create_and_poll(model='jimeng-video-3.0'), videos.download_content(id)", video)
        told.step("videos.create(model='jimeng-video-3.0-first', input_reference=file)", video_of_image)
        told.step("videos.create(), videos.delete(id)", delete)
        told.step("images.generate(prompt='[moderate-text]')", moderated)
        told.step("images.generate(n=3), which the tool has not", by_name)
        told.step("images.generate(model='general-3.1')", unknown)
        told.step("models.list() with another token", stranger)

    with visual_serve(service, "--max-calls", "0") as endpoint:
        def spent():
            began = time.monotonic()
            refused = raised(openai.RateLimitError, lambda: client(endpoint).images.generate(
                model="general-3.0", prompt="too many"))
            assert refused.code == "insufficient_quota" and meter.accepted["too many"] == 0
            assert time.monotonic() - began < 2, "it was repeated"
            return f"{type(refused).__name__} {refused.status_code}, not repeated: {refused.body['message']}"

        told.step("images.generate() at a server with --max-calls 0", spent)
    return told.failed


FAULTS = ["cut at once", "cut in the body", "stall", "500"]


def generated(visual, common):
    images = visual.images.generate(model="general-3.0", size="512x512", response_format="b64_json", **common)
    return is_image(base64.b64decode(images.data[0].b64_json))


def edited(visual, common):
    image = ("cat.jpg", transcript.image)
    images = visual.images.edit(model="seededit-3.0", image=image, response_format="b64_json", **common)
    return is_image(base64.b64decode(images.data[0].b64_json))


def filmed(visual, common):
    made = visual.videos.create_and_poll(model="jimeng-video-3.0", poll_interval_ms=300, **common)
    return visual.videos.download_content(made.id).read()[4:8] == b"ftyp"


CALLS = {"images.generate": generated, "images.edit": edited, "videos.create": filmed}


def fault_run(visual, number):
    """One call whose first reply is spoilt: what it was, its prompt, and whether its product came."""
    fault = FAULTS[number % len(FAULTS)]
    call = list(CALLS)[number // len(FAULTS) % len(CALLS)]
    prompt = f"run {number}"
    try:
        arrived = CALLS[call](visual, {"prompt": prompt, "extra_headers": {"x-fault": fault}})
        return call, fault, prompt, arrived, None
    except openai.OpenAIError as refused:
        return call, fault, prompt, False, f"{type(refused).__name__}: {refused}"


def faults(service, meter, runs):
    """Calls through the faulty proxy, as a table; returns how many were not as they must be."""
    began = time.monotonic()
    with visual_serve(service) as endpoint, door(Faulty, endpoint) as (_, between):
        visual = client(between, timeout=STALL_SECONDS, max_retries=2)
        with ThreadPoolExecutor(8) as pool:
            done = list(pool.map(lambda number: fault_run(visual, number), range(runs)))
    print("\n| call | first reply | calls | accepted submits per call | products that arrived |")
    print("|---|---|---|---|---|")
    failed = 0
    for call in CALLS:
        for fault in FAULTS:
            rows = [row for row in done if row[:2] == (call, fault)]
            accepted = Counter(meter.accepted[prompt] for _, _, prompt, _, _ in rows)
            spread = ", ".join(f"{count} in {times}" for count, times in sorted(accepted.items()))
            arrived = sum(arrived for _, _, _, arrived, _ in rows)
            print(f"| `{call}` | {fault} | {len(rows)} | {spread} | {arrived} |")
            failed += sum(meter.accepted[prompt] != 1 or not arrived for _, _, prompt, arrived, _ in rows)
    for call, _, prompt, _, fault in done:
        if fault:
            print(f"FAILED {call}, {prompt}: {fault}")
    print(f"\n{runs - failed} of {runs} calls bought once and were delivered, in {time.monotonic() - began:.0f} s")
    return failed


def main():
    warnings.simplefilter("ignore", DeprecationWarning)
    logging.getLogger("openai").setLevel(logging.ERROR)
    print(f"openai {openai.__version__}, Python {sys.version.split()[0]}")
    with ExitStack() as stack:
        times = ["--queue-ms", "300", "--generate-ms", "300"]
        simulator = stack.enter_context(program([os.environ["VOLC_SIM"], *times]))
        meter, service = stack.enter_context(door(Meter, simulator))
        failed = transcript(service, meter)
        failed += faults(service, meter, int(os.environ["CLIENT_RUNS"]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
