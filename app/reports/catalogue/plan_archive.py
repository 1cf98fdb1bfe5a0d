"""The action plan for the archive: PDF/A-3u, which carries its own data, exact and as a workbook."""

from dataclasses import replace

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.db import db
from app.plans.canonical import to_json
from app.plans.document_data import PlanDocument
from app.plans.models import Submission
from app.reports.catalogue.action_plan import ActionPlan
from app.reports.catalogue.action_plan.chapters import book
from app.reports.catalogue.action_plan.workbook import tables
from app.reports.document import Content, Format, Subject, plain_name
from app.reports.renderers.chapters.cut import Book, Enclosure
from app.reports.renderers.excel import render_xlsx

VARIANT = "pdf/a-3u"  # produced as such, validated only where a validator ran
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class PlanArchive(ActionPlan):
    """The same pages as the action plan, in the form that archives keep, with what they were made from."""

    name = "plan_archive"
    title = _l("Rencana aksi untuk arsip")
    summary = _l(
        "Dokumen yang sama sebagai PDF/A-3u: memuat datanya (JSON kanonis dan Excel) agar tetap terbaca kelak."
    )
    formats = (Format.PDF,)

    @property
    def series(self) -> str:
        """It is the action plan, in another form: the same number, the same signatories."""
        return ActionPlan.name

    def load(self, subject: Subject) -> Content:
        """The plan as plain data, and word for word as it was sent."""
        content = super().load(subject)
        submission = db.session.get(Submission, subject.record) if subject.record else None
        text = submission.content if submission is not None else to_json(content.data)
        return replace(content, original=text)

    def make(self, content: Content, kind: Format) -> bytes:
        """The document as PDF/A-3u."""
        if kind is not Format.PDF:
            raise ValueError(kind)
        return super().make(content, kind)

    def _book(self, content: Content, styles: tuple[str, ...]) -> Book:
        return book(content.data, styles, content.assets, variant=VARIANT, enclosures=_enclosures(content))

    def file_name(self, content: Content) -> str:
        """ "rencana-aksi-kabupaten-sinjai-2021-2024-arsip"."""
        return plain_name(super().file_name(content), "arsip")


def _enclosures(content: Content) -> tuple[Enclosure, ...]:
    document: PlanDocument = content.data
    made_at = document.submission.submitted_at if document.submission else document.generated_at
    author = _("Pemerintah %(name)s", name=document.government.name)
    workbook = render_xlsx(tables(document), title=document.title, author=author, created=made_at)
    return (
        Enclosure(
            "rencana-aksi.json",
            "application/json",
            _("Seluruh data rencana aksi; sidik SHA-256-nya tercetak pada tanda terima kiriman."),
            "Source",
            content.original.encode(),
        ),
        Enclosure("matriks.xlsx", XLSX, _("Matriks rencana aksi sebagai lembar kerja."), "Data", workbook),
    )
