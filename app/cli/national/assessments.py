"""The round of one government: OPD at every stage, with answers, evidence and receipts."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from app.access import SYSTEM
from app.assessment.models import Answer, Assessment, Evidence, Receipt, Round
from app.assessment.rules import receipt_number
from app.assessment.states import AssessmentState, EvidenceKind
from app.audit import record
from app.cli.demo.answers import DOCUMENT_DAYS, REASONS, level_near, raw_value
from app.cli.national.identity import fixed_id
from app.cli.national.units import Seeded, SeededUnit, write
from app.complaints.measures import base_of, figure_of
from app.complaints.queries import figures
from app.complaints.statistics import GroupFigures, Tally
from app.db import day_in, db
from app.instrument.answer_types import answer_type, stored
from app.instrument.measures import Measured, MeasureName
from app.instrument.questionnaire import LEVELS, IndicatorSpec, Questionnaire, Scope

YEAR = 2021
DAYS_OPEN, DAYS_LEFT = 30, 21
# Of ten OPD: verified, submitted, still at it, not begun.
STAGES = ("verified",) * 5 + ("submitted",) * 2 + ("draft",) * 2 + ("none",)
SCORES = (1.8, 4.2)


@dataclass(frozen=True)
class Given:
    """What an OPD at a level would answer to an indicator."""

    value: Any
    level: int
    reasons: tuple[str, ...]


class Choices:
    """Every answer of the instrument, worked out once for all governments."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self._given = {
            (spec.id, level): _given(spec, level)
            for spec in questionnaire.indicators
            if not spec.is_measured
            for level in LEVELS
        }

    def asked(self, scope: Scope) -> list[IndicatorSpec]:
        """The indicators of a scope in the order of the instrument."""
        return [spec for spec in self.questionnaire.indicators if spec.scope is scope]

    def near(self, random: Random, spec: IndicatorSpec, standing: float) -> Given:
        """An answer near the standing of who gives it."""
        return self._given[spec.id, level_near(random, standing)]


@dataclass
class _Rows:
    """Rows of one government, table by table."""

    assessments: list[dict[str, Any]] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)
    evidence: list[dict[str, Any]] = field(default_factory=list)
    receipts: list[dict[str, Any]] = field(default_factory=list)

    def write(self) -> None:
        write(Assessment, self.assessments)
        write(Answer, self.answers)
        write(Evidence, self.evidence)
        write(Receipt, self.receipts)


def add_round(random: Random, seeded: Seeded, choices: Choices) -> None:
    """Open a round that is running now, and let every OPD be somewhere in it."""
    government = seeded.government
    zone = ZoneInfo(government.time_zone.value)
    today = day_in(zone.key)
    round_ = Round(
        government_id=government.id,
        instrument_version_id=choices.questionnaire.id,
        year=YEAR,
        title=f"Asesmen Mandiri {YEAR} (data uji)",
        opens_at=datetime.combine(today - timedelta(days=DAYS_OPEN), time(), zone),
        closes_at=datetime.combine(today + timedelta(days=DAYS_LEFT), time(23, 59, 59), zone),
    )
    db.session.add(round_)
    db.session.flush()
    one = _OneRound(random, seeded, round_, choices)
    for place, unit in enumerate(seeded.units):
        one.unit(unit, STAGES[place % len(STAGES)])
    one.whole_government()
    one.rows.write()
    round_.receipts_issued = len(one.rows.receipts)
    db.session.flush()
    record(SYSTEM, "round.opened", round_, government_id=government.id, after={"year": YEAR})


