"""Every regency and city of a province: its latest submitted plan, its summary of the assessment, its complaints."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.access import Actor, Permission
from app.assessment.queries import current_round
from app.complaints.queries.figures import months_of
from app.db import db
from app.organisations.models import Government, GovernmentKind
from app.plans.models import Submission
from app.plans.queries.document import government_data
from app.reports.catalogue.action_plan import ActionPlan
from app.reports.catalogue.assessment_summary import AssessmentSummary
from app.reports.catalogue.complaint_figures import ComplaintFigures
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

FILE_WORDS = {
    "action_plan": "rencana-aksi",
    "assessment_summary": "ringkasan-asesmen",
    "complaint_figures": "data-pengaduan",
}


class EveryGovernment(Collection):
    """`record` is the name of the document that is made of each regency and city."""

    name = "bulk_governments"
    title = _l("Dokumen semua kabupaten/kota sekaligus")
    summary = _l(
        "Rencana aksi terkirim, ringkasan asesmen, atau data pengaduan setiap kabupaten/kota, sebagai satu PDF "
        "dengan daftar isi atau ZIP."
    )
    format_labels = COLLECTION_LABELS
    # Held by those alone who read what every government of a province has sent, see the test of this document.
    permissions = (Permission.REVIEW_QUEUE,)
    record_label = _l("Dokumen yang dikumpulkan")

    @property
    def inner(self) -> Mapping[str, Document]:
        """The documents about a government."""
        return {
            document.name: document for document in (ActionPlan(), AssessmentSummary(), ComplaintFigures())
        }

    def records(self, actor: Actor, government: Government) -> Sequence[Option]:
        """All of them, in a province."""
        if government.kind is not GovernmentKind.PROVINCE:
            return ()
        return [Option(name, str(document.title)) for name, document in self.inner.items()]

    def load(self, subject: Subject) -> Content:
        """The regencies and cities by code, each with what there is to make of it."""
        document = self.inner.get(subject.record)
        province = db.session.get(Government, subject.government_id)
        if document is None or province is None or province.kind is not GovernmentKind.PROVINCE:
            raise NothingToPrintError(_("Pilih provinsi terlebih dahulu."))
        inside = db.session.scalars(
            select(Government).where(Government.parent_id == province.id).order_by(Government.code)
        ).all()
        data = CollectionData(
            government=government_data(province),
            title=_(
                "%(document)s: semua kabupaten/kota di %(name)s", document=document.title, name=province.name
            ),
            name=plain_name(FILE_WORDS[document.name], "semua-kabupaten-kota", province.name),
            parts=tuple(_part(document, government) for government in inside),
        )
        return content_of(data, data.government, self.name)


def _part(document: Document, government: Government) -> Part:
    if not government.is_active:
        return Part(government.name, document, reason=_("Belum memakai Renaksi."))
    record, reason = _RECORDS[document.name](government)
    if reason:
        return Part(government.name, document, reason=reason)
    return Part(government.name, document, Subject(government.id, None, record))


def _latest_plan(government: Government) -> tuple[str, str]:
    """The latest version that was sent; what is being written is nobody else's."""
    found = db.session.scalars(
        select(Submission.id)
        .where(Submission.government_id == government.id)
        .order_by(Submission.submitted_at.desc(), Submission.number.desc())
        .limit(1)
    ).one_or_none()
    return found or "", "" if found else _("Belum pernah mengirim rencana aksi.")


def _latest_round(government: Government) -> tuple[str, str]:
    found = current_round(government.id)
    return found.id if found else "", "" if found else _("Belum ada putaran asesmen.")


def _latest_year(government: Government) -> tuple[str, str]:
    months = months_of(government.id)
    return months[-1][:4] if months else "", "" if months else _("Belum ada data pengaduan.")


_RECORDS = {
    "action_plan": _latest_plan,
    "assessment_summary": _latest_round,
    "complaint_figures": _latest_year,
}
