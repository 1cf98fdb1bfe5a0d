"""Answered complaints close by themselves: at the right moment, once, whoever runs it and however often."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from app.access import SYSTEM
from app.audit import AuditEntry
from app.complaints.actions import closing
from app.complaints.actions import handling as act
from app.complaints.actions.closing import close_due
from app.complaints.events import complaint_handled
from app.complaints.models import Complaint, ComplaintEvent, EventKind
from app.complaints.models import SlaRule as StoredRule
from app.complaints.rules import Origin, Status
from app.complaints.sla import ClockState, Stage
from app.db import as_system, db
from app.db.unit_of_work import commit
from app.jobs.periodic import periodic_tasks
from app.notifications import Notification
from tests.factories.complaints import IN_PROCESS, imported, line
from tests.factories.handling import MONDAY

TUESDAY = MONDAY + timedelta(days=1)


def all_closings() -> list[ComplaintEvent]:
    statement = select(ComplaintEvent).where(ComplaintEvent.kind == EventKind.CLOSED_AUTOMATICALLY)
    return list(db.session.scalars(statement))


def figures() -> list[tuple]:
    db.session.expire_all()
    return [
        (each.tracking_id, each.status, each.closed_at, each.resolve_state, each.resolve_days)
        for each in db.session.scalars(select(Complaint).order_by(Complaint.tracking_id))
    ]


def test_it_closes_at_the_end_of_the_last_day_not_when_it_runs(desk):
    complaint = desk.answered(TUESDAY)
    due = complaint.close_due
    assert close_due(due - timedelta(seconds=1)) == 0
    assert close_due(due + timedelta(days=40)) == 1
    assert (complaint.status, complaint.closed_at, complaint.close_due) == (Status.FINISHED, due, None)
    assert complaint.closed_automatically
    # The ten days of silence are not the agency's: it was done on Tuesday.
    assert (complaint.resolve_state, complaint.resolve_days) == (ClockState.IN_TIME, 1)
    (closing,) = all_closings()
    assert (closing.at, closing.actor_user_id) == (due, None)


def test_it_closes_at_the_very_moment_when_the_days_are_over(desk):
    complaint = desk.answered(TUESDAY)
    complaint.updated_at = TUESDAY
    db.session.flush()
    assert close_due(complaint.close_due) == 1
    assert complaint.updated_at > TUESDAY + timedelta(days=1)


def test_running_it_twice_or_late_gives_the_same_figures(desk):
    for _ in range(5):
        desk.answered(TUESDAY)
    db.session.commit()
    assert close_due() == 5
    once = figures()
    assert close_due() == 0
    assert close_due(datetime.now(UTC) + timedelta(days=300)) == 0
    assert figures() == once
    assert len(all_closings()) == 5


def test_many_are_closed_in_small_transactions(desk, monkeypatch):
    for _ in range(7):
        desk.answered(TUESDAY)
    sizes = []

    def counted():
        sizes.append(len(all_closings()))
        commit()

    monkeypatch.setattr(closing, "commit", counted)
    assert close_due(batch=3) == 7
    assert sizes == [3, 6, 7]


@pytest.mark.parametrize("waits", ["postponed", "replied", "closed", "unanswered"])
def test_what_waits_for_somebody_else_stays_open(desk, waits):
    complaint = desk.forwarded(MONDAY) if waits == "unanswered" else desk.answered(TUESDAY)
    actor, later = desk.actor(desk.social_admin), TUESDAY + timedelta(hours=3)
    if waits == "postponed":
        act.postpone(actor, complaint, "Di mana?", later)
    elif waits == "replied":
        act.reply(actor, complaint, "Belum.", later)
    elif waits == "closed":
        act.close(actor, complaint, at=later)
    assert close_due() == 0
    assert not complaint.closed_automatically


def test_an_import_is_closed_by_its_source(desk, tmp_path):
    imported(desk.owner, tmp_path, line(1, unit="Dinas Sosial", **IN_PROCESS))
    assert db.session.scalars(select(Complaint)).one().origin is Origin.IMPORT
    assert close_due() == 0


def test_the_days_are_those_of_the_rule_of_its_day(desk):
    db.session.add_all(
        [
            StoredRule(
                stage=Stage.AUTO_CLOSE, working_days=10, valid_from=MONDAY.date() - timedelta(days=900)
            ),
            StoredRule(stage=Stage.AUTO_CLOSE, working_days=3, valid_from=MONDAY.date()),
        ]
    )
    db.session.flush()
    before = desk.answered(TUESDAY, received_at=MONDAY - timedelta(days=3))
    after = desk.answered(TUESDAY)
    assert before.close_due - after.close_due > timedelta(days=7)


def test_each_opd_is_told_once(desk):
    numbers = [desk.answered(TUESDAY).tracking_id for _ in range(12)]
    other = desk.forwarded(MONDAY, desk.works)
    act.follow_up(desk.actor(desk.works_admin), other, "Ditambal.", TUESDAY)
    db.session.commit()
    assert close_due() == 13
    notices = list(
        db.session.scalars(select(Notification).where(Notification.kind == "complaint.closed_automatically"))
    )
    by_person = {notice.user_id: notice for notice in notices}
    assert len(notices) == len(by_person) == 2
    assert by_person[desk.social_admin.id].title == "12 pengaduan selesai otomatis"
    assert numbers[0] in by_person[desk.social_admin.id].body
    assert "dan 2 lainnya" in by_person[desk.social_admin.id].body
    assert other.tracking_id in by_person[desk.works_admin.id].body


def test_however_small_the_batches_the_complaints_of_an_opd_stand_together(desk):
    """In turn they are one OPD's and the other's, and the last one is due first."""
    made = []
    for number in range(4):
        moment = TUESDAY - timedelta(minutes=number)
        at_works = desk.forwarded(MONDAY, desk.works if number % 2 else desk.social)
        admin = desk.works_admin if number % 2 else desk.social_admin
        act.follow_up(desk.actor(admin), at_works, "Sudah.", moment)
        at_works.close_due -= timedelta(minutes=number)
        made.append(at_works.tracking_id)
    db.session.flush()
    assert close_due(batch=2) == 4
    statement = select(Notification).where(Notification.kind == "complaint.closed_automatically")
    bodies = {note.user_id: note.body for note in db.session.scalars(statement)}
    assert len(bodies) == len(db.session.scalars(statement).all()) == 2
    assert f"{made[0]}, {made[2]}." in bodies[desk.social_admin.id]
    assert f"{made[1]}, {made[3]}." in bodies[desk.works_admin.id]


def test_it_is_logged_and_told_to_whoever_listens(desk):
    complaint = desk.answered(TUESDAY)
    heard = []

    def listen(_complaint, event):
        heard.append((event.kind, bool(event.id)))

    with complaint_handled.connected_to(listen):
        close_due()
    assert heard == [(EventKind.CLOSED_AUTOMATICALLY, True)]
    logged = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "complaints.closed_automatically")
    ).one()
    assert (logged.record_id, logged.actor_role, logged.actor_user_id) == (
        complaint.id,
        "system",
        SYSTEM.user_id,
    )


def test_two_workers_at_once_close_each_one_once(app, desk):
    for _ in range(12):
        desk.answered(TUESDAY)
    db.session.commit()
    closed, failures, barrier = [], [], Barrier(3)

    def work() -> None:
        barrier.wait()
        try:
            with app.app_context(), as_system():
                closed.append(close_due(batch=2))
        except Exception as error:  # noqa: BLE001  # whatever it is, the test must see it
            failures.append(error)

    threads = [Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    assert not failures
    assert sum(closed) == 12
    assert len(all_closings()) == 12


def test_workers_do_it_every_hour(app, desk):
    complaint = desk.answered(TUESDAY)
    db.session.commit()
    task = periodic_tasks(app)["complaints without a reply"]
    assert task.hourly
    task.work()
    assert complaint.status is Status.FINISHED


def test_the_command_does_it_for_one_government(app, desk):
    complaint = desk.answered(TUESDAY)
    db.session.commit()
    runner = app.test_cli_runner()
    other = runner.invoke(args=["complaints", "close-due", "--government", desk.province.code])
    assert (other.exit_code, other.output) == (0, "0 complaints closed\n")
    result = runner.invoke(args=["complaints", "close-due", "--government", desk.owner.code, "--json"])
    assert result.output == '{"closed": 1}\n'
    db.session.expire_all()
    assert complaint.closed_automatically


def test_a_reply_opens_it_again_and_an_answer_closes_it_later(desk):
    complaint = desk.answered(TUESDAY)
    close_due()
    actor = desk.actor(desk.social_admin)
    act.reply(actor, complaint, "Rusak lagi.", complaint.closed_at + timedelta(days=2))
    assert close_due() == 0
    act.follow_up(actor, complaint, "Diulang.", complaint.replied_at + timedelta(days=1))
    assert close_due() == 1
    assert len(all_closings()) == 2
    assert complaint.reopen_count == 1
