"""Does through the vendor's own Python SDK what PLAN says, at a service where something goes wrong, and prints in one
line of JSON how long the calls took and what their caller sees.

Needs the package volcengine 1.0.229, and in the environment:
  PLAN                                what to do, one of the names below
  VOLC_ENDPOINT                       such as http://127.0.0.1:8080
  VOLC_ACCESSKEY, VOLC_SECRETKEY      a key pair, with VOLC_SESSION_TOKEN where it has a token
  SECOND_ACCESSKEY, SECOND_SECRETKEY  another one
"""

import json
import os
import re
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from volcengine.visual.VisualService import VisualService

REQ_KEY = "jimeng_t2i_v31"
# So that an answer without end is not the end of the machine.
MEMORY = 1 << 30
# No call that ends well takes as much.
USUAL_MIB = 200
OLD_TASK = "7392616336519610409"


def service(prefix="VOLC"):
    """A service object, set up as the SDK's own examples do."""
    url = urlsplit(os.environ["VOLC_ENDPOINT"])
    visual = VisualService()
    visual.set_ak(os.environ[f"{prefix}_ACCESSKEY"])
    visual.set_sk(os.environ[f"{prefix}_SECRETKEY"])
    if os.environ.get("VOLC_SESSION_TOKEN"):
        visual.set_session_token(os.environ["VOLC_SESSION_TOKEN"])
    visual.set_host(url.netloc)
    visual.set_scheme(url.scheme)
    return visual


def seen(call, wanted=None):
    """What the caller of this call sees, and whether what it wanted is there."""
    try:
        answer = call()
    except Exception as fault:  # the SDK raises this very class, whatever happened
        # Without the address, which says nothing of what went wrong.
        address = r"HTTPS?Connection(Pool)?\(host='[^']*', port=\d+\): |Max retries exceeded with url: \S+ "
        return re.sub(address, "", f"raises {type(fault).__name__}: {fault}")
    data = answer.get("data") if isinstance(answer.get("data"), dict) else {}
    status = f", status {data['status']}" if "status" in data else ""
    lacks = f", without a {wanted}" if wanted and wanted not in data else ""
    return f"returns code {answer.get('code')}{status}{lacks}"


def submit(visual, prompt="a cat"):
    return visual.cv_sync2async_submit_task({"req_key": REQ_KEY, "prompt": prompt, "seed": 7})


def query(visual, task_id):
    form = {"req_key": REQ_KEY, "task_id": task_id, "req_json": json.dumps({"return_url": True})}
    return visual.cv_sync2async_get_result(form)


def buy():
    visual = service()
    return seen(lambda: submit(visual), "task_id")


def buy_again():
    visual = service()
    seen(lambda: query(visual, OLD_TASK))
    return seen(lambda: submit(visual))


def wait():
    visual = service()
    task_id = submit(visual)["data"]["task_id"]
    return "one query " + seen(lambda: query(visual, task_id))


def ask_old():
    visual = service()
    return seen(lambda: query(visual, OLD_TASK))


def cancel():
    visual = service()
    task_id = submit(visual)["data"]["task_id"]
    return seen(lambda: visual.cv_cancel_task({"req_key": REQ_KEY, "task_id": task_id}))


def tenants():
    first, second = service("VOLC"), service("SECOND")
    for number in range(20):
        submit(first, f"first {number}")
        submit(second, f"second {number}")
    return ""


def twice():
    visual = service()
    tasks = {submit(visual)["data"]["task_id"] for _ in range(2)}
    return f"{len(tasks)} tasks"


def crowd():
    visual = service()
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda number: seen(lambda: submit(visual, f"cat {number}")), range(4)))
    refused = [text for text in told if text.startswith("raises")]
    return f"{len(refused)} of 4 calls: {refused[0]}" if refused else "4 of 4 submitted"


PLANS = {
    "buy": buy,
    "buy-again": buy_again,
    "wait": wait,
    "ask-old": ask_old,
    "cancel": cancel,
    "tenants": tenants,
    "twice": twice,
    "crowd": crowd,
}


def main():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    began = time.monotonic()
    sees = PLANS[os.environ["PLAN"]]()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    if peak > USUAL_MIB:
        sees += f"; the process grew to {peak} MiB of the {MEMORY >> 20} that it was given"
    print(json.dumps({"seconds": time.monotonic() - began, "sees": sees}, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
