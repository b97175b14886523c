"""What makes wasmtime safe for many threads."""

import threading

from wasmtime.component import _types

from visual_dify import per_thread


def test_each_thread_has_its_own_set_of_types() -> None:
    """What another thread adds or clears in between is not seen."""
    per_thread.install()
    types = _types.case_test_cache
    types.clear()
    types.add(str)

    def disturb() -> None:
        assert tuple(types) == ()
        types.add(int)
        types.clear()
        types.add(bytes)

    thread = threading.Thread(target=disturb)
    thread.start()
    thread.join()
    assert tuple(types) == (str,)
