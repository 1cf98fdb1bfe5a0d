"""The minutes of a verification: what was decided, and nothing that was not."""

import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from app.access import Permission, Role
from app.assessment.actions import accept_remaining, confirm, decide_objection, object_to, reopen
from app.assessment.actions.verification import decide
from app.assessment.models import Answer
from app.db import db
from app.instrument.models import Indicator
from app.organisations.actors import actor_of
from app.reports.catalogue import DOCUMENTS, Format, NothingToPrintError, Subject
from app.reports.catalogue.verification_minutes.loading import load_minutes
from app.reports.making import make_document
from app.reports.queries import may_make, offer_of
from tests.factories import assessment as rounds
from tests.factories import organisations as make
from tests.pdf_text import text_of

MINUTES = DOCUMENTS["verification_minutes"]


@pytest.fixture
def place(db_session):
    """Two OPD that sent their answers, and a third that has not."""
    place = rounds.place(3)
    for number in range(2):
        rounds.submitted(place.admin(number), place.assessment(number))
    return place


def verify(place, number, *, lower=False):
    assessment = place.assessment(number)
    if lower:
        answer = db.session.scalars(
            select(Answer)
            .join(Indicator, Indicator.id == Answer.indicator_id)
            .where(Answer.assessment_id == assessment.id, Indicator.code == "K-01")
        ).one()
        decide(place.lead, answer, 2, "Bukti belum lengkap", seen_version=answer.version)
    accept_remaining(place.lead, assessment)
    confirm(place.lead, assessment)


def minutes(place):
    return load_minutes(place.government.id, place.round.id)


def test_there_are_none_before_something_was_verified(place):
    assert offer_of(place.lead, MINUTES, place.government) is None
    with pytest.raises(NothingToPrintError):
        minutes(place)


def test_what_was_changed_is_named_with_its_reason(place):
    verify(place, 0, lower=True)
    data = minutes(place)
    (row,) = data.changed
    assert (row.unit, row.code, row.self_score, row.verified_score) == (place.units[0].name, "K-01", 3, 2)
    assert row.reason == "Bukti belum lengkap"
    first, second, third = data.units
    assert (first.changed, first.verified > 1) == (1, True)
    assert first.own_index is not None
    assert first.index is not None
    assert first.index < first.own_index
    assert second.index is None  # sent, and nobody finished verifying it
    assert second.own_index is not None
    assert third.own_index is None
    assert not data.is_complete


def test_what_is_not_decided_yet_stays_out(place):
    verify(place, 0)
    answer = db.session.scalars(
        select(Answer).where(Answer.assessment_id == place.assessment(1).id, Answer.self_score > 1)
    ).first()
    assert answer is not None
    decide(place.lead, answer, 1, "Masih saya timbang", seen_version=answer.version)
    assert minutes(place).changed == ()


def test_a_verification_that_was_opened_again_is_not_finished(place):
    verify(place, 0)
    verify(place, 1, lower=True)
    reopen(place.lead, place.assessment(1))
    data = minutes(place)
    assert [unit.name for unit in data.verified] == [place.units[0].name]
    assert data.changed == ()
    assert data.units[1].index is None
    reopen(place.lead, place.assessment(0))
    assert offer_of(place.lead, MINUTES, place.government) is None
    with pytest.raises(NothingToPrintError):
        minutes(place)


@pytest.mark.parametrize("kind", [Format.PDF, Format.DOCX])
def test_it_is_printed_with_room_to_sign(place, kind):
    verify(place, 0, lower=True)
    subject = Subject(place.government.id, None, place.round.id)
    made = make_document(MINUTES, subject, kind, "id")
    assert (
        made.file_name == f"berita-acara-verifikasi-{_slug(place.government.name)}-{rounds.YEAR}.{kind.value}"
    )
    if kind is Format.PDF:
        text = text_of(made.content)
        assert "Bukti belum lengkap" in text
        assert "Tanda tangan perangkat daerah" in text
        assert "KONSEP" in text


def test_objections_stand_in_every_form_of_it_with_reason_and_decision(place):
    verify(place, 0, lower=True)
    verify(place, 1, lower=True)
    for number, words in enumerate(("SK ada di halaman 3", "Mohon dilihat kembali")):
        answer = rounds.line(place.assessment(number), "K-01").stored
        raised = object_to(place.admin(number), answer, words)
        if number == 0:
            decide_objection(place.lead, raised, 3, "Halaman 3 memuatnya", seen_version=raised.version)
    granted, waiting = minutes(place).objections
    assert (granted.unit, granted.code, granted.score) == (place.units[0].name, "K-01", 2)
    assert (granted.reason, granted.decided_score, granted.decision) == (
        "SK ada di halaman 3",
        3,
        "Halaman 3 memuatnya",
    )
    assert waiting.is_open
    subject = Subject(place.government.id, None, place.round.id)
    text = text_of(make_document(MINUTES, subject, Format.PDF, "id").content)
    for said in (
        "Keberatan perangkat daerah",
        "SK ada di halaman 3",
        "Halaman 3 memuatnya",
        "Belum diputuskan",
    ):
        assert said in text
    word = zipfile.ZipFile(io.BytesIO(make_document(MINUTES, subject, Format.DOCX, "id").content))
    assert "Mohon dilihat kembali" in word.read("word/document.xml").decode()
    for kind in (Format.XLSX, Format.ODS):
        made = make_document(MINUTES, subject, kind, "id").content
        rows = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_name("Keberatan").to_python()
        assert [row[4] for row in rows if row[1] == "K-01"] == [
            "SK ada di halaman 3",
            "Mohon dilihat kembali",
        ]


def test_without_objections_it_says_so(place):
    verify(place, 0)
    subject = Subject(place.government.id, None, place.round.id)
    assert "Tidak ada keberatan yang diajukan." in text_of(
        make_document(MINUTES, subject, Format.PDF, "id").content
    )


def test_a_finished_verification_is_no_concept(db_session):
    place = rounds.place(1)
    rounds.submitted(place.admin(), place.assessment())
    verify(place, 0)
    made = make_document(MINUTES, Subject(place.government.id, None, place.round.id), Format.PDF, "id")
    text = text_of(made.content)
    assert "KONSEP" not in text
    assert "Semua nilai yang diverifikasi sama" in text


def test_a_round_of_another_government_is_not_found(place, db_session):
    verify(place, 0)
    other = make.government()
    with pytest.raises(NothingToPrintError):
        load_minutes(other.id, place.round.id)


def test_who_may_have_it_made(place):
    verify(place, 0)
    subject = Subject(place.government.id, None, place.round.id)
    leader = actor_of(make.user_with(Role.LEADER, place.government))
    assert may_make(place.lead, MINUTES, subject)
    assert may_make(leader, MINUTES, subject) == leader.may(Permission.REPORT_CREATE, place.government.id)
    assert not may_make(place.admin(), MINUTES, subject)
    assert not may_make(rounds.place(1).lead, MINUTES, subject)


def _slug(name):
    return name.casefold().replace(" ", "-")
