"""A world of several governments full of records: the demonstration, topped up so that every kind of record exists.

`MINE` is the regency that the attackers belong to, `THEIRS` another one of the same province. What people of THEIRS
wrote begins with the canary, so that it is recognised wherever it leaks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import Flask
from flask_babel import force_locale
from sqlalchemy import select, update

from app.access import SYSTEM, Role
from app.api.actions.channels import Scopes, add_channel, add_webhook, make_key, try_webhook
from app.api.models import ApiKey, Channel, Webhook, WebhookDelivery
from app.assessment.examples.models import GoodExample
from app.assessment.models import Answer, Assessment, Evidence, Receipt, Round
from app.assessment.rules.talking import Side
from app.assessment.together.models import AnswerThread, CommonAnswer, Handover, ThreadMessage
from app.assessment.verifying.models import AnswerSample, Objection, SampledAnswer
from app.assessment.workbook.models import BroughtWorkbook
from app.cli.demo.story import tell
from app.complaints.actions.reporters import ReporterDecision, decide_on_reporters
from app.complaints.calendar import DayKind
from app.complaints.models import (
    CalendarChange,
    CalendarDay,
    ChangeSubject,
    Complaint,
    ComplaintEvent,
    ComplaintImport,
    ComplaintReporter,
    ComplaintView,
    ImportMapping,
    PublishedTotal,
    RecurringProblem,
    RetentionRule,
)
from app.complaints.reporters import Reporter
from app.complaints.sealing import seal
from app.db import Base, as_system, db, unit_of_work, utc_now
from app.files.models import StoredFile
from app.files.pieces import Upload
from app.jobs.models import Job
from app.notifications.models import Notification
from app.organisations.models import Appointment, Government, Invitation, Unit, UnitAlias, User
from app.plans.models import (
    Chapter,
    LineProblem,
    MarginNote,
    Plan,
    PlanAddendum,
    PlanLine,
    ProgressEvidence,
    ProgressPeriod,
    ProgressReport,
    Proposal,
    ReviewComment,
    ReviewDecision,
    ReviewDraw,
    SecondLook,
    Submission,
)
from app.plans.rules import Severity, Verdict
from app.plans.rules.progress import ReportState
from app.reports.models import DocumentNumber, GeneratedDocument, IssuedDocument
from app.reports.rules.signing import SigningWay
from app.reports.signing.models import DocumentSignature
from tests.factories import organisations as make

MINE = "73.07"
THEIRS = "73.02"
ELSEWHERE = "32"  # a province that has nothing to do with either
CANARY = "KENARI"

# Address argument → what it names. A new one fails test_every_argument_of_an_address_is_known until it stands here.
RECORDS: dict[str, type[Base]] = {
    "addendum_id": PlanAddendum,
    "alias_id": UnitAlias,
    "channel_id": Channel,
    "common_id": CommonAnswer,
    "handover_id": Handover,
    "message_id": ThreadMessage,
    "delivery_id": WebhookDelivery,
    "key_id": ApiKey,
    "webhook_id": Webhook,
    "appointment_id": Appointment,
    "assessment_id": Assessment,
    "change_id": CalendarChange,
    "comment_id": ReviewComment,
    "complaint_id": Complaint,
    "day_id": CalendarDay,
    "document_id": GeneratedDocument,
    "evidence_id": Evidence,
    "example_id": GoodExample,
    "file_id": StoredFile,
    "import_id": ComplaintImport,
    "invitation_id": Invitation,
    "job_id": Job,
    "layout_id": ImportMapping,
    "line_id": PlanLine,
    "look_id": SecondLook,
    "note_id": MarginNote,
    "notice_id": Notification,
    "number_id": DocumentNumber,
    "period_id": RetentionRule,
    "plan_id": Plan,
    "problem_id": RecurringProblem,
    "proof_id": ProgressEvidence,
    "proposal_id": Proposal,
    "quarter_id": ProgressPeriod,
    "receipt_id": Receipt,
    "sample_id": AnswerSample,
    "report_id": ProgressReport,
    "round_id": Round,
    "submission_id": Submission,
    "tie_id": LineProblem,
    "total_id": PublishedTotal,
    "unit_id": Unit,
    "upload_id": Upload,
    "user_id": User,
    "view_id": ComplaintView,
    "workbook_id": BroughtWorkbook,
}
# Arguments that name no record of a government, with a value that exists.
OTHERS: dict[str, str] = {
    "batch": "tidak-ada",
    "bab": "bab1",
    "category": "kebijakan",
    "code": "K-01",  # an indicator or a chapter; under /pemerintah and /instrumen see `address`
    "draw_id": "tidak-ada",
    "filename": "renaksi.css",
    "kind": "csv",
    "name": "rencana-aksi",
    "nomor": "1",
    "rak": "kabupaten",
    "phrase_id": "tidak-ada",
    "practice_id": "tidak-ada",  # of no government's own: what was accepted is for everybody
    "reference": "tidak-ada",
    "rule_id": "tidak-ada",
    "step": "tindak-lanjut",
    "tanggal": "2022-05-02",
    "token": "tidak-ada",
    "tracking_id": "tidak-ada",  # at a channel; its key is the tenant (see test_keys)
}

# What people write, which no stranger may read.
WRITTEN: tuple[tuple[type[Base], str], ...] = (
    (Unit, "name"),
    (User, "name"),
    (Round, "title"),
    (Plan, "title"),
    (PlanLine, "activity"),
    (PlanLine, "problem"),
    (Complaint, "title"),
    (Complaint, "text"),
    (ComplaintEvent, "note"),
    (ComplaintView, "name"),
    (Answer, "self_reason"),
    (Evidence, "title"),
    (GoodExample, "description"),
    (Objection, "reason"),
    (SampledAnswer, "note"),
    (ReviewComment, "text"),
    (SecondLook, "note"),
    (Handover, "note"),
    (ThreadMessage, "text"),
    (CommonAnswer, "text"),
    (MarginNote, "text"),
    (Notification, "title"),
    (StoredFile, "original_name"),
    (Job, "message"),
    (ComplaintImport, "filename"),
    (RetentionRule, "basis"),
    (Channel, "name"),
    (Webhook, "url"),
    (WebhookDelivery, "subject"),
    (CalendarDay, "name"),
    (ProgressReport, "obstacle"),
    (ProgressEvidence, "title"),
    (PlanAddendum, "reason"),
    (PublishedTotal, "title"),
    (PublishedTotal, "publisher"),
)


@dataclass(frozen=True)
class Attacker:
    """Somebody who may do things in MINE (or nothing at all), and nothing in THEIRS."""

    label: str
    role: Role
    username: str


ATTACKERS = (
    Attacker("opd_admin", Role.OPD_ADMIN, "penyerang.opd"),
    Attacker("contributor", Role.CONTRIBUTOR, "penyerang.kontributor"),
    Attacker("coordinator", Role.COORDINATOR, "penyerang.koordinator"),
    Attacker("leader", Role.LEADER, "penyerang.pimpinan"),
    Attacker("other province's supervisor", Role.PROVINCE_SUPERVISOR, "penyerang.provinsi"),
    Attacker("other province's ombudsman", Role.OMBUDSMAN, "penyerang.ombudsman"),
)


def build(app: Flask) -> None:
    """Fill the database; about fifteen seconds."""
    with app.test_request_context("/"), force_locale("id"), as_system(), unit_of_work():
        tell(lambda _text: None)
        mine, theirs, elsewhere = (government(code) for code in (MINE, THEIRS, ELSEWHERE))
        for owner in (mine, theirs):
            _top_up(owner)
            _keep_reporter(owner)
        own_unit = db.session.scalars(select(Unit).where(Unit.government_id == mine.id)).first()
        places: dict[Role, dict[str, Any]] = {
            Role.OPD_ADMIN: {"unit": own_unit},
            Role.CONTRIBUTOR: {"unit": own_unit},
            Role.PROVINCE_SUPERVISOR: {"government": elsewhere},
            Role.OMBUDSMAN: {"government": elsewhere},
        }
        for attacker in ATTACKERS:
            place = places.get(attacker.role, {"government": mine})
            make.user_with(attacker.role, username=attacker.username, **place)
        _mark(theirs)


def government(code: str) -> Government:
    """The government with this official code."""
    return db.session.scalars(select(Government).where(Government.code == code)).one()


def belonging_to(owner: Government, model: type[Any]) -> Any:
    """A statement that selects the rows of `model` which belong to `owner`."""
    if model is User:
        people = select(Appointment.user_id).where(Appointment.government_id == owner.id)
        return select(User).where(User.id.in_(people))
    return select(model).where(model.government_id == owner.id)


def _top_up(owner: Government) -> None:
    """Records that the demonstration has not (or not in every regency)."""
    person = db.session.scalars(belonging_to(owner, User)).first()
    unit = db.session.scalars(belonging_to(owner, Unit)).first()
    assert person is not None
    assert unit is not None
    file = StoredFile(
        government_id=owner.id,
        blob="aa/tidak-ada",
        sha256="a" * 64,
        size=1,
        media_type="application/pdf",
        original_name="surat.pdf",
        purpose="evidence",
        created_by=person.id,
    )
    db.session.add(file)
    db.session.flush()
    plan = db.session.scalars(belonging_to(owner, Plan)).first()
    assert plan is not None
    channel = add_channel(SYSTEM, owner, "Kanal uji")
    make_key(SYSTEM, channel, Scopes(push=True, figures=True), None)
    try_webhook(SYSTEM, add_webhook(SYSTEM, channel, "https://kanal.contoh.go.id/"))
    missing: dict[type[Base], Callable[[], Base]] = {
        UnitAlias: lambda: make.alias(unit, "Ejaan Lain"),
        Job: lambda: Job(government_id=owner.id, name="uji", actor_user_id=person.id, message="selesai"),
        Notification: lambda: Notification(
            user_id=person.id, government_id=owner.id, kind="uji", title="Pemberitahuan", url="/"
        ),
        Invitation: lambda: Invitation(
            token_sha256=(owner.id * 4)[:64],
            email=f"undangan.{owner.code}@uji.invalid",
            name="Yang Diundang",
            role=Role.COORDINATOR,
            government_id=owner.id,
            expires_at=utc_now() + timedelta(days=3),
        ),
        ComplaintImport: lambda: ComplaintImport(
            government_id=owner.id, source="uji", filename="pengaduan.csv", format="lapor_v1"
        ),
        PublishedTotal: lambda: PublishedTotal(
            government_id=owner.id,
            title="Rekap tahunan",
            publisher="Dinas Kominfo",
            source="Siaran pers",
            published_on=date(2021, 7, 1),
            first_day=date(2021, 1, 1),
            last_day=date(2021, 6, 30),
            count=40,
        ),
        RetentionRule: lambda: RetentionRule(
            government_id=owner.id, months=12, valid_from=make.today(), basis="Kebijakan daerah"
        ),
        CalendarDay: lambda: CalendarDay(
            government_id=owner.id, day=date(2021, 4, 1), kind=DayKind.LOCAL, name="Hari Jadi"
        ),
        CalendarChange: lambda: CalendarChange(
            government_id=owner.id,
            subject=ChangeSubject.DAYS,
            items=[],
            reach={"days": [], "rules": []},
            reason=f"{CANARY if owner.code == THEIRS else MINE} menetapkan hari jadi",
            first_day=date(2021, 4, 1),
            last_day=date(2021, 4, 1),
        ),
        ComplaintView: lambda: ComplaintView(
            government_id=owner.id,
            owner_id=person.id,
            name="Tampilan",
            query={"status": "disposed"},
            is_shared=True,
        ),
        ImportMapping: lambda: ImportMapping(government_id=owner.id, source="uji", signature="s" * 32),
        GeneratedDocument: lambda: GeneratedDocument(
            government_id=owner.id, name="rencana-aksi", kind="pdf", file_id=file.id, made_at=utc_now()
        ),
        DocumentNumber: lambda: DocumentNumber(
            government_id=owner.id,
            name="complaint_figures",
            subject="|2021",
            year=2021,
            number=f"{CANARY if owner.code == THEIRS else MINE}/1/2021",
        ),
        Proposal: lambda: Proposal(
            government_id=owner.id,
            round_id=plan.round_id,
            unit_id=unit.id,
            category_code="kebijakan",
            activity="Usulan kegiatan",
        ),
        Submission: lambda: Submission(
            government_id=owner.id,
            plan_id=plan.id,
            number=1,
            receipt_number=f"UJI-{owner.code}",
            content="{}",
            sha256="a" * 64,
        ),
        RecurringProblem: lambda: RecurringProblem(
            government_id=owner.id,
            category="Kesehatan",
            unit_id=unit.id,
            first_day=date(2021, 5, 1),
            last_day=date(2021, 10, 31),
            now={"volume": 12},
            before={"volume": 3},
            volume=12,
        ),
        MarginNote: lambda: MarginNote(
            government_id=owner.id,
            chapter_id=db.session.scalars(belonging_to(owner, Chapter).with_only_columns(Chapter.id)).first(),
            anchor="a" * 24,
            quote="Paragraf",
            text="Catatan pinggir",
        ),
        BroughtWorkbook: lambda: BroughtWorkbook(
            government_id=owner.id,
            batch="b" * 22,
            round_id=plan.round_id,
            file_id=file.id,
            name="asesmen.xlsx",
            fault="not_ours",
            words="Bukan lembar asesmen",
        ),
        Upload: lambda: Upload(
            government_id=owner.id,
            created_by=db.session.scalars(select(User.id).order_by(User.id).limit(1)).one(),
            target="assessment",
            filename="bukti.pdf",
            size=10,
        ),
        ReviewComment: lambda: ReviewComment(
            government_id=owner.id, plan_id=plan.id, severity=next(iter(Severity)), text="Catatan telaah"
        ),
    }
    for model, made in missing.items():
        if db.session.scalars(belonging_to(owner, model)).first() is None:
            db.session.add(made())
            db.session.flush()
    _tie(owner)
    _draw(owner)
    _draw_answer(owner)
    _talk(owner)
    _sign(owner, file)
    _report_progress(owner, plan, file)
    db.session.flush()


def _keep_reporter(owner: Government) -> None:
    """Who complained, of the complaint that the tests ask for."""
    decide_on_reporters(SYSTEM, owner, ReporterDecision(True, "Uji", "Pejabat", "pdp@uji.invalid", 24))
    complaint = db.session.scalars(belonging_to(owner, Complaint).order_by(Complaint.id)).first()
    assert complaint is not None
    # Past the door, which takes nothing of a complaint that ended long ago.
    who = Reporter(name=f"{CANARY if owner.code == THEIRS else MINE} pelapor")
    sealed = seal(owner.id, who)
    db.session.add(ComplaintReporter(government_id=owner.id, complaint_id=complaint.id, sealed=sealed))


def _tie(owner: Government) -> None:
    """A line that answers a recurring problem, if the demonstration has none there."""
    if db.session.scalars(belonging_to(owner, LineProblem)).first() is None:
        line = db.session.scalars(belonging_to(owner, PlanLine)).first()
        problem = db.session.scalars(belonging_to(owner, RecurringProblem)).first()
        assert line is not None
        assert problem is not None
        db.session.add(
            LineProblem(
                government_id=owner.id, line_id=line.id, problem_id=problem.id, begins_on=date(2021, 1, 1)
            )
        )


def _draw(owner: Government) -> None:
    """A submission that was drawn for a second look."""
    submission = db.session.scalars(belonging_to(owner, Submission)).first()
    assert submission is not None
    if submission.decision is None:
        db.session.add(
            ReviewDecision(government_id=owner.id, submission_id=submission.id, verdict=Verdict.ACCEPTED)
        )
    drawn = ReviewDraw(seed="uji", size=1, population=1, decided_until=utc_now())
    db.session.add(drawn)
    db.session.flush()
    db.session.add(
        SecondLook(government_id=owner.id, draw_id=drawn.id, submission_id=submission.id, position=1, note="")
    )


def _draw_answer(owner: Government) -> None:
    """An answer that was drawn to be looked at again, and an objection to it."""
    answer = db.session.scalars(belonging_to(owner, Answer)).first()
    assert answer is not None
    drawn = AnswerSample(
        government_id=owner.id,
        round_id=answer.assessment.round_id,
        seed="uji",
        size=1,
        population=1,
        population_sha256="d" * 64,
    )
    db.session.add(drawn)
    db.session.flush()
    db.session.add(
        SampledAnswer(
            government_id=owner.id, sample_id=drawn.id, answer_id=answer.id, position=1, note="Catatan"
        )
    )
    evidence = db.session.scalars(belonging_to(owner, Evidence)).first()
    if db.session.scalars(belonging_to(owner, GoodExample)).first() is None and evidence is not None:
        db.session.add(
            GoodExample(
                government_id=owner.id,
                answer_id=evidence.answer_id,
                evidence_id=evidence.id,
                indicator_code="K-01",
                level=3,
                description="Keputusan kepala dinas",
            )
        )
    if db.session.scalars(belonging_to(owner, Objection)).first() is None:
        db.session.add(
            Objection(
                government_id=owner.id,
                assessment_id=answer.assessment_id,
                answer_id=answer.id,
                score=1,
                reason="Keberatan",
            )
        )


def _talk(owner: Government) -> None:
    """Something handed over, a question about it, and an answer for every OPD."""
    answer = db.session.scalars(
        belonging_to(owner, Answer)
        .join(Assessment, Assessment.id == Answer.assessment_id)
        .where(Assessment.unit_id.is_not(None))
    ).first()
    assert answer is not None
    own = answer.assessment
    given = Handover(
        government_id=owner.id, assessment_id=own.id, unit_id=own.unit_id, name="Kolega", note="Mohon diisi"
    )
    thread = AnswerThread(government_id=owner.id, assessment_id=own.id, indicator_id=answer.indicator_id)
    common = CommonAnswer(
        government_id=owner.id,
        round_id=own.round_id,
        indicator_id=answer.indicator_id,
        question="Dari mana?",
        text="Dari sana.",
    )
    for model, row in ((Handover, given), (AnswerThread, thread), (CommonAnswer, common)):
        if db.session.scalars(belonging_to(owner, model)).first() is None:
            db.session.add(row)
            db.session.flush()
    if db.session.scalars(belonging_to(owner, ThreadMessage)).first() is None:
        db.session.add(
            ThreadMessage(government_id=owner.id, thread_id=thread.id, side=Side.OPD, text="Apa maksudnya?")
        )
    db.session.flush()


def _sign(owner: Government, file: StoredFile) -> None:
    """A document that was signed on paper. A signature never changes, so the canary sits in it from the start."""
    issued = IssuedDocument(
        government_id=owner.id, name="action_plan", language="id", file_name="a.pdf", sha256="b" * 64, size=1
    )
    db.session.add(issued)
    db.session.flush()
    db.session.add(
        DocumentSignature(
            government_id=owner.id,
            issued_id=issued.id,
            way=SigningWay.SCAN,
            signer_name=f"{CANARY if owner.code == THEIRS else MINE} penanda tangan",
            signed_on=make.today(),
            sha256="c" * 64,
            size=1,
            file_id=file.id,
        )
    )


def _report_progress(owner: Government, plan: Plan, file: StoredFile) -> None:
    """An open quarter with a report, its evidence and an addendum, where the demonstration has none."""
    if db.session.scalars(belonging_to(owner, ProgressPeriod)).first() is not None:
        return
    line = db.session.scalars(belonging_to(owner, PlanLine).where(PlanLine.plan_id == plan.id)).first()
    assert line is not None
    period = ProgressPeriod(
        government_id=owner.id,
        plan_id=plan.id,
        year=2021,
        quarter=1,
        due_on=make.today(),
        opened_at=utc_now(),
    )
    db.session.add(period)
    db.session.flush()
    report = ProgressReport(
        government_id=owner.id,
        period_id=period.id,
        line_id=line.id,
        state=ReportState.SENT,
        obstacle="Kendala",
        sent_at=utc_now(),
    )
    db.session.add(report)
    db.session.flush()
    db.session.add(
        ProgressEvidence(government_id=owner.id, report_id=report.id, file_id=file.id, title="Foto kegiatan")
    )
    db.session.add(
        PlanAddendum(
            government_id=owner.id, plan_id=plan.id, line_id=line.id, number=1, reason="Sasaran berubah"
        )
    )


def _mark(owner: Government) -> None:
    for model, column in WRITTEN:
        written = getattr(model, column)
        ids = belonging_to(owner, model).with_only_columns(model.id)  # type: ignore[attr-defined]
        db.session.execute(
            update(model)
            .where(model.id.in_(ids))  # type: ignore[attr-defined]
            .values({column: CANARY + " " + written})
            .execution_options(synchronize_session=False)
        )
