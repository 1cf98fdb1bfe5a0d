"""The minutes of a review, from real reviews."""

import io

import docx
import pytest
from sqlalchemy import select

from app.access import Role
from app.db import db
from app.organisations.actors import actor_of
from app.organisations.models import GovernmentKind
from app.plans.actions import accept_plan, return_plan, revise_plan
from app.plans.models import ReviewLetter
from app.plans.rules import Severity
from app.reports.catalogue import DOCUMENTS, Format, NothingToPrintError, Subject
from app.reports.catalogue.review_minutes.loading import load_minutes
from app.reports.making import make_document
from app.reports.queries import may_make, offer_of
from tests.factories import organisations as make
from tests.factories import plans
from tests.pdf_text import assert_sound, opened, text_of, words_outside

MINUTES = DOCUMENTS["review_minutes"]


@pytest.fixture
def ministry(db_session):
    return make.government(kind=GovernmentKind.MINISTRY, name="Kementerian Uji")


@pytest.fixture
def returned(desk, ministry):
    """A plan that came back with a comment."""
    submission = plans.in_review(desk)
    plans.comment(desk, submission)
    return_plan(desk.act(desk.reviewer), desk.plan, submission, "Lengkapi <b>target</b>.")
    return desk


def letters():
    return db.session.scalars(select(ReviewLetter).order_by(ReviewLetter.created_at)).all()


def subject(desk, place=-1):
    return Subject(desk.government.id, None, letters()[place].id)


def test_it_has_the_round_the_comment_and_two_parties(returned, ministry, tmp_path):
    pdf = make_document(MINUTES, subject(returned), Format.PDF, "id").content
    assert_sound(pdf, tmp_path)
    assert not words_outside(pdf)
    text = text_of(pdf)
    (letter,) = letters()
    for part in (
        "Berita Acara Telaah Rencana Aksi",
        letter.number,
        "Lengkapi <b>target</b>.",
        "Belum dijawab.",
        returned.government.name,
        ministry.name,
        "Dikembalikan",
    ):
        assert part in text, part
    with opened(pdf) as document:
        assert "/StructTreeRoot" in document.Root


def test_comments_are_told_apart_by_weight(returned, ministry):
    data = load_minutes(returned.government.id, letters()[0].id)
    assert sum(len(data.comments(severity)) for severity in Severity) == len(data.letter.comments) == 1


def test_a_later_review_names_every_round_up_to_it(desk, ministry):
    submission = plans.in_review(desk)
    return_plan(desk.act(desk.reviewer), desk.plan, submission, "Perbaiki.")
    revise_plan(desk.act(desk.coordinator), desk.plan)
    again = plans.in_review(desk)
    accept_plan(desk.act(desk.reviewer), desk.plan, again)
    first, second = (load_minutes(desk.government.id, each.id) for each in letters())
    assert [each.verdict for each in first.rounds] == ["returned"]
    assert [each.verdict for each in second.rounds] == ["returned", "accepted"]
    assert second.rounds[1].decided_by == desk.reviewer.name


def test_word_has_the_same_tables(returned, ministry):
    document = docx.Document(io.BytesIO(make_document(MINUTES, subject(returned), Format.DOCX, "id").content))
    said = " ".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "Belum dijawab." in said
    parties = document.tables[-1]
    assert [cell.text.split("\n")[0] for cell in parties.rows[1].cells] == [
        returned.government.name,
        ministry.name,
    ]
    assert parties._tbl.tblPr.xpath("./w:tblBorders") == []  # two parties, no grid
    assert parties.rows[2]._tr.xpath("./w:trPr/w:trHeight")  # room for a hand
    headings = [
        each.text
        for each in document.paragraphs
        if each.style is not None and str(each.style.name).startswith("Heading")
    ]
    assert "Putaran telaah" in headings


def test_there_is_none_before_a_decision_nor_for_strangers(desk, ministry):
    assert offer_of(actor_of(desk.coordinator), MINUTES, desk.government) is None
    submission = plans.in_review(desk)
    accept_plan(desk.act(desk.reviewer), desk.plan, submission)
    assert offer_of(actor_of(desk.coordinator), MINUTES, desk.government) is not None
    stranger = make.user_with(Role.COORDINATOR, make.government())
    assert not may_make(actor_of(stranger), MINUTES, subject(desk))
    with pytest.raises(NothingToPrintError):
        load_minutes(make.government().id, letters()[0].id)
