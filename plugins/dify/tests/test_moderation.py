"""What the service's content check refuses."""

import pytest
from conftest import Rig

NODE = "jimeng_t2i_v31"


@pytest.mark.parametrize("words", ["[moderate-text]", "[moderate-copyright]"])
def test_moderated_input_is_not_billed(rig: Rig, words: str) -> None:
    """The text says what to change, in both languages."""
    reply = rig.plugin.invoke(rig.credentials, NODE, {"prompt": f"a {words}"})
    assert reply.error is not None and reply.error["error_type"] == "ModeratedError"
    assert "billed: no" in reply.error_text and "请修改文本" in reply.error_text
    assert "prompt" not in reply.variables and reply.messages == []


def test_a_moderated_result_has_its_task(rig: Rig) -> None:
    """The job was accepted: the error names it, and a retry is a new purchase, since nothing was delivered."""
    for _ in range(2):
        reply = rig.plugin.invoke(rig.credentials, NODE, {"prompt": "a [moderate-output]"})
        assert reply.error is not None and reply.error["error_type"] == "ModeratedError"
        assert reply.task == reply.logged_task and reply.files == []
    assert len(rig.relay.submits()) == 2


def test_a_moderated_answer_without_a_task_is_not_bought_again(rig: Rig) -> None:
    """Without a task it is unknown whether it is billed, so a retry sends nothing."""
    values = {"prompt": "a [moderate-output]"}
    node = "jimeng_high_aes_general_v21_l"
    first = rig.plugin.invoke(rig.credentials, node, values)
    assert first.error is not None and first.error["error_type"] == "ModeratedError"
    assert "billed: unknown" in first.error_text
    retry = rig.plugin.invoke(rig.credentials, node, values)
    assert retry.error is not None and retry.error["error_type"] == "OutcomeUnknownError"
    assert len(rig.relay.submits()) == 1
