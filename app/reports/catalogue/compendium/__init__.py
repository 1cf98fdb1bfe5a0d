"""Compendia: the governments of a province, or of the whole country, side by side."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.access import Actor, Permission
from app.organisations.models import Government, GovernmentKind
from app.plans.labels import STATE_LABELS
from app.plans.progress_labels import quarter_text
from app.plans.rules import PlanState
from app.reports.catalogue.compendium.data import CompendiumData
from app.reports.catalogue.compendium.loading import load_compendium, years_of
from app.reports.catalogue.compendium.workbook import tables
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
from app.reports.paper.outline import Outline
from app.reports.paper.stationery import stationery
from app.reports.renderers.prose import render_prose
from app.reports.renderers.sheets import is_sheet, render_sheets

STYLES = ("paper.css", "letter.css", "compendium.css")


class Compendium(Document):
    """`record` is a year with a round. Each says of which kind of government it is."""

    formats = (Format.PDF, Format.DOCX, Format.XLSX, Format.ODS)
    # Of those who look at many governments from above; a province's own people read their own government alone.
    permissions = (Permission.REVIEW_QUEUE,)
    record_label = _l("Tahun asesmen")
    kind: GovernmentKind
    template: str

    def area(self, data: CompendiumData) -> str:
        """As the name of the file says it."""
        return data.government.name

    def records(self, actor: Actor, government: Government) -> Sequence[Option]:
        """The years with a round, the one that most have opened first."""
        if government.kind is not self.kind:
            return ()
        return [Option(str(year), str(year)) for year in years_of(government)]

    def load(self, subject: Subject) -> Content:
        """The governments of the area as plain data."""
        data = load_compendium(subject.government_id, subject.record)
        if data.government.kind != self.kind:
            raise NothingToPrintError(_("Pilih provinsi terlebih dahulu."))
        return content_of(data, data.government, self.name)

    def make(self, content: Content, kind: Format) -> bytes:
        """A letter-headed report, or its tables."""
        data: CompendiumData = content.data
        name = f"{self.title}, {data.government.name}, {data.year}"
        paper = stationery(data.government, content.settings, logo=LOGO in content.assets)
        if is_sheet(kind):
            return render_sheets(kind, tables(data), title=name, author=paper.letterhead.name)
        html = part_html(
            self.template,
            data=data,
            government=data.government,
            stationery=paper,
            day=content.made_at,
            number=name,
            outline=Outline("compendium"),
            states={state.value: STATE_LABELS[state] for state in PlanState},
            quarter=quarter_text(*data.quarter) if data.quarter else "",
        )
        return render_prose(kind, html, STYLES, paper.look, content.assets)

    def file_name(self, content: Content) -> str:
        """ "kompendium-provinsi-sulawesi-selatan-2021"."""
        data: CompendiumData = content.data
        return plain_name("kompendium", self.area(data), str(data.year))


class ProvinceCompendium(Compendium):
    """One province: its governments, one paragraph each."""

    name = "province_compendium"
    title = _l("Kompendium provinsi")
    summary = _l(
        "Keadaan setiap kabupaten/kota dalam satu provinsi: asesmen, rencana aksi, pengaduan, dan capaian."
    )
    kind = GovernmentKind.PROVINCE
    template = "reports/compendium/province.html"


class NationalCompendium(Compendium):
    """All provinces, and a table of all governments."""

    name = "national_compendium"
    title = _l("Kompendium nasional")
    summary = _l(
        "Ringkasan setiap provinsi dan tabel semua pemerintah daerah: asesmen, rencana aksi, pengaduan, dan capaian."
    )
    kind = GovernmentKind.MINISTRY
    template = "reports/compendium/nation.html"

    def area(self, data: CompendiumData) -> str:
        """The whole country."""
        return "nasional"
