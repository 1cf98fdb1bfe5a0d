"""The words for where a plan stands, who acts, and what may be said about it. Labels for people are in `labels.py`."""

from enum import StrEnum


class PlanState(StrEnum):
    """Where a plan stands. The order is the usual way."""

    DRAFTING = "drafting"
    AWAITING_APPROVAL = "awaiting_approval"
    APPROVED = "approved"
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class Party(StrEnum):
    """Whose turn it is; the values are those of the roles."""

    COORDINATOR = "coordinator"
    LEADER = "leader"
    MINISTRY = "ministry_reviewer"
    NOBODY = "nobody"


class Step(StrEnum):
    """What somebody does to a plan."""

    REQUEST_APPROVAL = "request_approval"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    REOPEN = "reopen"
    SUBMIT = "submit"
    START_REVIEW = "start_review"
    RETURN = "return"
    ACCEPT = "accept"
    REVISE = "revise"


class FundSource(StrEnum):
    """Where the money of a line comes from."""

    APBD = "apbd"
    APBN = "apbn"
    GRANT = "grant"
    OTHER = "other"


class ChapterCode(StrEnum):
    """The narrative chapters in the order of the document."""

    FOREWORD = "foreword"
    BAB1 = "bab1"
    BAB2 = "bab2"
    BAB3 = "bab3"
    BAB4 = "bab4"
    BAB5 = "bab5"


class StateKind(StrEnum):
    """How a state of a chapter came about."""

    TEMPLATE = "template"  # as the plan began
    EDITED = "edited"
    RESTORED = "restored"  # an earlier state brought back


class Severity(StrEnum):
    """How much weight a reviewer gives to a comment."""

    MUST = "must"  # to be mended before acceptance
    SHOULD = "should"
    NOTE = "note"


class CommentKind(StrEnum):
    """From which office a comment comes."""

    REVIEW = "review"  # the ministry
    RECOMMENDATION = "recommendation"  # the province
    FINDING = "finding"  # the Ombudsman


class Verdict(StrEnum):
    """How a review ended."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
