"""The complaint figures of a whole province, or of the nation: by month, quarter and year."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.access import Actor, Permission
from app.complaints.queries.combined import months_with_complaints
from app.organisations.models import Government, GovernmentKind
from app.reports.catalogue.area_complaints.loading import AreaData, load_area
from app.reports.catalogue.area_complaints.workbook import tables
from app.reports.catalogue.compendium.loading import governments_of
from app.reports.catalogue.complaint_figures import period_options
from app.reports.catalogue.complaint_figures.periods import label
from app.reports.catalogue.complaint_figures.workbook import Owner
from app.reports.document import Content, Document, Format, Option, Subject, content_of, plain_name
from app.reports.paper import complaints
from app.reports.paper.html import part_html
from app.reports.paper.logo import LOGO
from app.reports.paper.outline import Outline
from app.reports.paper.stationery import stationery
from app.reports.renderers.prose import render_prose
from app.reports.renderers.sheets import is_sheet, render_sheets

STYLES = ("paper.css", "letter.css", "compendium.css")


class AreaComplaints(Document):
    """`record` is a period as of a government's figures. Each says of which kind of government it is."""

    formats = (Format.PDF, Format.DOCX, Format.XLSX, Format.ODS)
    # Of those who look at many governments from above; a province's own people read their own register alone.
    permissions = (Permission.REVIEW_QUEUE,)
    record_label = _l("Periode")
    kind: GovernmentKind
    many: bool = False  # too many governments for the rows of one picture: it shows provinces

    def area(self, data: AreaData) -> str:
        """As the name of the file says it."""
        return data.government.name

    def records(self, actor: Actor, government: Government) -> Sequence[Option]:
        """Years, quarters and months with complaints anywhere in the area, the latest first."""
        if government.kind is not self.kind:
            return ()
        return period_options(months_with_complaints(governments_of(government)))

    def load(self, subject: Subject) -> Content:
        """The figures of all its governments as plain data."""
        data = load_area(subject.government_id, self.kind, subject.record)
        return content_of(data, data.government, self.name)

    def make(self, content: Content, kind: Format) -> bytes:
        """A letter-headed report, or its tables."""
        data: AreaData = content.data
        paper = stationery(data.government, content.settings, logo=LOGO in content.assets)
        pictured = _("Provinsi") if self.many else _("Pemerintah daerah")
        if is_sheet(kind):
            owner = Owner(_("Pemerintah daerah"), _("Menurut pemerintah daerah"))
            title = f"{self.title}, {data.government.name}, {label(data.record)}"
            return render_sheets(
                kind, tables(data, owner, pictured), title=title, author=paper.letterhead.name
            )
        html = part_html(
            "reports/area_complaints/document.html",
            data=data,
            figures=complaints.figures(data.figures),
            government=data.government,
            stationery=paper,
            many=self.many,
            pictured=pictured,
            period=label(data.record),
            number=f"{self.title}, {data.government.name}, {label(data.record)}",
            outline=Outline("figures"),
        )
        return render_prose(kind, html, STYLES, paper.look, content.assets)

    def file_name(self, content: Content) -> str:
        """ "data-pengaduan-provinsi-sulawesi-selatan-2021-q4"."""
        data: AreaData = content.data
        return plain_name("data-pengaduan", self.area(data), data.record)


class ProvinceComplaints(AreaComplaints):
    """One province: all its governments together, and each of them."""

    name = "province_complaints"
    title = _l("Data pengaduan provinsi")
    summary = _l(
        "Angka pengaduan semua pemerintah daerah dalam satu provinsi, gabungan dan berdampingan, per bulan, "
        "triwulan, atau tahun."
    )
    kind = GovernmentKind.PROVINCE


class NationalComplaints(AreaComplaints):
    """All governments of all provinces."""

    name = "national_complaints"
    title = _l("Data pengaduan nasional")
    summary = _l(
        "Angka pengaduan semua pemerintah daerah, gabungan dan menurut provinsi, per bulan, triwulan, atau tahun."
    )
    kind = GovernmentKind.MINISTRY
    many = True

    def area(self, data: AreaData) -> str:
        """The whole country."""
        return "nasional"
