"""The minutes of a review as a workbook: its rounds, then the tables of the letter that it ended with."""

from flask_babel import gettext as _

from app.plans.labels import VERDICT_LABELS
from app.plans.rules import Verdict
from app.reports.catalogue.review_letter.workbook import tables as tables_of_letter
from app.reports.catalogue.review_minutes.loading import ReviewMinutesData, ReviewRound
from app.reports.renderers.excel import Column, Table, Value
from app.web.filters import waktu


def tables(data: ReviewMinutesData) -> list[Table]:
    """Three sheets."""
    of_letter = tables_of_letter(data.letter)
    columns = [
        Column(_("Ke"), 6, "number"),
        Column(_("Tanda terima"), 24),
        Column(_("Dikirim"), 24),
        Column(_("Dikirim oleh"), 28),
        Column(_("Keputusan"), 18),
        Column(_("Diputuskan"), 24),
        Column(_("Diputuskan oleh"), 28),
    ]
    notes = [_("Berita acara telaah %(number)s", number=data.letter.number), *of_letter[0].notes[1:4]]
    rounds = Table(_("Putaran telaah"), columns, [_round(each) for each in data.rounds], notes)
    return [rounds, *of_letter]


def _round(each: ReviewRound) -> list[Value]:
    return [
        each.number,
        each.receipt_number,
        waktu(each.submitted_at),
        each.submitted_by,
        str(VERDICT_LABELS[Verdict(each.verdict)]) if each.verdict else "",
        waktu(each.decided_at) if each.decided_at else "",
        each.decided_by,
    ]
