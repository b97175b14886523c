"""Faults as values: what runs in a native thread must not raise."""

from collections.abc import Callable
from functools import wraps

from visual_dify.values import Failure, Purchase


def returns_failures[**P, T](
    purchase: Purchase = "not-made",
) -> Callable[[Callable[P, T]], Callable[P, T | Failure]]:
    """Whatever is raised becomes a failure that shows nothing of the call, with this `purchase`."""

    def decorate(function: Callable[P, T]) -> Callable[P, T | Failure]:
        @wraps(function)
        def wrapped(*arguments: P.args, **options: P.kwargs) -> T | Failure:
            try:
                return function(*arguments, **options)
            except Exception as error:
                name = type(error).__name__
                return Failure(
                    "internal",
                    "ask-before-repeating" if purchase == "unknown" else "report",
                    f"the component was stopped or failed ({name})",
                    f"组件被中止或出错（{name}）",
                    purchase=purchase,
                )

        return wrapped

    return decorate
