"""How the database finds a list: by an index, in its order, and what is rare without reading the register.

The plan is asked for what the page really sends. SQLite keeps no figures on its tables: the plan on an empty one is the
plan on a million rows. PostgreSQL chooses by figures; of an empty table it can only be asked that some index fits.
"""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event, text

from app.complaints.queries.handling import waiting_for
from app.complaints.queries.register import NO_UNIT, Filters, complaints_of
from app.complaints.rules import Colour, Origin, Status
from app.db import db


@pytest.fixture
def plans(desk) -> Callable[[Callable[[], object]], str]:
    """`plans(work)` gives the plan of every reading statement on complaints that `work()` sends."""
    connection = db.session.connection()
    sqlite = connection.dialect.name == "sqlite"
    if not sqlite:
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        connection.execute(text("SET LOCAL enable_bitmapscan = off"))
    sent: list[tuple[str, Any]] = []

    def listen(_connection, _cursor, statement, parameters, _context, _many):
        if statement.startswith("SELECT") and "FROM complaint" in statement:
            sent.append((statement, parameters))

    def ask(work) -> str:
        sent.clear()
        event.listen(db.engine, "before_cursor_execute", listen)
        try:
            work()
        finally:
            event.remove(db.engine, "before_cursor_execute", listen)
        prefix = "EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN "
        asked = list(sent)
        return "\n".join(
            str(row[-1])
            for statement, parameters in asked
            for row in connection.exec_driver_sql(prefix + statement, parameters)
        )

    return ask


def uses(plan: str, index: str) -> bool:
    """Whether a plan goes by this index; on PostgreSQL by any of ours."""
    if db.engine.dialect.name == "postgresql":
        return "using ix_complaint_" in plan and "Seq Scan" not in plan
    return f"USING INDEX {index} " in plan and "SCAN complaint" not in plan


LISTS = {
    "ix_complaint_government_id_received_on": Filters(),
    "ix_complaint_government_id_unit_id_received_on": Filters(unit_id=NO_UNIT),
    "ix_complaint_ours": Filters(needs_action=True),
    "ix_complaint_here": Filters(origin=Origin.ENTRY),
    "ix_complaint_reopened": Filters(reopened=True),
}
OPEN_LISTS = (
    Filters(overdue=True),
    Filters(waiting=True),
    Filters(unforwarded=True),
    Filters(status=Status.UNVERIFIED),
    Filters(colour=Colour.RED),
)


def listed(desk, filters: Filters):
    actor = desk.actor(desk.coordinator)
    return lambda: db.session.scalars(complaints_of(actor, desk.owner, filters).limit(25)).all()


@pytest.mark.parametrize(
    ("index", "filters"), [*LISTS.items(), *(("ix_complaint_open", filters) for filters in OPEN_LISTS)]
)
def test_each_list_has_its_index(desk, plans, index, filters):
    assert uses(plans(listed(desk, filters)), index)


def test_the_list_is_not_sorted_as_a_whole(desk, plans):
    """Only within a day: both engines say so in words of their own."""
    plan = plans(listed(desk, Filters()))
    assert "RIGHT PART OF ORDER BY" in plan or "LAST 2 TERMS" in plan or "Incremental Sort" in plan


def test_an_opd_finds_its_own(desk, plans):
    admin = desk.actor(desk.social_admin)
    for filters, index in (
        (Filters(), "ix_complaint_government_id_unit_id_received_on"),
        (Filters(needs_action=True), "ix_complaint_ours"),
    ):
        statement = complaints_of(admin, desk.owner, filters).limit(25)
        assert uses(plans(lambda statement=statement: db.session.scalars(statement).all()), index)


def test_the_start_page_counts_few(desk, plans):
    for person in (desk.coordinator, desk.social_admin):
        actor = desk.actor(person)
        assert uses(plans(lambda actor=actor: waiting_for(actor, desk.owner.id)), "ix_complaint_ours")


def test_a_number_is_looked_up_and_not_searched(desk, plans):
    complaint = desk.entered()
    plan = plans(listed(desk, Filters(words=f"#{complaint.tracking_id}")))
    assert "(government_id=? AND source=? AND tracking_id=?)" in plan or "tracking_id)::text" in plan
    assert "SCAN complaint" not in plan
