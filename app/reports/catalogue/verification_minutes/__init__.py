"""The minutes of a verification: every OPD with its index before and after, what was changed and why, room to sign."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.access import Actor, Permission, within
from app.assessment.labels import STATE_LABELS
from app.assessment.models import Assessment, Round
from app.assessment.states import AssessmentState
from app.db import db
from app.organisations.models import Government
from app.reports.catalogue.verification_minutes.loading import MinutesData, load_minutes
from app.reports.catalogue.verification_minutes.workbook import tables
from app.reports.document import Content, Document, Format, Option, Signer, Subject, content_of, plain_name
from app.reports.paper.html import concept_styles, part_html
from app.reports.paper.logo import LOGO
from app.reports.paper.outline import Outline
from app.reports.paper.stationery import stationery
from app.reports.renderers.prose import render_prose
from app.reports.renderers.sheets import is_sheet, render_sheets

STYLES = ("paper.css", "letter.css")


class VerificationMinutes(Document):
    """`record` is the id of a round of which something was verified."""

    name = "verification_minutes"
    title = _l("Berita acara verifikasi")
    summary = _l(
        "Hasil verifikasi setiap OPD, jawaban yang nilainya diubah beserta alasannya, dan tanda tangan."
    )
    formats = (Format.PDF, Format.DOCX, Format.XLSX, Format.ODS)
    signer = Signer.GOVERNMENT
    numbered = True
    permissions = (Permission.ASSESSMENT_BOARD,)
    record_label = _l("Putaran asesmen")

    def records(self, actor: Actor, government: Government) -> Sequence[Option]:
        """The rounds in which something was verified, the latest first."""
        begun = select(Assessment.round_id).where(
            Assessment.state == AssessmentState.VERIFIED, Assessment.unit_id.is_not(None)
        )
        rounds = db.session.scalars(
            select(Round)
            .where(
                Round.government_id == government.id,
                within(actor, Permission.ASSESSMENT_BOARD, Round),
                Round.id.in_(begun),
            )
            .order_by(Round.year.desc())
        )
        return [Option(each.id, each.title) for each in rounds]

    def load(self, subject: Subject) -> Content:
        """The round's verification."""
        data = load_minutes(subject.government_id, subject.record)
        return content_of(data, data.government, self.name)

    def make(self, content: Content, kind: Format) -> bytes:
        """A letter-headed document, a concept while an OPD still waits; or its tables."""
        data: MinutesData = content.data
        if is_sheet(kind):
            author = _("Pemerintah %(name)s", name=data.government.name)
            return render_sheets(kind, tables(data), title=_("Berita Acara Verifikasi"), author=author)
        paper = stationery(data.government, content.settings, logo=LOGO in content.assets)
        is_concept = self.is_concept(content)
        html = part_html(
            "reports/verification_minutes/document.html",
            data=data,
            government=data.government,
            stationery=paper,
            concept=is_concept,
            day=content.made_at,
            number=_("Berita acara verifikasi, %(round)s", round=data.round_title),
            outline=Outline("minutes"),
            states={state.value: STATE_LABELS[state] for state in AssessmentState},
        )
        styles = (*STYLES, *concept_styles(is_concept=is_concept))
        return render_prose(kind, html, styles, paper.look, content.assets)

    def is_concept(self, content: Content) -> bool:
        """While an OPD still waits."""
        data: MinutesData = content.data
        return not data.is_complete

    def file_name(self, content: Content) -> str:
        """ "berita-acara-verifikasi-kabupaten-sinjai-2021"."""
        data: MinutesData = content.data
        return plain_name("berita-acara-verifikasi", data.government.name, str(data.round_year))
