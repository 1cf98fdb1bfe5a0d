"""`python -m bench.complaints`: an import by the product against `csv.reader` and one bulk insert of the same rows.

The import recognises the columns, reads dates, masks personal data, matches OPD, judges the clocks, looks for
duplicates. The comparison does none of that: it gets a CSV that already holds what belongs into every column of the
table, and inserts its rows by the driver's own executemany (SQLite) or COPY (PostgreSQL) in one transaction.

Both run in fresh processes and in turns, into the same empty table with its keys, checks and indexes; what is printed
is the median of the ratios, and the most memory that either process took (for workbooks also its reading child).

`--rows 1000000` imports a million, `--postgresql` into a PostgreSQL server that is started for it, `--kind xlsx` from a
workbook (the comparison still reads a CSV).
"""

import argparse
import csv
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select

from bench.complaint_files import UNITS, write_book, write_rows
from bench.place import Place, scratch

CODE = "73.07"
ROWS = "rows.csv"  # as LAPOR! would export them
BOOK = "rows.xlsx"  # the same in a workbook
KIND = "RENAKSI_BENCH_KIND"
FINISHED = "finished.csv"  # as the table holds them
NULL = "\\N"


@dataclass(frozen=True)
class Taken:
    """What one run took."""

    seconds: float
    cpu: float  # seconds of processor time, which a busy machine distorts less
    megabytes: float  # the most the process ever held
    child: float  # and the process that reads workbooks for it
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
    if options.postgresql:
        start_postgresql()
    os.environ[KIND] = options.kind
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
    parser.add_argument("--kind", choices=("csv", "xlsx"), default="csv", help="what the product reads")
    parser.add_argument("--postgresql", action="store_true", help="start a server and write into it")
    parser.add_argument("--child", choices=("prepare", "bare", "product", "empty"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    return parser.parse_args()


def start_postgresql() -> None:
    """A server of our own, with the one database that this and every child process uses."""
    from tests.database.postgresql import PostgresqlDatabase, start_server

    database = PostgresqlDatabase(start_server(), "bench")
    database.empty()
    os.environ["BENCH_DATABASE_URL"] = database.url


def _prepare(place: Place, rows: int) -> None:
    """Both files; the second is what the product made of the first."""
    write_rows(place.folder / ROWS, rows)
    if os.environ[KIND] == "xlsx":
        write_book(place.folder / ROWS, place.folder / BOOK)
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
    work = {"prepare": _make_finished, "bare": _bare, "product": product, "empty": empty}[what]
    seconds, cpu, count = work(folder, rows)
    own, child = (
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return {"seconds": seconds, "cpu": cpu, "megabytes": own, "child": child, "rows": count}


def product(folder: Path, _rows: int) -> tuple[float, float, int]:
    """Import the file: seconds on the wall and of the processor, and how many complaints are new."""
    from app.access import SYSTEM
    from app.complaints.actions.records import import_path
    from app.db import as_system, db, unit_of_work
    from app.organisations.models import Government

    app = Place(folder).app()
    with app.app_context(), as_system():
        timer = _Timer()
        with unit_of_work():
            owner = db.session.scalars(select(Government).where(Government.code == CODE)).one()
            outcome = import_path(SYSTEM, owner, folder / (BOOK if os.environ.get(KIND) == "xlsx" else ROWS))
        taken = timer.read()
        assert not outcome.problems, outcome.problems[:3]
        return *taken, outcome.new


def _bare(folder: Path, _rows: int) -> tuple[float, float, int]:
    from app.complaints.models import Complaint
    from app.db import db

    app = Place(folder).app()
    with app.app_context(), (folder / FINISHED).open(encoding="utf-8", newline="") as text:
        raw = db.engine.raw_connection()
        cursor = raw.cursor()
        timer = _Timer()
        reader = csv.reader(text)
        columns = next(reader)
        # As they are read, so that the memory holds one row and not a million.
        rows = ([None if cell == NULL else cell for cell in row] for row in reader)
        table, names = Complaint.__tablename__, ", ".join(columns)
        if db.engine.dialect.name == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(columns))
            cursor.execute("BEGIN IMMEDIATE")
            statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
            cursor.executemany(statement, rows)  # type: ignore[arg-type]  # SQLite takes any iterator
        raw.commit()
        taken = timer.read()
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
        return *taken, cursor.fetchone()[0]  # type: ignore[index]


def set_up(folder: Path) -> None:
    """A regency with its OPD."""
    from app.db import as_system, db, unit_of_work
    from app.organisations.models import Government, Unit, UnitKind
    from app.organisations.regions import load_regions

    app = Place(folder).app()
    with app.app_context(), as_system(), unit_of_work():
        load_regions()
        owner = db.session.scalars(select(Government).where(Government.code == CODE)).one()
        for number in range(UNITS):
            db.session.add(Unit(government_id=owner.id, kind=UnitKind.DINAS, name=f"Dinas Contoh {number}"))


def _make_finished(folder: Path, rows: int) -> tuple[float, float, int]:
    """Import once, and write down what the table then holds, as the driver would take it."""
    from app.complaints.models import Complaint
    from app.db import db

    set_up(folder)
    app = Place(folder).app()
    taken = product(folder, rows)
    with app.app_context():
        # Past SQLAlchemy's types: what lies in the table goes back into the table.
        raw = db.engine.raw_connection()
        is_server = db.engine.dialect.name == "postgresql"
        # There a plain cursor would fetch all rows at once.
        cursor = raw.driver_connection.cursor("finished") if is_server else raw.cursor()  # type: ignore[union-attr]
        cursor.execute(f"SELECT * FROM {Complaint.__tablename__}")  # noqa: S608
        names = [column[0] for column in cursor.description or ()]
        with (folder / FINISHED).open("w", encoding="utf-8", newline="") as text:
            writer = csv.writer(text)
            writer.writerow(names)
            for row in cursor:  # type: ignore[union-attr]
                writer.writerow([NULL if cell is None else _written(cell) for cell in row])
        raw.rollback()
    return taken


def _written(cell: Any) -> Any:
    """A cell as the server takes it back."""
    return json.dumps(cell) if isinstance(cell, list | dict) else cell


def empty(folder: Path, _rows: int) -> tuple[float, float, int]:
    """Empty the register again."""
    from app.complaints.models import Complaint
    from app.db import as_system, db, unit_of_work

    app = Place(folder).app()
    with app.app_context(), as_system():
        if db.engine.dialect.name == "postgresql":
            with db.engine.begin() as connection:
                connection.exec_driver_sql(f"TRUNCATE {Complaint.__tablename__} CASCADE")
            return 0.0, 0.0, 0
        with unit_of_work():
            db.session.execute(delete(Complaint.__table__))  # type: ignore[arg-type]
        with db.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("VACUUM")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("BEGIN")
        return 0.0, 0.0, 0


def _print(product: Sequence[Taken], bare: Sequence[Taken], options: argparse.Namespace) -> None:
    engine = "PostgreSQL" if options.postgresql or os.environ.get("BENCH_DATABASE_URL") else "SQLite"
    print(
        f"\n{options.rows} complaints as {options.kind.upper()} into {engine}, {options.rounds} rounds in turns"
    )
    for name, runs in (("csv.reader + one bulk insert", bare), ("import by the product", product)):
        seconds = statistics.median(one.seconds for one in runs)
        cpu = statistics.median(one.cpu for one in runs)
        peak = max(one.megabytes for one in runs)
        beside = max(one.child for one in runs)
        more = f", {beside:.0f} MB in the child" if options.kind != "csv" and runs is product else ""
        print(f"{name:30} {seconds:6.2f} s  {cpu:6.2f} s of processor  {peak:5.0f} MB at most{more}")
    pairs = list(zip(product, bare, strict=True))
    ratios = [own.seconds / other.seconds for own, other in pairs]
    by_cpu = statistics.median(own.cpu / other.cpu for own, other in pairs)
    print(
        f"{'ratio':30} {statistics.median(ratios):6.2f}  (from {min(ratios):.2f} to {max(ratios):.2f};"
        f" {by_cpu:.2f} by processor time)"
    )


if __name__ == "__main__":
    main()
