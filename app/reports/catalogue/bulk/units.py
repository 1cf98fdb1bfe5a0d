"""Every OPD of a government: its one page, or its full report."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.access import Actor, Permission
from app.assessment.queries import current_round
from app.db import db
from app.organisations.models import Government
from app.plans.queries.document import government_data
from app.reports.catalogue.assessment_opd import AssessmentReport
from app.reports.catalogue.opd_page import OpdPage
from app.reports.collection import Collection, CollectionData, Part
from app.reports.document import (
    Content,
    Document,
    NothingToPrintError,
    Option,
    Subject,
    content_of,
    plain_name,
)
from app.reports.labels import COLLECTION_LABELS

FILE_WORDS = {"opd_page": "ringkasan", "assessment_opd": "hasil-asesmen"}


class EveryUnit(Collection):
    """`record` is the name of the document that is made of each OPD of the present round."""

    name = "bulk_units"
    title = _l("Dokumen semua OPD sekaligus")
    summary = _l(
        "Ringkasan satu halaman atau laporan lengkap untuk setiap OPD, sebagai satu PDF dengan daftar isi atau ZIP."
    )
    format_labels = COLLECTION_LABELS
    permissions = (Permission.ASSESSMENT_READ,)
    record_label = _l("Dokumen yang dikumpulkan")

    @property
    def inner(self) -> Mapping[str, Document]:
        """The documents about one OPD."""
        return {document.name: document for document in (OpdPage(), AssessmentReport())}

    def records(self, actor: Actor, government: Government) -> Sequence[Option]:
        """Both, as soon as there are OPD in a round."""
        if not AssessmentReport().units(government):
            return ()
        return [Option(name, str(document.title)) for name, document in self.inner.items()]

    def load(self, subject: Subject) -> Content:
        """The OPD of the present round, in the government's order."""
        document = self.inner.get(subject.record)
        government = db.session.get(Government, subject.government_id)
        round_ = current_round(subject.government_id)
        if document is None or government is None or round_ is None:
            raise NothingToPrintError(_("Belum ada putaran asesmen."))
        data = CollectionData(
            government=government_data(government),
            title=_(
                "%(document)s: semua OPD %(name)s, %(round)s",
                document=document.title,
                name=government.name,
                round=round_.title,
            ),
            name=plain_name(FILE_WORDS[document.name], "semua-opd", government.name, str(round_.year)),
            parts=tuple(
                Part(unit.name, document, Subject(government.id, unit.id))
                for unit in document.units(government)
            ),
        )
        return content_of(data, data.government, self.name)
