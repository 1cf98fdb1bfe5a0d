"""The progress of an accepted plan at the end of one quarter: roll-ups, lights, obstacles, signature."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.access import Actor, Permission
from app.organisations.models import Government
from app.plans.progress_labels import LIGHT_LABELS, LIGHT_SIGNS, REPORT_LABELS, quarter_text
from app.plans.queries.progress import accepted_plan, periods_of
from app.plans.rules.progress import GREEN_FROM, YELLOW_FROM, Light, PeriodState
from app.reports.catalogue.progress_report.loading import ProgressData, load_progress
from app.reports.catalogue.progress_report.workbook import tables
from app.reports.document import Content, Document, Format, Option, Signer, Subject, content_of, plain_name
from app.reports.paper.html import concept_styles, part_html
from app.reports.paper.logo import LOGO
from app.reports.paper.outline import Outline
from app.reports.paper.stationery import stationery
from app.reports.renderers.prose import render_prose
from app.reports.renderers.sheets import is_sheet, render_sheets

STYLES = ("paper.css", "letter.css")


class ProgressReportDocument(Document):
    """`record` is a quarter that was opened, "2021-Q2"; empty: the latest one."""

    name = "progress_report"
    title = _l("Laporan capaian triwulan")
    summary = _l("Realisasi keluaran dan anggaran setiap kegiatan, lampu, kendala, dan langkah berikutnya.")
    formats = (Format.PDF, Format.DOCX, Format.XLSX, Format.ODS)
    signer = Signer.GOVERNMENT
    numbered = True
    permissions = (Permission.PROGRESS_READ,)
    record_label = _l("Triwulan")

    def records(self, actor: Actor, government: Government) -> Sequence[Option]:
        """The quarters that were opened, the latest first."""
        plan = accepted_plan(actor, government.id)
        opened = periods_of(plan) if plan is not None else {}
        return [
            Option(f"{year}-Q{quarter}", quarter_text(year, quarter))
            for year, quarter in sorted(opened, reverse=True)
        ]

    def load(self, subject: Subject) -> Content:
        """The quarter as plain data."""
        data = load_progress(subject.government_id, subject.record)
        return content_of(data, data.government, self.name)

    def make(self, content: Content, kind: Format) -> bytes:
        """A letter-headed report as PDF or Word, or its tables as XLSX."""
        data: ProgressData = content.data
        name = quarter_text(data.year, data.quarter)
        if is_sheet(kind):
            author = _("Pemerintah %(name)s", name=data.government.name)
            return render_sheets(
                kind, tables(data), title=_("Laporan Capaian %(quarter)s", quarter=name), author=author
            )
        paper = stationery(data.government, content.settings, logo=LOGO in content.assets)
        is_open = self.is_concept(content)
        html = part_html(
            "reports/progress_report/document.html",
            data=data,
            government=data.government,
            stationery=paper,
            concept=is_open,
            number=_("Capaian %(quarter)s, %(name)s", quarter=name, name=data.government.name),
            outline=Outline("progress"),
            quarter=name,
            lights=tuple(Light),
            light_labels=LIGHT_LABELS,
            light_signs=LIGHT_SIGNS,
            report_labels=REPORT_LABELS,
            green_from=float(GREEN_FROM),
            yellow_from=float(YELLOW_FROM),
        )
        return render_prose(
            kind, html, (*STYLES, *concept_styles(is_concept=is_open)), paper.look, content.assets
        )

    def is_concept(self, content: Content) -> bool:
        """While the quarter is open."""
        data: ProgressData = content.data
        return data.state is PeriodState.OPEN

    def file_name(self, content: Content) -> str:
        """ "laporan-capaian-kabupaten-sinjai-2021-tw2"."""
        data: ProgressData = content.data
        return plain_name("laporan-capaian", data.government.name, str(data.year), f"tw{data.quarter}")
