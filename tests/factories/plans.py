"""Plans at every stage, for tests. Everything goes through the product's own actions."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.access import Actor, Role
from app.db import db
from app.instrument.queries import load_questionnaire
from app.organisations.actors import actor_of
from app.organisations.models import Government, User
from app.plans.actions import (
    accept_compilation,
    accept_plan,
    add_comment,
    add_line,
    approve_plan,
    create_plan,
    create_proposal,
    request_approval,
    return_plan,
    start_review,
    submit_plan,
)
from app.plans.compile import LineFields
from app.plans.models import Plan, PlanLine, Proposal, ReviewComment, Submission
from app.plans.rules import CommentKind, Severity
from tests.factories import assessment as rounds
from tests.factories import organisations as make

YEARS = (2021, 2022, 2023, 2024)


@dataclass
class Desk:
    """A regency of a province with a plan, and everybody who has to do with it."""

    province: Government
    place: rounds.Place
    plan: Plan
    leader: User
    reviewer: User
    supervisor: User
    ombudsman: User

    @property
    def government(self) -> Government:
        """The regency."""
        return self.place.government

    @property
    def coordinator(self) -> User:
        """Who makes the plan."""
        return self.place.coordinator

    @property
    def admin(self) -> User:
        """The admin of the first OPD."""
        return self.place.admins[0]

    @property
    def codes(self) -> list[str]:
        """The categories of the instrument."""
        questionnaire = load_questionnaire(self.place.version.id)
        return [category.code for category in questionnaire.categories]

    def act(self, person: User) -> Actor:
        """The person as an actor."""
        return actor_of(person)


def desk(units: int = 2, *, scored: int = 1, **fields: Any) -> Desk:
    """A plan that was begun; the first `scored` OPD have submitted their assessments."""
    province = make.province()
    government = make.government(parent=province, lead_unit_label="Dinas Uji", **fields)
    place = rounds.place(units, government=government)
    for number in range(scored):
        rounds.submitted(place.admin(number), place.assessment(number))
    plan = create_plan(place.lead, place.round, f"Rencana Aksi {government.name}", YEARS)
    return Desk(
        province=province,
        place=place,
        plan=plan,
        leader=make.user_with(Role.LEADER, government),
        reviewer=make.user_with(Role.MINISTRY_REVIEWER),
        supervisor=make.user_with(Role.PROVINCE_SUPERVISOR, province),
        ombudsman=make.user_with(Role.OMBUDSMAN, province),
    )


def fields(activity: str = "Melatih admin pengaduan", **values: Any) -> LineFields:
    """A complete line."""
    defaults: dict[str, Any] = {
        "category_code": "sdm",
        "activity": activity,
        "output_indicator": "Admin terlatih",
        "unit_of_measure": "orang",
        "targets": {2021: Decimal(40), 2022: Decimal("12.5")},
        "budgets": {2021: 25_000_000, 2022: 0},
        "fund_source": "apbd",
        "quarters": {2021: (1, 2)},
    }
    return LineFields(**(defaults | values))


def line(of: Desk, activity: str = "Melatih admin pengaduan", **values: Any) -> PlanLine:
    """A person's own line."""
    values.setdefault("responsible_unit_id", of.place.units[0].id)
    return add_line(of.place.lead, of.plan, fields(activity, **values), of.codes)


def compiled(of: Desk) -> Desk:
    """Everything that the compiler proposes, taken over."""
    accept_compilation(of.place.lead, of.plan, None)
    return of


def proposal(of: Desk, number: int = 0, activity: str = "Membuka loket pengaduan", **values: Any) -> Proposal:
    """What an OPD proposes."""
    action_code = values.pop("action_code", "")
    return create_proposal(
        of.place.admin(number),
        of.place.round,
        of.place.units[number],
        fields(activity, **values),
        years=YEARS,
        category_codes=of.codes,
        action_code=action_code,
    )


def awaiting(of: Desk) -> Desk:
    """With a line, on the leader's desk."""
    if not list(db.session.query(PlanLine).filter_by(plan_id=of.plan.id, deleted_at=None)):
        line(of)
    request_approval(of.place.lead, of.plan)
    return of


def approved(of: Desk) -> Desk:
    """The leader agreed."""
    approve_plan(of.act(of.leader), awaiting(of).plan)
    return of


def sent(of: Desk) -> Submission:
    """Submitted to the ministry."""
    return submit_plan(of.place.lead, approved(of).plan)


def in_review(of: Desk) -> Submission:
    """The ministry has begun."""
    submission = sent(of)
    start_review(of.act(of.reviewer), of.plan)
    return submission


def comment(
    of: Desk, submission: Submission, text: str = "Target belum jelas.", **values: Any
) -> ReviewComment:
    """The ministry's comment."""
    severity = values.pop("severity", Severity.MUST)
    return add_comment(of.act(of.reviewer), of.plan, submission, CommentKind.REVIEW, severity, text, **values)


def returned(of: Desk, reason: str = "Lengkapi targetnya.") -> Submission:
    """Sent back by the ministry."""
    submission = in_review(of)
    return_plan(of.act(of.reviewer), of.plan, submission, reason)
    return submission


def accepted(of: Desk) -> Submission:
    """Accepted and public."""
    submission = in_review(of)
    accept_plan(of.act(of.reviewer), of.plan, submission)
    return submission
