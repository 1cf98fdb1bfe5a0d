"""How far the assessments are, as tables: the governments of a province, or of the nation."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from app.access import Actor, Permission
from app.organisations.models import Government, GovernmentKind
from app.reports.catalogue.area_filling.loading import AreaFilling, load_area
from app.reports.catalogue.area_filling.workbook import tables
from app.reports.catalogue.compendium.loading import years_of
from app.reports.document import Content, Document, Format, Option, Subject, content_of, plain_name
from app.reports.renderers.sheets import render_sheets


class AreaFillingDocument(Document):
    """`record` is a year with a round. Each says of which kind of government it is."""

    formats = (Format.XLSX, Format.ODS)
    # Of those who look at many governments from above; a province's own people read their own government alone.
    permissions = (Permission.REVIEW_QUEUE,)
    record_label = _l("Tahun asesmen")
    kind: GovernmentKind

    def records(self, actor: Actor, government: Government) -> Sequence[Option]:
        """The years with a round anywhere in the area, the one that most have opened first."""
        if government.kind is not self.kind:
            return ()
        return [Option(str(year), str(year)) for year in years_of(government)]

    def load(self, subject: Subject) -> Content:
        """Every government of the area, counted now."""
        data = load_area(subject.government_id, self.kind, subject.record)
        return content_of(data, data.government, self.name)

    def make(self, content: Content, kind: Format) -> bytes:
        """Provinces where there are several, and governments."""
        data: AreaFilling = content.data
        title = f"{self.title}, {data.government.name}, {data.year}"
        return render_sheets(kind, tables(data), title=title, author=data.government.name)

    def file_name(self, content: Content) -> str:
        """ "kemajuan-asesmen-provinsi-sulawesi-selatan-2021"."""
        data: AreaFilling = content.data
        return plain_name("kemajuan-asesmen", data.government.name, str(data.year))


class ProvinceFilling(AreaFillingDocument):
    """One province."""

    name = "province_filling"
    title = _l("Kemajuan asesmen provinsi")
    summary = _l("Setiap pemerintah daerah dalam satu provinsi: OPD yang sudah mengirim, dan tenggatnya.")
    kind = GovernmentKind.PROVINCE


class NationalFilling(AreaFillingDocument):
    """All provinces."""

    name = "national_filling"
    title = _l("Kemajuan asesmen nasional")
    summary = _l("Setiap provinsi dan setiap pemerintah daerah: OPD yang sudah mengirim, dan tenggatnya.")
    kind = GovernmentKind.MINISTRY
