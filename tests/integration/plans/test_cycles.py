"""The next plan from the last one: everything comes along, nothing counts as looked at."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.assessment.actions import submit
from app.audit.models import AuditEntry
from app.db import db
from app.plans.actions import (
    accept_compilation,
    confirm_line,
    delete_line,
    edit_line,
    save_chapter,
    set_goals,
)
from app.plans.compile import compile_plan, difference
from app.plans.models import Chapter, Plan, PlanEvent, PlanLine
from app.plans.queries import compile_input, fields_of, matrix_of
from app.plans.queries.goals import own_goals
from app.plans.rules import ChapterCode, PlanState, WrongState
from tests.factories import assessment as rounds
from tests.factories import plans
from tests.style_guide import assert_page, words


@pytest.fixture
def old(db_session):
    """An accepted plan with an edited library line, a line of its own, a deleted one, goals and a chapter."""
    desk = plans.desk(scored=0)
    own = desk.place.assessment()
    rounds.filled(desk.place.admin(), own)
    rounds.answered(desk.place.admin(), own, "K-01", "1")
    submit(desk.place.admin(), own)
    set_goals(desk.place.lead, desk.plan, {("K-01", 2024): 5})
    accept_compilation(desk.place.lead, desk.plan, None)
    plans.line(desk, "Kegiatan sendiri")
    gone = plans.line(desk, "Dibuang")
    delete_line(desk.place.lead, desk.plan, gone, "Tidak perlu")
    first = lines(desk.plan)[0]
    edit_line(
        desk.place.lead, desk.plan, first, replace(fields_of(first), activity="Ditulis orang"), desk.codes
    )
    chapter = db.session.scalars(
        select(Chapter).where(Chapter.plan_id == desk.plan.id, Chapter.code == ChapterCode.BAB1)
    ).one()
    save_chapter(desk.place.lead, desk.plan, chapter, "BAB I", "<div>Ditulis sendiri</div>")
    plans.accepted(desk)
    db_session.commit()
    return desk


def lines(plan):
    return list(
        db.session.scalars(
            select(PlanLine)
            .where(PlanLine.plan_id == plan.id, PlanLine.deleted_at.is_(None))
            .order_by(PlanLine.position)
        )
    )


def begin(desk, browser, *, carry=True):
    """The plan of a round a year later, begun on the page."""
    rounds.opened(desk.government, desk.place.version, desk.coordinator, year=rounds.YEAR + 1)
    db.session.commit()
    data = {
        "title": "Rencana berikutnya",
        "first_year": "2022",
        "last_year": "2025",
        "idempotency_key": "k" * 22,
    }
    answer = browser.post("/rencana-aksi/baru", data=data | ({"carry": "y"} if carry else {}))
    assert answer.status_code == 302, answer.text
    return db.session.scalars(select(Plan).where(Plan.title == "Rencana berikutnya")).one()


def test_everything_comes_along_and_is_to_be_looked_at(app, old, sign_in):
    before = {line.activity: line for line in lines(old.plan)}
    browser = sign_in(old.coordinator)
    plan = begin(old, browser)
    mine = {line.activity: line for line in lines(plan)}
    assert set(mine) == set(before)
    assert "Ditulis orang" in mine
    assert all(line.to_review_since for line in mine.values())
    assert {line.carried_from_id for line in mine.values()} == {line.id for line in before.values()}
    assert plan.state is PlanState.DRAFTING
    assert not db.session.scalars(select(PlanEvent).where(PlanEvent.plan_id == plan.id)).all()
    assert own_goals(plan) == {("K-01", 2024): 5}
    page = words(assert_page(browser.get(f"/rencana-aksi/{plan.id}/matriks"), app))
    assert page.count("perlu ditinjau ulang") == len(mine)
    assert matrix_of(plan).incomplete == len(mine)


def test_numbers_come_along_for_the_years_that_both_plans_have(old, sign_in):
    plan = begin(old, sign_in(old.coordinator))
    (own,) = [line for line in lines(plan) if line.activity == "Kegiatan sendiri"]
    assert set(own.budgets) == {2022}
    assert set(own.targets) == {2022}


def test_a_chapter_that_somebody_wrote_comes_along(old, sign_in):
    plan = begin(old, sign_in(old.coordinator))
    bodies = {
        chapter.code: chapter.body
        for chapter in db.session.scalars(select(Chapter).where(Chapter.plan_id == plan.id))
    }
    assert "Ditulis sendiri" in bodies[ChapterCode.BAB1]
    assert "{{" in bodies[ChapterCode.FOREWORD]


def test_the_accepted_plan_stays_as_it_was(old, sign_in):
    before = [(line.id, line.version, line.activity) for line in lines(old.plan)]
    begin(old, sign_in(old.coordinator))
    db.session.expire_all()
    assert [(line.id, line.version, line.activity) for line in lines(old.plan)] == before
    assert old.plan.state is PlanState.ACCEPTED


def test_compiling_again_knows_the_lines_and_keeps_what_people_wrote(old, sign_in):
    plan = begin(old, sign_in(old.coordinator))
    later = db.session.scalars(select(PlanLine).where(PlanLine.plan_id == plan.id)).all()
    known = {key for line in later for key in line.keys}
    assert known
    source = compile_input(plan)
    found = difference(compile_plan(source), source.existing)
    assert not known & {key for entry in found.added for key in entry.proposed.keys}


def test_without_the_tick_the_plan_begins_empty(old, sign_in):
    plan = begin(old, sign_in(old.coordinator), carry=False)
    assert lines(plan) == []
    assert own_goals(plan) == {}


def test_saying_that_a_line_holds_or_changing_it_settles_it(old, sign_in):
    browser = sign_in(old.coordinator)
    plan = begin(old, browser)
    first, second = lines(plan)[:2]
    assert browser.post(f"/rencana-aksi/baris/{first.id}/berlaku").status_code == 302
    assert browser.post(f"/rencana-aksi/baris/{first.id}/berlaku").status_code == 302, "a double click"
    edit_line(old.place.lead, plan, second, replace(fields_of(second), remarks="ditinjau"), old.codes)
    db.session.commit()
    left = {line.id for line in lines(plan) if line.to_review_since}
    assert left == {line.id for line in lines(plan)} - {first.id, second.id}
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "plan.line_confirmed")).all()
    assert len(entries) == 1


def test_a_plan_on_its_way_is_not_confirmed(old, sign_in):
    plan = begin(old, sign_in(old.coordinator))
    first = lines(plan)[0]
    plan.state = PlanState.SUBMITTED
    db.session.flush()
    with pytest.raises(WrongState):
        confirm_line(old.place.lead, plan, first)


def test_others_cannot_say_that_a_line_holds(old, sign_in):
    plan = begin(old, sign_in(old.coordinator))
    first = lines(plan)[0]
    assert sign_in(old.leader).post(f"/rencana-aksi/baris/{first.id}/berlaku").status_code == 403


def test_the_first_plan_offers_nothing_to_carry(db_session, sign_in):
    place = rounds.place()
    db_session.commit()
    page = sign_in(place.coordinator).get("/rencana-aksi/baru")
    assert "rencana sebelumnya" not in page.text
