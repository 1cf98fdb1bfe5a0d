"""What files of complaints look like in the wild, one oddity at a time: a file that must be read, and its broken twin.

`pairs()` gives them as bytes with what they must say. `make.py` writes them beside this file, where people can look at
them and try them out.
"""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import xlsxwriter

from tests.factories import open_documents as odf

Rows = Sequence[Sequence[Any]]
NBSP = "\u00a0"
HEAD = ["Tracking ID", "Tanggal Masuk", "Judul", "Kategori", "Kanal", "Instansi", "Status"]
MOMENT = datetime(2021, 10, 5, 13, 53)  # noqa: DTZ001 - sheets know no zones
DATES_FROM_1904 = 44474 - 1462


@dataclass(frozen=True)
class Pair:
    """A good file with what its rows say, and a broken one with (row, column, trouble) or the refusal of the whole."""

    name: str
    kind: str
    good: bytes
    says: dict[
        str, list[str]
    ]  # tracking id → day on the clock of Makassar, category, channel, agency, status
    broken: bytes
    troubles: list[tuple[int, str, str]] = field(default_factory=list)
    refusal: str = ""


def row(tracking: Any = "9165816", received: Any = "05/10/2021 13:53", **told: str) -> list[Any]:
    """A complaint in the order of `HEAD`."""
    given = {"title": "Jalan rusak", "category": "Umum", "channel": "Website", "unit": "Dinas Sosial"}
    given["status"] = "Selesai"
    given |= told
    return [tracking, received, *given.values()]


def said(day: str = "2021-10-05 13:53", **told: str) -> list[str]:
    """What such a row says once it was read."""
    given = {"category": "Umum", "channel": "Website", "unit": "Dinas Sosial", "status": "finished"} | told
    return [day, *given.values()]


