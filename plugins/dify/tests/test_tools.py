"""Every generated node, once, with the arguments of the conformance cases."""

import json
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any

from conftest import QUICK, REPOSITORY, Rig
from nodes import Node, generated
from replies import Reply
from simulator import Simulator

CASES = REPOSITORY / "host-test" / "cases"
SHORT_PLAY = "pippit_shortplay"
"""Steps of a short play, which change its state: each gets a play of its own."""


def test_every_typed_tool_sends_what_its_case_says(
    rig: Rig, unpacked: Path, catalogue: dict[str, dict[str, Any]], start_simulator: Callable[..., Simulator]
) -> None:
    """The request of each node is the one that the conformance case expects, and its result arrives."""
    nodes = generated(unpacked)
    assert {node.tool for node in nodes} == {name for name, facts in catalogue.items() if facts["typed"]}
    cases = {node.tool: json.loads((CASES / f"{node.tool}.json").read_text())["success"] for node in nodes}

    for node in nodes:
        if node.name.startswith(SHORT_PLAY):
            rig.relay.endpoints_by_tool[node.name] = start_simulator("--example-play", *QUICK).endpoint

    def start(node: Node) -> str:
        values = node.values(cases[node.tool]["arguments"], rig.relay.file)
        values |= node.marks(cases[node.tool]["options"].get("output", {}))
        keys = rig.credentials if "china" in catalogue[node.tool]["sides"] else rig.byteplus
        return rig.plugin.start_tool(keys, node.name, values)

    started = [(node, start(node)) for node in nodes]
    flaws = [_flaws(node, cases[node.tool], rig, rig.plugin.finish(session)) for node, session in started]
    assert not any(flaws), "\n".join(chain.from_iterable(flaws))


def _flaws(node: Node, case: dict[str, Any], rig: Rig, reply: Reply) -> list[str]:
    expect, is_link = case["expect"], "delivery" not in case["options"].get("output", {})
    if reply.error is not None:
        return [f"{node.name}: {reply.error_text}"]
    body = _without_output(expect["requests"][0]["body"])
    sent = [request.json for request in rig.relay.submits() if request.json.get("req_key") == body["req_key"]]
    flaws = [] if body in map(_without_output, sent) else [f"{node.name}: expected {body}, sent {sent}"]
    media = expect["outcome"]["done"].get("media", [])
    kinds = [one["kind"] for one in media]
    if [one["kind"] for one in reply.json["media"]] != kinds or len(reply.files) != len(kinds):
        flaws.append(f"{node.name}: {kinds}, got {reply.json['media']} and {len(reply.files)} files")
    for file, expected in zip(reply.files, media, strict=False):
        wrong = is_link and file.mime_type != expected.get("mime_type", file.mime_type)
        if wrong or not file.content:
            flaws.append(f"{node.name}: {file.name} is {file.mime_type}")
    if reply.variables["status"] != "done" or not reply.variables["request_id"]:
        flaws.append(f"{node.name}: {reply.variables}")
    return flaws


def _without_output(body: dict[str, Any]) -> dict[str, Any]:
    """How results come back is this plugin's choice, not the case's."""
    return {name: value for name, value in body.items() if name != "return_url"}
