"""`python -m bench.compile`: compiling a plan against reading the rows that it is made from.

One government with 40 OPD that assessed themselves, 15 proposals of each and a register of complaints. Both sides run
in turns, in one process. *Reading* selects the same rows (answers, proposals, lines, origins, complaint figures) as
plain tuples and does nothing with them; *compiling* reads them, compiles, and works out the difference with the plan.
First with an empty plan, then with one into which everything was taken over. Ratios by the clock, and by processor
time, which says more on a busy machine.
"""

import argparse
import gc
import statistics
import time
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import select

from bench.place import scratch, seed

if TYPE_CHECKING:
    from app.access import Actor
    from app.plans.models import Plan

UNITS, PROPOSALS, COMPLAINTS = 40, 15, 20_000
YEARS = (2021, 2022, 2023, 2024)
PROMISED = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    with scratch() as place:
        seed(place, governments=1, units=UNITS, complaints=COMPLAINTS)
        app = place.app()
        with app.app_context():
            from app.db import as_system, db, unit_of_work
            from app.plans.actions import accept_compilation
            from app.plans.models import Plan

            with as_system():
                plan_id = _begin()
                # What filling the database left in memory is no part of a server that only compiles.
                gc.collect()
                gc.freeze()
                for name in ("an empty plan", "a plan that holds everything"):
                    plan = db.session.get_one(Plan, plan_id)
                    _compare(name, plan, rounds)
                    db.session.rollback()
                    with unit_of_work():
                        accept_compilation(_coordinator(), db.session.get_one(Plan, plan_id), None)
            db.engine.dispose()


def _coordinator() -> "Actor":
    from app.db import db
    from app.organisations.actors import actor_of
    from app.organisations.models import User

    return actor_of(db.session.scalars(select(User).where(User.username.like("koordinator%"))).one())


def _begin() -> str:
    """A plan with proposals that share about half of their wording with those of other OPD."""
    from app.assessment.models import Round
    from app.db import db, unit_of_work
    from app.organisations.models import Unit
    from app.plans.actions import create_plan
    from app.plans.models import Proposal

    with unit_of_work():
        round_ = db.session.scalars(select(Round)).one()
        plan = create_plan(_coordinator(), round_, "Rencana aksi", YEARS)
        units = db.session.scalars(select(Unit).order_by(Unit.position)).all()
        for place, unit in enumerate(units):
            for number in range(PROPOSALS):
                shared = f"Menyusun prosedur pengaduan layanan nomor {number} bersama kecamatan"
                own = f"Melatih petugas loket {place} menjawab pengaduan jenis {number} setiap bulan"
                proposal = Proposal(
                    government_id=plan.government_id,
                    round_id=round_.id,
                    unit_id=unit.id,
                    category_code=("kebijakan", "sdm", "monev")[number % 3],
                    activity=shared if number % 2 else own,
                    unit_of_measure="dokumen",
                    targets={2021: Decimal(1)},
                    budgets={2021: 5_000_000},
                )
                db.session.add(proposal)
        return plan.id


def _compare(name: str, plan: "Plan", rounds: int) -> None:
    work: dict[str, Callable[[], object]] = {"read": lambda: _read(plan), "compile": lambda: _compile(plan)}
    clocks = {"by the clock": time.perf_counter, "by processor time": time.process_time}
    taken: dict[str, dict[str, list[float]]] = {clock: {side: [] for side in work} for clock in clocks}
    for number in range(rounds + 1):
        for side, run in work.items():
            _forget()
            started = {clock: now() for clock, now in clocks.items()}
            run()
            for clock, now in clocks.items():
                if number:  # the first round warms up
                    taken[clock][side].append(now() - started[clock])
    for clock, sides in taken.items():
        ratios = [compiled / read for compiled, read in zip(sides["compile"], sides["read"], strict=True)]
        ratio = statistics.median(ratios)
        read, compiled = (1000 * statistics.median(sides[side]) for side in work)
        verdict = "kept" if ratio <= PROMISED else "MISSED"
        print(
            f"{name}, {clock}: read {read:.0f} ms, compile {compiled:.0f} ms, "
            f"ratio {ratio:.2f} ({min(ratios):.2f} to {max(ratios):.2f}), promised {PROMISED}: {verdict}"
        )


def _forget() -> None:
    """Every run begins without what an earlier one read."""
    from app.db import db

    db.session.expire_all()


def _read(plan: "Plan") -> int:
    """The same rows, as tuples."""
    from app.assessment.models import Answer, Assessment
    from app.complaints.queries import patterns
    from app.db import db
    from app.organisations.models import Unit
    from app.plans.models import LineOrigin, PlanLine, PlanLineUnit, Proposal
    from app.plans.rules import base_period

    owner = plan.government_id
    statements = [
        select(Answer.__table__)
        .join(Assessment, Assessment.id == Answer.assessment_id)
        .where(Assessment.round_id == plan.round_id),
        select(Assessment.__table__).where(Assessment.round_id == plan.round_id),
        select(Unit.__table__).where(Unit.government_id == owner),
        select(Proposal.__table__).where(Proposal.round_id == plan.round_id),
        *(
            select(table.__table__).where(table.government_id == owner)
            for table in (PlanLine, PlanLineUnit, LineOrigin)
        ),
    ]
    rows = sum(len(db.session.execute(statement).all()) for statement in statements)
    return rows + len(patterns(owner, *base_period(plan.round.year)))


def _compile(plan: "Plan") -> object:
    from app.plans.compile import compile_plan, difference
    from app.plans.queries import compile_input

    source = compile_input(plan)
    return difference(compile_plan(source), source.existing)


if __name__ == "__main__":
    main()
