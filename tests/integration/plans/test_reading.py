"""Reads: how many queries a page takes, what the compiler is told about units, what is stored comes back."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest
from sqlalchemy import event, select, update

from app.db import db
from app.organisations.models import UnitKind
from app.plans.actions import edit_line
from app.plans.models import PlanLine
from app.plans.queries import compile_input, fields_of, plan_document_data
from app.plans.queries.parties import LEAD_PARTY, lead_unit, parties
from app.plans.stored import fields_from_json, fields_to_json
from tests.factories import organisations as make
from tests.factories import plans


@contextmanager
def counted() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        if statement.startswith("SELECT"):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


class TestQueries:
    @pytest.mark.parametrize("part", ["matriks", "susun", "naskah", "mirip"])
    def test_more_lines_cost_no_more_queries(self, desk, sign_in, part):
        plans.proposal(desk)
        plans.compiled(desk)
        path, browser = f"/rencana-aksi/{desk.plan.id}/{part}", sign_in(desk.coordinator)
        browser.get(path)
        with counted() as few:
            browser.get(path)
        for number in range(12):
            plans.proposal(desk, number % 2, f"Kegiatan tambahan nomor {number}")
        plans.compiled(desk)
        db.session.commit()  # the log is written at the commit, which is not the page's work
        with counted() as many:
            browser.get(path)
        assert len(many) == len(few)

    def test_more_plans_cost_the_queue_no_more_queries(self, desk, sign_in):
        plans.sent(desk)
        browser = sign_in(desk.reviewer)
        browser.get("/telaah")
        with counted() as few:
            browser.get("/telaah")
        for _ in range(4):
            plans.sent(plans.desk())
        db.session.commit()
        with counted() as many:
            browser.get("/telaah")
        assert len(many) == len(few)


class TestParties:
    def test_by_kind_by_task_and_by_the_governments_own_label(self, db_session):
        owner = make.government(lead_unit_label="Bag. Organisasi")
        units = [
            make.unit(owner, name="Bagian Organisasi", short_name="Bag. Organisasi", kind=UnitKind.BAGIAN),
            make.unit(owner, name="Sekretariat Daerah", short_name="Setda", kind=UnitKind.SEKRETARIAT),
            make.unit(owner, name="Inspektorat Daerah", short_name="", kind=UnitKind.INSPEKTORAT),
            make.unit(owner, name="Dinas Komunikasi dan Informatika", short_name="Diskominfo"),
            make.unit(owner, name="Badan Perencanaan Pembangunan Daerah", short_name="Bappeda"),
        ]
        lead = lead_unit(units, owner.lead_unit_label)
        found = parties(units, lead)
        assert lead is units[0]
        assert found[LEAD_PARTY] == units[0].id
        assert found["Sekretariat Daerah"] == units[1].id
        assert found["Inspektorat"] == units[2].id
        assert found["Dinas yang membidangi komunikasi dan informatika"] == units[3].id
        assert found["Perangkat daerah yang membidangi perencanaan"] == units[4].id
        assert "Bagian Hukum" not in found

    def test_without_a_unit_of_that_name_nobody_leads(self, db_session):
        owner = make.government()
        assert lead_unit([make.unit(owner)], "Bagian Organisasi") is None
        assert lead_unit([make.unit(owner, short_name="")], "") is None


class TestStored:
    def test_a_line_comes_back_as_it_was(self, desk):
        line = plans.line(desk, budgets={2021: 10**20 - 1}, targets={2022: Decimal("0.1")})
        db.session.expire_all()
        again = fields_of(db.session.get_one(PlanLine, line.id))
        assert again.budgets == {2021: 10**20 - 1}
        assert again.targets == {2022: Decimal("0.1")}
        assert fields_from_json(fields_to_json(again)) == again

    def test_the_database_refuses_an_unknown_source_of_funds(self, desk):
        line = plans.line(desk)
        with pytest.raises(Exception, match=r"fund_source_known|CHECK"):
            db.session.execute(update(PlanLine).where(PlanLine.id == line.id).values(fund_source="lotere"))

    def test_the_database_refuses_a_unit_of_another_government(self, desk):
        line = plans.line(desk)
        foreign = plans.desk().place.units[0].id
        with pytest.raises(Exception, match=r"(?i)foreign key"):
            db.session.execute(
                update(PlanLine).where(PlanLine.id == line.id).values(responsible_unit_id=foreign)
            )


class TestTenants:
    def test_a_compilation_knows_only_its_own_government(self, desk):
        other = plans.desk()
        plans.proposal(other, activity="Milik tetangga")
        source = compile_input(desk.plan)
        assert source.proposals == ()
        own = {unit.id for unit in desk.place.units}
        assert {unit.id for unit in source.units} == own
        assert {standing.unit_id for standing in source.standings} <= own | {None}


class TestDocument:
    def test_it_says_everything_that_was_entered(self, desk):
        plans.proposal(desk)
        plans.compiled(desk)
        line = db.session.scalars(
            select(PlanLine).where(PlanLine.activity == "Membuka loket pengaduan")
        ).one()
        edit_line(
            desk.place.lead, desk.plan, line, plans.fields("Membuka loket", remarks="Sepakat"), desk.codes
        )
        document = plan_document_data(desk.plan.id)
        row = document.line(line.id)
        assert row is not None
        assert (row.activity, row.remarks, row.fund_source) == ("Membuka loket", "Sepakat", "apbd")
        assert row.targets == {2021: Decimal(40), 2022: Decimal("12.5"), 2023: None, 2024: None}
        assert row.budgets[2023] is None
        assert row.quarters == {2021: (1, 2), 2022: (), 2023: (), 2024: ()}
        assert [origin.kind for origin in row.origins] == ["proposal"]
        assert document.totals.budget_by_fund_source == {"apbd": 25_000_000}
        assert [unit.name for unit in document.missing_units] == [desk.place.units[1].name]
        assert document.unit_count == 2
        assert document.is_concept

    def test_no_complaints_is_not_zero_complaints(self, desk):
        document = plan_document_data(desk.plan.id)
        assert document.complaints is None
        assert "…" in next(chapter.html for chapter in document.chapters if chapter.code == "bab2")

    def test_an_unknown_plan(self, desk):
        with pytest.raises(LookupError):
            plan_document_data("nothing")
        with pytest.raises(LookupError):
            plan_document_data(desk.plan.id, "nothing")
