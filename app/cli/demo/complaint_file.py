"""A LAPOR!-like workbook for the demonstration, with the oddities that real exports have.

It is written so that the real importer has something real to do: a title block above the headings, a total row below,
no-break spaces, ids with and without "#", dates in several spellings, an OPD written in several ways, a channel that
carries the agency, statuses in several wordings, and a few rows that must be refused.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter
import yaml

CONTENT = Path(__file__).parent / "content" / "complaints.yaml"
FIRST_DAY, LAST_DAY = datetime(2019, 1, 2, 8, 0), datetime(2021, 10, 31, 16, 0)  # noqa: DTZ001  # wall clock, as in the export
FIRST_ID = 2_104_518

HEADINGS = (
    "No",
    "Tracking ID",
    "Judul Laporan",
    "Isi Laporan",
    "Klasifikasi",
    "Kategori",
    "Kanal",
    "Instansi Terdisposisi",
    "Status",
    "Tanggal Laporan Masuk",
    "Tanggal Verifikasi",
    "Tanggal Tindak Lanjut Pertama",
    "Tanggal Selesai",
    "Rating Bintang",
)
KLASS_WORDS = {
    "supervisory": "Pengaduan Berkadar Pengawasan",
    "non_supervisory": "Pengaduan Tidak Berkadar Pengawasan",
    "information": "Permintaan Informasi",
    "aspiration": "Aspirasi",
}
CHANNELS = ("Website", "Android", "SMS 1708", "iOS", "Twitter @lapor1708", "Whatsapp")
CHANNEL_WEIGHTS = (30, 34, 14, 5, 5, 12)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


@dataclass(frozen=True)
class UnitSpelling:
    """An OPD as the file may write it. `diligence` 0–1: how quickly and surely it answers."""

    short_name: str
    spellings: tuple[str, ...]
    diligence: float


@dataclass(frozen=True)
class FileSummary:
    """How many rows were written that ought to be taken, and how many that must be refused."""

    good: int
    bad: int


def write_complaint_file(
    path: Path, units: Sequence[UnitSpelling], *, count: int = 1500, seed: int = 7307
) -> FileSummary:
    """Write `count` good rows and a few bad ones to `path` (XLSX); the same seed gives the same file."""
    random = Random(seed)  # noqa: S311  # demonstration data, not a secret
    workbook = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = workbook.add_worksheet("Laporan")
    moment = workbook.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    sheet.write(0, 0, "REKAPITULASI LAPORAN SP4N-LAPOR! (DATA DEMONSTRASI)")
    sheet.write(1, 0, "Pemerintah Kabupaten Sinjai")
    sheet.write(2, 0, "Periode 2 Januari 2019 s.d. 31 Oktober 2021")
    sheet.write_row(4, 0, HEADINGS)
    rows = [*_good_rows(random, units, count), *_bad_rows(random, units)]
    for place, row in enumerate(rows):
        sheet.write(5 + place, 0, place + 1)
        for column, value in enumerate(row, start=1):
            if isinstance(value, datetime):
                sheet.write_datetime(5 + place, column, value, moment)
            else:
                sheet.write(5 + place, column, value)
    sheet.write(5 + len(rows), 0, "TOTAL")
    sheet.write(5 + len(rows), 1, len(rows))
    workbook.close()
    return FileSummary(good=count, bad=len(rows) - count)


def _good_rows(random: Random, units: Sequence[UnitSpelling], count: int) -> Iterator[list[Any]]:
    content = yaml.safe_load(CONTENT.read_text(encoding="utf-8"))
    known = {unit.short_name: unit for unit in units}
    topics = [topic for topic in content["topics"] if topic["unit"] in known]
    weights = [topic["weight"] for topic in topics]
    received = sorted(_a_moment(random) for _ in range(count))
    for number, moment in enumerate(received):
        topic = random.choices(topics, weights)[0]
        yield _row(random, number, moment, topic, known[topic["unit"]], random.choice(content["places"]))


def _a_moment(random: Random) -> datetime:
    """More complaints in later years and in office hours, as connection and habit grew."""
    span = (LAST_DAY - FIRST_DAY).total_seconds()
    share = max(random.random(), random.random() * 0.9)
    moment = FIRST_DAY + timedelta(seconds=span * share)
    return moment.replace(hour=random.choice((6, 8, 9, 9, 10, 11, 13, 14, 15, 16, 19, 20, 21)), second=0)


def _row(
    random: Random, number: int, received: datetime, topic: dict[str, Any], unit: UnitSpelling, place: str
) -> list[Any]:
    words = {"place": place, "n": random.randint(2, 30)}
    verified, answered, closed, status = _course(random, received, unit.diligence, topic["klass"])
    spelling = random.choice(unit.spellings)
    channel = random.choices(CHANNELS, CHANNEL_WEIGHTS)[0]
    if channel == "Android" and random.random() < 0.2:
        channel = f"Android - {spelling.lower().replace(' ', '-')}"
    category = topic["category"].upper() if random.random() < 0.15 else topic["category"]
    if random.random() < 0.1:
        category = category.replace(" ", "\u00a0")
    rating = random.choice((3, 4, 4, 5, 5)) if closed and random.random() < 0.18 else ""
    return [
        _tracking_id(random, FIRST_ID + number * 7 + random.randint(0, 6)),
        topic["title"].format(**words),
        topic["text"].format(**words),
        KLASS_WORDS[topic["klass"]],
        category,
        channel,
        spelling if status != "Belum Terverifikasi" else "",
        status,
        _spelt(random, received),
        _spelt(random, verified),
        _spelt(random, answered),
        _spelt(random, closed),
        rating,
    ]


def _course(
    random: Random, received: datetime, diligence: float, klass: str
) -> tuple[datetime | None, datetime | None, datetime | None, str]:
    """When it was forwarded, answered and closed, and the status word; nothing happens after the file's last day."""
    verified = received + timedelta(days=_days(random, 1.6, 0.75), hours=random.randint(1, 5))
    answered = verified + timedelta(days=_days(random, 9.0, diligence), hours=random.randint(1, 6))
    longest = {"supervisory": 45.0, "non_supervisory": 20.0}.get(klass, 7.0)
    closed = answered + timedelta(days=_days(random, longest, diligence), hours=random.randint(1, 6))
    if random.random() < 0.012:
        return verified, None, None, "Arsip" if verified <= LAST_DAY else "Belum Terverifikasi"
    if verified > LAST_DAY:
        return None, None, None, "Belum Terverifikasi"
    if random.random() < 0.02:
        return verified, None, None, "Tertunda"
    if answered > LAST_DAY or random.random() > 0.80 + 0.2 * diligence:
        return verified, None, None, "Terdisposisi Belum Ditindaklanjuti"
    if closed > LAST_DAY or random.random() > 0.72 + 0.27 * diligence:
        return verified, answered, None, random.choice(("Sedang Diproses", "Ditindaklanjuti oleh Instansi"))
    return (
        verified,
        answered,
        closed,
        random.choice(("Terdisposisi Selesai", "Selesai otomatis dalam 10 hari", "Selesai")),
    )


