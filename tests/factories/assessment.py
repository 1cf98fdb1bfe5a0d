"""Rounds, and OPD that have answered, for tests. Everything goes through the product's own actions."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from app.access import Actor, Role
from app.assessment.actions import (
    accept_remaining,
    add_link,
    confirm,
    mark_to_return,
    open_round,
    return_assessment,
    save_answer,
    submit,
)
from app.assessment.models import Answer, Assessment, Round
from app.assessment.queries import Line, load_sheet
from app.db import db
from app.instrument.models import InstrumentVersion
from app.instrument.questionnaire import AnswerKind, Questionnaire, Scope
from app.organisations.actors import actor_of
from app.organisations.models import Government, Unit, User
from tests.factories import instrument as questions
from tests.factories import organisations as make

TODAY = make.today()
YEAR = TODAY.year


def content(code: str = "asesmen") -> Questionnaire:
    """Every kind of answer once: seven questions for OPD (one of them measured), one for the government."""
    options = [
        {"code": "none", "label": "Belum ada", "level": 1},
        {"code": "full", "label": "Lengkap", "level": 4},
    ]
    borders = [40, 60, 80, 95]
    return questions.questionnaire(
        code,
        [
            questions.category(
                "kebijakan",
                [
                    questions.indicator("K-01", weight=3),
                    questions.indicator(
                        "K-02",
                        answer_type=AnswerKind.YES_NO,
                        parameters={"yes_level": 4, "no_level": 1},
                    ),
                    questions.indicator("K-03", scope=Scope.GOVERNMENT, weight=2),
                ],
            ),
            questions.category(
                "sdm",
                [
                    questions.indicator(
                        "S-01",
                        answer_type=AnswerKind.NUMBER,
                        parameters={"unit": "orang", "thresholds": [1, 2, 3, 5]},
                    ),
                    questions.indicator(
                        "S-02", answer_type=AnswerKind.CHOICE, parameters={"options": options}
                    ),
                ],
            ),
            questions.category(
                "data_aplikasi",
                [
                    questions.indicator(
                        "D-01", answer_type=AnswerKind.PERCENTAGE, parameters={"thresholds": borders}
                    )
                ],
            ),
            questions.category("pemangku_kepentingan"),
            questions.category(
                "monev",
                [
                    questions.indicator(
                        "M-01",
                        answer_type=AnswerKind.MEASURED,
                        parameters={"measure": "followed_up_share", "thresholds": [0.4, 0.6, 0.8, 0.95]},
                    )
                ],
            ),
        ],
    )


# What a plausible OPD types, by the code of the question.
TYPED: dict[str, str] = {
    "K-01": "3",
    "K-02": "yes",
    "K-03": "2",
    "S-01": "2",
    "S-02": "full",
    "D-01": "85",
    "P-01": "3",
}


@dataclass
class Place:
    """A government with a round, its people, and its OPD."""

    government: Government
    version: InstrumentVersion
    round: Round
    coordinator: User
    units: list[Unit]
    admins: list[User]
    extra: dict[str, Any] = field(default_factory=dict)

    def assessment(self, number: int = 0) -> Assessment:
        """The assessment of one OPD."""
        return assessment_of(self.round, self.units[number])

    def admin(self, number: int = 0) -> Actor:
        """The admin of one OPD."""
        return actor_of(self.admins[number])

    @property
    def lead(self) -> Actor:
        """The coordinator."""
        return actor_of(self.coordinator)


def place(units: int = 2, version: InstrumentVersion | None = None, **round_fields: Any) -> Place:
    """A regency with an open round: coordinator, OPD, an admin for each."""
    government = round_fields.pop("government", None) or make.government()
    known = version or questions.published(content(f"asesmen{government.code}"[:20]))
    made = [make.unit(government) for _ in range(units)]
    coordinator = make.user_with(Role.COORDINATOR, government)
    admins = [make.user_with(Role.OPD_ADMIN, unit=unit) for unit in made]
    round_ = opened(government, known, coordinator, **round_fields)
    return Place(government, known, round_, coordinator, made, admins)


def opened(government: Government, version: InstrumentVersion, coordinator: User, **fields: Any) -> Round:
    """A round that opened yesterday and closes in ten days, unless told otherwise."""
    defaults: dict[str, Any] = {
        "year": YEAR,
        "title": "Asesmen Uji",
        "opens_on": TODAY - timedelta(days=1),
        "closes_on": TODAY + timedelta(days=10),
    }
    return open_round(actor_of(coordinator), government, version, **(defaults | fields))


def assessment_of(round_: Round, unit: Unit | None) -> Assessment:
    """The assessment of an OPD, or of the government itself."""
    condition = Assessment.unit_id.is_(None) if unit is None else Assessment.unit_id == unit.id
    return db.session.scalars(select(Assessment).where(Assessment.round_id == round_.id, condition)).one()


def line(assessment: Assessment, code: str) -> Line:
    """The line of one question."""
    found = load_sheet(assessment).line(code)
    assert found is not None
    return found


def answered(
    actor: Actor, assessment: Assessment, code: str, typed: str | None = None, **fields: Any
) -> Answer:
    """One answer with its reason; evidence is separate."""
    asked = line(assessment, code)
    raw = TYPED[code] if typed is None else typed
    defaults: dict[str, Any] = {
        "value": asked.kind.from_form(asked.spec.parameters, raw),
        "reason": f"Alasan untuk {code}",
        "seen_version": asked.answer.version if asked.answer is not None else 0,
    }
    return save_answer(actor, assessment, asked.spec, **(defaults | fields))


def proven(actor: Actor, assessment: Assessment, code: str) -> None:
    """A link as evidence of one answer."""
    add_link(
        actor, assessment, line(assessment, code).spec, f"https://contoh.go.id/{code}", title=f"Bukti {code}"
    )


def filled(actor: Actor, assessment: Assessment, without: Collection[str] = ()) -> Assessment:
    """Everything that people type is answered, with reason and evidence."""
    for each in load_sheet(assessment).lines:
        if not each.spec.is_measured and each.spec.code not in without:
            answered(actor, assessment, each.spec.code)
            proven(actor, assessment, each.spec.code)
    return assessment


def submitted(actor: Actor, assessment: Assessment) -> Assessment:
    """Filled and handed in."""
    submit(actor, filled(actor, assessment))
    return assessment


def returned(where: Place, assessment: Assessment, *codes: str, reason: str = "Perlu bukti.") -> Assessment:
    """Some answers of a submitted assessment given back."""
    for code in codes:
        answer = line(assessment, code).stored
        mark_to_return(where.lead, answer, reason, "Bukti yang berlaku.", seen_version=answer.version)
    return_assessment(where.lead, assessment)
    return assessment


def verified(where: Place, number: int = 0) -> Assessment:
    """Handed in and accepted as it is."""
    assessment = submitted(where.admin(number), where.assessment(number))
    accept_remaining(where.lead, assessment)
    confirm(where.lead, assessment)
    return assessment


def a_day(days: int) -> date:
    """Some days from today."""
    return TODAY + timedelta(days=days)


def answer_of(assessment, code="K-01"):
    """The stored answer of an indicator, read anew."""
    db.session.expire_all()
    return line(assessment, code).stored


def verification(assessment, rest=""):
    """Where the answers of an assessment are verified."""
    return f"/asesmen/verifikasi/{assessment.id}{rest}"
