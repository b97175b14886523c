"""Faults as values: what runs in a native thread must not raise."""

from collections.abc import Callable
from functools import wraps

from visual_dify.values import Failure


def returns_failures[**P, T](function: Callable[P, T]) -> Callable[P, T | Failure]:
    """Whatever is raised becomes a failure that shows nothing of the call. `purchase` is `unknown`: the
    caller knows better where nothing can have been bought."""

    @wraps(function)
    def wrapped(*arguments: P.args, **options: P.kwargs) -> T | Failure:
        try:
            return function(*arguments, **options)
        except Exception as error:
            name = type(error).__name__
            return Failure(
                "internal",
                "report",
                f"the component was stopped or failed ({name})",
                f"组件被中止或出错（{name}）",
                purchase="unknown",
            )

    return wrapped
