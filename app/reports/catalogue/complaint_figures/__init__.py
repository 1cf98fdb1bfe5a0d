"""The complaint figures of a year or of the whole register, of a government or of one OPD."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.access import Actor, Permission
from app.complaints.queries.figures import months_of
from app.complaints.statistics import Figures
from app.db import db
from app.organisations.models import Government, Unit
from app.plans.complaint_data import ComplaintData
from app.plans.document_data import GovernmentData
from app.plans.queries.complaints import complaint_document
from app.plans.queries.document import government_data
from app.reports.catalogue.complaint_figures.periods import label, period_of, periods_of
from app.reports.catalogue.complaint_figures.workbook import tables
from app.reports.document import (
    Content,
    Document,
    Format,
    NothingToPrintError,
    Option,
    Signer,
    Subject,
    UnitChoice,
    content_of,
    plain_name,
)
from app.reports.paper import complaints
from app.reports.paper.html import part_html
from app.reports.paper.logo import LOGO
from app.reports.paper.outline import Outline
from app.reports.paper.stationery import stationery
from app.reports.renderers.prose import render_prose
from app.reports.renderers.sheets import is_sheet, render_sheets

STYLES = ("paper.css", "letter.css")


@dataclass(frozen=True, slots=True)
class FiguresData:
    """What is printed; `all` are the figures as computed, for the workbook."""

    government: GovernmentData
    unit_name: str
    figures: ComplaintData
    all: Figures
    record: str = ""


class ComplaintFigures(Document):
    """`record` is a year ("2021"), a quarter ("2021-Q1") or a month ("2021-03"); empty: everything in the register."""

    name = "complaint_figures"
    title = _l("Data pengaduan")
    summary = _l(
        "Angka pengaduan menurut status, bulan, kategori, kanal, dan OPD, beserta ketepatan waktunya."
    )
    formats = (Format.PDF, Format.DOCX, Format.XLSX, Format.ODS)
    unit_choice = UnitChoice.OPTIONAL
    signer = Signer.GOVERNMENT
    numbered = True
    permissions = (Permission.COMPLAINT_FIGURES,)
    record_label = _l("Periode")

    def records(self, actor: Actor, government: Government) -> Sequence[Option]:
        """Years, quarters and months with complaints, the latest first; the latest year is the usual one."""
        return period_options(months_of(government.id))

    def load(self, subject: Subject) -> Content:
        """The figures as plain data."""
        government = db.session.get(Government, subject.government_id)
        unit = db.session.get(Unit, subject.unit_id) if subject.unit_id else None
        if government is None or (subject.unit_id and (unit is None or unit.government_id != government.id)):
            raise NothingToPrintError(_("OPD ini tidak ditemukan."))
        months = months_of(government.id)
        if not months:
            raise NothingToPrintError(_("Belum ada data pengaduan. Impor dahulu di halaman Pengaduan."))
        start, end = period_of(subject.record, months)
        printed, found = complaint_document(government.id, start, end, subject.unit_id)
        data = FiguresData(
            government=government_data(government),
            unit_name=unit.name if unit else "",
            figures=printed,
            all=found,
            record=subject.record,
        )
        return content_of(data, data.government, self.name)

    def make(self, content: Content, kind: Format) -> bytes:
        """A letter-headed report as PDF or Word, or the tables as XLSX."""
        data: FiguresData = content.data
        if is_sheet(kind):
            author = _("Pemerintah %(name)s", name=data.government.name)
            title = _("Laporan Data Pengaduan")
            return render_sheets(
                kind, tables(data.all, data.figures, self._subject(data)), title=title, author=author
            )
        paper = stationery(data.government, content.settings, logo=LOGO in content.assets)
        html = part_html(
            "reports/complaint_figures/document.html",
            data=data,
            figures=complaints.figures(data.figures),
            government=data.government,
            stationery=paper,
            day=content.made_at,
            number=_("Data pengaduan %(name)s", name=self._subject(data)),
            outline=Outline("figures"),
        )
        return render_prose(kind, html, STYLES, paper.look, content.assets)

    def file_name(self, content: Content) -> str:
        """ "data-pengaduan-kabupaten-sinjai-2021-03"."""
        data: FiguresData = content.data
        if data.record:
            return plain_name("data-pengaduan", self._subject(data), data.record)
        first, last = data.figures.start.year, data.figures.end.year
        return plain_name(
            "data-pengaduan", self._subject(data), str(first), str(last) if last != first else ""
        )

    @staticmethod
    def _subject(data: FiguresData) -> str:
        return data.unit_name or data.government.name


def period_options(months: Sequence[str]) -> tuple[Option, ...]:
    """The periods that months with complaints lie in: years, everything, quarters, months, each the latest first."""
    if not months:
        return ()
    groups = zip((_("Tahun"), _("Triwulan"), _("Bulan")), periods_of(months), strict=True)
    found = [Option(record, label(record), group=group) for group, records in groups for record in records]
    whole = Option("", label(""), group=_("Tahun"))
    years = sum(option.group == whole.group for option in found)
    return (*found[:years], whole, *found[years:])
