"""The plan as plain data: what documents, spreadsheets, the review and the public page are made from."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask_babel import force_locale
from sqlalchemy import select

from app.db import db, utc_now
from app.organisations.models import MAIN, Government
from app.organisations.stationery.queries import second_of, settings_of, signatory_of
from app.plans import canonical
from app.plans.complaint_data import ComplaintData
from app.plans.document_data import (
    ChapterData,
    GovernmentData,
    InstrumentData,
    LineData,
    PlanDocument,
    SignatoryData,
    SubmissionData,
    UnitAnnex,
    UnitRef,
    UnitScore,
)
from app.plans.models import Chapter, Plan, Submission
from app.plans.narrative import as_printed
from app.plans.placeholders import Filled, fill
from app.plans.queries.compiling import questionnaire_of
from app.plans.queries.figures import MISSING, complaint_data, score_data
from app.plans.queries.goals import own_goals
from app.plans.queries.matrix import category_lines, totals_of, unit_refs
from app.plans.queries.rows import line_rows
from app.plans.rules import ChapterCode, PlanState
from app.web.filters import decimal2, number, percent1, rupiah

Units = Mapping[str, UnitRef]
PLAN_DOCUMENT = "action_plan"  # its name in the catalogue of documents


def plan_document_data(plan_id: str, submission_id: str | None = None) -> PlanDocument:
    """The document of the working copy, or of one submission exactly as it was sent.

    The caller has checked the right to read it. `LookupError` if there is no such plan or submission.
    """
    plan = db.session.get(Plan, plan_id)
    if plan is None:
        raise LookupError(plan_id)
    if submission_id is None:
        return working_document(plan)
    submission = db.session.get(Submission, submission_id)
    if submission is None or submission.plan_id != plan.id:
        raise LookupError(submission_id)
    return submitted_document(submission, plan.state)


def submitted_document(submission: Submission, state: PlanState) -> PlanDocument:
    """What was sent, word for word; only whether it is still a concept follows from the decision."""
    decision = submission.decision
    accepted = decision is not None and decision.verdict.value == PlanState.ACCEPTED.value
    return replace(
        canonical.from_json(submission.content),
        state=PlanState.ACCEPTED.value if accepted else state.value,
        is_concept=not accepted,
        submission=SubmissionData(
            id=submission.id,
            number=submission.number,
            receipt_number=submission.receipt_number,
            sha256=submission.sha256,
            submitted_at=submission.submitted_at,
            submitted_by=submission.submitter_name,
        ),
    )


def working_document(plan: Plan) -> PlanDocument:
    """The plan as it stands now; a constant number of queries."""
    years = tuple(plan.years)
    questionnaire = questionnaire_of(plan)
    units = unit_refs(plan.government_id)
    scores = score_data(plan.round_id, years, own_goals(plan))
    complaints = complaint_data(plan.government_id, plan.round.year)
    found = line_rows(plan, with_deleted=False)
    categories = category_lines(questionnaire, found, years, units)
    rows = [line for category in categories for line in category.lines]
    totals = totals_of(rows, years)
    government = government_data(plan.government, PLAN_DOCUMENT)
    missing = tuple(score.unit for score in scores.units if score.state == MISSING)
    document = PlanDocument(
        plan_id=plan.id,
        title=plan.title,
        years=years,
        state=plan.state.value,
        is_concept=plan.state is not PlanState.ACCEPTED,
        document_number=plan.document_number,
        generated_at=utc_now(),
        round_title=plan.round.title,
        round_year=plan.round.year,
        government=government,
        instrument=InstrumentData(questionnaire.code, questionnaire.title, questionnaire.notice),
        chapters=(),
        scores=scores,
        complaints=complaints,
        categories=categories,
        units=tuple(_annex(score, rows, complaints) for score in scores.units),
        totals=totals,
        unit_count=len(scores.units),
        missing_units=missing,
    )
    values = placeholder_values(document)
    chapters = chapters_of(plan)
    return replace(
        document,
        chapters=tuple(
            ChapterData(chapter.code.value, chapter.title, as_printed(fill(chapter.body, values).html))
            for chapter in chapters
        ),
    )


def chapters_of(plan: Plan) -> Sequence[Chapter]:
    """The chapters in the order of the document."""
    found = db.session.scalars(select(Chapter).where(Chapter.plan_id == plan.id)).all()
    order = list(ChapterCode)
    return sorted(found, key=lambda chapter: order.index(chapter.code))


def preview(chapter: Chapter, document: PlanDocument) -> Filled:
    """A chapter with its figures, and what could not be filled."""
    return fill(as_printed(chapter.body), placeholder_values(document))


def placeholder_values(document: PlanDocument) -> dict[str, str | None]:
    """What every placeholder says, formatted as an Indonesian document does; None where there is no figure yet."""
    scores, complaints, totals = document.scores, document.complaints, document.totals
    with force_locale("id"):
        return {
            "pemerintah": document.government.name,
            "provinsi": document.government.province_name or None,
            "unit_koordinator": document.government.lead_unit_label,
            "judul": document.title,
            "tahun_awal": str(document.years[0]),
            "tahun_akhir": str(document.years[-1]),
            "tahun_asesmen": str(document.round_year),
            "indeks": None if scores.government_index is None else decimal2(scores.government_index),
            "predikat": scores.predicate_name or None,
            "jumlah_opd": number(document.unit_count),
            "jumlah_opd_mengirim": number(document.unit_count - len(document.missing_units)),
            "jumlah_kegiatan": number(totals.lines),
            "jumlah_anggaran": rupiah(totals.budget_total),
            "jumlah_pengaduan": None if complaints is None else number(complaints.incoming),
            "persen_tindak_lanjut": _share(complaints.followed_up_share if complaints else None),
            "persen_selesai": _share(complaints.closed_share if complaints else None),
        }


def _share(share: float | None) -> str | None:
    return None if share is None else percent1(share)


def government_data(government: Government, kind: str = MAIN) -> GovernmentData:
    """A government as its documents show it; `kind` (a name of the catalogue) decides who signs."""
    settings = settings_of(government.id)
    second = second_of(settings, kind)
    lines = settings.address.splitlines() if settings is not None else []
    return GovernmentData(
        id=government.id,
        code=government.code,
        name=government.name,
        kind=government.kind.value,
        province_name=government.parent.name if government.parent else "",
        time_zone=government.time_zone.value,
        lead_unit_label=government.lead_unit_label,
        letterhead=tuple(line.strip() for line in lines if line.strip()),
        logo_file_id=government.logo_file_id,
        signatory=SignatoryData(**signatory_of(settings, kind), place=government.capital),
        knows=SignatoryData(**second) if second else None,
    )


def _annex(score: UnitScore, rows: Sequence[LineData], complaints: ComplaintData | None) -> UnitAnnex:
    unit_id = score.unit.id
    groups = complaints.by_unit if complaints else ()
    return UnitAnnex(
        unit=score.unit,
        score=score,
        gap_count=len(
            {
                origin.indicator_code
                for row in rows
                for origin in row.origins
                if origin.kind == "gap" and origin.unit_name == score.unit.name
            }
        ),
        complaints=next((group for group in groups if group.key == unit_id), None),
        line_ids=tuple(row.id for row in rows if row.responsible_unit and row.responsible_unit.id == unit_id),
        supporting_line_ids=tuple(
            row.id for row in rows if any(unit.id == unit_id for unit in row.supporting_units)
        ),
    )
