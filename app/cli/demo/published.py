"""Published totals of the demonstration: one that fits, one with a misprint, one with a percentage in the wrong row."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from app.access import Actor
from app.complaints.actions.published import Line, Publication, add_published
from app.complaints.labels.published import SAYS_LABELS
from app.complaints.published import Says, counted, percent_of
from app.complaints.queries.figures import total_figures
from app.complaints.statistics import GroupFigures
from app.organisations.models import Government

_STATUSES = tuple(says for says in Says if says.status is not None)
_ASIDE = {Says.POSTPONED, Says.ARCHIVED}
_YEAR = date(2020, 1, 1), date(2020, 12, 31)
_HALF = date(2021, 1, 1), date(2021, 6, 30)
_NOTE = "Contoh untuk belajar: dihitung dari data demonstrasi, tidak pernah terbit di mana pun."


def publish_demo_totals(actor: Actor, government: Government) -> None:
    """Three examples, computed from the register as it is, so that each shows what it is meant to show."""
    year, half = (total_figures(government.id, *days) for days in (_YEAR, _HALF))
    fitting = _lines(year, _STATUSES)
    _publish(actor, government, "Laporan tahunan 2020 (contoh: cocok)", _YEAR, year.incoming, fitting)
    plain = [Line(line.label, line.count, says=line.says) for line in _lines(half, _STATUSES)]
    misprint = _misprinted(half.incoming)
    _publish(
        actor,
        government,
        "Siaran pers semester I 2021 (contoh: salah cetak satu angka)",
        _HALF,
        misprint,
        plain,
    )
    answered = _lines(half, [says for says in _STATUSES if says not in _ASIDE])
    _publish(
        actor,
        government,
        "Berita semester I 2021 (contoh: persen tertukar, tanpa yang tertunda dan arsip)",
        _HALF,
        sum(line.count or 0 for line in answered),
        _with_a_percentage_of_the_largest(answered),
    )


def _publish(
    actor: Actor,
    government: Government,
    title: str,
    days: tuple[date, date],
    count: int,
    lines: Collection[Line],
) -> None:
    first_day, last_day = days
    add_published(
        actor,
        government,
        Publication(
            title=title,
            publisher="Penerbit contoh",
            source="Contoh dalam data demonstrasi",
            published_on=date(last_day.year + (last_day.month == 12), last_day.month % 12 + 1, 8),
            first_day=first_day,
            last_day=last_day,
            count=count,
            lines=list(lines),
            note=_NOTE,
        ),
    )


def _lines(figures: GroupFigures, told: Collection[Says]) -> list[Line]:
    """Statuses that occur, each with its share of all that are told."""
    counts = {says: counted(says, figures) for says in told if counted(says, figures)}
    whole = sum(counts.values())
    return [Line(str(SAYS_LABELS[says]), n, percent_of(n, whole), says) for says, n in counts.items()]


def _misprinted(number: int) -> int:
    """Another digit at the tens: 257 becomes 287."""
    tens = number // 10 % 10
    return number + (30 if tens < 7 else -30)


def _with_a_percentage_of_the_largest(lines: list[Line]) -> list[Line]:
    """The smallest part gets the percentage of the largest, as when a row slips."""
    ordered = sorted(lines, key=lambda line: line.count or 0)
    wrong, right = ordered[0], ordered[-1]
    return [
        Line(line.label, line.count, _whole(right.percent) if line is wrong else line.percent, line.says)
        for line in lines
    ]


def _whole(percent: Decimal | None) -> Decimal | None:
    """As headlines write it."""
    return None if percent is None else percent.quantize(Decimal(1))
