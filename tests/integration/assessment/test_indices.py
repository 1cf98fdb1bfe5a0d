"""Indices from real rows: the numbers by hand, what others may rely on, and what the database is asked."""

from fractions import Fraction

import pytest

from app.access import Role
from app.assessment.actions import decide, score_as_ministry
from app.assessment.queries import (
    BoardFilter,
    current_round,
    effective_levels,
    load_board,
    load_sheet,
    round_scores,
)
from app.assessment.routes.words import predicate_counts
from app.assessment.scoring import Note, Predicate, Source
from app.assessment.targets import mean_targets
from app.db import db, utc_now
from app.organisations.actors import actor_of
from tests.factories import assessment as rounds
from tests.factories import organisations as make

# K-01 level 3 (weight 3), K-02 yes = 4; S-01 two people = 3, S-02 full = 4; D-01 85% = 4; P-01 3; M-01 measured.
OWN = {
    "kebijakan": Fraction(3 * 3 + 4, 4),
    "sdm": Fraction(7, 2),
    "data_aplikasi": Fraction(4),
    "pemangku_kepentingan": Fraction(3),
    "monev": Fraction(4),
}


@pytest.fixture
def scored(place, register):
    register.say("followed_up_share", 0.85)
    rounds.submitted(place.admin(), place.assessment())
    return place


class TestRoundScores:
    def test_the_unit_by_hand(self, scored):
        unit = round_scores(scored.round.id).unit(scored.units[0].id)
        assert {part.key: part.value for part in unit.explanation.children} == OWN
        assert unit.explanation.value == sum(OWN.values()) / 5
        assert unit.overall == pytest.approx(3.55)
        assert unit.predicate is Predicate.BAIK  # this instrument's own bands: Baik from 3

    def test_the_government_by_hand(self, scored):
        lead = rounds.assessment_of(scored.round, None)
        rounds.submitted(scored.lead, lead)
        result = round_scores(scored.round.id)
        policy = (4 * OWN["kebijakan"] + 2 * Fraction(2)) / 6
        assert result.government.child("kebijakan").value == policy
        assert result.government.value == (policy + sum(OWN.values()) - OWN["kebijakan"]) / 5
        assert (result.coverage.counted, result.coverage.expected) == (1, 2)
        assert [unit.unit_id for unit in result.missing_units] == [scored.units[1].id]

    def test_the_governments_own_question_counts_lowest_until_it_is_answered(self, scored):
        node = round_scores(scored.round.id).government.child("kebijakan").child("K-03")
        assert (node.value, node.note) == (Fraction(1), Note.MISSING_AS_LOWEST)

    def test_the_best_predicate_is_the_darkest(self, scored):
        parts = predicate_counts(round_scores(scored.round.id))
        assert [part.get("level") for part in parts] == [5, 1, None]

    def test_a_draft_never_counts_however_good(self, scored):
        before = round_scores(scored.round.id).government.value
        rounds.filled(scored.admin(1), scored.assessment(1))
        result = round_scores(scored.round.id)
        assert result.government.value == before
        assert not result.unit(scored.units[1].id).counted
        assert result.unit(scored.units[1].id).overall is not None

    def test_a_returned_sheet_goes_on_counting(self, scored):
        rounds.returned(scored, scored.assessment(), "K-01")
        assert round_scores(scored.round.id).coverage.counted == 1

    def test_the_latest_verified_score_counts(self, scored):
        line = rounds.line(scored.assessment(), "P-01")
        decide(scored.lead, line.stored, 1, "Tidak ada.", seen_version=line.stored.version)
        part = round_scores(scored.round.id).unit(scored.units[0].id).category("pemangku_kepentingan")
        assert (part.value, part.child("P-01").source) == (Fraction(1), Source.VERIFIED)
        reviewer = actor_of(make.user_with(Role.MINISTRY_REVIEWER))
        score_as_ministry(reviewer, line.stored, 5, "Ada.", seen_version=line.stored.version)
        part = round_scores(scored.round.id).unit(scored.units[0].id).category("pemangku_kepentingan")
        assert (part.value, part.child("P-01").source) == (Fraction(5), Source.MINISTRY)

    def test_an_unknown_measure_leaves_its_category_without_index(self, place):
        rounds.submitted(place.admin(), place.assessment())
        unit = round_scores(place.round.id).unit(place.units[0].id)
        assert unit.category("monev").value is None
        assert unit.explanation.value == (sum(OWN.values()) - OWN["monev"]) / 4

    def test_it_holds_nothing_of_the_database(self, scored):
        name = scored.units[0].name
        result = round_scores(scored.round.id)
        db.session.commit()
        db.session.expunge_all()
        assert result.units[0].name == name

    def test_an_unknown_round_is_an_error(self, db_session):
        with pytest.raises(LookupError):
            round_scores("nirgends")


