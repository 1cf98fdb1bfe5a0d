"""The tables of a letter of result: every score with its reason, every comment with its answer."""

from flask_babel import gettext as _

from app.plans.labels import SEVERITY_LABELS, VERDICT_LABELS
from app.plans.letter import LetterComment, LetterData
from app.plans.rules import Severity, Verdict
from app.reports.catalogue.review_letter.words import comment_place, outcome_text
from app.reports.renderers.excel import Column, Table, Value
from app.web.filters import waktu


def tables(letter: LetterData) -> list[Table]:
    """Two sheets; their notes say of which plan and what was decided."""
    notes = [
        _("Telaah %(number)s, %(name)s", number=letter.number, name=letter.government_name),
        letter.plan_title,
        _("Kiriman ke-%(n)s, %(receipt)s", n=letter.submission_number, receipt=letter.receipt_number),
        _(
            "%(verdict)s, %(moment)s, penelaah %(name)s",
            verdict=VERDICT_LABELS[Verdict(letter.verdict)],
            moment=waktu(letter.decided_at),
            name=letter.reviewer,
        ),
    ]
    return [_scores(letter, notes), _comments(letter, notes)]


def _scores(letter: LetterData, notes: list[str]) -> Table:
    columns = [
        Column(_("Kategori atau bab"), 34),
        Column(_("Butir"), 34),
        Column(_("Nilai"), 10, "number"),
        Column(_("Alasan"), 70),
    ]
    rows: list[list[Value]] = [
        [each.subject, each.criterion, each.score, each.reason] for each in letter.scores
    ]
    counted = _("%(n)s dari %(total)s butir dinilai", n=letter.scored, total=letter.asked)
    index: list[Value] = [_("Indeks telaah (1–5)"), counted, letter.index, None]
    sums = [index] if letter.index is not None else []
    more = [f"{letter.rubric}. {letter.rubric_notice}"] if letter.rubric else []
    return Table(_("Nilai telaah"), columns, rows, [*notes, *more], sums)


def _comments(letter: LetterData, notes: list[str]) -> Table:
    columns = [
        Column(_("No."), 6, "number"),
        Column(_("Bobot"), 16),
        Column(_("Bagian"), 36),
        Column(_("Catatan"), 60),
        Column(_("Yang diubah"), 20),
        Column(_("Jawaban daerah"), 60),
        Column(_("Ditutup"), 10),
    ]
    rows = [_comment(number, each) for number, each in enumerate(letter.comments, start=1)]
    return Table(_("Catatan telaah"), columns, rows, notes)


def _comment(number: int, comment: LetterComment) -> list[Value]:
    return [
        number,
        str(SEVERITY_LABELS[Severity(comment.severity)]),
        comment_place(comment),
        comment.text,
        outcome_text(comment),
        comment.answer,
        _("Ya") if comment.is_closed else _("Tidak"),
    ]
