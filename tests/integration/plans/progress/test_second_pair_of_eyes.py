"""Whoever sent a report leaves its verification to a colleague; where there is none, every page says so."""

from decimal import Decimal

import pytest

from app.access import Role
from app.db import db
from app.plans.actions.progress import ReportContent, save_report, send_report, verify_report
from app.plans.models import ProgressReport
from app.plans.rules.progress import OwnReport, ReportState
from tests.factories import organisations as make
from tests.factories import progress
from tests.style_guide import assert_page, words

MARK = "Diverifikasi oleh pelapornya sendiri"


@pytest.fixture
def own(desk, lines):
    """A report that the coordinator wrote and sent for an OPD."""
    period = progress.opened(desk)
    content = ReportContent(output=Decimal(10), spent=5_000_000)
    report = save_report(desk.place.lead, period, lines[0], content, seen_version=0)
    send_report(desk.place.lead, period, lines[0], report)
    db.session.commit()
    return period, report


@pytest.fixture
def colleague(desk):
    return make.user_with(Role.COORDINATOR, desk.government, name="Rekan Kedua")


def page_of(period, report):
    return f"/capaian/triwulan/{period.id}/baris/{report.line_id}"


def stored(report):
    db.session.expire_all()
    return db.session.get_one(ProgressReport, report.id)


def post_verify(browser, period, *reports):
    chosen = [f"{report.id}:{report.version}" for report in reports]
    data = {"laporan": chosen}
    return browser.post(f"/capaian/triwulan/{period.id}/verifikasi", data=data, follow_redirects=True)


def test_the_sender_cannot_while_a_colleague_can(desk, own, colleague):
    period, report = own
    with pytest.raises(OwnReport):
        verify_report(desk.place.lead, period, report)
    assert stored(report).state is ReportState.SENT
    verify_report(desk.act(colleague), period, report)
    assert stored(report).state is ReportState.VERIFIED


def test_the_pages_name_the_colleague_instead_of_a_button(app, desk, own, colleague, sign_in):
    period, report = own
    browser = sign_in(desk.coordinator)
    text = words(assert_page(browser.get(page_of(period, report)), app))
    assert "koordinator lain yang memverifikasinya: Rekan Kedua" in text
    assert f"/{period.id}/verifikasi" not in browser.get(page_of(period, report)).text
    board = browser.get(f"/capaian/triwulan/{period.id}/papan")
    assert "Anda yang mengirim" in words(assert_page(board, app))
    assert report.id not in board.text
    assert report.id in sign_in(colleague).get(f"/capaian/triwulan/{period.id}/papan").text


def test_of_several_chosen_the_own_one_is_left_and_told(app, desk, lines, own, colleague, sign_in):
    period, report = own
    other = progress.sent(desk, period, lines[1], 1)
    db.session.commit()
    answer = post_verify(sign_in(desk.coordinator), period, report, other)
    text = words(assert_page(answer, app))
    assert "1 laporan diverifikasi." in text
    assert "1 laporan Anda kirim sendiri" in text
    assert (stored(report).state, stored(other).state) == (ReportState.SENT, ReportState.VERIFIED)


def test_alone_in_the_house_the_sender_may_and_it_is_said(app, desk, own, sign_in):
    period, report = own
    browser = sign_in(desk.coordinator)
    assert MARK not in browser.get(page_of(period, report)).text
    assert "1 laporan diverifikasi." in words(assert_page(post_verify(browser, period, report), app))
    assert MARK in words(assert_page(browser.get(page_of(period, report)), app))
    assert MARK in words(assert_page(sign_in(desk.leader).get(page_of(period, report)), app))


def test_a_report_of_an_opd_bears_no_mark(app, desk, lines, sign_in):
    period = progress.opened(desk)
    report = progress.verified(desk, period, lines[0])
    db.session.commit()
    assert MARK not in words(assert_page(sign_in(desk.leader).get(page_of(period, report)), app))
