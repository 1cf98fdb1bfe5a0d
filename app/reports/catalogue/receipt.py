"""Receipts: that an assessment or a plan was submitted, when, by whom, and the fingerprint of what was sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.access import Actor, Permission, within
from app.assessment.models import Assessment, Receipt
from app.assessment.queries import user_names
from app.db import db
from app.organisations.models import Government
from app.plans.document_data import GovernmentData
from app.plans.models import Submission
from app.plans.queries.document import government_data, plan_document_data
from app.reports.document import (
    Content,
    Document,
    Format,
    NothingToPrintError,
    Option,
    Subject,
    content_of,
    plain_name,
)
from app.reports.paper.html import part_html
from app.reports.paper.logo import LOGO
from app.reports.paper.stationery import stationery
from app.reports.workshop import printed
from app.web.filters import waktu

STYLES = ("paper.css", "letter.css")
ASSESSMENT, PLAN = "asesmen", "rencana"
MOST = 200  # receipts to choose from


@dataclass(frozen=True, slots=True)
class ReceiptData:
    """What is printed. The counts are answers and pieces of evidence, or lines of the plan."""

    kind: str  # asesmen | rencana
    government: GovernmentData
    number: str
    sender: str
    about: str
    submitted_at: datetime
    submitted_by: str
    answers: int | None
    evidence: int | None
    lines: int | None
    budget: int | None
    sha256: str


class ReceiptDocument(Document):
    """`record` is "asesmen:<id>" or "rencana:<id>"."""

    name = "receipt"
    title = _l("Tanda terima")
    summary = _l(
        "Bukti pengiriman asesmen atau rencana aksi, dengan nomor, waktu, pengirim, dan sidik isinya."
    )
    formats = (Format.PDF,)
    permissions = (Permission.ASSESSMENT_READ, Permission.PLAN_READ)

    def permission(self, subject: Subject) -> Permission:
        """Whoever may read what was sent may have its receipt."""
        return Permission.PLAN_READ if subject.record.startswith(f"{PLAN}:") else Permission.ASSESSMENT_READ

    def records(self, actor: Actor, government: Government) -> Sequence[Option]:
        """The receipts within the actor's reach, the latest first."""
        zone = government.time_zone.value
        plans = db.session.scalars(
            select(Submission)
            .where(Submission.government_id == government.id, within(actor, Permission.PLAN_READ, Submission))
            .order_by(Submission.submitted_at.desc())
            .limit(MOST)
        )
        assessments = db.session.execute(
            select(Receipt, Assessment)
            .join(Assessment, Assessment.id == Receipt.assessment_id)
            .where(
                Receipt.government_id == government.id, within(actor, Permission.ASSESSMENT_READ, Assessment)
            )
            .order_by(Receipt.submitted_at.desc())
            .limit(MOST)
        ).all()
        found = [
            _option(PLAN, item.id, item.receipt_number, _("Rencana aksi"), waktu(item.submitted_at, zone))
            for item in plans
        ]
        found += [
            _option(
                ASSESSMENT,
                item.id,
                item.number,
                assessment.unit.name if assessment.unit else government.name,
                waktu(item.submitted_at, zone),
                assessment.unit_id,
            )
            for item, assessment in assessments
        ]
        return found

    def subject(self, subject: Subject) -> Subject:
        """A receipt of an assessment belongs to the OPD that sent it."""
        receipt, _submission = self._find(subject)
        if receipt is None:
            return Subject(subject.government_id, None, subject.record)
        return Subject(subject.government_id, receipt.assessment.unit_id, subject.record)

    def load(self, subject: Subject) -> Content:
        """The receipt as plain data."""
        receipt, submission = self._find(subject)
        data = _of_plan(submission) if submission else _of_assessment(receipt)
        return content_of(data, data.government, self.name)

    def make(self, content: Content, kind: Format) -> bytes:
        """One page with a letterhead."""
        if kind is not Format.PDF:
            raise ValueError(kind)
        data: ReceiptData = content.data
        paper = stationery(data.government, content.settings, logo=LOGO in content.assets)
        html = part_html(
            "reports/receipt/document.html",
            data=data,
            government=data.government,
            stationery=paper,
            number=data.number,
        )
        return printed(html, (*STYLES, paper.look.stylesheet), content.assets)

    def file_name(self, content: Content) -> str:
        """ "tanda-terima-ra-73-07-2021-01"."""
        data: ReceiptData = content.data
        return plain_name("tanda-terima", data.number)

    @staticmethod
    def _find(subject: Subject) -> tuple[Receipt | None, Submission | None]:
        kind, _sep, record = subject.record.partition(":")
        receipt = db.session.get(Receipt, record) if kind == ASSESSMENT else None
        submission = db.session.get(Submission, record) if kind == PLAN else None
        found = receipt or submission
        if found is None or found.government_id != subject.government_id:
            raise NothingToPrintError(_("Pilih tanda terima yang ingin dicetak."))
        return receipt, submission


def _option(
    kind: str, record: str, number: str, name: str, moment: str, unit_id: str | None = None
) -> Option:
    label = _("%(number)s, %(name)s, %(moment)s", number=number, name=name, moment=moment)
    return Option(f"{kind}:{record}", label, unit_id)


def _of_plan(submission: Submission) -> ReceiptData:
    document = plan_document_data(submission.plan_id, submission.id)
    return ReceiptData(
        kind=PLAN,
        government=document.government,
        number=submission.receipt_number,
        sender=document.government.name,
        about=document.title,
        submitted_at=submission.submitted_at,
        submitted_by=submission.submitter_name,
        answers=None,
        evidence=None,
        lines=document.totals.lines,
        budget=document.totals.budget_total,
        sha256=submission.sha256,
    )


def _of_assessment(receipt: Receipt | None) -> ReceiptData:
    if receipt is None:
        raise NothingToPrintError(_("Pilih tanda terima yang ingin dicetak."))
    assessment = receipt.assessment
    government = db.session.get_one(Government, receipt.government_id)
    names = user_names([receipt.submitted_by])
    return ReceiptData(
        kind=ASSESSMENT,
        government=government_data(government),
        number=receipt.number,
        sender=assessment.unit.name if assessment.unit else government.name,
        about=assessment.round.title,
        submitted_at=receipt.submitted_at,
        submitted_by=names.get(receipt.submitted_by or "", ""),
        answers=receipt.answer_count,
        evidence=receipt.evidence_count,
        lines=None,
        budget=None,
        sha256=receipt.sha256,
    )
