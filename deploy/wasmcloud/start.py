#!/usr/bin/env python3
"""Starts a workload on wasmCloud hosts over NATS, where no operator does.

Usage: start.py [--hosts N] [--stop] WORKLOAD.json

Waits until N hosts run the workload (1 unless told); hosts that run it already are left alone. --stop ends it on N hosts
instead. `$NAME` in the file stands for a variable of the environment; in the workload's environment, names without a value
are left out. Hosts say every 15 seconds that they are there.

Environment:
  NATS_URL       nats://[USER:PASSWORD@]HOST:PORT [default: nats://127.0.0.1:4222]
  SSL_CERT_FILE  certificates to trust where the server wants TLS
"""

import argparse
import json
import os
import socket
import ssl
import string
import sys
from urllib.parse import unquote, urlsplit

PREFIX = "runtime.host."
HEARTBEATS = "runtime.operator.heartbeat.*"
REPLIES = "_INBOX.visual.start."
RUNNING = "WORKLOAD_STATE_RUNNING"


class Nats:
    """A connection to NATS, as far as it is needed here."""

    def __init__(self, url):
        address = urlsplit(url)
        plain = socket.create_connection((address.hostname, address.port or 4222), timeout=10)
        plain.settimeout(None)
        self.file = plain.makefile("rwb", buffering=0)
        info = json.loads(self.file.readline().split(b" ", 1)[1])
        if info.get("tls_required"):
            context = ssl.create_default_context()
            wrapped = context.wrap_socket(plain, server_hostname=address.hostname)
            self.file = wrapped.makefile("rwb", buffering=0)
        login = {"verbose": False, "pedantic": False, "name": "start.py", "lang": "python", "version": "1"}
        if address.username:
            login.update(user=unquote(address.username), **{"pass": unquote(address.password or "")})
        self.file.write(b"CONNECT " + json.dumps(login).encode() + b"\r\n")

    def subscribe(self, subject, number):
        self.file.write(f"SUB {subject} {number}\r\n".encode())

    def publish(self, subject, reply, message):
        body = json.dumps(message).encode()
        self.file.write(f"PUB {subject} {reply} {len(body)}\r\n".encode() + body + b"\r\n")

    def messages(self):
        """Subjects and messages, as they come."""
        while line := self.file.readline().decode():
            words = line.split()
            if words[0] == "PING":
                self.file.write(b"PONG\r\n")
            elif words[0] == "-ERR":
                sys.exit(f"NATS: {line.strip()}")
            elif words[0] == "MSG":
                body = b""
                while len(body) < int(words[-1]) + 2:
                    body += self.file.read(int(words[-1]) + 2 - len(body))
                yield words[1], json.loads(body)
        sys.exit("NATS has closed the connection")


def filled(value, name=None):
    """The workload with the values of the environment."""
    if isinstance(value, dict):
        given = {key: filled(inner, key) for key, inner in value.items()}
        if name == "environment":
            given = {key: inner for key, inner in given.items() if inner is not None}
        return given
    if isinstance(value, list):
        return [filled(inner) for inner in value]
    if not isinstance(value, str) or "$" not in value:
        return value
    try:
        text = string.Template(value).substitute(os.environ)
    except KeyError as missing:
        if value == f"${name}":
            return None
        sys.exit(f"{missing.args[0]} is not set")
    return text or None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hosts", type=int, default=1, metavar="N")
    parser.add_argument("--stop", action="store_true")
    parser.add_argument("workload", metavar="WORKLOAD.json")
    args = parser.parse_args()
    with open(args.workload, encoding="utf-8") as file:
        request = json.load(file)
    identity = {"workloadId": request["workloadId"]}
    request = identity if args.stop else filled(request)

    nats = Nats(os.environ.get("NATS_URL", "nats://127.0.0.1:4222"))
    nats.subscribe(HEARTBEATS, 1)
    nats.subscribe(REPLIES + "*.*", 2)
    asked, ready = {}, set()
    for subject, message in nats.messages():
        if not subject.startswith(REPLIES):
            host = message["id"]
            if host not in asked:
                asked[host] = f"{message.get('hostname', host)}, port {message.get('httpPort')}"
                nats.publish(f"{PREFIX}{host}.workload.status", f"{REPLIES}{host}.status", identity)
            continue
        host, command = subject[len(REPLIES):].split(".")
        status = message.get("workloadStatus", {})
        state = status.get("workloadState")
        if command == "status" and (state == RUNNING) == args.stop:
            step = "stop" if args.stop else "start"
            nats.publish(f"{PREFIX}{host}.workload.{step}", f"{REPLIES}{host}.{step}", request)
            continue
        if command == "start" and state != RUNNING:
            sys.exit(f"{asked[host]}: {status.get('message') or state}")
        ready.add(host)
        print(f"{asked[host]}: {'stopped' if args.stop else 'runs'}", flush=True)
        if len(ready) == args.hosts:
            return


if __name__ == "__main__":
    main()
