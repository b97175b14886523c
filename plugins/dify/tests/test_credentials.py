"""The check of an account when its keys are entered."""

from collections.abc import Callable
from contextlib import closing
from socket import create_server

import pytest
from conftest import ACCOUNT, Rig
from daemon import Daemon
from simulator import Account
from wire import gateway_code

from visual_dify.errors import VisualError
from visual_dify.keys import ENDPOINT_VARIABLE, from_credentials

CREDENTIAL_ERROR = "ToolProviderCredentialValidationError"


@pytest.fixture
def closed_port() -> str:
    """An address where nothing listens."""
    with closing(create_server(("127.0.0.1", 0))) as server:
        return f"http://127.0.0.1:{server.getsockname()[1]}"


def test_seven_validations_have_seven_messages(rig: Rig, start_plugin: Callable[..., Daemon], closed_port: str) -> None:
    """Good, wrong key, wrong secret, none, expired token, forbidden endpoint, service away."""
    good = rig.credentials
    validate = rig.plugin.validate
    assert validate(good).messages == [{"result": True}]
    assert rig.relay.submits() == [], "the check buys nothing"
    replies = {
        "wrong key": validate(good | {"AccessKeyID": "AKLTsomebodyelse"}),
        "wrong secret": validate(good | {"AccessKeySecret": "d3Jvbmc="}),
        "none": validate({}),
        "forbidden endpoint": validate(good | {"Region": "https://evil.example"}),
        "service away": start_plugin(closed_port).validate(good),
    }
    rig.relay.answer = lambda request, upstream: gateway_code(
        401, "InvalidSecretToken", "Invalid secret token, msg: session token is expired."
    )
    replies["expired token"] = validate(good | {"SessionToken": "temporary"})

    texts = {name: reply.error_text for name, reply in replies.items()}
    english = {text.splitlines()[0] for text in texts.values()}
    chinese = {text.splitlines()[2] for text in texts.values()}
    assert len(english) == len(chinese) == len(replies)
    assert all(_is_chinese(text) and not _is_chinese(other) for text, other in zip(chinese, english, strict=True))
    types = {name: reply.error and reply.error["error_type"] for name, reply in replies.items()}
    assert types == {
        "wrong key": CREDENTIAL_ERROR,
        "wrong secret": CREDENTIAL_ERROR,
        "none": CREDENTIAL_ERROR,
        "expired token": CREDENTIAL_ERROR,
        "forbidden endpoint": "DeniedByHostError",
        "service away": "NetworkError",
    }
    assert "AccessKeyID" in texts["wrong key"] and "AccessKeySecret" in texts["wrong secret"]


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def test_temporary_keys_are_checked_with_their_token(start_rig: Callable[..., Rig]) -> None:
    """A session token is sent, and a wrong one is told apart from a wrong key."""
    rig = start_rig(account=Account(session_token="c2Vzc2lvbg=="))
    assert rig.plugin.validate(rig.credentials).messages == [{"result": True}]
    wrong = rig.plugin.validate(rig.credentials | {"SessionToken": "d3Jvbmc="})
    assert "SessionToken" in wrong.error_text


@pytest.mark.parametrize(
    "endpoint",
    ["https://evil.example", "http://10.0.0.1", "http://user@127.0.0.1:1", "http://evil.example", "127.0.0.1"],
)
def test_the_tests_switch_takes_addresses_of_this_machine_only(monkeypatch: pytest.MonkeyPatch, endpoint: str) -> None:
    """Nothing but loopback stands in for the service."""
    monkeypatch.setenv(ENDPOINT_VARIABLE, endpoint)
    with pytest.raises(VisualError) as refused:
        from_credentials(ACCOUNT.credentials)
    assert refused.value.failure.kind == "denied-by-host"


def test_credentials_cannot_name_an_address(rig: Rig) -> None:
    """The provider has no field for one, and what looks like one is not read."""
    named = {"endpoint": "https://evil.example", "Endpoint": "https://evil.example"}
    assert rig.plugin.validate(rig.credentials | named).messages == [{"result": True}]
    assert len(rig.relay.requests) == 1
