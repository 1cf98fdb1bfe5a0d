"""A thread for work that drives an event loop of its own, as pyHanko does: it must not begin inside another one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

Result = TypeVar("Result")


def alone(work: Callable[[], Result]) -> Result:
    """What `work` answers or raises; it sees the caller's context, but not the loop that may run around the caller."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(copy_context().run, work).result()
