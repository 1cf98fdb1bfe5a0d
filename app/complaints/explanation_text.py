"""An explained clock in sentences that a citizen understands; pages show them, documents may."""

from collections.abc import Iterator
from datetime import date

from flask_babel import format_date, gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.complaints.calendar import DayKind, FreeDay
from app.complaints.calendar_years import YearState
from app.complaints.explaining import DaysOff, Explanation, Wait
from app.complaints.labels import WHY_LABELS
from app.complaints.sla import ClockState, Why
from app.web.filters import number, waktu

# How a kind of day is called within a sentence.
KIND_WORDS: dict[DayKind, LazyString] = {
    DayKind.NATIONAL: _l("hari libur nasional"),
    DayKind.CUTI_BERSAMA: _l("cuti bersama"),
    DayKind.ELECTION: _l("hari pemungutan suara"),
    DayKind.LOCAL: _l("hari libur daerah"),
}

YEAR_STATE_LABELS: dict[YearState, LazyString] = {
    YearState.EMPTY: _l("Kalender %(year)s belum diisi"),
    YearState.ESTIMATED: _l("Kalender %(year)s masih memuat tanggal perkiraan"),
    YearState.WITHOUT_JOINT_LEAVE: _l("Cuti bersama %(year)s belum diisi"),
    YearState.COMPLETE: _l("Kalender %(year)s lengkap"),
}


def _(sentence: str, **values: object) -> str:
    return str(gettext(sentence, **values))


def sentences(found: Explanation, zone: str) -> list[str]:
    """The story of a clock, from its start to how it stands; moments in the zone of the government."""
    if found.day_one is None and found.deadline is None and not found.waits:
        return [str(WHY_LABELS[found.clock.why]), *_recorded(found, zone)]
    return [
        _start(found, zone),
        *_first_day(found),
        *_left_out(found),
        *(_wait(wait) for wait in found.waits),
        *_deadline(found),
        _end(found, zone),
        *_open_years(found),
    ]


def day_text(day: date) -> str:
    """A day with its weekday: "Rabu, 27 April 2022"."""
    return str(format_date(day, "EEEE, d MMMM y"))


def span_text(first: date, last: date) -> str:
    """Days in a row, without saying a month twice: "4–6 Mei 2022", "29 April – 2 Mei 2022"."""
    end = str(format_date(last, "d MMMM y"))
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    start = format_date(first, "d MMMM" if first.year == last.year else "d MMMM y")
    return f"{start} – {end}"


def _recorded(found: Explanation, zone: str) -> Iterator[str]:
    """What is known of a clock that cannot be judged."""
    if found.clock.why is Why.TIMES_OUT_OF_ORDER:
        yield _(
            "Tercatat mulai %(start)s, tetapi berakhir lebih awal, yaitu %(end)s. Karena itu tahap ini tidak dinilai.",
            start=waktu(found.clock.starts, zone),
            end=waktu(found.clock.ends, zone),
        )


def _start(found: Explanation, zone: str) -> str:
    start = waktu(found.clock.starts, zone)
    if found.started_on and (reason := _why_free(found.start_off, found.start_on_weekend, found.started_on)):
        return _("Mulai %(start)s, pada %(reason)s. Hari itu tidak dihitung.", start=start, reason=reason)
    return _("Mulai %(start)s. Hari mulai itu sendiri tidak dihitung.", start=start)


def _first_day(found: Explanation) -> Iterator[str]:
    if found.day_one:
        yield _("Hari kerja ke-1: %(day)s.", day=day_text(found.day_one))


def _left_out(found: Explanation) -> Iterator[str]:
    parts = [_day_off(off) for off in found.days_off]
    if found.weekend_days:
        parts.insert(0, _("Sabtu dan Minggu (%(n)s hari)", n=number(found.weekend_days)))
    if parts:
        yield _("Tidak dihitung: %(days)s.", days="; ".join(parts))


