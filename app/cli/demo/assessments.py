"""The round of the demonstration: from OPD that have not begun to OPD that are verified."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from sqlalchemy import select

from app.access import Actor
from app.assessment.actions.acceptance import accept_remaining
from app.assessment.actions.answers import save_answer
from app.assessment.actions.evidence import add_file, add_link
from app.assessment.actions.rounds import open_round
from app.assessment.actions.submission import submit
from app.assessment.actions.verification import (
    confirm,
    decide,
    mark_to_return,
    return_assessment,
)
from app.assessment.models import Assessment, Round
from app.assessment.queries.sheet import Line, load_sheet
from app.cli.demo.answers import (
    DOCUMENT_DAYS,
    LOWER_REASONS,
    RETURN_REASONS,
    level_near,
    raw_value,
    reason,
)
from app.cli.demo.documents import show_documents
from app.cli.demo.evidence_files import pdf_page, picture
from app.cli.demo.flags import explain_some, settle
from app.db import db
from app.instrument.answer_types import answer_type
from app.instrument.models import InstrumentVersion
from app.organisations.models import Government

YEAR = 2021


@dataclass(frozen=True)
class Course:
    """How one OPD fares: `standing` 1–5, and how far it came: none, draft, submitted, returned, verified.

    `boasts` is how many levels above its standing it places itself; its complaints go by the standing alone.
    """

    standing: float
    reached: str = "verified"
    boasts: float = 0.0


def open_demo_round(actor: Actor, government: Government, *, year: int = YEAR, days_left: int = 21) -> Round:
    """Open a round of the 2021 questions; its days lie around today, so that it can be tried at any time."""
    version = db.session.scalars(select(InstrumentVersion).where(InstrumentVersion.code == str(YEAR))).one()
    today = government.today()
    return open_round(
        actor,
        government,
        version,
        year=year,
        title=f"Asesmen Mandiri {year} (data demonstrasi)",
        opens_on=today - timedelta(days=30),
        closes_on=today + timedelta(days=days_left),
    )


def run_assessments(
    random: Random,
    round_: Round,
    coordinator: Actor,
    admins: Mapping[str, Actor],
    courses: Mapping[str, Course],
) -> None:
    """Let every OPD (by id) follow its course; the coordinator answers for the government as a whole."""
    for assessment in db.session.scalars(select(Assessment).where(Assessment.round_id == round_.id)).all():
        if assessment.unit_id is None:
            _fill(random, coordinator, assessment, 2.8, share=1.0, files=2)
            show_documents(coordinator, assessment, replacing=True)
            submit(coordinator, assessment)  # nobody verifies the own answers: the ministry scores these
            continue
        _follow(random, assessment, coordinator, admins[assessment.unit_id], courses[assessment.unit_id])


def _follow(random: Random, assessment: Assessment, coordinator: Actor, admin: Actor, course: Course) -> None:
    if course.reached == "none":
        return
    share = random.uniform(0.25, 0.8) if course.reached == "draft" else 1.0
    _fill(
        random,
        admin,
        assessment,
        course.standing + course.boasts,
        share=share,
        files=1 if random.random() < 0.3 else 0,
    )
    show_documents(admin, assessment, replacing=course.reached == "draft")
    if course.reached == "draft":
        return
    submit(admin, assessment)
    explain_some(random, admin, assessment)
    if course.reached == "submitted":
        return
    _verify(random, coordinator, assessment, returning=course.reached == "returned")


def _fill(
    random: Random, actor: Actor, assessment: Assessment, standing: float, *, share: float, files: int
) -> None:
    lines = [line for line in load_sheet(assessment).lines if line.kind.is_typed]
    for place, line in enumerate(lines[: max(1, round(len(lines) * share))]):
        spec = line.spec
        raw = raw_value(spec, level_near(random, standing))
        kind = answer_type(spec.answer_type)
        value = kind.from_form(spec.parameters, raw)
        level = kind.level(spec.parameters, value) or 1
        save_answer(actor, assessment, spec, value=value, reason=reason(random, spec, level), seen_version=0)
        _prove(random, actor, assessment, line, with_file=place < files)


def _prove(random: Random, actor: Actor, assessment: Assessment, line: Line, *, with_file: bool) -> None:
    spec = line.spec
    title = (spec.evidence or ("Dokumen pelaksanaan",))[0]
    unit = assessment.unit.name if assessment.unit is not None else "Sekretariat Daerah"
    day: date = random.choice(DOCUMENT_DAYS)
    if with_file:
        is_picture = random.random() < 0.3
        content = picture(title) if is_picture else pdf_page(["DATA DEMONSTRASI", title, unit])
        name = f"bukti-{spec.code.lower()}.{'png' if is_picture else 'pdf'}"
        add_file(actor, assessment, spec, io.BytesIO(content), name, document_date=day, issuing_unit=unit)
        return
    address = f"https://example.org/bukti/{spec.code.lower()}"
    add_link(actor, assessment, spec, address, title=title, document_date=day, issuing_unit=unit)


def _verify(random: Random, coordinator: Actor, assessment: Assessment, *, returning: bool) -> None:
    typed = [
        line
        for line in load_sheet(assessment).lines
        if line.kind.is_typed and line.answer is not None and line.answer.self_score is not None
    ]
    for line in random.sample(typed, k=min(3, len(typed))):
        answer = line.stored
        score = answer.self_score or 1
        if score > 1 and random.random() < 0.6:
            decide(coordinator, answer, score - 1, random.choice(LOWER_REASONS), seen_version=answer.version)
    if returning:
        for line, (why, needed) in zip(
            random.sample(typed, k=min(2, len(typed))), RETURN_REASONS, strict=False
        ):
            mark_to_return(coordinator, line.stored, why, needed, seen_version=line.stored.version)
        return_assessment(coordinator, assessment)
        return
    settle(coordinator, assessment)
    accept_remaining(coordinator, assessment)
    confirm(coordinator, assessment)
