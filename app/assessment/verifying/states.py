"""Where objections, bulk decisions and looks at samples stand. The words for people are in `labels.py`."""

from enum import StrEnum


class ObjectionOutcome(StrEnum):
    """What became of an objection."""

    OPEN = "open"
    GRANTED = "granted"  # the score was changed
    KEPT = "kept"  # the score stays


class BulkKind(StrEnum):
    """Which answers were accepted at once."""

    UNCHANGED = "unchanged"  # say what was accepted in the round before
    REMAINING = "remaining"  # everything not yet decided


class Finding(StrEnum):
    """What somebody found who looked at a drawn answer again."""

    AGREES = "agrees"
    DIFFERS = "differs"
