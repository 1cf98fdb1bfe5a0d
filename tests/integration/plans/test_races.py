"""Two people, or one person in two windows, at the same moment."""

from collections.abc import Callable
from dataclasses import replace
from threading import Barrier, Thread

from flask import Flask
from sqlalchemy import select

from app.db import db
from app.organisations.models import User
from app.plans.models import PlanLine, Submission
from app.plans.queries.cells import cell_words
from app.plans.queries.compiling import questionnaire_of
from app.plans.queries.workbook import present_lines
from tests.factories import organisations as make
from tests.factories import plans
from tests.integration.plans.workbook.matrix import bring, matrix_workbook, seal_of


def at_once(app: Flask, person: User, requests: list[Callable[..., int]]) -> list[int]:
    """Send requests from as many browsers at the same moment; the status of each."""
    answers: list[int] = []
    barrier = Barrier(len(requests))
    browsers = []
    for _ in requests:
        browser = app.test_client()
        make.login(browser, person)
        browsers.append(browser)

    def run(browser, send):
        barrier.wait()
        answers.append(send(browser))

    threads = [Thread(target=run, args=pair) for pair in zip(browsers, requests, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()  # the test's own view of the data is older than the race
    return sorted(answers)


def post(path: str, **data: str) -> Callable[..., int]:
    return lambda browser: browser.post(path, data=data).status_code


def test_two_windows_send_one_submission(app, desk):
    plans.approved(desk)
    path = f"/rencana-aksi/{desk.plan.id}/kirim"
    requests = [post(path, idempotency_key=f"{number}" * 22) for number in range(4)]
    assert at_once(app, desk.coordinator, requests) == [302, 409, 409, 409]
    assert len(db.session.scalars(select(Submission)).all()) == 1


def test_one_button_pressed_many_times_sends_one_submission(app, desk):
    plans.approved(desk)
    path = f"/rencana-aksi/{desk.plan.id}/kirim"
    answers = at_once(app, desk.coordinator, [post(path, idempotency_key="k" * 22) for _ in range(4)])
    assert set(answers) == {302}
    assert len(db.session.scalars(select(Submission)).all()) == 1


def test_two_windows_take_over_the_same_proposals_once(app, desk):
    plans.proposal(desk)
    path = f"/rencana-aksi/{desk.plan.id}/susun"
    requests = [post(path, scope="all", idempotency_key=f"{number}" * 22) for number in range(3)]
    assert at_once(app, desk.coordinator, requests) == [302, 302, 302]
    lines = db.session.scalars(select(PlanLine).where(PlanLine.activity == "Membuka loket pengaduan")).all()
    assert len(lines) == 1


def test_of_two_edits_one_wins_and_the_other_is_told(app, desk):
    line = plans.line(desk)
    form = {
        "version": str(line.version),
        "idempotency_key": "k" * 22,
        "category_code": "sdm",
        "responsible_unit_id": desk.place.units[0].id,
    }
    path = f"/rencana-aksi/baris/{line.id}"
    requests = [post(path, activity=f"Versi {number}", **form) for number in range(4)]
    assert at_once(app, desk.coordinator, requests) == [302, 409, 409, 409]


def test_the_decision_and_a_withdrawal_at_the_same_moment(app, desk):
    plans.awaiting(desk)
    leader, coordinator = app.test_client(), app.test_client()
    make.login(leader, desk.leader)
    make.login(coordinator, desk.coordinator)
    answers: list[int] = []
    barrier = Barrier(2)

    def run(browser, step):
        barrier.wait()
        path = f"/rencana-aksi/{desk.plan.id}/{step}"
        answers.append(browser.post(path, data={"idempotency_key": "k" * 22}).status_code)

    threads = [Thread(target=run, args=(leader, "setujui")), Thread(target=run, args=(coordinator, "tarik"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [302, 409]


def cells(path: str, line: PlanLine, key: str, text: str) -> Callable[..., int]:
    changes = [{"line": line.id, "version": line.version, "cell": key, "text": text, "seen": ""}]
    return lambda browser: browser.post(path, json={"cells": changes}).status_code


def test_of_four_writers_of_one_cell_one_wins_and_the_others_are_told(app, desk):
    line = plans.line(desk)
    path = f"/rencana-aksi/{desk.plan.id}/lembar"
    requests = [cells(path, line, "remarks", f"Tulisan {number}") for number in range(4)]
    assert at_once(app, desk.coordinator, requests) == [200, 409, 409, 409]


def test_writers_of_four_cells_of_one_line_all_win(app, desk):
    line = plans.line(desk)
    path = f"/rencana-aksi/{desk.plan.id}/lembar"
    keys = ("remarks", "baseline", "problem", "budget_code")
    requests = [cells(path, line, key, key) for key in keys]
    assert at_once(app, desk.coordinator, requests) == [200] * 4
    db.session.expire_all()
    stored = db.session.get_one(PlanLine, line.id)
    assert [getattr(stored, key) for key in keys] == list(keys)


def test_a_workbook_taken_over_in_two_windows_is_taken_once(app, desk):
    plans.line(desk)
    words = cell_words(desk.plan, questionnaire_of(desk.plan))
    (line,) = present_lines(desk.plan, words)
    changed = replace(line, fields=replace(line.fields, remarks="Dari Excel"))
    new = replace(line, id="", fields=replace(line.fields, activity="Baru"))
    content = matrix_workbook(
        desk.plan.id, questionnaire_of(desk.plan).code, "Uji", [changed, new], words, [line]
    )
    browser = app.test_client()
    make.login(browser, desk.coordinator)
    preview = bring(browser, desk, content)
    seal = seal_of(browser.get(preview))
    requests = [post(f"{preview}/ambil", seal=seal, idempotency_key=f"{number}" * 22) for number in range(3)]
    assert at_once(app, desk.coordinator, requests) == [302, 404, 404]
    activities = db.session.scalars(select(PlanLine.activity).order_by(PlanLine.position)).all()
    assert activities == ["Melatih admin pengaduan", "Baru"]
