"""`flask seed national`: a country to measure with, the same at every seeding."""

import pytest
from sqlalchemy import func, select, text

from app.assessment.models import Answer, Assessment, Receipt, Round
from app.assessment.queries.scores import round_scores
from app.assessment.states import AssessmentState
from app.audit.queries import verify_log
from app.cli.national.identity import fixed_id
from app.cli.national.size import shares, spread
from app.complaints.models import Complaint
from app.complaints.queries import figures
from app.db import db
from app.organisations.models import Government, Unit, User

ARGUMENTS = ("seed", "national", "--governments", "3", "--units", "25", "--complaints", "61")


@pytest.fixture
def seeded(app, monkeypatch, db_session):
    monkeypatch.setenv("DEMO_PASSWORD", "kata-sandi-uji-2021")
    result = app.test_cli_runner().invoke(args=ARGUMENTS)
    assert result.exit_code == 0, result.output
    db_session.expire_all()
    return result


def count(model, *conditions):
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions))


def test_the_numbers_are_totals(seeded):
    assert (count(Unit), count(Complaint), count(Round)) == (25, 61, 3)
    codes = db.session.scalars(
        select(Government.code).where(Government.id.in_(select(Unit.government_id))).order_by(Government.code)
    ).all()
    assert len(codes) == 3
    assert len({code.split(".")[0] for code in codes}) == 3, "they lie all over the country"
    assert "3 pemerintah diisi" in seeded.output


def test_it_is_the_same_every_time_and_goes_on_where_it_stopped(app, seeded):
    unit_id = db.session.scalars(select(Unit.id).order_by(Unit.government_id, Unit.position)).first()
    codes = {row.id: row.code for row in db.session.execute(select(Government.id, Government.code))}
    unit = db.session.get_one(Unit, unit_id)
    assert unit.id == fixed_id("unit", codes[unit.government_id], unit.position)
    again = app.test_cli_runner().invoke(args=ARGUMENTS)
    assert "0 pemerintah diisi" in again.output
    assert (count(Unit), count(Complaint)) == (25, 61)


def test_the_product_accepts_what_was_written(seeded):
    for round_ in db.session.scalars(select(Round)).all():
        found = round_scores(round_.id)
        assert found.coverage.counted > 0
        assert found.government.value is not None
        assert 1 <= found.government.value <= 5
        assert figures(round_.government_id, None, None).incoming in (20, 21)
    states = set(db.session.scalars(select(Assessment.state).distinct()))
    assert states == {AssessmentState.DRAFT, AssessmentState.SUBMITTED, AssessmentState.VERIFIED}
    assert count(Receipt) == count(Assessment, Assessment.submitted_at.is_not(None))
    assert count(Answer, Answer.self_score.is_(None), Answer.self_by.is_not(None)) == 0
    assert verify_log().intact
    if db.engine.dialect.name == "sqlite":
        assert db.session.execute(text("PRAGMA foreign_key_check")).all() == []


def test_everybody_can_sign_in_with_the_one_password(client, seeded):
    user = db.session.scalars(select(User).where(User.username.like("opd001.%"))).all()[0]
    answer = client.post("/masuk", data={"username": user.username, "password": "kata-sandi-uji-2021"})
    assert answer.status_code == 302
    assert client.get("/akun").status_code == 200


def test_shares_and_distances():
    assert list(shares(10, 4)) == [3, 3, 2, 2]
    assert sum(shares(61, 3)) == 61
    assert spread(range(10), 3) == [0, 3, 6]
    assert spread([1, 2], 5) == [1, 2]
