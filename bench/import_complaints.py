"""How much longer an import takes than reading the same file with `csv.reader` and one bulk insert of the same rows.

    python bench/import_complaints.py [rows, default 100000] [rounds, default 5]

The import recognises columns, reads dates, masks personal data, judges clocks and looks for duplicates; the
comparison does nothing of that. Both write the same rows into the same table of the same SQLite file, in
turns, so that a busy machine slows both. Prints the median of each and their ratio; the promise is at most 4.
"""

import csv
import logging
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from sqlalchemy import delete, insert, select

from app import create_app
from app.access import SYSTEM
from app.complaints.actions.records import import_path
from app.complaints.models import Complaint
from app.db import as_system, db, new_id, unit_of_work
from app.extensions import alembic
from app.organisations.models import Government, GovernmentKind, TimeZone, Unit, UnitKind

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
CHANNELS = ("Website", "Android", "SMS 1708", "WhatsApp")
UNITS = 40


def write_file(path: Path, rows: int) -> None:
    """A LAPOR!-like CSV of made-up complaints; the same for every run."""
    chance = random.Random(1)  # noqa: S311 - made-up rows, no secret
    first = datetime(2019, 1, 1)  # noqa: DTZ001 - a wall clock, as exports write it
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADINGS)
        for number in range(rows):
            moments = [first + timedelta(minutes=chance.randrange(1_440_000))]
            for longest in (100, 200, 500):
                moments.append(moments[-1] + timedelta(hours=chance.randrange(longest)))
            done = chance.choice((1, 2, 3, 4, 4, 4))
            received, verified, answered, closed = [
                f"{moment:%d/%m/%Y %H:%M}" if place < done else "" for place, moment in enumerate(moments)
            ]
            writer.writerow(
                [
                    f"#{1_000_000 + number}",
                    received,
                    "Pelapor Contoh",
                    f"Jalan rusak di desa nomor {number}",
                    "Mohon perbaikan jalan poros yang sudah lama rusak di wilayah kami. " * 3,
                    chance.choice(KLASSES),
                    f"Kategori {chance.randrange(40)}",
                    chance.choice(CHANNELS),
                    f"Dinas {chance.randrange(UNITS)}",
                    "",
                    verified,
                    answered,
                    closed,
                    chance.choice(("", "", "", "4", "5")),
                ]
            )


def prepare() -> Government:
    """An empty database with one government."""
    alembic.upgrade()
    with unit_of_work():
        owner = Government(
            code="73.07", name="Kabupaten Contoh", kind=GovernmentKind.REGENCY, time_zone=TimeZone.WITA
        )
        db.session.add(owner)
        db.session.flush()
        for number in range(UNITS):
            db.session.add(Unit(government_id=owner.id, kind=UnitKind.DINAS, name=f"Dinas {number}"))
    return owner


def timed(work: Callable[[], Any]) -> float:
    """Seconds that `work` takes with its commit; the register is emptied afterwards."""
    start = time.perf_counter()
    with unit_of_work():
        work()
    seconds = time.perf_counter() - start
    with unit_of_work():
        assert db.session.execute(delete(Complaint)).rowcount  # type: ignore[attr-defined]
    return seconds


def main() -> None:
    """Measure in turns and print."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory() as folder:
        secrets = dict.fromkeys(("SECRET_KEY", "SECURITY_PASSWORD_SALT", "AUDIT_KEY"), new_id() * 2)
        address = f"sqlite:///{folder}/bench.sqlite3"
        application = create_app({**secrets, "PRODUCTION": False, "DATABASE_URL": address}, folder)
        path = Path(folder) / "pengaduan.csv"
        write_file(path, rows)
        with application.app_context(), as_system():
            measure(prepare().id, path, rows, rounds)


def measure(government_id: str, path: Path, rows: int, rounds: int) -> None:
    """The import and its comparison in turns."""

    def whole() -> None:
        owner = db.session.get_one(Government, government_id)
        assert import_path(SYSTEM, owner, path).new == rows

    with unit_of_work():
        whole()
        table: Any = Complaint.__table__
        same_rows = [dict(row._mapping) for row in db.session.execute(select(table))]
    with unit_of_work():
        db.session.execute(delete(Complaint))

    def bare() -> None:
        with path.open(newline="", encoding="utf-8") as file:
            assert sum(1 for _ in csv.reader(file, delimiter=";")) == rows + 1
        db.session.connection().execute(insert(table), same_rows)

    whole_seconds, bare_seconds = [], []
    for _ in range(rounds):
        bare_seconds.append(timed(bare))
        whole_seconds.append(timed(whole))
    whole_median, bare_median = statistics.median(whole_seconds), statistics.median(bare_seconds)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{rows} rows, {rounds} rounds in turns, peak memory {memory:.0f} MB (with the rows of the comparison)"
    )
    print(f"csv.reader + bulk insert  {bare_median:6.2f} s")
    print(f"import                    {whole_median:6.2f} s")
    print(f"ratio                     {whole_median / bare_median:6.2f}  (promised: at most 4)")


if __name__ == "__main__":
    main()
