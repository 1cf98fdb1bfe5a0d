"""The summary of a round, from real answers."""

import pytest
from sqlalchemy import select

from app.access import Role
from app.assessment.actions import accept_remaining, confirm
from app.assessment.actions.verification import decide
from app.assessment.models import Answer
from app.assessment.queries import round_scores
from app.db import db
from app.instrument.models import Indicator
from app.organisations.actors import actor_of
from app.reports.catalogue import DOCUMENTS, NothingToPrintError, Subject
from app.reports.catalogue.assessment_summary.loading import load_summary
from app.reports.queries import may_make, offer_of
from tests.factories import assessment as rounds
from tests.factories import organisations as make

SUMMARY = DOCUMENTS["assessment_summary"]


@pytest.fixture
def place(db_session):
    """Two OPD that sent their answers, of which the first is verified, and a third that has not."""
    place = rounds.place(3)
    for number in range(2):
        rounds.submitted(place.admin(number), place.assessment(number))
    lower(place, 0)
    accept_remaining(place.lead, place.assessment(0))
    confirm(place.lead, place.assessment(0))
    return place


def lower(place, number):
    answer = db.session.scalars(
        select(Answer)
        .join(Indicator, Indicator.id == Answer.indicator_id)
        .where(Answer.assessment_id == place.assessment(number).id, Indicator.code == "K-01")
    ).one()
    decide(place.lead, answer, 2, "Bukti belum lengkap", seen_version=answer.version)


def summary(place):
    return load_summary(place.government.id, place.round.id)


def test_the_three_scores_are_kept_apart(place):
    first, second, third = summary(place).units
    assert first.own is not None
    assert first.verified is not None
    assert first.verified < first.own
    assert first.index == first.verified
    assert first.ministry is None
    assert second.own is not None
    assert second.verified is None
    assert (third.own, third.verified, third.index, third.counted) == (None, None, None, False)


def test_what_is_being_verified_is_not_shown_as_verified(place):
    lower(place, 1)
    assert summary(place).units[1].verified is None


def test_the_figures_are_those_of_the_round(place):
    data, scores = summary(place), round_scores(place.round.id)
    assert data.index == scores.government.number
    for unit, result in zip(data.units, scores.units, strict=True):
        assert unit.index == (result.overall if result.counted else None)
    assert sum(band.units for band in data.bands) == 2
    assert (len(data.counted), len(data.missing), data.verified) == (2, 1, 1)
    assert not data.is_complete


def test_evidence_is_counted_once_and_only_of_what_was_sent(place):
    rounds.filled(place.admin(2), place.assessment(2))
    data = summary(place)
    assert data.evidence == sum(each.evidence for each in data.categories)
    assert data.units[0].evidence == data.units[0].with_evidence == data.units[0].answered > 0
    assert data.units[2].evidence == 0


def test_what_most_lack_comes_first(place):
    gaps = summary(place).gaps
    assert [gap.below for gap in gaps] == sorted((gap.below for gap in gaps), reverse=True)
    assert all(0 < gap.below <= gap.known <= 2 for gap in gaps)


def test_one_opd_and_nobody(db_session):
    place = rounds.place(1)
    data = summary(place)
    assert (data.index, data.ranked, data.gaps) == (None, (), ())
    rounds.verified(place)
    assert summary(place).is_complete


def test_who_may_have_it(place):
    subject = Subject(place.government.id, None, place.round.id)
    assert may_make(place.lead, SUMMARY, subject)
    assert may_make(actor_of(make.user_with(Role.LEADER, place.government)), SUMMARY, subject)
    assert not may_make(place.admin(), SUMMARY, subject)
    assert not may_make(rounds.place(1).lead, SUMMARY, subject)
    assert offer_of(place.lead, SUMMARY, place.government) is not None


def test_a_round_of_another_government_is_not_found(place):
    with pytest.raises(NothingToPrintError):
        load_summary(make.government().id, place.round.id)
