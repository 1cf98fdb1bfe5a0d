"""Compendia from real records: each government's own figures, nobody's drafts, nobody without the right."""

import pytest

from app.access import Role
from app.assessment.queries import round_scores
from app.organisations.actors import actor_of
from app.organisations.models import GovernmentKind
from app.plans.actions import accept_plan
from app.reports.catalogue import DOCUMENTS, Format, NothingToPrintError, Subject
from app.reports.catalogue.compendium.loading import load_compendium
from app.reports.making import make_document
from app.reports.queries import may_make, may_read, offer_of
from tests.factories import assessment as rounds
from tests.factories import complaints, plans
from tests.factories import organisations as make
from tests.pdf_text import text_of

PROVINCE, NATION = DOCUMENTS["province_compendium"], DOCUMENTS["national_compendium"]
YEAR = str(rounds.YEAR)


def rows_of(owner):
    return {row.name: row for row in load_compendium(owner.id, YEAR).rows}


def test_a_government_has_the_figures_of_its_round(desk):
    row = rows_of(desk.province)[desk.government.name]
    scores = round_scores(desk.place.round.id)
    assert row.round.index == scores.government.number
    assert (row.round.units, row.round.submitted, row.round.verified) == (2, 1, 0)
    assert row.round.categories == tuple(child.number for child in scores.government.children)


def test_one_that_did_nothing_is_there_too(desk):
    idle = make.government(parent=desk.province, is_active=False)
    row = rows_of(desk.province)[idle.name]
    assert (row.round, row.plan, row.complaints, row.progress) == (None, None, None, None)
    text = text_of(make_document(PROVINCE, Subject(desk.province.id, None, YEAR), Format.PDF, "id").content)
    assert f"Belum memakai Renaksi {idle.name}." in text


def test_the_state_of_a_plan_and_nothing_of_its_draft(desk):
    secret = plans.line(desk, "KENARI rahasia yang belum dikirim")
    data = load_compendium(desk.province.id, YEAR)
    assert secret.activity not in str(data)
    row = rows_of(desk.province)[desk.government.name]
    assert (row.plan.state, row.plan.submissions) == ("drafting", 0)
    submission = plans.in_review(desk)
    accept_plan(desk.act(desk.reviewer), desk.plan, submission)
    assert rows_of(desk.province)[desk.government.name].plan.state == "accepted"


def test_complaints_are_those_of_the_year(desk, tmp_path):
    lines = [complaints.line(number, unit=desk.place.units[0].name) for number in range(1, 8)]
    complaints.imported(desk.government, tmp_path, *lines)
    row = rows_of(desk.province)[desk.government.name]
    assert row.complaints.incoming == 0  # they came in another year
    assert load_compendium(desk.province.id, YEAR).cut_off is not None


def test_a_neighbour_of_another_province_stays_out(desk):
    other = plans.desk()
    assert other.government.name not in rows_of(desk.province)


def test_a_year_without_rounds_has_none(desk):
    with pytest.raises(NothingToPrintError):
        load_compendium(desk.province.id, "1999")
    with pytest.raises(NothingToPrintError):
        load_compendium(desk.province.id, "sembarang")
    with pytest.raises(NothingToPrintError):
        load_compendium(desk.government.id, YEAR)


class TestRights:
    @pytest.fixture
    def ministry(self, desk):
        return make.government(kind=GovernmentKind.MINISTRY)

    def test_a_province_for_its_supervisor_and_the_ministry(self, desk):
        subject = Subject(desk.province.id, None, YEAR)
        assert may_make(actor_of(desk.supervisor), PROVINCE, subject)
        assert may_make(actor_of(desk.reviewer), PROVINCE, subject)
        assert may_read(actor_of(desk.ombudsman), PROVINCE, subject)
        assert not may_make(actor_of(desk.ombudsman), PROVINCE, subject)
        own = make.user_with(Role.COORDINATOR, desk.province)
        for person in (own, desk.coordinator, desk.leader, desk.admin):
            assert not may_read(actor_of(person), PROVINCE, subject), person.name
        other = make.user_with(Role.PROVINCE_SUPERVISOR, make.province())
        assert not may_read(actor_of(other), PROVINCE, subject)

    def test_the_nation_for_the_ministry_alone(self, desk, ministry):
        subject = Subject(ministry.id, None, YEAR)
        assert may_make(actor_of(desk.reviewer), NATION, subject)
        for person in (desk.supervisor, desk.ombudsman, desk.coordinator):
            assert not may_read(actor_of(person), NATION, subject), person.name

    def test_each_is_offered_where_it_belongs(self, desk, ministry):
        actor = actor_of(desk.reviewer)
        assert offer_of(actor, PROVINCE, desk.province) is not None
        assert offer_of(actor, PROVINCE, desk.government) is None
        assert offer_of(actor, NATION, ministry) is not None
        assert offer_of(actor, NATION, desk.province) is None

    def test_people_from_above_find_their_province_and_the_ministry(self, desk, ministry, sign_in):
        page = sign_in(desk.supervisor).get("/laporan/").text
        assert desk.province.name in page
        page = sign_in(desk.reviewer).get("/laporan/").text
        assert ministry.name in page
