"""Writes the sample files beside this one. Run it again after a change: `python -m tests.samples.complaints.make`."""

import csv
import json
from datetime import datetime
from pathlib import Path

import xlsxwriter

from tests.samples.complaints.oddities import pairs

FOLDER = Path(__file__).parent

HEADER = [
    "No", "Tracking ID", "Tanggal Laporan Masuk", "Nama Pelapor", "No. Telepon", "Judul Laporan", "Isi Laporan",
    "Klasifikasi", "Kategori", "Sumber Laporan", "Instansi Terdisposisi", "Status", "Tanggal Disposisi",
    "Tanggal Tindak Lanjut", "Tanggal Selesai", "Rating",
]  # fmt: skip

NBSP = "\u00a0"

ROWS = [
    ["#9165816", "05/10/2021 13:53", "Jalan berlubang", "Jalan poros rusak. Hubungi 0812-3456-7890.",
     "Pengaduan Tidak Berkadar Pengawasan", f"PEKERJAAN{NBSP}UMUM", "Website",
     "Dinas Pekerjaan Umum dan Penataan Ruang", "Terdisposisi Selesai", "06/10/2021 09:00", "08/10/2021",
     "20/10/2021 10:00", "5"],
    ["9165817.0", "5 Okt 2021", "Lampu jalan padam", "NIK saya 7307011203850001, mohon ditindaklanjuti.", "Pengaduan",
     "Pekerjaan Umum", "Android - dinas-pekerjaan-umum-dan-penataan-ruang", "", "Sedang Diproses",
     "Kamis, 7 Oktober 2021", "11-10-2021 08.15 WITA", "", ""],
    ["9165818", "Selasa, 2021/10/05", "Kapan vaksin tersedia?", "Mohon informasi.", "Permintaan Informasi", "Kesehatan",
     "SMS 1708", "DINAS KESEHATAN KABUPATEN SINJAI", "Belum Terverifikasi", "", "", "", ""],
    ["9165819", "44474.5", "Usul taman baca", "Sebaiknya ada taman baca.", "Aspirasi", "Pendidikan", "WhatsApp",
     "dinas-pendidikan", "Terdisposisi Belum Ditindaklanjuti", "44475", "", "", ""],
    ["'9165820", "2021-10-05 08:00", "Pungutan liar", "Dugaan pungutan.", "Pengaduan Berkadar Pengawasan",
     "Kepegawaian", "iOS", "Inspektorat", "Selesai otomatis dalam 10 hari", "2021-10-06", "2021-10-09 10:00", "", "0"],
]  # fmt: skip

BROKEN = [
    ["9.17E+06", "05/10/2021 13:53", "a", "b", "Pengaduan", "Umum", "Website", "Dinas Sosial", "Sedang Diproses",
     "", "", "", ""],
    ["9165822", "Kemarin, 02:19", "a", "b", "Keluh kesah", "Umum", "Website", "Dinas Sosial", "Entahlah",
     "", "", "", "9"],
    ["9165823", "31/02/2021", "a", "b", "Aspirasi", "Umum", "Website", "Dinas Sosial", "Selesai",
     "01/10/2021", "", "", ""],
    ["9165824", "05/10/2021 13:53", "a", "b", "Aspirasi", "Umum", "Website", "Dinas Sosial", "Selesai", "04/10/2021",
     "segera", "05/10/2121", ""],
    ["", "05/10/2021", "Tanpa nomor", "b", "Aspirasi", "Umum", "Website", "Dinas Sosial", "Selesai", "", "", "", ""],
    ["A-17", "", "a", "b", "", "", "", "", "", "", "", "", ""],
]  # fmt: skip

