"""A room for deep recursion, so that the interpreter need not build and pull down its walls all the time.

CPython 3.11 and later keep the frames of Python functions in chunks of 16 KiB, taken from the system with `mmap` and
given back with `munmap` as soon as the last frame in one returns. Layout recurses hundreds of calls deep and goes up
and down across the end of a chunk all the time: 150.000 times for the plan of a regency, each a call of the system
and page faults, an eighth of the processor time. A chunk is made large enough for the frame that asks for it. So the
work is called from a function with very many local variables: its frame takes a chunk of a megabyte, of which it uses
nothing, and the rest holds every frame of the layout above it. Where frames are kept otherwise this does no harm.
"""

from collections.abc import Callable
from functools import cache
from typing import TypeVar

Result = TypeVar("Result")

LOCALS = 40_000  # of eight bytes each; the chunk is the next power of two


def in_large_frame(work: Callable[[], Result]) -> Result:
    """What `work` answers; all its calls find room in one chunk."""
    found: list[Result] = []
    _roomy()(lambda: found.append(work()))
    return found[0]


@cache
def _roomy() -> Callable[[Callable[[], object]], object]:
    assignments = "\n".join(f"        v{number} = 0" for number in range(LOCALS))
    source = f"def roomy(work):\n    if work is None:\n{assignments}\n    return work()\n"
    made: dict[str, Callable[[Callable[[], object]], object]] = {}
    exec(compile(source, "large frame", "exec"), made)  # noqa: S102 -- the source is the three lines above
    return made["roomy"]
