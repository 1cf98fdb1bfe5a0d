"""The complaint figures of a year or of the whole register, of a government or of one OPD."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.access import Actor, Permission
from app.complaints.queries.figures import figures, years_of
from app.complaints.statistics import Figures, GroupFigures
from app.db import db
from app.organisations.models import Government, Unit
from app.plans.document_data import ComplaintData, ComplaintGroup, GovernmentData, StageData
from app.plans.queries.document import government_data
from app.reports.catalogue.complaint_figures.workbook import tables
from app.reports.document import (
    Content,
    Document,
    Format,
    NothingToPrintError,
    Option,
    Subject,
    UnitChoice,
    plain_name,
)
from app.reports.paper import complaints
from app.reports.paper.html import part_html
from app.reports.paper.logo import LOGO, logo_assets
from app.reports.paper.outline import Outline
from app.reports.renderers.excel import render_xlsx
from app.reports.renderers.pdf import render_pdf

STYLES = ("paper.css", "letter.css")


@dataclass(frozen=True, slots=True)
class FiguresData:
    """What is printed; `all` are the figures as computed, for the workbook."""

    government: GovernmentData
    unit_name: str
    figures: ComplaintData
    all: Figures


class ComplaintFigures(Document):
    """`record` is a year ("2021"), or empty for everything in the register."""

    name = "complaint_figures"
    title = _l("Data pengaduan")
    summary = _l(
        "Angka pengaduan menurut status, bulan, kategori, kanal, dan OPD, beserta ketepatan waktunya."
    )
    formats = (Format.PDF, Format.XLSX)
    unit_choice = UnitChoice.OPTIONAL
    permissions = (Permission.COMPLAINT_FIGURES,)

    def records(self, actor: Actor, government: Government) -> Sequence[Option]:
        """The years with complaints, the latest first, then all of them together."""
        years = years_of(government.id)
        if not years:
            return ()
        whole = Option("", _("Semua tahun"))
        return (*(Option(str(year), str(year)) for year in reversed(years)), whole)

    def load(self, subject: Subject) -> Content:
        """The figures as plain data."""
        government = db.session.get(Government, subject.government_id)
        unit = db.session.get(Unit, subject.unit_id) if subject.unit_id else None
        if government is None or (subject.unit_id and (unit is None or unit.government_id != government.id)):
            raise NothingToPrintError(_("OPD ini tidak ditemukan."))
        years = years_of(government.id)
        if not years:
            raise NothingToPrintError(_("Belum ada data pengaduan. Impor dahulu di halaman Pengaduan."))
        start, end = _period(subject.record, years)
        found = figures(government.id, start, end, subject.unit_id)
        data = FiguresData(
            government=government_data(government),
            unit_name=unit.name if unit else "",
            figures=_as_data(found, start, end),
            all=found,
        )
        return Content(data, government.time_zone.value, logo_assets(government.id, government.logo_file_id))

    def make(self, content: Content, kind: Format) -> bytes:
        """A letter-headed report as PDF, or the tables as XLSX."""
        data: FiguresData = content.data
        if kind is Format.XLSX:
            author = _("Pemerintah %(name)s", name=data.government.name)
            title = _("Laporan Data Pengaduan")
            return render_xlsx(
                tables(data.all, data.figures, self._subject(data)), title=title, author=author
            )
        if kind is not Format.PDF:
            raise ValueError(kind)
        html = part_html(
            "reports/complaint_figures/document.html",
            data=data,
            figures=complaints.figures(data.figures),
            government=data.government,
            logo=LOGO in content.assets,
            number=_("Data pengaduan %(name)s", name=self._subject(data)),
            outline=Outline("figures"),
        )
        return render_pdf(html, STYLES, assets=content.assets)

    def file_name(self, content: Content) -> str:
        """ "data-pengaduan-kabupaten-sinjai-2021"."""
        data: FiguresData = content.data
        first, last = data.figures.start.year, data.figures.end.year
        return plain_name(
            "data-pengaduan", self._subject(data), str(first), str(last) if last != first else ""
        )

    @staticmethod
    def _subject(data: FiguresData) -> str:
        return data.unit_name or data.government.name


def _period(record: str, years: Sequence[int]) -> tuple[date, date]:
    if not record:
        return date(years[0], 1, 1), date(years[-1], 12, 31)
    if not record.isdigit() or int(record) not in years:
        raise NothingToPrintError(_("Tidak ada pengaduan pada tahun ini."))
    return date(int(record), 1, 1), date(int(record), 12, 31)


def _as_data(found: Figures, start: date, end: date) -> ComplaintData:
    return ComplaintData(
        source=found.source,
        start=start,
        end=end,
        cut_off=found.cut_off,
        incoming=found.incoming,
        followed_up_share=found.followed_up_share,
        closed_share=found.closed_share,
        stages=tuple(
            StageData(
                name,
                stage.measured,
                stage.in_time,
                stage.late,
                stage.open_late,
                stage.median_days,
                stage.mean_days,
                stage.p90_days,
            )
            for name, stage in found.stages.items()
        ),
        by_status=tuple(ComplaintGroup(status, "", count) for status, count in found.by_status.items()),
        by_class=_groups(found.by_class),
        by_channel=_groups(found.by_channel),
        by_category=_groups(found.by_category),
        by_unit=_groups(found.by_unit),
        by_month=_groups(found.by_month),
    )


def _groups(groups: Sequence[GroupFigures]) -> tuple[ComplaintGroup, ...]:
    return tuple(
        ComplaintGroup(
            key=group.key or "",
            label=group.name or group.key or "",
            incoming=group.incoming,
            followed_up_share=group.followed_up_share,
            closed_share=group.closed_share,
            late=_late(group),
        )
        for group in groups
    )


def _late(group: GroupFigures) -> int | None:
    stage = group.stages.get("follow_up")
    return None if stage is None or not stage.measured else stage.late + stage.open_late
