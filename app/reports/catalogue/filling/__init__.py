"""How far the assessments of a government are, as a table of its OPD."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.access import Actor, Permission, within
from app.assessment.models import Round
from app.db import db
from app.organisations.models import Government
from app.reports.catalogue.filling.loading import FillingData, load_government
from app.reports.catalogue.filling.workbook import tables
from app.reports.document import Content, Document, Format, Option, Subject, content_of, plain_name
from app.reports.renderers.sheets import render_sheets


class Filling(Document):
    """`record` is the year of a round."""

    name = "filling"
    title = _l("Kemajuan pengisian asesmen")
    summary = _l("Setiap OPD: status, jawaban yang terisi, bukti, perubahan terakhir, dan tenggatnya.")
    formats = (Format.XLSX, Format.ODS)
    permissions = (Permission.ASSESSMENT_BOARD,)
    record_label = _l("Tahun asesmen")

    def records(self, actor: Actor, government: Government) -> Sequence[Option]:
        """The years with a round, the latest first."""
        years = db.session.scalars(
            select(Round.year)
            .where(Round.government_id == government.id, within(actor, Permission.ASSESSMENT_BOARD, Round))
            .order_by(Round.year.desc())
        )
        return [Option(str(year), str(year)) for year in years]

    def load(self, subject: Subject) -> Content:
        """The round's board as it stands now."""
        data = load_government(subject.government_id, subject.record)
        return content_of(data, data.government, self.name)

    def make(self, content: Content, kind: Format) -> bytes:
        """One table."""
        data: FillingData = content.data
        author = _("Pemerintah %(name)s", name=data.government.name)
        return render_sheets(kind, tables(data), title=f"{self.title}, {data.year}", author=author)

    def file_name(self, content: Content) -> str:
        """ "kemajuan-asesmen-kabupaten-sinjai-2021"."""
        data: FillingData = content.data
        return plain_name("kemajuan-asesmen", data.government.name, str(data.year))
