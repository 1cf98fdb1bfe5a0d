"""The scores that the plan's document prints: of each OPD what it really answered."""

from sqlalchemy.orm import Session

from app.db import db
from app.plans.queries.figures import score_data
from tests.factories import assessment as rounds


def counts(place: rounds.Place) -> list[tuple[int, int]]:
    data = score_data(place.round.id, (rounds.YEAR,))
    found = {unit.unit.name: (unit.answered, unit.expected) for unit in data.units}
    return [found[unit.name] for unit in place.units]


def test_only_answers_that_were_given_are_counted(db_session: Session):
    place = rounds.place(units=3)
    rounds.answered(place.admin(0), place.assessment(0), "K-01")
    rounds.answered(place.admin(0), place.assessment(0), "S-01")
    rounds.submitted(place.admin(1), place.assessment(1))
    # Seven are asked of an OPD; one of them is measured, and without complaints nobody knows it.
    assert counts(place) == [(2, 7), (6, 7), (0, 7)]


def test_a_measure_that_is_known_counts(db_session: Session):
    place = rounds.place(units=1)
    assessment = rounds.submitted(place.admin(), place.assessment())
    rounds.line(assessment, "M-01").stored.self_score = 4
    db.session.flush()
    assert counts(place) == [(7, 7)]
