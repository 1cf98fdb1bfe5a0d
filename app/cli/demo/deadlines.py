"""Deadlines of the demonstration: closing days by province, and one OPD with more time."""

from datetime import timedelta

from app.access import Actor
from app.assessment.actions.deadlines import extend, set_closings
from app.assessment.models import Round
from app.assessment.queries.deadlines import provinces
from app.assessment.queries.rounds import unit_assessments
from app.assessment.rules import stagger

DAYS = 5


def schedule_closings(reviewer: Actor, round_: Round) -> None:
    """The ministry lets the provinces close on five days in a row around the round's own deadline."""
    loads = provinces()
    first = round_.closes_at.date() - timedelta(days=2)
    days = stagger({each.code: each.units for each in loads}, first, DAYS)
    set_closings(reviewer, round_.year, {each.id: days[each.code] for each in loads})


def give_more_time(coordinator: Actor, admin: Actor, round_: Round) -> None:
    """An island without a ferry for a week gets a week more."""
    for assessment in unit_assessments(admin, round_.id):
        extend(
            coordinator,
            assessment,
            round_.closes_at.date() + timedelta(days=7),
            "Kapal penyeberangan ke pulau berhenti sepekan karena cuaca (demonstrasi).",
            seen_version=assessment.version,
        )
