"""Examples of good evidence: descriptions of what proved a level in an assessment that was accepted.

A verifier chooses the evidence and describes it without persons; nothing of the file itself is shown to others. The
ministry may share an example with every government. It can be withdrawn at any time.
"""

from collections.abc import Callable

_hiding: list[Callable[[str], str]] = []


def hide_people_with(masking: Callable[[str], str]) -> None:
    """Every description goes through `masking` before it is stored; whoever knows how hands it in."""
    _hiding[:] = [masking]


def without_people(text: str) -> str:
    """The text with personal data replaced. Raises `LookupError` when nobody said how: then nothing is stored."""
    if not _hiding:
        raise LookupError("nothing masks the descriptions of examples")
    return _hiding[0](text)
