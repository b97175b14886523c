"""What this process knows of purchases that did not end with a result.

Dify can run a failed node again with the same inputs. Such a retry must find the task that was bought,
and must not buy again what may have been bought. Kept in memory only, as salted hashes and tasks.
"""

import hashlib
import hmac
import json
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

TASK_SECONDS = 12 * 3600
"""The service keeps results for 12 hours."""

MAX_ENTRIES = 10_000
"""Beyond this the oldest entry is dropped."""


@dataclass(frozen=True)
class Entry:
    """A purchase: its task, or none where it is unknown whether there is one."""

    task: str | None
    at: float


class Purchases:
    """Open and unknown purchases by the fingerprint of what was asked for."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._salt = secrets.token_bytes(32)
        self._entries: OrderedDict[bytes, Entry] = OrderedDict()
        self._clock = clock

    def fingerprint(self, *parts: Any) -> bytes:
        """Names a purchase: equal for equal JSON values, whatever the order of their members."""
        canonical = json.dumps(parts, sort_keys=True, separators=(",", ":"))
        return hmac.digest(self._salt, canonical.encode(), hashlib.sha256)

    def find(self, fingerprint: bytes) -> Entry | None:
        """The open or unknown purchase of this fingerprint."""
        entry = self._entries.get(fingerprint)
        if entry and entry.task and self._clock() - entry.at > TASK_SECONDS:
            del self._entries[fingerprint]
            return None
        return entry

    def remember(self, fingerprint: bytes, task: str | None) -> None:
        """Keeps the task of a call that ended without its result, or that it is unknown whether there is
        a task. What is unknown stays so, whatever a call at the same time has found."""
        known = self._entries.pop(fingerprint, None)
        is_unknown = task is None or (known is not None and known.task is None)
        self._entries[fingerprint] = Entry(None if is_unknown else task, self._clock())
        while len(self._entries) > MAX_ENTRIES:
            self._entries.popitem(last=False)

    def forget(self, fingerprint: bytes, task: str) -> None:
        """Drops a task that has ended: the same inputs may be bought again."""
        known = self._entries.get(fingerprint)
        if known is not None and known.task == task:
            del self._entries[fingerprint]


PURCHASES = Purchases()
"""The purchases of this process."""
