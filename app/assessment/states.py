"""The words for where a round, an assessment or an answer stands. Labels for people are in `labels.py`."""

from enum import StrEnum


class RoundState(StrEnum):
    """A closed round stays readable; opening it again is an extension with a reason in the audit log."""

    OPEN = "open"
    CLOSED = "closed"


class AssessmentState(StrEnum):
    """draft → submitted → verified, or returned (per answer, with reasons) → draft."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    VERIFIED = "verified"
    RETURNED = "returned"


class ReturnState(StrEnum):
    """How far the returning of one answer has come."""

    NONE = "none"
    MARKED = "marked"  # the coordinator wrote a reason; the unit does not see it yet
    RETURNED = "returned"  # the unit sees the reason and has to correct the answer
    CORRECTED = "corrected"  # the unit's answer says something else than the one returned


class EvidenceKind(StrEnum):
    """A stored file, or an address on the web."""

    FILE = "file"
    LINK = "link"


# Beside the kinds of `AnswerEventKind`, which are stored: a bulk decision about the answer was taken back.
TAKEN_BACK = "acceptance_undone"


class AnswerEventKind(StrEnum):
    """What happened to an answer, in the past tense; the history is never rewritten."""

    SUBMITTED = "submitted"
    VERIFIED = "verified"
    RETURNED = "returned"
    SCORED_BY_MINISTRY = "scored_by_ministry"
