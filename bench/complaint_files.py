"""Files of made-up complaints, for measuring."""

import csv
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

UNITS = 40
HEADINGS = (
    "Tracking ID;Tanggal Laporan Masuk;Nama Pelapor;Judul Laporan;Isi Laporan;Klasifikasi;Kategori;Kanal;"
    "Instansi Terdisposisi;Status;Tanggal Disposisi;Tanggal Tindak Lanjut;Tanggal Selesai;Rating"
).split(";")
KLASSES = (
    "Aspirasi",
    "Permintaan Informasi",
    "Pengaduan Berkadar Pengawasan",
    "Pengaduan Tidak Berkadar Pengawasan",
)
SAME_TEXT = "Mohon perbaikan jalan poros yang sudah lama rusak di wilayah kami. " * 3
CHANNELS = ("Website", "Android", "SMS 1708", "WhatsApp")


def write_rows(path: Path, rows: int, text_of: Callable[[int], str] | None = None) -> None:
    """A LAPOR!-like CSV of made-up complaints; the same for every run. `text_of` gives a row its text."""
    random = Random(1)  # noqa: S311  # made-up rows
    first = datetime(2019, 1, 1)  # noqa: DTZ001  # a wall clock, as exports write it
    with path.open("w", newline="", encoding="utf-8") as text:
        writer = csv.writer(text, delimiter=";")
        writer.writerow(HEADINGS)
        for number in range(rows):
            moments = [first + timedelta(minutes=random.randrange(1_440_000))]
            for longest in (100, 200, 500):
                moments.append(moments[-1] + timedelta(hours=random.randrange(1, longest)))
            reached = random.choice((1, 2, 3, 4, 4, 4))
            told = [f"{moment:%d/%m/%Y %H:%M}" for moment in moments[:reached]] + [""] * (4 - reached)
            writer.writerow(
                [
                    f"#{1_000_000 + number}",
                    told[0],
                    "Pelapor Contoh",
                    f"Jalan rusak di desa nomor {number}",
                    text_of(number) if text_of else SAME_TEXT,
                    random.choice(KLASSES),
                    f"Kategori {random.randrange(40)}",
                    random.choice(CHANNELS),
                    f"Dinas Contoh {random.randrange(UNITS)}",
                    "",
                    *told[1:],
                    random.choice(("", "", "", "4", "5")) if reached == 4 else "",
                ]
            )


def write_book(source: Path, path: Path) -> None:
    """The same rows as a sheet of texts."""
    import xlsxwriter

    with (
        source.open(encoding="utf-8", newline="") as text,
        xlsxwriter.Workbook(path, {"constant_memory": True, "tmpdir": str(path.parent)}) as book,
    ):
        sheet = book.add_worksheet("Laporan")
        for number, row in enumerate(csv.reader(text, delimiter=";")):
            sheet.write_row(number, 0, row)
