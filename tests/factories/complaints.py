"""A register with complaints, imported as in life."""

from datetime import datetime
from pathlib import Path

from app.access import SYSTEM
from app.complaints.actions.importing import Outcome
from app.complaints.actions.records import import_path
from app.organisations.models import Government

HEADINGS = (
    "Tracking ID;Tanggal Masuk;Judul;Isi Laporan;Klasifikasi;Kategori;Sumber;Instansi;Status;"
    "Tanggal Disposisi;Tanggal Tindak Lanjut;Tanggal Selesai;Rating"
)
Row = dict[str, str]

FINISHED: Row = {
    "verified": "06/10/2021",
    "answered": "07/10/2021",
    "closed": "11/10/2021",
    "status": "Selesai",
}
IN_PROCESS: Row = {"verified": "06/10/2021", "answered": "07/10/2021", "status": "Sedang Diproses"}
WAITING: Row = {"status": "Belum Terverifikasi"}


def line(number: int, **fields: str) -> str:
    """One line of a LAPOR!-like CSV; by default a complaint of 5 October 2021 that nobody has verified."""
    given = {
        "received": "05/10/2021 09:00",
        "title": f"Judul {number}",
        "text": f"Isi laporan {number}",
        "klass": "Pengaduan",
        "category": "Pekerjaan Umum",
        "channel": "Website",
        "unit": "",
        "verified": "",
        "answered": "",
        "closed": "",
        "rating": "",
        **WAITING,
        **fields,
    }
    order = "received title text klass category channel unit status verified answered closed rating".split()
    return ";".join([str(number), *(given[name] for name in order)])


def write_file(path: Path, *lines: str) -> Path:
    """A CSV with these lines."""
    path.write_text("\n".join((HEADINGS, *lines)) + "\n")
    return path


def imported(owner: Government, folder: Path, *lines: str, cut_off: datetime | None = None) -> Outcome:
    """Import these lines into the register of `owner`."""
    return import_path(SYSTEM, owner, write_file(folder / "pengaduan.csv", *lines), cut_off=cut_off)
