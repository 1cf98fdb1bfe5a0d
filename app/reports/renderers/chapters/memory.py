"""Memory that nobody uses any more goes back to the system, where the C library can do that."""

import ctypes
from collections.abc import Callable
from functools import cache


def give_back() -> None:
    """Return what was freed: after a large piece of work a process would otherwise stay as large as it ever was."""
    _trim()(0)


@cache
def _trim() -> Callable[[int], object]:
    found: Callable[[int], object] = getattr(ctypes.CDLL(None), "malloc_trim", lambda _left: None)
    return found
