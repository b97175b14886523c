"""The official Python client of MCP, and the command line of its inspector, against `visual mcp` and `visual serve`.

VISUAL is the program, INSPECTOR the inspector's program. `cargo xtask clients mcp` runs this.
"""

import json
import os
import re
import subprocess
import sys

import anyio
import httpx2
from mcp import Client, MCPError
from mcp.client.stdio import StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

VISUAL = os.environ["VISUAL"]
INSPECTOR = os.environ.get("INSPECTOR")
ARGS = ["mcp", "--simulate"]
# Newest, with requests that stand for themselves; and with a handshake.
MODES = ["auto", "legacy"]


def say(text):
    print(text, flush=True)


async def check(client, where):
    say(f"{where}: {client.server_info.name}, protocol {client.protocol_version}")
    listed = await client.list_tools()
    assert listed.next_cursor is None, "one page"
    names = [tool.name for tool in listed.tools]
    assert len(names) == 13 and "generate-image" in names, names
    say(f"  lists {len(names)} tools")

    # The client itself holds the structured content against the output schema.
    result = await client.call_tool("generate-image", {"prompt": "a cat"})
    kinds = [block.type for block in result.content]
    assert not result.is_error and "image" in kinds, result
    assert result.structured_content["done"]["media"][0]["url"], result
    say(f"  calls generate-image: {', '.join(kinds)}")

    heard = []

    async def progress(progress, total, message):
        heard.append(message)

    arguments = {"prompt": "a cat", "wait_seconds": 120}
    result = await client.call_tool("generate-video", arguments, progress_callback=progress)
    assert result.structured_content["done"]["media"][0]["kind"] == "video", result
    assert any("vt1." in message for message in heard), heard
    say(f"  sees progress {len(heard)} times while a video is made")

    task = await cancelled(client)
    result = await client.call_tool("task-status", {"task": task, "wait_seconds": 120})
    assert "done" in result.structured_content, result
    say("  cancels a call; its task goes on and is collected")

    result = await client.call_tool("generate-image", {"prompt": "a cat", "width": 1024})
    assert result.is_error and "Billed: no" in result.content[0].text, result
    say(f"  is refused: {result.content[0].text.splitlines()[0]}")
    try:
        await client.call_tool("genrate-image", {})
        raise AssertionError("an unknown tool was called")
    except MCPError as error:
        assert "generate-image" in str(error), error
        say(f"  is refused: {error}")


async def cancelled(client):
    """Cancels a call as soon as its task is told, and returns the task."""
    found = []
    with anyio.CancelScope() as scope:

        async def progress(progress, total, message):
            match = re.search(r"vt1\.\S+", message or "")
            if match:
                found.append(match[0])
                scope.cancel()

        arguments = {"prompt": "a dog", "wait_seconds": 120}
        await client.call_tool("generate-video", arguments, progress_callback=progress)
    assert found and scope.cancelled_caught, "it was not cancelled"
    return found[0]


def serve():
    """`visual serve --simulate` on a free port, with its address and token."""
    token = "t" * 40
    server = subprocess.Popen(
        [VISUAL, "serve", "--simulate", "--listen", "127.0.0.1:0", "--json"],
        stdout=subprocess.PIPE,
        env=os.environ | {"VISUAL_TOKEN": token},
    )
    url = json.loads(server.stdout.readline())["serve"]["url"]
    return server, url + "/mcp", token


async def over_http(url, token):
    headers = {"Authorization": f"Bearer {token}"}
    for mode in MODES:
        async with httpx2.AsyncClient(headers=headers, timeout=300) as http:
            transport = streamable_http_client(url, http_client=http)
            async with Client(transport, mode=mode) as client:
                await check(client, f"HTTP, {mode}")
    async with httpx2.AsyncClient() as http:
        answer = await http.post(url, json={"jsonrpc": "2.0", "id": 1, "method": "tools/list"})
        assert answer.status_code == 401, answer
        say("HTTP without a token: 401")


def inspect(words, expected):
    """Runs the inspector, whose output must be JSON that holds this."""
    command = ["node", INSPECTOR, "--cli", *words]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert expected in ran.stdout, (command, ran)
    return json.loads(ran.stdout)


def inspector(where, target, options):
    listed = inspect([*target, "--method", "tools/list", *options], "generate-image")
    assert len(listed["tools"]) == 13, listed
    call = ["--method", "tools/call", "--tool-name"]
    arguments = ["--tool-arg", "prompt=a cat"]
    done = inspect([*target, *call, "generate-image", *arguments, *options], "structuredContent")
    assert done["structuredContent"]["done"], done
    arguments = ["--tool-arg", "prompt=a cat", "--tool-arg", "width=1024"]
    refused = inspect([*target, *call, "generate-image", *arguments, *options], "Billed: no")
    assert refused["isError"], refused
    say(f"{where}: lists, calls, is refused")


async def main():
    for mode in MODES:
        environment = {"HOME": os.environ.get("HOME", "/"), "LANG": "C"}
        server = StdioServerParameters(command=VISUAL, args=ARGS, env=environment)
        async with Client(server, mode=mode) as client:
            await check(client, f"stdio, {mode}")
    if INSPECTOR:
        inspector("inspector, stdio", [VISUAL, *ARGS], [])
    if "--stdio" in sys.argv:
        return
    server, url, token = serve()
    try:
        await over_http(url, token)
        if INSPECTOR:
            options = ["--transport", "http", "--header", f"Authorization: Bearer {token}"]
            inspector("inspector, HTTP", [url], options)
    finally:
        server.terminate()
        server.wait()


anyio.run(main)
