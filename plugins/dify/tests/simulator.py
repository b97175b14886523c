"""The simulator of the service, as a process, and a relay in front of it that counts and breaks."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True)
class Account:
    """Keys that a simulator accepts."""

    access_key_id: str = "AKLTtestaccount0000000000000000000000000000000"
    secret_access_key: str = "U2VjcmV0T2ZUaGVUZXN0QWNjb3VudDAwMDAwMDAwMDA="
    session_token: str = ""

    @property
    def credentials(self) -> dict[str, str]:
        """As Dify sends them."""
        named = {"AccessKeyID": self.access_key_id, "AccessKeySecret": self.secret_access_key}
        return named | ({"SessionToken": self.session_token} if self.session_token else {})

    @property
    def environment(self) -> dict[str, str]:
        """As the simulator takes them."""
        named = {"VOLC_ACCESSKEY": self.access_key_id, "VOLC_SECRETKEY": self.secret_access_key}
        return named | ({"VOLC_SESSION_TOKEN": self.session_token} if self.session_token else {})


class Simulator:
    """A running simulator."""

    def __init__(self, program: Path, account: Account, *options: str) -> None:
        self.account = account
        self.process = subprocess.Popen(
            [program, *options], env=os.environ | account.environment, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line.startswith("listening on "), line
        self.endpoint = line.removeprefix("listening on ").strip()

    def close(self) -> None:
        self.process.kill()
        self.process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
