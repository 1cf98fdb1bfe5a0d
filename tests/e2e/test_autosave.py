"""Answering in a real browser: the words beside the form tell the truth, whatever happens."""

import pytest

from app.assessment.actions import save_answer
from app.assessment.models import Assessment
from app.db import db
from app.organisations.actors import actor_of
from app.organisations.models import User
from tests.factories import assessment as rounds
from tests.factories.organisations import PASSWORD

STATE = "#status-simpan"


@pytest.fixture
def question(live):
    """The address of a question, with the name of its OPD's admin."""
    with live.rows():
        place = rounds.place(units=1)
        address = f"/asesmen/isian/{place.assessment().id}/K-01"
        return address, place.admins[0].username, place.round.id, place.units[0].id


@pytest.fixture
def opened(question, sign_in):
    address, username, *_ = question
    page = sign_in(username, PASSWORD)
    page.goto(address)
    return page


def test_it_says_unsaved_then_saved_and_the_next_visit_has_it(opened, question):
    opened.check("#answer-3")
    assert opened.inner_text(STATE) == "Belum tersimpan"
    opened.wait_for_selector(f"{STATE}[data-state=saved]")
    assert opened.inner_text(STATE).startswith("Tersimpan ")
    opened.fill("textarea[name=reason]", "SK sudah ada.")
    opened.wait_for_selector("#version[value='2']", state="attached")
    opened.goto(question[0])
    assert opened.is_checked("#answer-3")
    assert opened.input_value("textarea[name=reason]") == "SK sudah ada."


def test_a_lost_race_never_says_saved_and_shows_both(opened, question, live):
    with live.rows():
        assessment = db.session.query(Assessment).filter_by(round_id=question[2], unit_id=question[3]).one()
        admin = db.session.query(User).filter_by(username=question[1]).one()
        spec = rounds.line(assessment, "K-01").spec
        save_answer(actor_of(admin), assessment, spec, value=5, reason="Teks rekan", seen_version=0)
    opened.check("#answer-2")
    opened.wait_for_selector(".r-versus")
    assert opened.inner_text(STATE).startswith("Belum tersimpan")
    assert "Teks rekan" in opened.inner_text(".r-versus")
    assert opened.is_checked("#answer-2")
    opened.click("text=Simpan isian saya")
    opened.goto(question[0])
    assert opened.is_checked("#answer-2")


def test_a_lost_connection_is_said(opened, question):
    tab = opened.context.new_page()  # a tab of its own: the browser complains of the lost connection, rightly
    tab.goto(question[0])
    tab.context.set_offline(True)
    tab.check("#answer-4")
    tab.wait_for_selector(f"{STATE}[data-state=failed]")
    assert "Gagal menyimpan" in tab.inner_text(STATE)
    tab.context.set_offline(False)


def test_typing_and_clicking_at_once_is_no_race(opened, question):
    opened.check("#answer-3")
    opened.fill("textarea[name=reason]", "Cepat")
    opened.click("text=Simpan dan lanjut")
    opened.wait_for_url("**/K-02")
    opened.goto(question[0])
    assert opened.input_value("textarea[name=reason]") == "Cepat"
