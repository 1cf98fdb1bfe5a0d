"""Personal data in what officials write for many eyes, masked before it is stored.

Complaints are masked the same way at every door, because what is never stored cannot leak; a page, a notice or a file
made later has nothing to hide. This package may not know how that is done: whoever knows hands it in.
"""

from collections.abc import Callable, Iterable

_hiding: list[Callable[[str], str]] = []
_marks: list[str] = []


def hide_people_with(masking: Callable[[str], str], marks: Iterable[str]) -> None:
    """Every such text goes through `masking` before it is stored; `marks` are what stands in the place of data."""
    _hiding[:] = [masking]
    _marks[:] = marks


def without_people(text: str) -> str:
    """The text with personal data replaced. Raises `LookupError` when nobody said how: then nothing is stored."""
    if not _hiding:
        raise LookupError("nothing masks what officials write")
    return _hiding[0](text)


def hides_people(text: str) -> bool:
    """Whether something was masked in a stored text: a word beside it says so."""
    return any(mark in text for mark in _marks)
