"""Peers: counted from verified assessments alone, told as quartiles, and nothing of anybody is to be seen."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.assessment.actions import accept_remaining, confirm, reopen, submit
from app.assessment.peers.jobs import JOB, ask_for_daily_counting, count_peers
from app.assessment.peers.models import PeerBand, PeerSubject
from app.assessment.peers.queries import government_comparison, unit_comparison
from app.assessment.queries import round_scores
from app.assessment.rules.peers import Place, Size
from app.db import TenantScope, as_system, db, within_scope
from app.jobs import Job
from app.organisations.models import UnitKind
from app.reports.catalogue import DOCUMENTS, Format, Subject
from app.reports.making import make_document
from tests.factories import assessment as rounds
from tests.style_guide import assert_page, words

LEVELS = ("1", "2", "3", "4", "5", "3", "3", "3")


def set_level(place, number, level):
    """One OPD with this level at one question, verified."""
    own = rounds.filled(place.admin(number), place.assessment(number), without=["K-01"])
    rounds.answered(place.admin(number), own, "K-01", level)
    rounds.proven(place.admin(number), own, "K-01")
    submit(place.admin(number), own)
    accept_remaining(place.lead, own)
    confirm(place.lead, own)


@pytest.fixture
def two(db_session, register):
    """Two regencies with four Dinas each, six of the eight verified; one more is a draft, one was sent."""
    here = rounds.place(units=4)
    there = rounds.place(units=4, version=here.version)
    for each in (here, there):
        for unit in each.units:
            unit.kind = UnitKind.DINAS
        for number in range(3):
            set_level(each, number, LEVELS[number if each is here else number + 3])
    rounds.answered(here.admin(3), here.assessment(3), "K-01", "5")
    rounds.submitted(there.admin(3), there.assessment(3))
    here.extra["there"] = there
    db.session.commit()
    return here


def counted():
    with as_system():
        found = count_peers()
        db.session.commit()
    return found


def band(category="", subject=PeerSubject.UNIT):
    return db.session.scalars(
        select(PeerBand).where(PeerBand.category == category, PeerBand.subject == subject)
    ).one_or_none()


def compared(place, number):
    scores = round_scores(place.round.id)
    return unit_comparison(scores, scores.unit(place.units[number].id), place.round, place.government)


class TestCounting:
    def test_six_verified_of_one_kind_and_size(self, two):
        assert counted() > 0
        found = band()
        assert (found.count, found.kind, found.size) == (6, "dinas", Size.SMALL)
        assert found.lower <= found.median <= found.upper

    def test_another_kind_is_no_peer(self, two):
        two.units[0].kind = UnitKind.BADAN
        db.session.commit()
        assert counted() == 0

    def test_drafts_and_what_was_only_sent_are_never_counted(self, two):
        counted()
        before = band().band
        rounds.answered(two.admin(3), two.assessment(3), "S-01", "5")
        db.session.commit()
        counted()
        assert band().band == before

    def test_opened_again_it_is_gone(self, two):
        counted()
        reopen(two.lead, two.assessment(0))
        db.session.commit()
        assert counted() == 0
        assert band() is None

    def test_the_database_refuses_fewer_than_six(self, two):
        counted()
        found = band()
        found.count = 5
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()

    def test_once_a_day(self, two):
        with as_system():
            ask_for_daily_counting()
            ask_for_daily_counting()
        assert len(db.session.scalars(select(Job).where(Job.name == JOB)).all()) == 1


class TestComparing:
    def test_where_one_stands(self, two):
        counted()
        found = compared(two, 0)
        assert found.count == 6
        assert not found.is_provisional
        assert {row.category for row in found.rows} >= {"", "kebijakan"}
        own = next(row for row in found.rows if row.category == "kebijakan")
        assert own.place is Place.BELOW, "level 1 among 1, 2, 3, 4, 5, 3"

    def test_a_draft_is_compared_as_provisional(self, two):
        counted()
        assert compared(two, 3).is_provisional

    def test_it_reads_nothing_of_the_others(self, two):
        counted()
        db.session.expire_all()
        with within_scope(TenantScope(frozenset({two.government.id}))):
            assert compared(two, 0).count == 6

    def test_governments_need_six_of_them(self, two):
        counted()
        scores = round_scores(two.round.id)
        found = government_comparison(scores, two.round, two.government)
        assert found.rows == ()
        assert band(subject=PeerSubject.GOVERNMENT) is None


class TestGovernments:
    def test_six_of_a_kind_are_compared_by_the_mean_of_their_verified_opd(self, db_session, register):
        first = rounds.place(units=2)
        places = [first, *(rounds.place(units=2, version=first.version) for _ in range(5))]
        for place in places:
            rounds.verified(place, 0)
        db.session.commit()
        counted()
        found = government_comparison(round_scores(first.round.id), first.round, first.government)
        assert found.count == 6
        assert found.rows[0].place is Place.MIDDLE, "all answered alike"
        assert not found.is_provisional


class TestPages:
    def test_the_page_names_no_other(self, two, sign_in, app):
        counted()
        page = sign_in(two.admins[0]).get(f"/asesmen/nilai/opd/{two.units[0].id}")
        text = words(assert_page(page, app))
        assert "Dinas pada kabupaten dengan sampai 30 OPD: 6 yang terverifikasi." in text
        assert "di bawah kuartil bawah" in text
        for other in (*two.units[1:], *two.extra["there"].units, two.extra["there"].government):
            assert other.name not in text

    def test_with_too_few_it_says_why(self, two, sign_in, app):
        page = sign_in(two.admins[0]).get(f"/asesmen/nilai/opd/{two.units[0].id}")
        assert "sedikitnya 6 yang terverifikasi diperlukan" in words(assert_page(page, app))

    def test_the_government_has_its_own(self, two, sign_in, app):
        text = words(assert_page(sign_in(two.coordinator).get("/asesmen/nilai"), app))
        assert "Dibandingkan dengan yang sejenis" in text

    def test_the_one_page_report_has_it_too(self, two):
        counted()
        subject = Subject(two.government.id, two.units[0].id)
        data = DOCUMENTS["opd_page"].load(subject).data
        assert data.peers.rows[0].label == "Seluruhnya"
        assert make_document(DOCUMENTS["opd_page"], subject, Format.PDF, "id").content.startswith(b"%PDF")
