"""The letter of result: verdict, scores and comments of a review, printed from what was frozen with the decision."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.access import Actor, Permission, within
from app.db import db
from app.organisations.models import Government, GovernmentKind
from app.plans import canonical
from app.plans.document_data import GovernmentData
from app.plans.labels import VERDICT_LABELS
from app.plans.letter import LetterData
from app.plans.models import ReviewLetter
from app.plans.queries.document import government_data
from app.plans.rules import Verdict
from app.reports.catalogue.review_letter.words import printed_comment
from app.reports.catalogue.review_letter.workbook import tables
from app.reports.document import (
    Content,
    Document,
    Format,
    NothingToPrintError,
    Option,
    Signer,
    Subject,
    content_of,
    plain_name,
)
from app.reports.paper.html import part_html
from app.reports.paper.logo import LOGO
from app.reports.paper.stationery import stationery
from app.reports.renderers.prose import render_prose
from app.reports.renderers.sheets import is_sheet, render_sheets
from app.web.filters import waktu

STYLES = ("paper.css", "letter.css")


@dataclass(frozen=True, slots=True)
class LetterPaper:
    """What is printed: the frozen letter, its fingerprint, and under whose letterhead."""

    letter: LetterData
    sha256: str
    sender: GovernmentData


class ReviewLetterDocument(Document):
    """`record` is the id of the letter."""

    name = "review_letter"
    title = _l("Surat hasil telaah")
    summary = _l("Keputusan kementerian atas rencana aksi, dengan nilai telaah dan daftar catatannya.")
    formats = (Format.PDF, Format.DOCX, Format.XLSX, Format.ODS)
    signer = Signer.MINISTRY
    permissions = (Permission.PLAN_READ,)
    record_label = _l("Surat")

    def records(self, actor: Actor, government: Government) -> Sequence[Option]:
        """The letters within the actor's reach, the latest first."""
        zone = government.time_zone.value
        found = db.session.scalars(
            select(ReviewLetter)
            .where(
                ReviewLetter.government_id == government.id, within(actor, Permission.PLAN_READ, ReviewLetter)
            )
            .order_by(ReviewLetter.created_at.desc())
        )
        return [
            Option(
                each.id,
                _("%(number)s, %(moment)s", number=each.number, moment=waktu(each.created_at, zone)),
            )
            for each in found
        ]

    def load(self, subject: Subject) -> Content:
        """The letter as it was frozen."""
        letter = db.session.get(ReviewLetter, subject.record) if subject.record else None
        if letter is None or letter.government_id != subject.government_id:
            raise NothingToPrintError(_("Pilih surat hasil telaah yang ingin dicetak."))
        data = canonical.read(LetterData, letter.content)
        sender = sender_data()
        content = content_of(LetterPaper(data, letter.sha256, sender), sender, self.name)
        return replace(content, time_zone=data.time_zone)

    def make(self, content: Content, kind: Format) -> bytes:
        """A letter with the ministry's head, or its tables."""
        paper: LetterPaper = content.data
        if is_sheet(kind):
            title = _("Surat Hasil Telaah Rencana Aksi")
            return render_sheets(kind, tables(paper.letter), title=title, author=paper.sender.name)
        dress = stationery(paper.sender, content.settings, logo=LOGO in content.assets)
        html = part_html(
            "reports/review_letter/document.html",
            data=paper.letter,
            sha256=paper.sha256,
            government=paper.sender,
            stationery=dress,
            number=paper.letter.number,
            verdict=VERDICT_LABELS[Verdict(paper.letter.verdict)],
            comments=[printed_comment(comment) for comment in paper.letter.comments],
        )
        return render_prose(kind, html, STYLES, dress.look, content.assets)

    def file_name(self, content: Content) -> str:
        """ "surat-hasil-telaah-ht-73-07-2021-01"."""
        paper: LetterPaper = content.data
        return plain_name("surat-hasil-telaah", paper.letter.number)


def sender_data() -> GovernmentData:
    """The ministry, under whose head the letter goes out."""
    ministry = db.session.scalars(
        select(Government)
        .where(Government.kind == GovernmentKind.MINISTRY)
        .order_by(Government.code)
        .limit(1)
    ).first()
    if ministry is None:
        raise NothingToPrintError(_("Data kementerian belum ada pada instalasi ini."))
    return government_data(ministry)