# (row, heading, trouble) that `lapor_broken.csv` must give, and nothing else.
EXPECTED = [
    (2, "Tracking ID", "id_precision_lost"),
    (3, "Tanggal Laporan Masuk", "date_relative"),
    (3, "Klasifikasi", "class_unknown"),
    (3, "Status", "status_unknown"),
    (3, "Rating", "rating_unreadable"),
    (4, "Tanggal Laporan Masuk", "date_impossible"),
    (5, "Tanggal Disposisi", "date_before_received"),
    (5, "Tanggal Tindak Lanjut", "date_unreadable"),
    (5, "Tanggal Selesai", "date_in_future"),
    (6, "Tracking ID", "id_missing"),
    (7, "Tracking ID", "id_not_a_number"),
    (7, "Tanggal Laporan Masuk", "date_missing"),
]


def full(number: int, row: list[str]) -> list[str]:
    """A row with its number and the reporter's columns."""
    return [str(number), *row[:2], "Pelapor Contoh", "081234567890", *row[2:]]


def write_csv(path: Path, rows: list[list[str]], *, encoding: str, above: int, total: bool) -> None:
    """A semicolon file, with or without a title block and a total row."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=";")
        if above:
            writer.writerow(["Rekapitulasi Laporan SP4N-LAPOR! Kabupaten Sinjai, data per 31 Oktober 2021"])
            writer.writerow([])
        writer.writerow(HEADER)
        for number, row in enumerate(rows, start=1):
            writer.writerow(full(number, row))
        if total:
            writer.writerow(["Jumlah", len(rows)])


def write_xlsx(path: Path) -> None:
    """A workbook with everything that a spreadsheet does to an export."""
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False}) as book:
        notes = book.add_worksheet("Petunjuk")
        notes.write(0, 0, "Lembar ini bukan data.")
        sheet = book.add_worksheet("Laporan")
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        sheet.merge_range(0, 0, 0, 8, "REKAPITULASI LAPORAN SP4N-LAPOR! KABUPATEN SINJAI")
        sheet.merge_range(1, 0, 1, 8, "Periode Oktober 2021")
        sheet.write_row(3, 0, HEADER)
        row = 4
        for number, values in enumerate(ROWS, start=1):
            sheet.write_row(row, 0, full(number, values))
            row += 1
        sheet.write(5, 1, 9165817.0)
        sheet.write_datetime(4, 2, datetime(2021, 10, 5, 13, 53), moment)  # noqa: DTZ001 - sheets know no zones
        sheet.write_number(7, 2, 44474.5)
        row += 1
        # Two complaints under one merged agency, after a blank row.
        for offset, tracking in enumerate(("9165821", "9165822")):
            values = [tracking, "12/10/2021 09:00", f"Sampah {offset}", "Menumpuk.", "Pengaduan", "Lingkungan",
                      "Website",
                      "", "Terdisposisi Belum Ditindaklanjuti", "13/10/2021", "", "", ""]  # fmt: skip
            sheet.write_row(row + offset, 0, full(6 + offset, values))
        sheet.merge_range(row, 10, row + 1, 10, "Dinas Lingkungan Hidup dan Kehutanan")
        row += 2
        sheet.write_row(row, 0, ["Total", 7])
        sheet.write(row + 2, 1, "Dicetak pada 1 November 2021 oleh admin")


def main() -> None:
    """Write all samples."""
    write_xlsx(FOLDER / "lapor_oddities.xlsx")
    write_csv(FOLDER / "lapor_oddities.csv", ROWS, encoding="cp1252", above=2, total=True)
    write_csv(FOLDER / "lapor_broken.csv", BROKEN, encoding="utf-8-sig", above=0, total=True)
    for pair in pairs():
        (FOLDER / "oddities" / f"{pair.name}.{pair.kind}").write_bytes(pair.good)
        (FOLDER / "oddities" / f"{pair.name}_broken.{pair.kind}").write_bytes(pair.broken)
    (FOLDER / "lapor_broken.json").write_text(json.dumps(EXPECTED, indent=1) + "\n")


if __name__ == "__main__":
    main()
