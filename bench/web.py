"""`python -m bench.web`: pages and saves of the product against a bare Flask hello-world.

Both are served by gunicorn with two workers of four threads on this machine, and asked by the same client over as many
open connections. Every measured run stands beside a run of hello-world made right before it; what is printed is the
median of the ratios of five such pairs. Both ratios say how many times more the product costs: throughput of hello
divided by the product's, and the product's 95th percentile divided by hello's.
"""

import argparse
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from sqlalchemy import select

from bench.client import Run, Visitor, run
from bench.people import sign_in, stranger
from bench.place import Place, scratch, seed
from bench.serving import serving

GOVERNMENTS, UNITS, COMPLAINTS = 12, 480, 24_000
# The promise: how many times dearer than hello-world a page and a save may be, in throughput and in p95.
READ_TARGET, SAVE_TARGET = (15, 15), (40, 30)


@dataclass
class Measured:
    """One page or save over all rounds."""

    name: str
    visitors: Sequence[Visitor]
    target: tuple[int, int]
    runs: list[Run] = field(default_factory=list)
    hellos: list[Run] = field(default_factory=list)

    def ratio(self) -> float:
        """How many times fewer requests a second than hello-world."""
        pairs = zip(self.runs, self.hellos, strict=True)
        return statistics.median(hello.throughput / own.throughput for own, hello in pairs)

    def p95_ratio(self) -> float:
        """How many times later than hello-world."""
        pairs = zip(self.runs, self.hellos, strict=True)
        return statistics.median(own.percentile(95) / hello.percentile(95) for own, hello in pairs)

    def cost_ratio(self) -> float:
        """How many times more processor time than hello-world."""
        pairs = zip(self.runs, self.hellos, strict=True)
        return statistics.median(own.cost / hello.cost for own, hello in pairs)

    def row(self) -> str:
        """One line of the table."""
        kept = self.ratio() <= self.target[0] and self.p95_ratio() <= self.target[1]
        return (
            f"{self.name:34} {_median(self.runs, 'throughput'):6.0f}/s"
            f" {1000 * statistics.median(one.percentile(50) for one in self.runs):6.0f}"
            f" {1000 * statistics.median(one.percentile(95) for one in self.runs):6.0f}"
            f" {1000 * _median(self.runs, 'cost'):7.1f}"
            f"   1/{self.ratio():<6.1f} {self.p95_ratio():6.1f} {self.cost_ratio():6.1f}"
            f"   1/{self.target[0]}, {self.target[1]} {'kept' if kept else 'MISSED'}"
        )


def main() -> None:
    options = _options()
    with scratch() as place:
        seed(place, governments=GOVERNMENTS, units=UNITS, complaints=COMPLAINTS)
        with (
            serving("bench.hello", place.environment) as least,
            serving("bench.product", place.environment) as product,
        ):
            hello = [stranger(least.port, "/")] * options.connections
            measured = _pages(place, product.port, options.connections)
            if options.only:
                measured = [one for one in measured if any(word in one.name for word in options.only)]
            for server, visitors in ((least, hello), *((product, one.visitors) for one in measured)):
                run(server, visitors, options.seconds / 2)  # to warm up
            for number in range(options.rounds):
                for one in measured:
                    one.hellos.append(run(least, hello, options.seconds))
                    one.runs.append(run(product, one.visitors, options.seconds))
                print(f"round {number + 1} of {options.rounds} done", flush=True)
    _print(measured, options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--connections", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=3.0, help="of each run")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="*", help="measure only what has one of these words in its name")
    return parser.parse_args()


def _pages(place: Place, port: int, connections: int) -> list[Measured]:
    admins, coordinators = admins_and_coordinators(place, connections)
    heads = [sign_in(port, name) for name in coordinators]
    own = [(sign_in(port, one.username), one) for one in admins]

    def by_heads(path: str) -> list[Visitor]:
        known = [head.reads(path) for head in heads]
        return [known[place % len(known)] for place in range(connections)]

    return [
        Measured("start page (OPD)", [person.reads("/") for person, _ in own], READ_TARGET),
        Measured("task list (OPD)", [person.reads(one.sheet) for person, one in own], READ_TARGET),
        Measured("one question (OPD)", [person.reads(one.first) for person, one in own], READ_TARGET),
        Measured("board (coordinator)", by_heads("/asesmen/papan"), READ_TARGET),
        Measured("scores (coordinator)", by_heads("/asesmen/nilai"), READ_TARGET),
        Measured("complaint register (coordinator)", by_heads("/pengaduan"), READ_TARGET),
        Measured("complaint figures (coordinator)", by_heads("/pengaduan/statistik"), READ_TARGET),
        Measured(
            "autosave of an answer (OPD)", [person.autosaves(one.first) for person, one in own], SAVE_TARGET
        ),
        Measured(
            "save with the button (OPD)", [person.saves(one.second) for person, one in own], SAVE_TARGET
        ),
    ]


@dataclass(frozen=True)
class Admin:
    """An admin with the addresses of an assessment under way, and of two of its answers."""

    username: str
    sheet: str
    first: str
    second: str


def admins_and_coordinators(place: Place, connections: int) -> tuple[list[Admin], list[str]]:
    """Admins who are still at it, and all coordinators."""
    from app.assessment.models import Answer, Assessment
    from app.assessment.states import AssessmentState
    from app.db import as_system, db, reading
    from app.instrument.models import Indicator
    from app.organisations.models import User

    with place.app().app_context(), as_system(), reading():
        rows = db.session.execute(
            select(User.username, Assessment.id, Indicator.code)
            .join(Answer, Answer.self_by == User.id)
            .join(Assessment, Assessment.id == Answer.assessment_id)
            .join(Indicator, Indicator.id == Answer.indicator_id)
            .where(
                Assessment.state == AssessmentState.DRAFT,
                Assessment.submitted_at.is_(None),
                Indicator.answer_type == "level",
            )
            .order_by(User.username, Indicator.code)
        ).all()
        coordinators = db.session.scalars(
            select(User.username).where(User.username.like("koordinator.%")).order_by(User.username)
        ).all()
    admins = []
    for username, group in groupby(rows, key=itemgetter(0)):
        sheets = [(f"/asesmen/isian/{row[1]}", row[2]) for row in group]
        if len(sheets) > 1:
            (sheet, first), (_same, second) = sheets[:2]
            admins.append(Admin(username, sheet, f"{sheet}/{first}", f"{sheet}/{second}"))
    if len(admins) < connections:
        raise AssertionError(f"only {len(admins)} admins with answers to save")
    return admins[:connections], list(coordinators)


def _median(runs: Sequence[Run], name: str) -> float:
    return statistics.median(getattr(one, name) for one in runs)


def _print(measured: Sequence[Measured], options: argparse.Namespace) -> None:
    hellos = [hello for one in measured for hello in one.hellos]
    print(
        f"\nhello-world: {_median(hellos, 'throughput'):.0f}/s,"
        f" p95 {1000 * statistics.median(one.percentile(95) for one in hellos):.1f} ms,"
        f" {1000 * _median(hellos, 'cost'):.2f} ms of processor;"
        f" {options.connections} connections, {options.rounds} rounds, {options.seconds:g} s a run\n"
    )
    print(f"{'':34} {'':8} {'p50':>6} {'p95':>6} {'CPU':>7}   {'times hello-world':22} promised")
    print(f"{'':34} {'rate':>8} {'ms':>6} {'ms':>6} {'ms':>7}   {'rate':8} {'p95':>6} {'CPU':>6}   rate, p95")
    for one in measured:
        print(one.row())


if __name__ == "__main__":
    main()
