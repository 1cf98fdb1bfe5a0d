"""What a review may do: whose comment may be changed, how the queue is spread, which finished ones are drawn. Pure."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.plans.rules.words import CommentKind

# What a comment may point at inside a line; the yearly ones also name a year.
CELL_FIELDS = (
    "activity",
    "output_indicator",
    "unit_of_measure",
    "baseline",
    "problem",
    "category_code",
    "indicator_code",
    "responsible_unit",
    "supporting_units",
    "complaint_category",
    "fund_source",
    "budget_code",
    "budget_name",
    "remarks",
)
YEARLY_FIELDS = ("targets", "budgets", "quarters")


class Outcome(StrEnum):
    """What the regency did about a comment."""

    FIXED = "fixed"
    UNCHANGED = "unchanged"  # with the reason


class AssignedHow(StrEnum):
    """How a plan came to its reviewer."""

    SELF = "self"
    OTHER = "other"
    SPREAD = "spread"


class SecondOpinion(StrEnum):
    """What the second look at a finished review found."""

    AGREES = "agrees"
    DIFFERS = "differs"


class CommentSettled(Exception):
    """The comment can no longer be changed: it was answered or closed, or the verdict was given."""


class UnknownCell(ValueError):
    """A comment points at a cell that lines do not have."""


class NotAReviewer(Exception):
    """The person who is to read a plan is no reviewer of the ministry."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One plan that nobody reads yet."""

    id: str
    since: float  # seconds; the smaller, the longer it waits


def cell_of(field: str, year: int | None, years: Sequence[int]) -> tuple[str | None, int | None]:
    """The cell that a comment points at, as it is kept; (None, None) for the whole line. Raises UnknownCell."""
    if not field:
        return None, None
    if field in YEARLY_FIELDS and year in years:
        return field, year
    if field in CELL_FIELDS and year is None:
        return field, None
    raise UnknownCell(field)


def may_change(kind: CommentKind, *, own: bool, answered: bool, closed: bool, decided: bool) -> bool:
    """Whether somebody may rewrite or withdraw a comment.

    Only the own one, only while nobody has answered or closed it, and one of the review only before its verdict: what a
    regency was told officially stays as it was told.
    """
    if not own or answered or closed:
        return False
    return kind is not CommentKind.REVIEW or not decided


def spread(
    waiting: Sequence[Waiting], loads: Mapping[str, int], chosen: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    """Who reads what, as (plan, reviewer): the longest waiting first, each to whoever has the least to read.

    `loads` counts what each reviewer has on the desk already; equals go by the order of `chosen`. Nobody chosen:
    nothing is spread.
    """
    desks = {reviewer: loads.get(reviewer, 0) for reviewer in chosen}
    found = []
    for plan in sorted(waiting, key=lambda each: (each.since, each.id)) if desks else ():
        least = min(desks, key=lambda reviewer: desks[reviewer])
        desks[least] += 1
        found.append((plan.id, least))
    return tuple(found)


def draw(ids: Sequence[str], count: int, seed: str) -> tuple[str, ...]:
    """`count` of the ids, the same for the same seed whatever the order they come in; all when there are fewer.

    Ranked by the SHA-256 of seed and id, so that anybody can repeat the draw with a pocket tool.
    """
    ranked = sorted(set(ids), key=lambda each: hashlib.sha256(f"{seed}:{each}".encode()).hexdigest())
    return tuple(ranked[: max(0, count)])
