"""PRIVACY.md names the tests that prove it, and what only the source can show."""

import ast
import re
from pathlib import Path

import pytest
from conftest import ACCOUNT, TESTS

from visual_dify.convert import is_error
from visual_dify.keys import ENDPOINT_VARIABLE, Keys, from_credentials
from visual_dify.sandbox import Instance, Sandbox

PLUGIN = TESTS.parent
CLIENTS = {"httpx", "socket", "requests", "urllib.request", "urllib3", "http.client", "aiohttp", "ssl"}
WRITERS = {"compiled.py"}


def imports(path: Path) -> set[str]:
    """The modules that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module}
    return found


def sources() -> list[Path]:
    """The plugin's own Python."""
    return [PLUGIN / "main.py", *(PLUGIN / "visual_dify").glob("*.py"), *(PLUGIN / "provider").glob("*.py")]


def test_every_promise_names_tests_that_exist() -> None:
    """Each numbered promise ends with its proof."""
    text = (PLUGIN / "PRIVACY.md").read_text()
    promises = re.split(r"\n(?=\d+\. \*\*)", text.split("## Promises")[1].split("\n## ")[0])[1:]
    assert len(promises) >= 9
    tests = set(re.findall(r"^def (test_\w+)", "".join(path.read_text() for path in TESTS.glob("test_*.py")), re.M))
    for promise in promises:
        named = set(re.findall(r"`(test_\w+)`", promise))
        assert named and named <= tests, f"{promise[:60]}: {named - tests}"


def test_python_has_one_network_client_for_difys_files() -> None:
    """All else is sent by the component."""
    clients = {path.name: imports(path) & CLIENTS for path in sources()}
    assert {name: found for name, found in clients.items() if found} == {"files.py": {"httpx"}}


def test_python_writes_and_logs_nothing_else() -> None:
    """One module writes a file, none logs or prints, none starts a process."""
    for path in sources():
        text = path.read_text()
        assert not imports(path) & {"logging", "subprocess", "sqlite3", "shelve", "pickle"}
        assert not re.search(r"\bprint\(", text)
        assert path.name in WRITERS or not re.search(r"\bopen\(|write_text|write_bytes|mkstemp|\.write\(", text)


@pytest.mark.parametrize("endpoint", ["http://visual.volcengineapi.com", "http://10.0.0.1", "ftp://127.0.0.1"])
def test_the_component_sends_nothing_in_clear(unpacked: Path, endpoint: str) -> None:
    """Even if the plugin asked it to: only loopback may be plain HTTP."""
    sandbox = Sandbox(unpacked / "visual.wasm", unpacked / ".cache")
    with Instance(sandbox, Keys("AKLTa", "c2VjcmV0", endpoint=endpoint), 60) as instance:
        checked = instance.call("catalog", "check-credentials")
    assert is_error(checked) and checked.field == "endpoint" and checked.purchase == "not-made"


def test_the_services_own_hosts_are_used_without_the_tests_switch(monkeypatch: pytest.MonkeyPatch) -> None:
    """No endpoint is named: the component takes the host of the region, by HTTPS."""
    monkeypatch.delenv(ENDPOINT_VARIABLE, raising=False)
    keys = from_credentials(ACCOUNT.credentials)
    assert (keys.endpoint, keys.region) == (None, "cn-north-1")
    assert from_credentials(ACCOUNT.credentials | {"Region": "ap-singapore-1"}).region == "ap-singapore-1"


def test_keys_are_not_printed() -> None:
    """Neither by `repr` nor in a text around it."""
    keys = from_credentials(ACCOUNT.credentials)
    assert ACCOUNT.secret_access_key not in f"{keys!r} {keys} {[keys]}"
    assert ACCOUNT.access_key_id not in f"{keys!r}"
