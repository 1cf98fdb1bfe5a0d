"""The action plan: the document that a regency sends to the ministry, and its matrix as a workbook."""

from collections.abc import Sequence
from dataclasses import replace

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.access import Actor, Permission
from app.assessment.models import Round
from app.db import db
from app.organisations.models import Government
from app.plans.document_data import PlanDocument
from app.plans.models import Plan, Submission
from app.plans.queries import plan_document_data
from app.plans.rules import PlanState
from app.reports.catalogue.action_plan.chapters import book
from app.reports.catalogue.action_plan.parts import whole
from app.reports.catalogue.action_plan.workbook import tables
from app.reports.document import (
    Content,
    Document,
    Format,
    NothingToPrintError,
    Option,
    Signer,
    Subject,
    content_of,
    plain_name,
)
from app.reports.paper.html import concept_styles
from app.reports.paper.logo import LOGO
from app.reports.paper.stationery import stationery
from app.reports.renderers.chapters.cut import Book
from app.reports.renderers.prose import render_prose
from app.reports.renderers.sheets import is_sheet, render_sheets
from app.reports.workshop import laid_out
from app.web.filters import waktu

STYLES = ("paper.css", "action_plan.css")


class ActionPlan(Document):
    """The working copy (no record), or one submission (its id)."""

    name = "action_plan"
    title = _l("Rencana aksi")
    summary = _l(
        "Dokumen lengkap dengan naskah, grafik, matriks, dan profil setiap OPD; matriksnya juga untuk Excel."
    )
    formats: tuple[Format, ...] = (Format.PDF, Format.DOCX, Format.XLSX, Format.ODS)
    signer = Signer.GOVERNMENT
    numbered = True
    permissions = (Permission.PLAN_READ,)

    def records(self, actor: Actor, government: Government) -> Sequence[Option]:
        """The working copy and the submissions of the latest plan."""
        plan = _latest_plan(government.id)
        if plan is None:
            return ()
        sent = db.session.scalars(
            select(Submission).where(Submission.plan_id == plan.id).order_by(Submission.number.desc())
        )
        zone = government.time_zone.value
        versions = [
            Option(
                item.id,
                _(
                    "Kiriman ke-%(number)s, %(moment)s",
                    number=item.number,
                    moment=waktu(item.submitted_at, zone),
                ),
            )
            for item in sent
        ]
        working = Option("", _("Naskah kerja saat ini"))
        # Once a plan is accepted, what people want of it is the version that was.
        return [*versions, working] if plan.state is PlanState.ACCEPTED else [working, *versions]

    def load(self, subject: Subject) -> Content:
        """The plan as plain data."""
        document = self._document(subject)
        return content_of(document, document.government, self.series)

    def make(self, content: Content, kind: Format) -> bytes:
        """The document as PDF or Word, or its matrix as XLSX."""
        document: PlanDocument = content.data
        if is_sheet(kind):
            author = _("Pemerintah %(name)s", name=document.government.name)
            return render_sheets(kind, tables(document), title=document.title, author=author)
        look = stationery(document.government, content.settings).look
        if kind is not Format.PDF:
            html = whole(document, logo=LOGO in content.assets)
            return render_prose(kind, html, stylesheets(document), look, content.assets)
        styles = (*stylesheets(document), look.stylesheet)
        return laid_out(self._book(content, styles), document.government.id)

    def is_concept(self, content: Content) -> bool:
        """Until the ministry accepts it."""
        document: PlanDocument = content.data
        return document.is_concept

    def numbered_subject(self, subject: Subject, content: Content) -> Subject:
        """The plan: the working copy and each version that was sent are the same plan."""
        document: PlanDocument = content.data
        return Subject(subject.government_id, None, document.plan_id)

    def printed_number(self, content: Content) -> str:
        """What was typed on the cover; it was sent with the plan."""
        document: PlanDocument = content.data
        return document.document_number

    def with_number(self, content: Content, number: str) -> Content:
        """On the cover and at the foot of each page."""
        return replace(content, data=replace(content.data, document_number=number))

    def file_name(self, content: Content) -> str:
        """ "rencana-aksi-kabupaten-sinjai-2021-2024-konsep"."""
        document: PlanDocument = content.data
        version = f"kiriman-{document.submission.number}" if document.submission else ""
        state = "konsep" if document.is_concept else ""
        years = f"{document.years[0]}-{document.years[-1]}"
        return plain_name("rencana-aksi", document.government.name, years, version, state)

    def _book(self, content: Content, styles: tuple[str, ...]) -> Book:
        return book(content.data, styles, content.assets)

    def _document(self, subject: Subject) -> PlanDocument:
        if subject.record:
            submission = db.session.get(Submission, subject.record)
            if submission is None or submission.government_id != subject.government_id:
                raise NothingToPrintError(_("Kiriman rencana aksi ini tidak ditemukan."))
            return plan_document_data(submission.plan_id, submission.id)
        plan = _latest_plan(subject.government_id)
        if plan is None:
            raise NothingToPrintError(_("Belum ada rencana aksi. Buat dahulu di halaman Rencana aksi."))
        return plan_document_data(plan.id)


class SubmittedPlan(ActionPlan):
    """A submission as it left: still a concept, however late the worker gets to it and whatever was decided since."""

    def load(self, subject: Subject) -> Content:
        """The submission as plain data, as on the day it was sent."""
        content = super().load(subject)
        document: PlanDocument = content.data
        return replace(content, data=replace(document, state=PlanState.SUBMITTED.value, is_concept=True))


def stylesheets(document: PlanDocument) -> tuple[str, ...]:
    """The styles of the plan, with the mark of a concept in the document's language."""
    return (*STYLES, *concept_styles(is_concept=document.is_concept))


def _latest_plan(government_id: str) -> Plan | None:
    return db.session.scalars(
        select(Plan)
        .join(Round, Round.id == Plan.round_id)
        .where(Plan.government_id == government_id)
        .order_by(Round.year.desc())
        .limit(1)
    ).one_or_none()
