"""The minutes of a review: its rounds, scores with reasons, comments and answers, the decision, two signatures."""

from collections.abc import Sequence
from dataclasses import replace

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.access import Actor, Permission
from app.organisations.models import Government
from app.plans.labels import SEVERITY_LABELS, VERDICT_LABELS
from app.plans.rules import Severity, Verdict
from app.reports.catalogue.review_letter import ReviewLetterDocument
from app.reports.catalogue.review_letter.words import printed_comment
from app.reports.catalogue.review_minutes.loading import ReviewMinutesData, load_minutes
from app.reports.catalogue.review_minutes.workbook import tables
from app.reports.document import Content, Document, Format, Option, Signer, Subject, content_of, plain_name
from app.reports.paper.html import part_html
from app.reports.paper.logo import LOGO
from app.reports.paper.outline import Outline
from app.reports.paper.stationery import stationery
from app.reports.renderers.prose import render_prose
from app.reports.renderers.sheets import is_sheet, render_sheets

STYLES = ("paper.css", "letter.css")


class ReviewMinutes(Document):
    """`record` is the id of the letter that the review ended with."""

    name = "review_minutes"
    title = _l("Berita acara telaah")
    summary = _l(
        "Putaran telaah, nilai setiap butir beserta alasannya, catatan beserta jawabannya, dan keputusan; "
        "ditandatangani kedua pihak."
    )
    formats = (Format.PDF, Format.DOCX, Format.XLSX, Format.ODS)
    signer = Signer.MINISTRY
    permissions = (Permission.PLAN_READ,)
    record_label = _l("Telaah")

    def records(self, actor: Actor, government: Government) -> Sequence[Option]:
        """The reviews that were decided, the latest first: each has its letter."""
        return ReviewLetterDocument().records(actor, government)

    def load(self, subject: Subject) -> Content:
        """The review as it was decided."""
        data = load_minutes(subject.government_id, subject.record)
        content = content_of(data, data.ministry, self.name)
        return replace(content, time_zone=data.letter.time_zone)

    def make(self, content: Content, kind: Format) -> bytes:
        """Under the ministry's head, signed by ministry and regency; or the tables."""
        data: ReviewMinutesData = content.data
        if is_sheet(kind):
            title = _("Berita Acara Telaah Rencana Aksi")
            return render_sheets(kind, tables(data), title=title, author=data.ministry.name)
        paper = stationery(data.ministry, content.settings, logo=LOGO in content.assets)
        groups = [
            (SEVERITY_LABELS[severity], [printed_comment(each) for each in data.comments(severity)])
            for severity in Severity
        ]
        html = part_html(
            "reports/review_minutes/document.html",
            data=data,
            letter=data.letter,
            government=data.ministry,
            stationery=paper,
            regency=stationery(data.regency).signatory,
            number=_("Berita acara telaah %(number)s", number=data.letter.number),
            outline=Outline("review"),
            verdicts={verdict.value: VERDICT_LABELS[verdict] for verdict in Verdict},
            groups=[(label, comments) for label, comments in groups if comments],
        )
        return render_prose(kind, html, STYLES, paper.look, content.assets)

    def file_name(self, content: Content) -> str:
        """ "berita-acara-telaah-ht-73-07-2021-01"."""
        data: ReviewMinutesData = content.data
        return plain_name("berita-acara-telaah", data.letter.number)
