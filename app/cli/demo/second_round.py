"""A second, finished round of the demonstration, so that there is something to see of what came after a plan."""

from collections.abc import Mapping
from random import Random

from sqlalchemy import select

from app.access import Actor
from app.assessment.actions.acceptance import accept_remaining
from app.assessment.actions.answers import save_answer
from app.assessment.actions.confirming import confirm_carried
from app.assessment.actions.rounds import change_round
from app.assessment.actions.submission import submit
from app.assessment.actions.verification import confirm
from app.assessment.models import Assessment, Round
from app.assessment.queries.sheet import load_sheet
from app.assessment.states import RoundState
from app.cli.demo.answers import level_near, raw_value, reason
from app.cli.demo.assessments import open_demo_round
from app.cli.demo.flags import settle
from app.db import db, utc_now
from app.instrument.answer_types import answer_type
from app.organisations.models import Government
from app.plans.actions.practices import measure

YEAR = 2022
BETTER = 0.45  # of the questions are answered higher than the year before
WORSE = 0.08  # are answered lower


def assess_again(
    random: Random, government: Government, coordinator: Actor, admins: Mapping[str, Actor]
) -> None:
    """Everybody answers a year later, most questions as before, and the round is closed."""
    round_ = open_demo_round(coordinator, government, year=YEAR)
    for assessment in db.session.scalars(select(Assessment).where(Assessment.round_id == round_.id)).all():
        actor = admins[assessment.unit_id] if assessment.unit_id else coordinator
        _answer(random, actor, assessment)
        submit(actor, assessment)
        if assessment.unit_id:
            settle(coordinator, assessment)
            accept_remaining(coordinator, assessment)
            confirm(coordinator, assessment)
    _close(coordinator, round_)
    measure(government.id)


def _answer(random: Random, actor: Actor, assessment: Assessment) -> None:
    sheet = load_sheet(assessment)
    for line in sheet.lines:
        chance = random.random()
        if line.answer is None or not line.kind.is_typed or chance > BETTER + WORSE:
            continue
        level = line.answer.self_score or 1
        wanted = level_near(random, level + (1.2 if chance <= BETTER else -1.0))
        kind = answer_type(line.spec.answer_type)
        value = kind.from_form(line.spec.parameters, raw_value(line.spec, wanted))
        save_answer(
            actor,
            assessment,
            line.spec,
            value=value,
            reason=reason(random, line.spec, kind.level(line.spec.parameters, value) or 1),
            seen_version=line.stored.version,
        )
    confirm_carried(actor, assessment, [line.spec.id for line in sheet.lines], utc_now())


def _close(coordinator: Actor, round_: Round) -> None:
    change_round(
        coordinator,
        round_,
        title=round_.title,
        opens_on=round_.opens_at.date(),
        closes_on=round_.closes_at.date(),
        state=RoundState.CLOSED,
        seen_version=round_.version,
    )