def _days(random: Random, mean: float, diligence: float) -> float:
    """A waiting time in calendar days: short for the diligent, with a long tail for the others."""
    return min(random.expovariate(1 / max(mean * (1.25 - diligence), 0.2)), 120.0)


def _tracking_id(random: Random, number: int) -> str | int | float:
    kind = random.random()
    if kind < 0.55:
        return f"#{number}"
    return str(number) if kind < 0.8 else number


def _spelt(random: Random, moment: datetime | None) -> str | datetime:
    """A date as one of the spellings that exports mix."""
    if moment is None:
        return ""
    kind = random.random()
    if kind < 0.5:
        return moment
    clock = f"{moment:%H:%M}"
    if kind < 0.8:
        return f"{moment:%d/%m/%Y} {clock}"
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year} {clock}"


def _bad_rows(random: Random, units: Sequence[UnitSpelling]) -> Iterator[list[Any]]:
    """Rows that nobody could import honestly: relative dates, spoilt ids, a closing before the start."""
    spelling = units[0].spellings[0]

    def row(tracking: Any, received: Any, closed: Any = "") -> list[Any]:
        return [
            tracking,
            "Baris contoh yang perlu diperbaiki",
            "Baris ini sengaja dibuat agar laporan kesalahan impor dapat dilihat.",
            KLASS_WORDS["non_supervisory"],
            "Pekerjaan Umum",
            "Website",
            spelling,
            "Sedang Diproses" if not closed else "Selesai",
            received,
            "",
            "",
            closed,
            "",
        ]

    yield row("#9900001", "Kemarin, 02:19")
    yield row("#9900002", "2 hari yang lalu")
    yield row("9.17E+06", "05/10/2021 13:53")
    yield row("", "05/10/2021 13:53")
    yield row("#9900005", "31/02/2021 10:00")
    yield row("#9900006", "05/10/2021 13:53", "01/09/2021 08:00")
