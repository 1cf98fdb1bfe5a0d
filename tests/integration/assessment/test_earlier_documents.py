"""A document of an earlier round is picked, not sent again: with its dates, and never from somebody else."""

from datetime import date

import pytest
from sqlalchemy import select

from app.assessment.actions import add_link, remove_evidence
from app.assessment.documents.actions import Described, describe_document
from app.assessment.documents.earlier import earlier_documents
from app.assessment.models import Evidence
from app.assessment.queries import load_sheet
from app.db import db, new_id
from tests.factories import assessment as rounds
from tests.style_guide import assert_page, words


def titles(assessment):
    return [each.evidence.title for each in earlier_documents(load_sheet(assessment), assessment)]


def shown(assessment, code) -> list[Evidence]:
    db.session.expire_all()
    return rounds.line(assessment, code).stored.evidence


@pytest.fixture
def later(place):
    """A year on. Before, the first OPD proved K-01 with a paper that ended; its copy in this round was taken away."""
    before = rounds.verified(place)
    paper = rounds.line(before, "K-01").stored.evidence[0]
    paper.document_date, paper.issuing_unit = date(rounds.YEAR - 1, 3, 1), "Bupati"
    paper.valid_from, paper.valid_until = date(rounds.YEAR - 1, 3, 1), date(rounds.YEAR, 12, 31)
    db.session.flush()
    round_ = rounds.opened(place.government, place.version, place.coordinator, year=rounds.YEAR + 1)
    own = rounds.assessment_of(round_, place.units[0])
    line = rounds.line(own, "K-01")
    remove_evidence(place.admin(), own, line.spec, line.stored.evidence[0])
    db.session.commit()
    return own


def form(**fields):
    return {"answer": "3", "reason": "Sudah ada.", "idempotency_key": new_id()} | fields


def path(assessment, code="K-01"):
    return f"/asesmen/isian/{assessment.id}/{code}"


def test_only_what_this_round_does_not_show_is_offered(later, place):
    (offered,) = earlier_documents(load_sheet(later), later)
    assert (offered.evidence.title, offered.year, offered.codes) == ("Bukti K-01", rounds.YEAR, ("K-01",))
    add_link(place.admin(), later, rounds.line(later, "K-02").spec, offered.evidence.url, title="Sama saja")
    assert titles(later) == []  # the same address was given again


def test_it_is_picked_with_its_dates_and_flagged_where_it_ended(app, later, place, sign_in):
    client = sign_in(place.admins[0])
    page = words(assert_page(client.get(path(later)), app))
    assert "Pakai dokumen dari putaran sebelumnya (1)" in page
    assert f"putaran {rounds.YEAR}, dipakai pada K-01" in page
    assert "Masa berlaku sudah berakhir" in page
    (offered,) = earlier_documents(load_sheet(later), later)
    version = rounds.line(later, "K-01").stored.version
    client.post(path(later), data=form(reuse=offered.evidence.id, version=version))
    (kept,) = shown(later, "K-01")
    assert kept.id != offered.evidence.id
    assert kept.answer_id != offered.evidence.answer_id
    assert (kept.document_date, kept.issuing_unit) == (date(rounds.YEAR - 1, 3, 1), "Bupati")
    assert (kept.valid_from, kept.valid_until) == (date(rounds.YEAR - 1, 3, 1), date(rounds.YEAR, 12, 31))
    assert "Masa berlaku sudah berakhir" in words(assert_page(client.get(path(later)), app))
    assert titles(later) == []


def test_what_is_said_of_it_now_leaves_the_earlier_round_as_it_was(later, place, sign_in):
    (offered,) = earlier_documents(load_sheet(later), later)
    version = rounds.line(later, "K-01").stored.version
    sign_in(place.admins[0]).post(path(later), data=form(reuse=offered.evidence.id, version=version))
    (kept,) = shown(later, "K-01")
    describe_document(
        place.admin(), later, kept, Described("Nama baru", issuing_unit="Sekda"), seen_version=kept.version
    )
    db.session.expire_all()
    earlier = db.session.get_one(Evidence, offered.evidence.id)
    assert (earlier.title, earlier.issuing_unit) == ("Bukti K-01", "Bupati")


def test_another_opd_and_another_government_have_none_of_it(later, place, sign_in):
    (offered,) = earlier_documents(load_sheet(later), later)
    other = rounds.assessment_of(later.round, place.units[1])
    assert titles(other) == []
    assert titles(rounds.assessment_of(later.round, None)) == []
    elsewhere = rounds.place()
    stranger = elsewhere.assessment()
    assert titles(stranger) == []
    for admin, assessment in ((place.admins[1], other), (elsewhere.admins[0], stranger)):
        sign_in(admin).post(path(assessment), data=form(reuse=offered.evidence.id, version="0"))
        assert shown(assessment, "K-01") == []


def test_the_papers_of_a_government_itself_stay_with_it(later, place):
    own = rounds.assessment_of(place.round, None)
    rounds.proven(place.lead, own, "K-03")
    assert titles(rounds.assessment_of(later.round, None)) == ["Bukti K-03"]
    elsewhere = rounds.place(year=rounds.YEAR + 1)
    assert titles(rounds.assessment_of(elsewhere.round, None)) == []


def test_what_was_taken_away_in_the_earlier_round_is_not_offered(later):
    (offered,) = earlier_documents(load_sheet(later), later)
    offered.evidence.removed_at = offered.evidence.created_at
    db.session.flush()
    assert titles(later) == []


def test_a_later_round_offers_nothing_to_the_one_before(later, place):
    before = place.assessment()
    line = rounds.line(later, "K-02")
    add_link(place.admin(), later, line.spec, "https://contoh.go.id/baru", title="Baru")
    assert "Baru" not in titles(before)


def test_each_paper_stands_once_as_the_latest_round_left_it(later, place):
    third = rounds.opened(place.government, place.version, place.coordinator, year=rounds.YEAR + 2)
    own = rounds.assessment_of(third, place.units[0])
    for code in ("K-02", "S-01"):
        line = rounds.line(own, code)
        for each in line.stored.evidence:
            remove_evidence(place.admin(), own, line.spec, each)
    offered = {each.evidence.title: each for each in earlier_documents(load_sheet(own), own)}
    assert set(offered) == {"Bukti K-01", "Bukti K-02", "Bukti S-01"}
    assert offered["Bukti K-02"].year == rounds.YEAR + 1
    assert offered["Bukti K-01"].year == rounds.YEAR
    assert db.session.scalars(select(Evidence).where(Evidence.title == "Bukti K-02")).all()


def test_the_page_asks_once_however_many_there_are(later, place, count_selects):
    with count_selects() as queries:
        earlier_documents(load_sheet(later), later)
    few = len(queries)
    line = rounds.line(place.assessment(), "K-01")
    for number in range(20):
        db.session.add(
            Evidence(
                government_id=line.stored.government_id,
                answer_id=line.stored.id,
                kind="link",
                url=f"https://contoh.go.id/lama/{number}",
                title=f"Lama {number}",
                created_by=place.admins[0].id,
            )
        )
    db.session.commit()
    with count_selects() as queries:
        assert len(earlier_documents(load_sheet(later), later)) == 21
    assert len(queries) == few
