"""`/rencana-aksi/<plan>/sasaran`: what a regency aims at decides what is proposed to it."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app.assessment.actions import submit
from app.audit.models import AuditEntry
from app.db import db
from app.plans.actions import set_goals
from app.plans.compile import compile_plan
from app.plans.models import PlanGoal
from app.plans.queries import compile_input
from app.plans.queries.document import working_document
from app.plans.queries.goals import own_goals
from app.plans.rules import WrongState
from tests.factories import assessment as rounds
from tests.factories import plans
from tests.style_guide import assert_page, words


@pytest.fixture
def weak(db_session):
    """A plan whose only OPD stands at level 1 of K-01."""
    desk = plans.desk(scored=0)
    own = desk.place.assessment()
    rounds.filled(desk.place.admin(), own)
    rounds.answered(desk.place.admin(), own, "K-01", "1")
    submit(desk.place.admin(), own)
    db_session.commit()
    return desk


def address(desk):
    return f"/rencana-aksi/{desk.plan.id}/sasaran"


def typed(desk, **cells):
    data = {"version": str(desk.plan.version)}
    return data | {f"sasaran-{name.replace('_', '-')}": value for name, value in cells.items()}


def of_k01(desk):
    lines = compile_plan(compile_input(desk.plan)).lines
    return {line.key for line in lines if line.key.startswith("action:K-01")}


def test_the_page_shows_the_instruments_goals(app, weak, sign_in):
    tree = assert_page(sign_in(weak.coordinator).get(address(weak)), app)
    assert "instrumen: 3" in words(tree)
    assert "Simpan sasaran" in words(tree)


def test_a_higher_goal_leads_to_more_activities_and_a_cleared_one_back(weak, sign_in):
    usual = of_k01(weak)
    browser = sign_in(weak.coordinator)
    answer = browser.post(address(weak), data=typed(weak, K_01_2024="5"))
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith("/susun")
    assert own_goals(weak.plan) == {("K-01", 2024): 5}
    assert usual < of_k01(weak)
    db.session.refresh(weak.plan)
    browser.post(address(weak), data=typed(weak, K_01_2024=""))
    assert own_goals(weak.plan) == {}
    assert of_k01(weak) == usual


def test_a_low_goal_of_the_category_leaves_nothing_to_do(weak, sign_in):
    cells = {f"kebijakan_{year}": "1" for year in plans.YEARS}
    sign_in(weak.coordinator).post(address(weak), data=typed(weak, **cells))
    assert "action:K-01-A2" not in of_k01(weak)
    goals = {category.code: category.goal for category in working_document(weak.plan).scores.categories}
    assert goals["kebijakan"] == 1
    assert goals["sdm"] not in (None, 1)


def test_a_falling_goal_is_told_beside_its_cell_and_nothing_is_lost(app, weak, sign_in):
    answer = sign_in(weak.coordinator).post(address(weak), data=typed(weak, K_01_2021="5", K_02_2024="5"))
    tree = assert_page(answer, app, status=422)
    assert "sasaran tidak boleh turun" in words(tree)
    (cell,) = [one for one in tree.iter() if one.get("id") == "sasaran-K-01-2021"]
    assert cell.get("aria-invalid") == "true"
    assert [one.text for one in cell if one.get("selected") is not None] == ["5"]
    assert own_goals(weak.plan) == {}


@pytest.mark.parametrize("text", ["6", "0", "tiga", "2.5"])
def test_what_is_no_level_is_refused(weak, sign_in, text):
    answer = sign_in(weak.coordinator).post(address(weak), data=typed(weak, K_01_2024=text))
    assert answer.status_code == 422
    assert "Pilih 1 sampai 5" in answer.text
    assert own_goals(weak.plan) == {}


def test_of_two_who_save_the_second_sees_both(weak, sign_in):
    first = typed(weak, K_01_2024="4")
    second = typed(weak, K_01_2024="5")
    browser = sign_in(weak.coordinator)
    assert browser.post(address(weak), data=first).status_code == 302
    answer = browser.post(address(weak), data=second)
    assert answer.status_code == 409
    assert "K-01 2024" in answer.text
    assert own_goals(weak.plan) == {("K-01", 2024): 4}


def test_saving_the_same_changes_nothing(weak, sign_in):
    browser = sign_in(weak.coordinator)
    browser.post(address(weak), data=typed(weak, K_01_2024="4"))
    entries = select(func.count()).select_from(AuditEntry).where(AuditEntry.action == "plan.goals_set")
    before = db.session.scalar(entries)
    db.session.refresh(weak.plan)
    browser.post(address(weak), data=typed(weak, K_01_2024="4"))
    assert db.session.scalar(entries) == before == 1


def test_others_read_and_do_not_write(app, weak, sign_in):
    browser = sign_in(weak.leader)
    tree = assert_page(browser.get(address(weak)), app)
    assert "Simpan sasaran" not in words(tree)
    assert browser.post(address(weak), data=typed(weak, K_01_2024="4")).status_code == 403


def test_a_plan_on_its_way_keeps_its_goals(app, weak, sign_in):
    plans.awaiting(weak)
    db.session.commit()
    tree = assert_page(sign_in(weak.coordinator).get(address(weak)), app)
    assert "Simpan sasaran" not in words(tree)
    with pytest.raises(WrongState):
        set_goals(weak.place.lead, weak.plan, {("K-01", 2024): 4})


def test_the_database_knows_the_scale(weak):
    db.session.add(
        PlanGoal(government_id=weak.government.id, plan_id=weak.plan.id, code="K-01", year=2024, level=6)
    )
    with pytest.raises(IntegrityError):
        db.session.flush()
