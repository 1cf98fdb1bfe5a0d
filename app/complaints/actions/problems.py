"""Recurring problems: searched for, dismissed with a reason, or taken up by a plan."""

from dataclasses import asdict

from sqlalchemy import select

from app.access import Actor
from app.audit import record
from app.complaints.models import RecurringProblem
from app.complaints.queries.problems import Pattern, counts_by_month, cut_off_day
from app.complaints.recurring import (
    Counts,
    ProblemState,
    Sign,
    signs,
    spans_until,
    state_after_search,
    total,
)
from app.db import db, utc_now
from app.organisations.models import Government
from app.web.conflict import require_version


class ReasonMissing(ValueError):
    """Dismissing a problem needs a reason."""


class NotOpen(ValueError):
    """The problem was already decided about."""


def search_problems(actor: Actor, government: Government) -> int:
    """Look through the latest months for patterns that rise or run late; answers how many are open now.

    Doing it twice changes nothing: a pattern has one row, and what a person decided stays decided.
    """
    cut_off = cut_off_day(government)
    if cut_off is None:
        return 0
    before_span, span = spans_until(cut_off)
    now, before = counts_by_month(government.id, span), counts_by_month(government.id, before_span)
    known = {
        (row.category, row.unit_id): row
        for row in db.session.scalars(
            select(RecurringProblem).where(RecurringProblem.government_id == government.id)
        )
    }
    opened = 0
    for pattern in sorted({*now, *known}, key=lambda each: (each[0], each[1] or "")):
        counts = total(now.get(pattern, {}).values())
        earlier = total(before.get(pattern, {}).values())
        row = _after_search(government, known.get(pattern), pattern, counts, earlier)
        if row is None:
            continue
        if row.state is not ProblemState.TAKEN_UP:
            row.first_day, row.last_day = span.first, span.last
        opened += row.state is ProblemState.OPEN
    db.session.flush()
    record(
        actor,
        "complaints.problems_searched",
        government,
        government_id=government.id,
        after={"until": cut_off.isoformat(), "open": opened},
    )
    return opened


def dismiss_problem(
    actor: Actor, problem: RecurringProblem, reason: str, *, seen_version: int | None
) -> None:
    """Decide that a problem needs no plan line. Raises `ReasonMissing`, `NotOpen`, `Conflict`."""
    require_version(problem, seen_version)
    if problem.state is not ProblemState.OPEN:
        raise NotOpen
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    _settle(actor, problem, ProblemState.DISMISSED, reason)


def reopen_problem(actor: Actor, problem: RecurringProblem, *, seen_version: int | None) -> None:
    """Take a dismissal back. Raises `NotOpen` unless it was dismissed, `Conflict`."""
    require_version(problem, seen_version)
    if problem.state is not ProblemState.DISMISSED:
        raise NotOpen
    _settle(actor, problem, ProblemState.OPEN, "")


def take_up_problem(actor: Actor, problem: RecurringProblem) -> None:
    """A plan line answers it; called by the plan. Taking it up a second time changes nothing."""
    if problem.state is not ProblemState.TAKEN_UP:
        _settle(actor, problem, ProblemState.TAKEN_UP, "")


def release_problem(actor: Actor, problem: RecurringProblem) -> None:
    """No plan line answers it any more; called by the plan."""
    if problem.state is ProblemState.TAKEN_UP:
        _settle(actor, problem, ProblemState.OPEN, "")


def _settle(actor: Actor, problem: RecurringProblem, state: ProblemState, reason: str) -> None:
    before = problem.state
    problem.state, problem.reason = state, reason
    problem.settled_volume = problem.volume
    problem.settled_by, problem.settled_at = actor.user_id, utc_now()
    db.session.flush()
    record(
        actor,
        "complaints.problem_settled",
        problem,
        government_id=problem.government_id,
        before={"state": before.value},
        after={"state": state.value, "reason": reason},
    )


def _after_search(
    government: Government,
    row: RecurringProblem | None,
    pattern: Pattern,
    now: Counts,
    before: Counts,
) -> RecurringProblem | None:
    found = signs(now, before)
    if row is None:
        if not found:
            return None
        category, unit_id = pattern
        row = RecurringProblem(government_id=government.id, category=category, unit_id=unit_id)
        row.settled_volume = 0
        state = ProblemState.OPEN
        db.session.add(row)
    else:
        state = state_after_search(
            row.state, bool(found), settled_volume=row.settled_volume, volume=now.volume
        )
    row.state = state
    if state is not ProblemState.TAKEN_UP:  # what the plan took up keeps the figures that it took up
        row.signs = [sign.value for sign in found]
        row.volume, row.now, row.before = now.volume, asdict(now), asdict(before)
    return row


def signs_of(problem: RecurringProblem) -> list[Sign]:
    """The stored signs, the gravest first."""
    return [Sign(sign) for sign in problem.signs]
