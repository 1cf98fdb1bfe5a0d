"""`python -m bench.complaints`: an import by the product against `csv.reader` and one bulk insert of the same rows.

The import recognises the columns, reads dates, masks personal data, matches OPD, judges the clocks, looks for
duplicates. The comparison does none of that: it gets a CSV that already holds what belongs into every column of the
table, and inserts its rows by the driver's own executemany (SQLite) or COPY (PostgreSQL) in one transaction.

Both run in fresh processes and in turns, into the same empty table with its keys, checks and indexes; what is printed
is the median of the ratios, and the most memory that either process took.
"""

import argparse
import csv
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import delete, select

from bench.place import Place, scratch

CODE = "73.07"
UNITS = 40
ROWS = "rows.csv"  # as LAPOR! would export them
FINISHED = "finished.csv"  # as the table holds them
NULL = "\\N"

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


@dataclass(frozen=True)
class Taken:
    """What one run took."""

    seconds: float
    cpu: float  # seconds of processor time, which a busy machine distorts less
    megabytes: float  # the most the process ever held
    rows: int


class _Timer:
    """Seconds on the wall and of the processor since it was made."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def read(self) -> tuple[float, float]:
        """Both, up to now."""
        return time.perf_counter() - self._wall, time.process_time() - self._cpu


def main() -> None:
    options = _options()
    if options.child:
        print(json.dumps(_child(options.child, Path(options.folder), options.rows)))
        return
    with scratch() as place:
        _prepare(place, options.rows)
        product, bare = [], []
        for number in range(options.rounds):
            bare.append(_measure(place, "bare", options.rows))
            product.append(_measure(place, "product", options.rows))
            print(f"round {number + 1} of {options.rounds} done", flush=True)
    _print(product, bare, options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--child", choices=("prepare", "bare", "product", "empty"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    return parser.parse_args()


def _prepare(place: Place, rows: int) -> None:
    """Both files; the second is what the product made of the first."""
    _write_rows(place.folder / ROWS, rows)
    _run(place, "prepare", rows)
    _run(place, "empty", rows)


def _measure(place: Place, what: str, rows: int) -> Taken:
    found = _run(place, what, rows)
    _run(place, "empty", rows)
    assert found["rows"] == rows, found
    return Taken(**found)


def _run(place: Place, what: str, rows: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.complaints", "--child", what, "--folder", str(place.folder)]
    done = subprocess.run(
        [*command, "--rows", str(rows)], env=place.environment, check=True, capture_output=True, text=True
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _child(what: str, folder: Path, rows: int) -> dict[str, Any]:
    work = {"prepare": _make_finished, "bare": _bare, "product": _product, "empty": _empty}[what]
    seconds, cpu, count = work(folder, rows)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "cpu": cpu, "megabytes": peak, "rows": count}


def _product(folder: Path, _rows: int) -> tuple[float, float, int]:
    from app.access import SYSTEM
    from app.complaints.actions.records import import_path
    from app.db import as_system, db, unit_of_work
    from app.organisations.models import Government

    app = Place(folder).app()
    with app.app_context(), as_system():
        timer = _Timer()
        with unit_of_work():
            owner = db.session.scalars(select(Government).where(Government.code == CODE)).one()
            outcome = import_path(SYSTEM, owner, folder / ROWS)
        taken = timer.read()
        assert not outcome.problems, outcome.problems[:3]
        return *taken, outcome.new


def _bare(folder: Path, _rows: int) -> tuple[float, float, int]:
    from app.complaints.models import Complaint
    from app.db import db

    app = Place(folder).app()
    with app.app_context():
        raw = db.engine.raw_connection()
        timer = _Timer()
        with (folder / FINISHED).open(encoding="utf-8", newline="") as text:
            reader = csv.reader(text)
            names = next(reader)
            rows = [[None if cell == NULL else cell for cell in row] for row in reader]
        cursor = raw.cursor()
        columns = ", ".join(names)
        if db.engine.dialect.name == "postgresql":
            with cursor.copy(f"COPY {Complaint.__tablename__} ({columns}) FROM STDIN") as copy:  # type: ignore[attr-defined]
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.execute("BEGIN IMMEDIATE")
            marks = ", ".join("?" * len(names))
            cursor.executemany(
                f"INSERT INTO {Complaint.__tablename__} ({columns}) VALUES ({marks})",  # noqa: S608
                rows,
            )
        raw.commit()
        return *timer.read(), len(rows)


def _make_finished(folder: Path, rows: int) -> tuple[float, float, int]:
    """Import once, and write down what the table then holds, as the driver would take it."""
    from app.complaints.models import Complaint
    from app.db import as_system, db, unit_of_work
    from app.organisations.models import Government, Unit, UnitKind
    from app.organisations.regions import load_regions

    app = Place(folder).app()
    with app.app_context(), as_system(), unit_of_work():
        load_regions()
        owner = db.session.scalars(select(Government).where(Government.code == CODE)).one()
        for number in range(UNITS):
            db.session.add(Unit(government_id=owner.id, kind=UnitKind.DINAS, name=f"Dinas Contoh {number}"))
    taken = _product(folder, rows)
    with app.app_context():
        # Past SQLAlchemy's types: what lies in the table goes back into the table.
        cursor = db.engine.raw_connection().cursor()
        cursor.execute(f"SELECT * FROM {Complaint.__tablename__}")  # noqa: S608
        names = [column[0] for column in cursor.description or ()]
        with (folder / FINISHED).open("w", encoding="utf-8", newline="") as text:
            writer = csv.writer(text)
            writer.writerow(names)
            for row in cursor.fetchall():
                writer.writerow([NULL if cell is None else cell for cell in row])
    return taken


def _empty(folder: Path, _rows: int) -> tuple[float, float, int]:
    from app.complaints.models import Complaint
    from app.db import as_system, db, unit_of_work

    app = Place(folder).app()
    with app.app_context(), as_system():
        with unit_of_work():
            db.session.execute(delete(Complaint.__table__))  # type: ignore[arg-type]
        if db.engine.dialect.name == "sqlite":
            with db.engine.connect() as connection:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("VACUUM")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.exec_driver_sql("BEGIN")
        return 0.0, 0.0, 0


def _write_rows(path: Path, rows: int) -> None:
    """A LAPOR!-like CSV of made-up complaints; the same for every run."""
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
                    "Mohon perbaikan jalan poros yang sudah lama rusak di wilayah kami. " * 3,
                    random.choice(KLASSES),
                    f"Kategori {random.randrange(40)}",
                    random.choice(CHANNELS),
                    f"Dinas Contoh {random.randrange(UNITS)}",
                    "",
                    *told[1:],
                    random.choice(("", "", "", "4", "5")) if reached == 4 else "",
                ]
            )


def _print(product: Sequence[Taken], bare: Sequence[Taken], options: argparse.Namespace) -> None:
    print(f"\n{options.rows} complaints, {options.rounds} rounds in turns")
    for name, runs in (("csv.reader + one bulk insert", bare), ("import by the product", product)):
        seconds = statistics.median(one.seconds for one in runs)
        cpu = statistics.median(one.cpu for one in runs)
        peak = max(one.megabytes for one in runs)
        print(f"{name:30} {seconds:6.2f} s  {cpu:6.2f} s of processor  {peak:5.0f} MB at most")
    pairs = list(zip(product, bare, strict=True))
    ratios = [own.seconds / other.seconds for own, other in pairs]
    by_cpu = statistics.median(own.cpu / other.cpu for own, other in pairs)
    print(
        f"{'ratio':30} {statistics.median(ratios):6.2f}  (from {min(ratios):.2f} to {max(ratios):.2f};"
        f" {by_cpu:.2f} by processor time)"
    )


if __name__ == "__main__":
    main()
