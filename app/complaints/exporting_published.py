"""Published totals as tables for files: each beside the register, with what does not fit in words."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _

from app.complaints.exporting import Sheet, Value
from app.complaints.labels.published import SAYS_LABELS, finding_text, percent_text, reason_texts
from app.complaints.models import PublishedTotal
from app.complaints.published import beside, check
from app.complaints.statistics import GroupFigures
from app.db import utc_now
from app.web.filters import tanggal, waktu


def published_sheets(
    totals: Sequence[PublishedTotal], figures: Mapping[str, GroupFigures], about: Sequence[str]
) -> list[Sheet]:
    """The totals, and their parts; `figures` are the register's by the id of each total; `about` heads both."""
    head = [*about, _("Dibuat %(when)s", when=waktu(utc_now()))]
    headings = [
        _("Judul"),
        _("Diterbitkan oleh"),
        _("Dapat dibaca di"),
        _("Tanggal terbit"),
        _("Masuk sejak"),
        _("Masuk sampai"),
        _("Data sampai tanggal"),
        _("Dibandingkan dengan"),
        _("Tercetak"),
        _("Register"),
        _("Selisih"),
        _("Yang tidak cocok"),
        _("Catatan"),
    ]
    rows = [_total_row(total, figures[total.id]) for total in totals]
    return [Sheet(_("Angka terbit"), head, headings, rows), _parts(totals, figures, head)]


def _total_row(total: PublishedTotal, figures: GroupFigures) -> list[Value]:
    return [
        total.title,
        total.publisher,
        total.source,
        tanggal(total.published_on),
        tanggal(total.first_day),
        tanggal(total.last_day),
        tanggal(total.cut_off) if total.cut_off else "",
        total.register_source or _("Semua sumber"),
        total.count,
        figures.incoming or None,
        total.count - figures.incoming if figures.incoming else None,
        " ".join(
            " ".join([finding_text(found), *reason_texts(found.reasons)]) for found in check(total.as_total())
        ),
        total.note,
    ]


def _parts(
    totals: Sequence[PublishedTotal], figures: Mapping[str, GroupFigures], head: Sequence[str]
) -> Sheet:
    headings = [
        _("Judul"),
        _("Bagian"),
        _("Rincian dari"),
        _("Tercetak"),
        _("Persen tercetak"),
        _("Angka register"),
        _("Register"),
        _("Selisih"),
        _("Selisih poin persen"),
    ]
    rows: list[list[Value]] = []
    for total in totals:
        above = ""
        for part in total.parts:
            above = above if part.is_detail else part.label
            found = beside(part.as_part(), part.says, figures[total.id])
            rows.append(
                [
                    total.title,
                    part.label,
                    above if part.is_detail else "",
                    part.count,
                    percent_text(part.percent) if part.percent is not None else "",
                    str(SAYS_LABELS[part.says]) if part.says else "",
                    found.number,
                    found.difference,
                    float(found.points) if found.points is not None else None,
                ]
            )
    return Sheet(_("Bagian"), head, headings, rows)
