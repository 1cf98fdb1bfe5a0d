"""The assessment of one OPD: its index, its answers with their scores, its weakest indicators, its complaints."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.access import Permission
from app.assessment.labels import STATE_LABELS
from app.assessment.models import Assessment
from app.assessment.queries import current_round
from app.assessment.states import AssessmentState
from app.db import db
from app.organisations.models import Government, Unit
from app.reports.catalogue.assessment_opd.loading import AssessmentData, load_assessment
from app.reports.catalogue.assessment_opd.workbook import tables
from app.reports.document import (
    Content,
    Document,
    Format,
    Signer,
    Subject,
    UnitChoice,
    content_of,
    plain_name,
)
from app.reports.paper.html import concept_styles, part_html
from app.reports.paper.logo import LOGO
from app.reports.paper.outline import Outline
from app.reports.paper.stationery import stationery
from app.reports.renderers.prose import render_prose
from app.reports.renderers.sheets import is_sheet, render_sheets

STYLES = ("paper.css", "letter.css")


class AssessmentReport(Document):
    """Of the present round, for one OPD."""

    name = "assessment_opd"
    title = _l("Hasil asesmen OPD")
    summary = _l(
        "Indeks, jawaban, dan nilai satu OPD pada putaran terakhir, beserta indikator terlemah dan pengaduannya."
    )
    formats = (Format.PDF, Format.DOCX, Format.XLSX, Format.ODS)
    unit_choice = UnitChoice.REQUIRED
    signer = Signer.GOVERNMENT
    numbered = True
    permissions = (Permission.ASSESSMENT_READ,)

    def units(self, government: Government) -> Sequence[Unit]:
        """The OPD of the present round."""
        round_ = current_round(government.id)
        if round_ is None:
            return []
        return db.session.scalars(
            select(Unit)
            .join(Assessment, Assessment.unit_id == Unit.id)
            .where(Assessment.round_id == round_.id)
            .order_by(Unit.position, Unit.name)
        ).all()

    def load(self, subject: Subject) -> Content:
        """The assessment as the OPD itself may read it."""
        data = load_assessment(subject.government_id, subject.unit_id)
        return content_of(data, data.government, self.name)

    def make(self, content: Content, kind: Format) -> bytes:
        """A letter-headed report, or its tables."""
        data: AssessmentData = content.data
        if is_sheet(kind):
            author = _("Pemerintah %(name)s", name=data.government.name)
            return render_sheets(kind, tables(data), title=_("Hasil Asesmen Mandiri OPD"), author=author)
        paper = stationery(data.government, content.settings, logo=LOGO in content.assets)
        is_concept = self.is_concept(content)
        html = part_html(
            "reports/assessment_opd/document.html",
            data=data,
            government=data.government,
            stationery=paper,
            concept=is_concept,
            day=content.made_at,
            number=_("%(unit)s, %(round)s", unit=data.unit_name, round=data.round_title),
            outline=Outline("assessment"),
            state_name=str(STATE_LABELS[AssessmentState(data.state)]),
        )
        return render_prose(
            kind, html, (*STYLES, *concept_styles(is_concept=is_concept)), paper.look, content.assets
        )

    def is_concept(self, content: Content) -> bool:
        """Until it is verified."""
        data: AssessmentData = content.data
        return data.state != AssessmentState.VERIFIED

    def file_name(self, content: Content) -> str:
        """ "hasil-asesmen-dinas-sosial-2021"."""
        data: AssessmentData = content.data
        return plain_name("hasil-asesmen", data.unit_name, str(data.round_year))
