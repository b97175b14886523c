"""Errors as people see them in Dify: English, then Chinese, who must act, and whether it was billed."""

from functools import cache
from typing import NoReturn

from visual_dify.values import Failure

CREDENTIAL_KINDS = frozenset({"no-credentials", "rejected-credentials", "not-permitted"})
"""Kinds that new keys or permissions of the account would cure."""

_ADVICE = {
    "fix-input": ("change the parameters of this node", "请修改本节点的参数"),
    "fix-account": (
        "ask the manager of the account to check keys, permissions and quota",
        "请账号管理员检查密钥、权限与额度",
    ),
    "repeat-later": ("run the node again later", "请稍后重新运行本节点"),
    "ask-before-repeating": (
        "check the console before you retry: a retry may be billed again",
        "重试前请到控制台核对，重试可能再次计费",
    ),
    "collect-task": (
        "get the result with the tool collect_task and the task below",
        "请用工具 collect_task 和下方的任务获取结果",
    ),
    "report": ("report this to the authors", "请反馈给作者"),
}

_BILLED = {
    "not-made": ("no", "否"),
    "made": ("if the task delivers a result", "任务产出结果后计费"),
    "unknown": ("unknown", "未知"),
}


class VisualError(Exception):
    """A call that failed. Dify shows the name of the class, which tells the kind, and the text."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(text(failure))
        self.failure = failure


def error(failure: Failure) -> VisualError:
    """The error of a failure; a kind `outcome-unknown` becomes an `OutcomeUnknownError`."""
    return _class_of(failure.kind)(failure)


@cache
def _class_of(kind: str) -> type[VisualError]:
    return type(kind.title().replace("-", "") + "Error", (VisualError,), {})


def refuse(kind: str, field: str, message: str, message_zh: str) -> NoReturn:
    """Ends a call before anything was sent, in words of this plugin's own."""
    advice = "fix-account" if kind in ("no-credentials", "denied-by-host") else "fix-input"
    raise error(Failure(kind, advice, message, message_zh, field=field)) from None


def checked[T](value: T | Failure) -> T:
    """The value; a failure is raised."""
    if isinstance(value, Failure):
        raise error(value) from None
    return value


def text(failure: Failure) -> str:
    """What happened, what to do, and what names the case. It holds no key, link or prompt."""
    hint, hint_zh = _ADVICE.get(failure.advice, _ADVICE["report"])
    billed, billed_zh = _BILLED[failure.purchase]
    named = {
        "parameter": failure.field,
        "code": failure.code,
        "request id": failure.request_id,
        "task": failure.task,
    }
    lines = [
        failure.message,
        f"hint: {hint}; billed: {billed}",
        failure.message_zh,
        f"提示：{hint_zh}；计费：{billed_zh}",
        *(f"{name}: {value}" for name, value in named.items() if value),
    ]
    return "\n".join(lines)