def text(rows: Sequence[Any], *, delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    """The rows as delimited text."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def book(fill: Callable[[Any], None], **options: Any) -> bytes:
    """A workbook; the same bytes every time."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **options}) as made:
        made.set_properties({"created": datetime(2021, 11, 1)})  # noqa: DTZ001
        fill(made)
    return out.getvalue()


def sheet(rows: Rows) -> Callable[[Any], None]:
    """One worksheet with these rows from the top."""

    def fill(made: Any) -> None:
        page = made.add_worksheet("Laporan")
        for number, cells in enumerate(rows):
            page.write_row(number, 0, cells)

    return fill


def pairs() -> list[Pair]:
    """All of them."""
    return [
        _ids(), _dates(), _wordings(), _agencies(), _no_break(), _encoding(), _title_block(), _merged_headings(),
        _printed_pages(), _months(), _from_1904(), _hidden(), _libreoffice(),
    ]  # fmt: skip


def _ids() -> Pair:
    good = ["#9165816", "9165817", "9165818.0", "'9165819", f"#{NBSP}9165820", "9.165.821"]
    broken = ["9.17E+06", "9,17E+06", "9165816.5", "", "#", "A-17"]
    lost = "id_precision_lost"
    troubles = [lost, lost, "id_not_a_number", "id_missing", "id_missing", "id_not_a_number"]
    return Pair(
        "ids",
        "csv",
        text([HEAD, *map(row, good)]),
        {str(9165816 + place): said() for place in range(len(good))},
        text([HEAD, *map(row, broken)]),
        [(place, "Tracking ID", trouble) for place, trouble in enumerate(troubles, start=2)],
    )


def _dates() -> Pair:
    midnight, minute = "2021-10-05 00:00", "2021-10-05 13:53"
    good = {
        "05/10/2021 13:53": minute, "5 Okt 2021": midnight, "Selasa, 2021/10/05": midnight, "44474": midnight,
        "44474.57847222": minute, "5 Okt 2021 13.53 WITA": minute, "5 Oktober 2021 12:53 WIB": minute,
        "Selasa, 5 Oktober 2021, pukul 13.53": minute, "05-10-2021 13.53": minute, "2021-10-05 05:53:00+00": minute,
        f"5{NBSP}Oktober{NBSP}2021": midnight, "Sel, 5 Okt 21": midnight, "Oct 5, 2021 1:53 PM": minute,
    }  # fmt: skip
    broken = {
        "Kemarin, 02:19": "date_relative", "Senin, 02:19": "date_relative", "3 jam": "date_relative",
        "2 hari yang lalu": "date_relative", "13:53": "date_without_day", "31/02/2021": "date_impossible",
        "10/13/2021": "date_impossible", "5 Xyz 2021": "date_unreadable", "": "date_missing",
        "05/10/2121": "date_in_future", "05/10/1921": "date_outside_calendar", "0000-00-00 00:00:00": "date_missing",
    }  # fmt: skip
    return Pair(
        "dates",
        "csv",
        text([HEAD, *(row(str(n), day) for n, day in enumerate(good, start=1))]),
        {str(number): said(day) for number, day in enumerate(good.values(), start=1)},
        text([HEAD, *(row(str(n), day) for n, day in enumerate(broken, start=1))]),
        [(place, "Tanggal Masuk", trouble) for place, trouble in enumerate(broken.values(), start=2)],
    )


def _wordings() -> Pair:
    good = {
        "Ditindaklanjuti oleh Instansi": "in_process", "Sedang Diproses": "in_process",
        "Terdisposisi Belum Ditindaklanjuti": "disposed", "Selesai otomatis dalam 10 hari": "in_process",
        "Ditanggapi oleh Pelapor": "in_process", "Belum Terverifikasi": "unverified", "TERTUNDA": "postponed",
        f"Terdisposisi{NBSP}Selesai": "finished", "Arsip": "archived", "": "None",
    }  # fmt: skip
    broken = ["Entahlah", "Selesai sebagian", "Diproses 50%"]
    return Pair(
        "statuses",
        "csv",
        text([HEAD, *(row(str(n), status=word) for n, word in enumerate(good, start=1))], delimiter=","),
        {str(number): said(status=meant) for number, meant in enumerate(good.values(), start=1)},
        text([HEAD, *(row(str(n), status=word) for n, word in enumerate(broken, start=1))], delimiter=","),
        [(place, "Status", "status_unknown") for place in range(2, 2 + len(broken))],
    )


def _agencies() -> Pair:
    slug = "dinas-pekerjaan-umum-dan-penataan-ruang"
    rows = [
        row("1", unit="Dinas Pekerjaan Umum dan Penataan Ruang"),
        row("2", unit="DINAS PU DAN TATA RUANG KABUPATEN SINJAI"),
        row("3", unit=slug), row("4", unit="", channel=f"Android - {slug}"),
        row("5", unit="", status=f"Terdisposisi ke {slug}"),
    ]  # fmt: skip
    says = {
        "1": said(unit=rows[0][5]), "2": said(unit=rows[1][5]), "3": said(unit=slug),
        "4": said(unit=slug, channel="Android"), "5": said(unit=slug, status="disposed"),
    }  # fmt: skip
    unclear = [row("6", unit=slug, status="Terdisposisi ke"), row("7", unit="x" * 40_000)]
    return Pair(
        "agencies",
        "csv",
        text([HEAD, *rows]),
        says,
        text([HEAD, *unclear]),
        [(2, "Status", "status_unknown")],
    )


def _no_break() -> Pair:
    head = [name.replace(" ", NBSP) for name in HEAD]
    good = row(
        "1", f"05/10/2021{NBSP}13:53", category=f"PEKERJAAN{NBSP}UMUM", unit=f"Dinas{NBSP}Sosial\u200b"
    )
    broken = row(f"916{NBSP}5816", f"{NBSP}")
    return Pair(
        "no_break_spaces",
        "csv",
        text([head, good]),
        {"1": said(category="Pekerjaan Umum")},
        text([head, broken]),
        [(2, "Tracking ID", "id_not_a_number"), (2, "Tanggal Masuk", "date_missing")],
    )


def _encoding() -> Pair:
    rows = [HEAD, row("1", category="Jalan – “rusak”")]
    return Pair(
        "windows_1252",
        "csv",
        text(rows, encoding="cp1252"),
        {"1": said(category="Jalan – “rusak”")},
        text(rows, encoding="utf-16-le"),  # without the mark that tells what it is
        refusal="not_a_table",
    )


def _title_block() -> Pair:
    above = [["REKAPITULASI LAPORAN SP4N-LAPOR!"], ["Periode", "Oktober 2021"], []]
    below = [["Jumlah", 2], [], ["Dicetak pada 1 November 2021 oleh admin"]]
    return Pair(
        "title_and_total",
        "csv",
        text([*above, HEAD, row("1"), row("2"), *below], encoding="utf-8-sig"),
        {"1": said(), "2": said()},
        text(
            [["REKAPITULASI LAPORAN SP4N-LAPOR!"], [], ["Tidak ada laporan pada periode ini."]],
            encoding="utf-8-sig",
        ),
        refusal="no_header",
    )


def _merged_headings() -> Pair:
    def fill(above: str, *below: str) -> Callable[[Any], None]:
        def filled(made: Any) -> None:
            page = made.add_worksheet("Laporan")
            for column, heading in (
                (0, "Tracking ID"),
                (3, "Kategori"),
                (4, "Kanal"),
                (5, "Instansi"),
                (6, "Status"),
            ):
                page.merge_range(2, column, 3, column, heading)
            page.merge_range(2, 1, 2, 2, above)
            page.write_row(3, 1, below)
            for number, tracking in enumerate((9165816, 9165817), start=4):
                days = ["05/10/2021 13:53", "06/10/2021"]
                page.write_row(number, 0, [tracking, *days, "Umum", "Website", "", "Selesai"])
            page.merge_range(4, 5, 5, 5, "Dinas Sosial")

        return filled

    return Pair(
        "merged_headings",
        "xlsx",
        book(fill("Tanggal", "Masuk", "Disposisi")),
        {"9165816": said(), "9165817": said()},
        book(fill("Kapan", "Awal", "Akhir")),
        refusal="column_missing",
    )


def _printed_pages() -> Pair:
    above, page = [["Laporan Pengaduan"], HEAD], [["Halaman 2 dari 3"], HEAD]
    return Pair(
        "printed_pages",
        "csv",
        text([*above, row("1"), *page, row("2"), [], *page, row("3"), ["Total", "3"]], delimiter="\t"),
        {"1": said(), "2": said(), "3": said()},
        text([*above, row("1"), *page, ["", *row("2")[:-1]]], delimiter="\t"),
        [
            (6, "Status", "status_unknown"),
            (6, "Tanggal Masuk", "date_unreadable"),
            (6, "Tracking ID", "id_missing"),
        ],
    )


def _months() -> Pair:
    september, october = [["SEPTEMBER 2021"]], [["OKTOBER 2021"]]
    total = [["Jumlah", "", "1 laporan"]]
    rows = [
        HEAD,
        *september,
        row("1"),
        *total,
        *october,
        row("2"),
        *total,
        ["Jumlah seluruhnya", "", "2 laporan"],
    ]
    return Pair(
        "months_and_totals",
        "xlsx",
        book(sheet(rows)),
        {"1": said(), "2": said()},
        book(sheet([HEAD, *september, row("1", "September 2021"), *total])),
        [(3, "Tanggal Masuk", "date_unreadable")],
    )


def _from_1904() -> Pair:
    def fill(made: Any) -> None:
        page = made.add_worksheet("Laporan")
        page.write_row(0, 0, HEAD)
        page.write_row(1, 0, row("1", ""))
        page.write_datetime(1, 1, MOMENT, made.add_format({"num_format": "dd/mm/yyyy hh:mm"}))
        page.write_row(2, 0, row("2", DATES_FROM_1904 + 0.5))

    return Pair(
        "calendar_from_1904",
        "xlsx",
        book(fill, date_1904=True),
        {"1": said(), "2": said("2021-10-05 12:00")},
        book(sheet([HEAD, row("1", 12)]), date_1904=True),
        [(2, "Tanggal Masuk", "date_unreadable")],
    )


def _hidden() -> Pair:
    def fill(shown: Rows) -> Callable[[Any], None]:
        def filled(made: Any) -> None:
            front = made.add_worksheet("Laporan")
            old = made.add_worksheet("Lama")
            for page, rows in ((front, shown), (old, [HEAD, *(row(str(n)) for n in range(50))])):
                for number, cells in enumerate(rows):
                    page.write_row(number, 0, cells)
            old.hide()

        return filled

    return Pair(
        "hidden_sheet", "xlsx", book(fill([HEAD, row("7")])), {"7": said()}, book(fill([])), refusal="empty"
    )


def _libreoffice() -> Pair:
    good = odf.ods(
        odf.table(odf.row("Lembar ini bukan data."), name="Petunjuk"),
        odf.table(
            odf.row(odf.cell("REKAPITULASI", number_columns_spanned=7), *[odf.COVERED] * 6),
            odf.row(None, number_rows_repeated=2),
            odf.row(*HEAD),
            odf.row(9165816, MOMENT, "Jalan", f"PEKERJAAN{NBSP}UMUM", "Website",
                    odf.cell("Dinas Sosial", number_rows_spanned=2), "Selesai"),
            odf.row("#9165817", MOMENT.date(), "Jalan", "Umum", "Website", odf.COVERED, "Selesai"),
            odf.row("Jumlah", 2),
        ),
        odf.table(*[odf.row(*row(str(number))) for number in range(20)], name="Lama", hidden=True),
    )  # fmt: skip
    broken = odf.plain_ods([HEAD, row(9165816.5, "Kemarin, 02:19"), row(9165817, True)])
    return Pair(
        "libreoffice",
        "ods",
        good,
        {"9165816": said(category="Pekerjaan Umum"), "9165817": said("2021-10-05 00:00")},
        broken,
        [
            (2, "Tracking ID", "id_precision_lost"),
            (2, "Tanggal Masuk", "date_relative"),
            (3, "Tanggal Masuk", "date_unreadable"),
        ],
    )