def _day_off(off: DaysOff) -> str:
    kind = str(KIND_WORDS[off.kind])
    # "Cuti Bersama Hari Raya Idul Fitri" needs no second word for what it is.
    name = off.name if off.name.casefold().startswith(kind) else f"{off.name}, {kind}"
    if off.estimate:
        name = _("%(name)s (perkiraan)", name=name)
    return f"{span_text(off.first, off.last)}: {name}"


def _wait(wait: Wait) -> str:
    if wait.ended is None:
        return _(
            "Menunggu pelapor melengkapi laporan sejak %(first)s; sejak itu waktu berhenti.",
            first=day_text(wait.began),
        )
    return _(
        "Menunggu pelapor melengkapi laporan dari %(first)s sampai %(last)s: %(n)s hari kerja tidak dihitung.",
        first=day_text(wait.began),
        last=day_text(wait.ended),
        n=number(wait.working_days),
    )


def _deadline(found: Explanation) -> Iterator[str]:
    if found.deadline:
        yield _(
            "Batas waktu %(n)s hari kerja: sampai akhir hari %(day)s.",
            n=number(found.clock.allowed),
            day=day_text(found.deadline),
        )


def _end(found: Explanation, zone: str) -> str:
    if found.ended_on is not None:
        return _ended(found, found.ended_on, zone)
    used, seen = number(found.clock.working_days), day_text(found.until)
    match found.clock.state:
        case ClockState.OPEN_LATE if found.late_by:
            return _(
                "Sampai %(day)s sudah %(used)s hari kerja dan belum selesai: terlambat %(late)s hari kerja.",
                day=seen,
                used=used,
                late=number(found.late_by),
            )
        case ClockState.OPEN_LATE:
            return _("Batas waktu sudah lewat dan belum selesai; sejak itu belum ada hari kerja.")
        case ClockState.PAUSED if found.clock.working_days is None:
            return _("Sumber data tidak mencatat sejak kapan laporan ditunda.")
        case ClockState.PAUSED:
            return _(
                "Terpakai %(used)s dari %(allowed)s hari kerja; batas waktu baru ditetapkan setelah dilanjutkan.",
                used=used,
                allowed=number(found.clock.allowed),
            )
        case _:
            return _(
                "Sampai %(day)s terpakai %(used)s dari %(allowed)s hari kerja; masih dalam batas waktu.",
                day=seen,
                used=used,
                allowed=number(found.clock.allowed),
            )


def _ended(found: Explanation, ended_on: date, zone: str) -> str:
    when, used = waktu(found.clock.ends, zone), number(found.clock.working_days)
    if found.clock.state is ClockState.IN_TIME and not found.clock.working_days:
        return _("Berakhir %(when)s, sebelum hari kerja ke-1: tepat waktu.", when=when)
    if found.clock.state is ClockState.IN_TIME:
        return _("Berakhir %(when)s, setelah %(used)s hari kerja: tepat waktu.", when=when, used=used)
    if found.late_by:
        return _(
            "Berakhir %(when)s, setelah %(used)s hari kerja: terlambat %(late)s hari kerja.",
            when=when,
            used=used,
            late=number(found.late_by),
        )
    return _(
        "Berakhir %(when)s, pada %(reason)s, ketika batas waktu sudah lewat: terlambat.",
        when=when,
        reason=_why_free(found.end_off, found.end_on_weekend, ended_on) or _("hari yang tidak dihitung"),
    )


def _why_free(off: FreeDay | None, weekend: bool, day: date) -> str:
    """Why nobody works on a day; empty when somebody does."""
    if off is not None:
        return _day_off(DaysOff(day, day, off.name, off.kind, off.estimate)).split(": ", 1)[1]
    return _("hari %(weekday)s", weekday=format_date(day, "EEEE")) if weekend else ""


def _open_years(found: Explanation) -> Iterator[str]:
    for year in found.open_years:
        yield _("Kalender %(year)s belum lengkap, sehingga hitungan ini dapat berubah.", year=str(year))
