"""A recurring complaint problem is answered by a plan line, and its complaints are compared before and after."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from app.access import Role
from app.complaints.models import RecurringProblem
from app.complaints.recurring import ProblemState, Verdict
from app.db import db, new_id
from app.plans.actions import delete_line, restore_line
from app.plans.compile import OriginKind, compile_plan, complaint_key, difference
from app.plans.models import LineProblem, Plan, PlanLine
from app.plans.queries.compiling import compile_input
from app.plans.queries.problems import effects_of_plan
from tests.factories import organisations as make
from tests.factories import plans
from tests.factories.complaints import imported, line
from tests.factories.organisations import login
from tests.style_guide import assert_page, words

CUT_OFF = datetime(2021, 10, 31, tzinfo=UTC)


def complaints(first, count, day, unit, **fields):
    return [
        line(first + number, received=f"{day} 09:00", unit=unit.name, category="Jalan", **fields)
        for number in range(count)
    ]


@pytest.fixture
def desk(db_session, tmp_path):
    """Twelve late complaints in August, twenty in January; the plan is being drafted."""
    desk = plans.desk(scored=0)
    desk.place.round.year = 2021  # the year whose complaints the compiler looks at
    works = desk.place.units[0]
    quick = {"verified": "06/08/2021", "answered": "06/08/2021", "closed": "06/08/2021", "status": "Selesai"}
    imported(
        desk.government,
        tmp_path,
        *complaints(1, 20, "05/01/2021", works),
        *complaints(40, 12, "05/08/2021", works, **quick),
        *complaints(60, 12, "10/05/2021", works),
        cut_off=CUT_OFF,
    )
    db_session.commit()
    return desk


def problem():
    db.session.expire_all()
    return db.session.scalars(select(RecurringProblem).where(RecurringProblem.category == "Jalan")).one()


def plan_of(desk) -> Plan:
    return db.session.get_one(Plan, desk.plan.id)


def address(desk):
    return f"/rencana-aksi/{desk.plan.id}/masalah/{problem().id}"


def taken_up(client, desk, line_id="", day="2021-06-01", key=None):
    login(client, desk.coordinator)
    data = {"line_id": line_id, "begins_on": day, "idempotency_key": key or new_id()}
    return client.post(address(desk), data=data)


class TestTakingUp:
    def test_a_new_line_is_made_in_the_compilers_words(self, app: Flask, client, desk):
        login(client, desk.coordinator)
        assert "Bila dibuat kegiatan baru" in words(assert_page(client.get(address(desk)), app))
        response = taken_up(client, desk)
        assert response.status_code == 302
        made = db.session.scalars(select(PlanLine).where(PlanLine.complaint_category == "Jalan")).one()
        assert made.responsible_unit_id == desk.place.units[0].id
        assert made.keys == [complaint_key("Jalan")]
        assert [origin.kind for origin in made.origins] == [OriginKind.COMPLAINT]
        assert problem().state is ProblemState.TAKEN_UP
        assert response.location.endswith(made.id)

    def test_compiling_again_does_not_propose_the_same_line(self, client, desk):
        before = difference(compile_plan(compile_input(plan_of(desk))), ()).added
        assert any(entry.proposed.key == complaint_key("Jalan") for entry in before)
        taken_up(client, desk)
        source = compile_input(plan_of(desk))
        after = difference(compile_plan(source), source.existing).added
        assert not any(complaint_key("Jalan") in entry.proposed.keys for entry in after)

    def test_an_existing_line_can_answer_it(self, client, desk):
        kept = plans.line(desk)
        db.session.commit()
        assert taken_up(client, desk, kept.id).status_code == 302
        tie = db.session.scalars(select(LineProblem)).one()
        assert (tie.line_id, tie.begins_on) == (kept.id, date(2021, 6, 1))
        assert problem().state is ProblemState.TAKEN_UP

    def test_a_double_click_makes_one_line(self, client, desk):
        key = new_id()
        taken_up(client, desk, key=key)
        taken_up(client, desk, key=key)
        assert len(db.session.scalars(select(PlanLine)).all()) == 1

    @pytest.mark.parametrize("day", ["2010-01-01", "2030-01-01", "", "kapan-kapan"])
    def test_a_day_outside_the_plan_comes_back_beside_the_field(self, app: Flask, client, desk, day):
        assert_page(taken_up(client, desk, day=day), app, status=422)
        assert problem().state is ProblemState.OPEN

    def test_a_line_of_another_plan_is_no_choice(self, client, desk, db_session):
        other = plans.line(plans.desk(scored=0))
        db_session.commit()
        assert taken_up(client, desk, other.id).status_code == 422

    def test_what_is_sent_cannot_be_changed(self, client, desk, db_session):
        plans.compiled(desk)
        plans.sent(desk)
        db_session.commit()
        assert taken_up(client, desk).status_code == 409
        assert problem().state is ProblemState.OPEN


class TestUndoing:
    def test_leaving_lets_it_wait_again(self, client, desk):
        taken_up(client, desk)
        tie = db.session.scalars(select(LineProblem)).one()
        assert client.post(f"/rencana-aksi/masalah/{tie.id}/lepas").status_code == 302
        assert db.session.scalars(select(LineProblem)).all() == []
        assert problem().state is ProblemState.OPEN

    def test_a_deleted_line_answers_nothing_until_it_is_restored(self, client, desk):
        taken_up(client, desk)
        made = db.session.scalars(select(PlanLine)).one()
        actor = desk.act(desk.coordinator)
        delete_line(actor, plan_of(desk), made, "Digabung.")
        assert problem().state is ProblemState.OPEN
        restore_line(actor, plan_of(desk), db.session.get_one(PlanLine, made.id))
        assert problem().state is ProblemState.TAKEN_UP

    def test_two_lines_answer_one_problem(self, client, desk):
        taken_up(client, desk)
        second = plans.line(desk, "Menambal jalan")
        db.session.commit()
        taken_up(client, desk, second.id)
        delete_line(desk.act(desk.coordinator), plan_of(desk), second, "Tidak jadi.")
        assert problem().state is ProblemState.TAKEN_UP


class TestEffect:
    def test_before_and_after_the_day(self, app: Flask, client, desk):
        taken_up(client, desk)
        found = effects_of_plan(plan_of(desk))[0].effect
        assert found is not None
        # 20 in January and 12 in May, all late, before 1 June; 12 in August afterwards, all quick.
        assert (found.before.volume, found.after.volume) == (32, 12)
        assert (found.before.late_share, found.after.late_share) == (1.0, 0.0)
        assert found.figures["late"].verdict is Verdict.BETTER
        page = words(assert_page(client.get(f"/rencana-aksi/{desk.plan.id}/dampak"), app))
        assert "Membaik" in page

    def test_it_stands_on_the_problem_and_on_the_line_too(self, app: Flask, client, desk):
        taken_up(client, desk)
        made = db.session.scalars(select(PlanLine)).one()
        assert "Membaik" in words(assert_page(client.get(f"/pengaduan/masalah/{problem().id}"), app))
        assert "Membaik" in words(assert_page(client.get(f"/rencana-aksi/baris/{made.id}/asal"), app))

    def test_nothing_is_claimed_before_there_are_figures(self, app: Flask, client, desk):
        taken_up(client, desk, day="2022-01-01")
        assert effects_of_plan(plan_of(desk))[0].effect is None
        page = words(assert_page(client.get(f"/rencana-aksi/{desk.plan.id}/dampak"), app))
        assert "Belum ada data sesudah kegiatan dimulai." in page


class TestReach:
    def test_others_read_and_do_not_take_up(self, app: Flask, client, desk):
        taken_up(client, desk)
        tie = db.session.scalars(select(LineProblem)).one()
        make.logout(client)
        login(client, desk.leader)
        page = words(assert_page(client.get(f"/rencana-aksi/{desk.plan.id}/dampak"), app))
        assert "Lepaskan" not in page
        assert client.post(f"/rencana-aksi/masalah/{tie.id}/lepas").status_code == 403

    def test_a_stranger_finds_nothing(self, client, desk):
        taken_up(client, desk)
        tie = db.session.scalars(select(LineProblem)).one()
        make.logout(client)
        login(client, make.user_with(Role.COORDINATOR, make.government()))
        assert client.get(f"/rencana-aksi/{desk.plan.id}/dampak").status_code == 404
        assert client.post(f"/rencana-aksi/masalah/{tie.id}/lepas").status_code == 404
        assert client.get(address(desk)).status_code == 404

    def test_a_problem_of_another_government_is_not_taken_up(self, client, desk, db_session):
        other = plans.desk(scored=0)
        foreign = f"/rencana-aksi/{other.plan.id}/masalah/{problem().id}"
        make.appointment(other.coordinator, Role.COORDINATOR, desk.government)  # reads both, mixes neither
        db_session.commit()
        login(client, other.coordinator)
        assert client.get(foreign).status_code == 404