class TestForOthers:
    def test_effective_levels_name_every_pair(self, scored):
        levels = effective_levels(scored.round.id)
        by_code = {spec.code: spec.id for spec in load_sheet(scored.assessment()).questionnaire.indicators}
        first, second = (unit.id for unit in scored.units)
        assert levels[first, by_code["K-01"]] == 3
        assert levels[first, by_code["M-01"]] == 4
        assert levels[second, by_code["K-01"]] is None
        assert levels[None, by_code["K-03"]] is None
        assert (first, by_code["K-03"]) not in levels
        assert len(levels) == 2 * 7 + 1

    def test_the_current_round_is_the_latest(self, place):
        later = rounds.opened(place.government, place.version, place.coordinator, year=rounds.YEAR + 1)
        current = current_round(place.government.id)
        assert current is not None
        assert current.id == later.id
        assert current_round(make.government().id) is None

    def test_targets_weigh_the_indicators(self, place):
        targets = mean_targets(load_sheet(place.assessment()).questionnaire, 2022)
        assert set(targets.values()) == {3.0}
        assert set(mean_targets(load_sheet(place.assessment()).questionnaire, 2019).values()) == {None}


class TestQueryCounts:
    """As many questions to the database for two OPD as for six."""

    @pytest.fixture
    def sizes(self, db_session, register):
        made = [rounds.place(units=2), rounds.place(units=6)]
        for place in made:
            for number in range(len(place.units)):
                rounds.submitted(place.admin(number), place.assessment(number))
            round_scores(place.round.id)  # published questions are read once per process
        return made

    def count(self, count_selects, work):
        db.session.commit()
        db.session.expire_all()
        with count_selects() as seen:
            work()
        return len(seen)

    def test_scores(self, sizes, count_selects):
        few, many = (
            self.count(count_selects, lambda place=place: round_scores(place.round.id)) for place in sizes
        )
        assert few == many
        assert many <= 5

    def test_the_board(self, sizes, count_selects):
        few, many = (
            self.count(count_selects, lambda place=place: load_board(place.round, BoardFilter(), utc_now()))
            for place in sizes
        )
        assert few == many
        assert many <= 8

    @pytest.mark.parametrize("page", ["papan", "nilai", "nilai/cara-hitung/kebijakan"])
    def test_pages(self, sizes, count_selects, sign_in, page):
        counted = []
        for place in sizes:
            client = sign_in(place.coordinator)
            client.get(f"/asesmen/{page}")  # the frame's own facts are warm
            counted.append(self.count(count_selects, lambda client=client: client.get(f"/asesmen/{page}")))
        assert counted[0] == counted[1]

    def test_a_sheet_whatever_the_number_of_answers(self, place, count_selects):
        own = place.assessment()
        rounds.answered(place.admin(), own, "K-01")
        rounds.proven(place.admin(), own, "K-01")
        load_sheet(own)
        few = self.count(count_selects, lambda: load_sheet(own))
        rounds.filled(place.admin(), own)
        assert self.count(count_selects, lambda: load_sheet(own)) == few
