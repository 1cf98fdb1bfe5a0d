"""The assessment of a whole government: every OPD side by side, by whose scores, what most of them lack."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.access import Actor, Permission
from app.assessment.labels import STATE_LABELS
from app.assessment.states import AssessmentState
from app.organisations.models import Government
from app.reports.catalogue.assessment_summary.loading import SummaryData, latest_rounds, load_summary
from app.reports.catalogue.assessment_summary.workbook import tables
from app.reports.document import Content, Document, Format, Option, Signer, Subject, content_of, plain_name
from app.reports.paper.html import concept_styles, part_html
from app.reports.paper.logo import LOGO
from app.reports.paper.outline import Outline
from app.reports.paper.stationery import stationery
from app.reports.renderers.prose import render_prose
from app.reports.renderers.sheets import is_sheet, render_sheets

STYLES = ("paper.css", "letter.css")


class AssessmentSummary(Document):
    """`record` is the id of a round."""

    name = "assessment_summary"
    title = _l("Ringkasan asesmen pemerintah daerah")
    summary = _l(
        "Semua OPD berdampingan: indeks per kategori, nilai mandiri, verifikasi, dan kementerian, sebaran, "
        "kesenjangan bersama, dan bukti dukung."
    )
    formats = (Format.PDF, Format.DOCX, Format.XLSX, Format.ODS)
    signer = Signer.GOVERNMENT
    permissions = (Permission.ASSESSMENT_BOARD,)
    record_label = _l("Putaran asesmen")

    def records(self, actor: Actor, government: Government) -> Sequence[Option]:
        """The rounds, the latest first."""
        return [Option(each.id, each.title) for each in latest_rounds(government.id)]

    def load(self, subject: Subject) -> Content:
        """The round as plain data."""
        data = load_summary(subject.government_id, subject.record)
        return content_of(data, data.government, self.name)

    def make(self, content: Content, kind: Format) -> bytes:
        """A letter-headed report, or its tables; a concept while an OPD is not verified."""
        data: SummaryData = content.data
        if is_sheet(kind):
            author = _("Pemerintah %(name)s", name=data.government.name)
            return render_sheets(kind, tables(data), title=_("Ringkasan Asesmen"), author=author)
        paper = stationery(data.government, content.settings, logo=LOGO in content.assets)
        is_concept = self.is_concept(content)
        html = part_html(
            "reports/assessment_summary/document.html",
            data=data,
            government=data.government,
            stationery=paper,
            concept=is_concept,
            day=content.made_at,
            number=_(
                "Ringkasan asesmen %(name)s, %(round)s", name=data.government.name, round=data.round_title
            ),
            outline=Outline("summary"),
            states={state.value: STATE_LABELS[state] for state in AssessmentState},
        )
        styles = (*STYLES, *concept_styles(is_concept=is_concept))
        return render_prose(kind, html, styles, paper.look, content.assets)

    def is_concept(self, content: Content) -> bool:
        """While an OPD is not verified."""
        data: SummaryData = content.data
        return not data.is_complete

    def file_name(self, content: Content) -> str:
        """ "ringkasan-asesmen-kabupaten-sinjai-2021"."""
        data: SummaryData = content.data
        return plain_name("ringkasan-asesmen", data.government.name, str(data.round_year))
