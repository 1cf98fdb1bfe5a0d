"""The words for figures: what a list counts, ages, volumes, comparisons."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.complaints.labels import STAGE_LABELS, month_text
from app.complaints.statistics.figure_keys import FigureKey, FigureKind
from app.complaints.statistics.ranking import VolumeClass
from app.web.filters import tanggal

MOST_NAMED = 4
QUARTERS = ("I", "II", "III", "IV")

_KINDS: dict[FigureKind, LazyString] = {
    FigureKind.FOLLOWED_UP: _l("sudah ditindaklanjuti"),
    FigureKind.NOT_FOLLOWED_UP: _l("belum ditindaklanjuti"),
    FigureKind.OPEN: _l("masih terbuka"),
    FigureKind.OVERDUE: _l("terbuka dan lewat tenggat"),
    FigureKind.LATE: _l("terlambat pada suatu tahap, atau lewat tenggat"),
    FigureKind.RATED: _l("dengan rating pelapor"),
    FigureKind.REOPENED: _l("pernah dibuka kembali"),
    FigureKind.CLOSABLE: _l("ditangani di sini dan pernah selesai"),
    FigureKind.UNDATED: _l("selesai atau diarsipkan tanpa waktu tercatat"),
}
_STAGES: dict[FigureKind, LazyString] = {
    FigureKind.MEASURED: _l("%(stage)s: dapat dinilai"),
    FigureKind.IN_TIME: _l("%(stage)s: tepat waktu"),
    FigureKind.STAGE_LATE: _l("%(stage)s: terlambat"),
    FigureKind.OPEN_LATE: _l("%(stage)s: terbuka lewat tenggat"),
    FigureKind.ENDED: _l("%(stage)s: sudah berakhir"),
}
_DAYS: dict[FigureKind, LazyString] = {
    FigureKind.DAYS_IN_TIME: _l("%(stage)s: tepat waktu dalam %(days)s"),
    FigureKind.DAYS_LATE: _l("%(stage)s: terlambat, dalam %(days)s"),
}
_MONTHS: dict[FigureKind, LazyString] = {
    FigureKind.CLOSED_IN: _l("selesai pada %(month)s"),
    FigureKind.ARCHIVED_IN: _l("diarsipkan pada %(month)s"),
    FigureKind.LEFT_OPEN: _l("masih terbuka pada akhir %(month)s"),
}


def figure_text(key: FigureKey) -> str:
    """What a list behind a figure holds."""
    if key.stage is not None and key.days is not None:
        return str(_DAYS[key.kind]) % {"stage": STAGE_LABELS[key.stage], "days": age_text(*key.days)}
    if key.stage is not None:
        return str(_STAGES[key.kind]) % {"stage": STAGE_LABELS[key.stage]}
    if key.month is not None:
        return str(_MONTHS[key.kind]) % {"month": month_text(key.month)}
    if key.days is not None:
        return str(_("terbuka dengan umur %(ages)s", ages=age_text(*key.days)))
    return str(_KINDS[key.kind])


def age_text(low: int, high: int | None) -> str:
    """ "6–14 hari kerja", "61 hari kerja atau lebih"."""
    if high is None:
        return str(_("%(n)s hari kerja atau lebih", n=low))
    if low == high:
        return str(_("%(n)s hari kerja", n=low))
    return str(_("%(low)s–%(high)s hari kerja", low=low, high=high))


MEASURE_LABELS: dict[str, LazyString] = {
    "followed_up": _l("Ditindaklanjuti"),
    "closed": _l("Selesai"),
    "verify": _l("Verifikasi tepat waktu"),
    "follow_up": _l("Tindak lanjut tepat waktu"),
    "resolve": _l("Penyelesaian tepat waktu"),
}
COMPARED_LABELS: dict[str, LazyString] = {
    "incoming": _l("Masuk"),
    "followed_up": _l("Ditindaklanjuti"),
    "closed": _l("Selesai"),
    "in_time_verify": _l("Verifikasi tepat waktu"),
    "in_time_follow_up": _l("Tindak lanjut tepat waktu"),
    "in_time_resolve": _l("Penyelesaian tepat waktu"),
    "mean_follow_up": _l("Laju tindak lanjut, rata-rata hari kerja"),
    "mean_resolve": _l("Penyelesaian, rata-rata hari kerja"),
}


def volume_text(volumes: VolumeClass) -> str:
    """A class of volume as the heading of its group."""
    if volumes.high is None:
        return str(_("%(n)s pengaduan atau lebih", n=volumes.low))
    if volumes.high == 0:
        return str(_("Tanpa pengaduan: tidak diketahui"))
    if not volumes.ranked:
        return str(_("Kurang dari %(n)s pengaduan: terlalu sedikit untuk dibandingkan", n=volumes.high + 1))
    return str(_("%(low)s–%(high)s pengaduan", low=volumes.low, high=volumes.high))


def period_name(key: str) -> str:
    """A month, a quarter or a year: "Okt 2021", "TW IV 2021", "2021"."""
    year, dash, part = key.partition("-")
    if not dash:
        return year
    if part.startswith("Q"):
        return str(_("TW %(quarter)s %(year)s", quarter=QUARTERS[int(part[1:]) - 1], year=year))
    return month_text(key)


def data_until_text(cut_off: str | None, here: date | None) -> str:
    """How far figures reach: imported data to a moment (written), complaints handled here to a day."""
    if cut_off is None and here is None:
        return str(_("Belum ada data yang diimpor"))
    if here is None:
        return str(_("Data sampai %(when)s", when=cut_off))
    if cut_off is None:
        return str(_("Pengaduan yang ditangani di sini sampai %(day)s", day=tanggal(here)))
    return str(
        _(
            "Data impor sampai %(when)s; pengaduan yang ditangani di sini sampai %(day)s",
            when=cut_off,
            day=tanggal(here),
        )
    )


def behind_text(months: Sequence[str]) -> str:
    """What is said beside figures while months wait to be counted anew; nothing where none does."""
    if not months:
        return ""
    many = len(months) > MOST_NAMED
    named = [month_text(month) for month in ((months[0], months[-1]) if many else months)]
    return str(
        _(
            "Bulan yang sedang dihitung ulang setelah perubahan besar, masih seperti terakhir dihitung: %(months)s",
            months=(" … " if many else ", ").join(named),
        )
    )


def period_text(first: date | None, last: date | None) -> str:
    """Which complaints are meant, by the days on which they came in."""
    if first and last:
        return str(_("Masuk %(first)s sampai %(last)s", first=tanggal(first), last=tanggal(last)))
    if first:
        return str(_("Masuk sejak %(first)s", first=tanggal(first)))
    if last:
        return str(_("Masuk sampai %(last)s", last=tanggal(last)))
    return str(_("Semua pengaduan dalam register"))
