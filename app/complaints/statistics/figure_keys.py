"""The names of figures in addresses: a number on a page opens the list of exactly the complaints that it counts.

A name is a kind, with what it is about behind dots: "terbuka", "tepat.verify", "umur.6-14", "ditutup.2021-10",
"hari-tepat.verify.0-2".
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from app.complaints.sla import JUDGED_STAGES, Stage


class FigureKind(StrEnum):
    """What is counted, in the words of addresses."""

    FOLLOWED_UP = "ditindaklanjuti"
    NOT_FOLLOWED_UP = "belum-ditindaklanjuti"
    OPEN = "terbuka"
    OVERDUE = "lewat"  # open, and a deadline has passed
    LATE = "terlambat"  # any stage late, or overdue
    RATED = "dinilai"
    REOPENED = "dibuka-kembali"
    CLOSABLE = "pernah-selesai"  # handled here and closed at least once
    UNDATED = "tanpa-tanggal"  # closed or archived, nobody knows when
    # Of a stage
    MEASURED = "terukur"
    IN_TIME = "tepat"
    STAGE_LATE = "telat"
    OPEN_LATE = "lewat-tahap"
    ENDED = "berakhir"
    # Of a stage that took so many working days
    DAYS_IN_TIME = "hari-tepat"
    DAYS_LATE = "hari-telat"
    # Of an age in working days
    AGE = "umur"
    # Of a month
    CLOSED_IN = "ditutup"
    ARCHIVED_IN = "diarsipkan"
    LEFT_OPEN = "sisa"  # open at the end of the month


OF_STAGES = frozenset(
    {
        FigureKind.MEASURED,
        FigureKind.IN_TIME,
        FigureKind.STAGE_LATE,
        FigureKind.OPEN_LATE,
        FigureKind.ENDED,
    }
)
OF_DAYS = frozenset({FigureKind.DAYS_IN_TIME, FigureKind.DAYS_LATE})
OF_MONTHS = frozenset({FigureKind.CLOSED_IN, FigureKind.ARCHIVED_IN, FigureKind.LEFT_OPEN})
_SPAN = re.compile(r"(\d{1,4})-(\d{1,4})?")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class FigureKey:
    """One figure. `days` are working days from and to (None: and more); `month` as "2021-10"."""

    kind: FigureKind
    stage: Stage | None = None
    days: tuple[int, int | None] | None = None
    month: str | None = None

    def __str__(self) -> str:
        """The name in addresses, which `parse` reads."""
        parts = [str(self.kind)]
        if self.stage is not None:
            parts.append(str(self.stage))
        if self.days is not None:
            low, high = self.days
            parts.append(f"{low}-{'' if high is None else high}")
        if self.month is not None:
            parts.append(self.month)
        return ".".join(parts)


def parse(text: str) -> FigureKey | None:
    """The figure of a name; None for what names none."""
    name, _, about = text.partition(".")
    if name not in tuple(FigureKind):
        return None
    kind = FigureKind(name)
    if kind in OF_STAGES | OF_DAYS:
        return _of_stage(kind, *about.partition(".")[::2])
    if kind in OF_MONTHS:
        return FigureKey(kind, month=about) if _MONTH.fullmatch(about) else None
    if kind is FigureKind.AGE:
        days = _days(about)
        return FigureKey(kind, days=days) if days else None
    return None if about else FigureKey(kind)


def _of_stage(kind: FigureKind, stage: str, span: str) -> FigureKey | None:
    days = _days(span)
    if stage not in JUDGED_STAGES or (days is not None) != (kind in OF_DAYS) or (span and not days):
        return None
    return FigureKey(kind, stage=Stage(stage), days=days)


def _days(span: str) -> tuple[int, int | None] | None:
    found = _SPAN.fullmatch(span)
    return (int(found[1]), int(found[2]) if found[2] else None) if found else None