class _OneRound:
    """Collects the rows of a round."""

    def __init__(self, random: Random, seeded: Seeded, round_: Round, choices: Choices) -> None:
        self.random, self.seeded, self.round, self.choices = random, seeded, round_, choices
        self.rows = _Rows()
        self.moment = round_.opens_at + timedelta(days=3)
        self.figures = figures(seeded.government.id, date(YEAR, 1, 1), date(YEAR, 12, 31))
        self.by_unit = {group.key: group for group in self.figures.by_unit}

    def unit(self, unit: SeededUnit, stage: str) -> None:
        """One OPD's assessment."""
        assessment_id = fixed_id("assessment", self.seeded.government.code, unit.id)
        submitted = stage in ("submitted", "verified")
        answers: list[dict[str, Any]] = []
        if stage != "none":
            share = 1.0 if submitted else self.random.uniform(0.3, 0.9)
            answers = self._answers(assessment_id, unit.admin_id, unit.name, Scope.OPD, share, submitted)
        if submitted:
            figures_ = self.by_unit.get(unit.id) or Tally().figures(unit.id)
            answers += self._measured(assessment_id, Scope.OPD, figures_)
        if stage == "verified":
            self._verify(answers)
        receipt = self._receipt(assessment_id, unit.name, unit.admin_id, answers) if submitted else ""
        state = AssessmentState.DRAFT if not submitted else AssessmentState(stage)
        self._assessment(assessment_id, unit.id, unit.admin_id, state, receipt)

    def whole_government(self) -> None:
        """The answers that the coordinator gives once, submitted."""
        code, by = self.seeded.government.code, self.seeded.coordinator_id
        assessment_id = fixed_id("assessment", code, "government")
        issuer = "Sekretariat Daerah"
        answers = self._answers(assessment_id, by, issuer, Scope.GOVERNMENT, 1.0, submitted=True)
        answers += self._measured(assessment_id, Scope.GOVERNMENT, self.figures.total)
        receipt = self._receipt(assessment_id, None, by, answers)
        self._assessment(assessment_id, None, by, AssessmentState.SUBMITTED, receipt)

    def _answers(
        self, assessment_id: str, by: str, issuer: str, scope: Scope, share: float, submitted: bool
    ) -> list[dict[str, Any]]:
        typed = [spec for spec in self.choices.asked(scope) if not spec.is_measured]
        standing = self.random.uniform(*SCORES)
        rows = []
        for spec in typed[: max(1, round(len(typed) * share))]:
            given = self.choices.near(self.random, spec, standing)
            row = self._answer(assessment_id, spec, given.value, given.level)
            row |= {"self_reason": self.random.choice(given.reasons), "self_by": by}
            rows.append(row)
            if submitted or self.random.random() < 0.7:
                self._prove(row["id"], spec, issuer, by)
        self.rows.answers += rows
        return rows

    def _measured(self, assessment_id: str, scope: Scope, total: GroupFigures) -> list[dict[str, Any]]:
        rows = []
        for spec in self.choices.asked(scope):
            if not spec.is_measured:
                continue
            cut_off = self.figures.cut_off
            name = MeasureName(spec.parameters["measure"])
            value = figure_of(name, total) if cut_off else None
            base = base_of(name, total)
            kept = stored(Measured(value, total.incoming, cut_off, self.figures.source, base))
            level = answer_type(spec.answer_type).level(spec.parameters, kept)
            rows.append(self._answer(assessment_id, spec, kept, level))
        self.rows.answers += rows
        return rows

    def _answer(
        self, assessment_id: str, spec: IndicatorSpec, value: Any, level: int | None
    ) -> dict[str, Any]:
        return {
            "id": fixed_id("answer", assessment_id, spec.code),
            "government_id": self.seeded.government.id,
            "assessment_id": assessment_id,
            "indicator_id": spec.id,
            "value": value,
            "self_score": level,
            "self_reason": "",
            "self_by": None,
            "self_at": self.moment,
            "verified_score": None,
            "verified_by": None,
            "verified_at": None,
        }

    def _verify(self, answers: Sequence[dict[str, Any]]) -> None:
        for row in answers:
            if row["self_by"] is None:  # measured: nobody judges a figure
                continue
            lower = row["self_score"] > 1 and self.random.random() < 0.1
            row["verified_score"] = row["self_score"] - lower
            row["verified_by"] = self.seeded.coordinator_id
            row["verified_at"] = self.moment + timedelta(days=5)

    def _prove(self, answer_id: str, spec: IndicatorSpec, issuer: str, by: str) -> None:
        self.rows.evidence.append(
            {
                "id": fixed_id("evidence", answer_id),
                "government_id": self.seeded.government.id,
                "answer_id": answer_id,
                "kind": EvidenceKind.LINK,
                "url": f"https://example.org/bukti/{spec.code.lower()}",
                "title": (spec.evidence or ("Dokumen pelaksanaan",))[0],
                "document_date": self.random.choice(DOCUMENT_DAYS),
                "issuing_unit": issuer,
                "created_by": by,
            }
        )

    def _receipt(
        self, assessment_id: str, unit: str | None, by: str, answers: Sequence[Mapping[str, Any]]
    ) -> str:
        government = self.seeded.government
        number = receipt_number(government.code, YEAR, len(self.rows.receipts) + 1)
        codes = {spec.id: spec.code for spec in self.choices.questionnaire.indicators}
        content = json.dumps(
            {
                "number": number,
                "government": {"code": government.code, "name": government.name},
                "year": YEAR,
                "instrument": {"code": self.choices.questionnaire.code},
                "unit": unit,
                "submitted_at": self.moment.isoformat(),
                "answers": [
                    {
                        "indicator": codes[row["indicator_id"]],
                        "value": row["value"],
                        "level": row["self_score"],
                        "reason": row["self_reason"],
                    }
                    for row in answers
                ],
            },
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
        )
        self.rows.receipts.append(
            {
                "id": fixed_id("receipt", assessment_id),
                "government_id": government.id,
                "assessment_id": assessment_id,
                "number": number,
                "submitted_at": self.moment,
                "submitted_by": by,
                "answer_count": len(answers),
                "evidence_count": sum(row["self_by"] is not None for row in answers),
                "content": content,
                "sha256": hashlib.sha256(content.encode()).hexdigest(),
            }
        )
        return number

    def _assessment(
        self, assessment_id: str, unit_id: str | None, by: str, state: AssessmentState, receipt: str
    ) -> None:
        verified = state is AssessmentState.VERIFIED
        self.rows.assessments.append(
            {
                "id": assessment_id,
                "government_id": self.seeded.government.id,
                "round_id": self.round.id,
                "unit_id": unit_id,
                "state": state,
                "receipt_number": receipt,
                "submitted_at": self.moment if receipt else None,
                "submitted_by": by if receipt else None,
                "verified_at": self.moment + timedelta(days=5) if verified else None,
                "verified_by": self.seeded.coordinator_id if verified else None,
            }
        )


def _given(spec: IndicatorSpec, level: int) -> Given:
    kind = answer_type(spec.answer_type)
    value = kind.from_form(spec.parameters, raw_value(spec, level))
    reached = kind.level(spec.parameters, value) or 1
    evidence = (spec.evidence or ("dokumen pelaksanaan",))[0]
    evidence = evidence[0].lower() + evidence[1:]
    return Given(value, reached, tuple(reason.format(evidence=evidence) for reason in REASONS[reached]))
