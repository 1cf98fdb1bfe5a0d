"""What holds whatever an action says: closed quarters, decided addenda, sums in step, nobody told twice."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import Forbidden

from app.audit.models import AuditEntry
from app.db import as_system, db, utc_now
from app.notifications.models import Notification
from app.plans.actions.progress import (
    IncompleteReport,
    ReportContent,
    add_proof_link,
    close_period,
    decide_addendum,
    move_due_date,
    open_period,
    propose_addendum,
    remind_due,
    return_report,
    save_report,
    send_report,
    verify_report,
)
from app.plans.models import PlanAddendum, ProgressEvent, ProgressPeriod, ProgressReport
from app.plans.queries.progress import year_of
from app.plans.rules import ReasonMissing
from app.plans.rules.progress import (
    AddendumRefused,
    AddendumState,
    Light,
    PeriodLocked,
    PeriodRefused,
    ReportState,
    WrongReportState,
    from_plain,
)
from tests.factories import plans, progress

REFUSED_ROWS = {
    "a report changed": "UPDATE plan_progress_report SET output = '40'",
    "a report deleted": "DELETE FROM plan_progress_report",
    "evidence changed": "UPDATE plan_progress_evidence SET title = 'lain'",
    "evidence deleted": "DELETE FROM plan_progress_evidence",
    "history changed": "UPDATE plan_progress_event SET reason = 'lain'",
}


@pytest.mark.parametrize("statement", REFUSED_ROWS.values(), ids=list(REFUSED_ROWS))
def test_the_database_itself_locks_a_closed_quarter(desk, lines, statement):
    period = progress.opened(desk)
    progress.saved(desk, period, lines[0])
    add_proof_link(desk.place.admin(0), period, lines[0], "https://contoh.go.id/bukti")
    report = db.session.scalars(select(ProgressReport)).one()
    send_report(desk.place.admin(0), period, lines[0], report)
    progress.closed(desk, period)
    db.session.commit()
    with pytest.raises(DBAPIError):
        db.session.execute(text(statement))
    db.session.rollback()


def test_the_database_takes_no_new_report_in_a_closed_quarter(desk, lines):
    period = progress.closed(desk, progress.opened(desk))
    db.session.add(
        ProgressReport(government_id=period.government_id, period_id=period.id, line_id=lines[0].id)
    )
    with pytest.raises(DBAPIError):
        db.session.flush()
    db.session.rollback()


def test_every_action_refuses_a_closed_quarter(desk, lines):
    period = progress.opened(desk)
    report = progress.sent(desk, period, lines[0])
    progress.closed(desk, period)
    admin, lead = desk.place.admin(0), desk.place.lead
    attempts = [
        lambda: save_report(admin, period, lines[0], ReportContent(), seen_version=report.version),
        lambda: send_report(admin, period, lines[0], report),
        lambda: add_proof_link(admin, period, lines[0], "https://contoh.go.id"),
        lambda: verify_report(lead, period, report),
        lambda: return_report(lead, period, report, "Salah"),
        lambda: close_period(lead, desk.plan, period),
        lambda: move_due_date(lead, period, progress.soon()),
    ]
    for attempt in attempts:
        with pytest.raises(PeriodLocked):
            attempt()


def test_a_quarter_opens_only_for_an_accepted_plan_and_after_it_began(db_session):
    draft = plans.desk()
    with pytest.raises(PeriodRefused, match="not_accepted"):
        open_period(draft.place.lead, draft.plan, 2021, 1, progress.soon())


@pytest.mark.parametrize(
    ("year", "quarter", "days", "why"),
    [(2099, 1, 9, "foreign_quarter"), (2021, 5, 9, "foreign_quarter"), (2021, 1, -2, "due_date_past")],
)
def test_what_stands_in_the_way_of_opening(desk, year, quarter, days, why):
    with pytest.raises(PeriodRefused, match=why):
        open_period(desk.place.lead, desk.plan, year, quarter, progress.soon(days))


def test_a_quarter_cannot_be_opened_before_it_begins(desk):
    before = utc_now().replace(year=2022, month=3, day=30)
    due_on = before.date() + timedelta(days=20)
    with pytest.raises(PeriodRefused, match="not_begun"):
        open_period(desk.place.lead, desk.plan, 2022, 2, due_on, now=before)
    open_period(desk.place.lead, desk.plan, 2022, 1, due_on, now=before)
    with pytest.raises(PeriodRefused, match="open_already"):
        open_period(desk.place.lead, desk.plan, 2022, 1, due_on, now=before)


def test_the_kept_sums_are_those_of_the_reports_after_every_step(desk, lines):
    period = progress.opened(desk)

    def check(due, reported, **lights):
        kept = from_plain(period.summary["total"])
        fresh = year_of(desk.plan, 2021)
        assert kept == fresh.standing(1)
        parts = {category.code: category.standing(1) for category in fresh.categories if category.rows}
        by_category = period.summary["categories"]
        assert {code: from_plain(part) for code, part in by_category.items()} == parts
        assert (kept.due, kept.reported) == (due, reported)
        assert {light.value: count for light, count in kept.lights.items()} == lights

    check(2, 0, unknown=2)
    report = progress.sent(desk, period, lines[0])
    check(2, 1, green=1, unknown=1)
    return_report(desk.place.lead, period, report, "Bukti kurang")
    check(2, 0, unknown=2)
    send_report(desk.place.admin(0), period, lines[0], report)
    verify_report(desk.place.lead, period, report)
    check(2, 1, green=1, unknown=1)
    addendum = propose_addendum(desk.place.lead, desk.plan, lines[0], {2021: Decimal(400)}, "Diperluas")
    check(2, 1, green=1, unknown=1)
    decide_addendum(desk.act(desk.leader), desk.plan, addendum, approve=True)
    check(2, 1, red=1, unknown=1)


def test_an_addendum_leaves_closed_quarters_and_the_submission_alone(desk, lines):
    first = progress.opened(desk)
    progress.verified(desk, first, lines[0])
    progress.closed(desk, first)
    second = progress.opened(desk, 2)
    content = desk.plan.id and db.session.scalar(text("SELECT content FROM plan_submission"))
    addendum = propose_addendum(desk.place.lead, desk.plan, lines[0], {2021: Decimal(400)}, "Diperluas")
    decide_addendum(desk.act(desk.leader), desk.plan, addendum, approve=True)
    progress.sent(desk, second, lines[0], output=Decimal(20), obstacle="x", next_step="y")
    row = year_of(desk.plan, 2021).row(lines[0].id)
    assert row is not None
    assert (row.cells[1].light, row.cells[2].light) == (Light.GREEN, Light.RED)
    assert (row.accepted, row.target) == (Decimal(40), Decimal(400))
    assert db.session.scalar(text("SELECT content FROM plan_submission")) == content
    assert lines[0].targets[2021] == Decimal(40)


def test_addenda_are_numbered_decided_once_and_never_for_a_finished_year(desk, lines):
    lead, leader = desk.place.lead, desk.act(desk.leader)
    first = propose_addendum(lead, desk.plan, lines[0], {2021: Decimal(1)}, "Alasan")
    other = propose_addendum(lead, desk.plan, lines[1], {2021: Decimal(2)}, "Alasan")
    assert (first.number, other.number) == (1, 2)
    with pytest.raises(AddendumRefused, match="one_waits"):
        propose_addendum(lead, desk.plan, lines[0], {2021: Decimal(3)}, "Alasan")
    with pytest.raises(Forbidden):
        decide_addendum(lead, desk.plan, first, approve=True)
    with pytest.raises(AddendumRefused, match="reason_missing"):
        decide_addendum(leader, desk.plan, first, approve=False)
    decide_addendum(leader, desk.plan, first, approve=False, note="Belum perlu")
    with pytest.raises(AddendumRefused, match="decided_already"):
        decide_addendum(leader, desk.plan, first, approve=True)
    for targets, reason, why in (
        ({2021: Decimal(40)}, "Alasan", "nothing_changes"),
        ({2021: Decimal(-1)}, "Alasan", "invalid_target"),
        ({2021: Decimal(3)}, " ", "reason_missing"),
    ):
        with pytest.raises(AddendumRefused, match=why):
            propose_addendum(lead, desk.plan, lines[0], targets, reason)
    progress.closed(desk, progress.opened(desk, 4))
    with pytest.raises(AddendumRefused, match="year_finished"):
        propose_addendum(lead, desk.plan, lines[0], {2021: Decimal(3)}, "Alasan")
    with pytest.raises(AddendumRefused, match="year_finished"):
        decide_addendum(leader, desk.plan, other, approve=True)


def test_the_database_keeps_a_decided_addendum(desk, lines):
    addendum = propose_addendum(desk.place.lead, desk.plan, lines[0], {2021: Decimal(1)}, "Alasan")
    decide_addendum(desk.act(desk.leader), desk.plan, addendum, approve=True)
    db.session.commit()
    with pytest.raises(DBAPIError):
        db.session.execute(text("UPDATE plan_addendum SET reason = 'lain'"))
    db.session.rollback()
    assert db.session.scalars(select(PlanAddendum)).one().state is AddendumState.APPROVED


def test_a_report_is_sent_complete_and_once(desk, lines):
    period = progress.opened(desk)
    report = progress.saved(desk, period, lines[0], output=None)
    with pytest.raises(IncompleteReport):
        send_report(desk.place.admin(0), period, lines[0], report)
    report.output = Decimal(10)
    send_report(desk.place.admin(0), period, lines[0], report)
    with pytest.raises(WrongReportState):
        send_report(desk.place.admin(0), period, lines[0], report)
    with pytest.raises(WrongReportState):
        save_report(desk.place.admin(0), period, lines[0], ReportContent(), seen_version=report.version)
    with pytest.raises(ReasonMissing):
        return_report(desk.place.lead, period, report, " ")
    return_report(desk.place.lead, period, report, "Bukti kurang")
    assert report.state is ReportState.RETURNED
    steps = db.session.scalars(select(ProgressEvent.step).order_by(ProgressEvent.created_at)).all()
    assert steps == ["sent", "returned"]


def test_only_the_coordinator_checks_and_only_the_responsible_unit_writes(desk, lines):
    period = progress.opened(desk)
    report = progress.sent(desk, period, lines[0])
    for stranger in (desk.place.admin(0), desk.act(desk.leader), desk.act(desk.reviewer)):
        with pytest.raises(Forbidden):
            verify_report(stranger, period, report)
    for stranger in (desk.place.admin(1), desk.act(desk.leader), desk.act(desk.supervisor)):
        with pytest.raises(Forbidden):
            save_report(stranger, period, lines[0], ReportContent(), seen_version=0)


def test_reminders_reach_those_who_have_not_reported_and_only_once(desk, lines):
    period = progress.opened(desk, due_on=progress.soon(6))
    progress.sent(desk, period, lines[0])

    def told():
        kind = Notification.kind == "progress.reminder"
        return db.session.scalars(select(Notification.user_id).where(kind)).all()

    with as_system():
        assert remind_due() == 1
        assert told() == [desk.place.admins[1].id]
        assert remind_due() == 0
        assert remind_due(utc_now() + timedelta(days=5)) == 1  # the day before
        assert remind_due(utc_now() + timedelta(days=9)) == 0
    assert told() == [desk.place.admins[1].id] * 2


def test_everything_is_in_the_log_without_the_words_of_reports(desk, lines):
    period = progress.opened(desk)
    report = progress.sent(desk, period, lines[0], obstacle="RAHASIA", next_step="RAHASIA")
    return_report(desk.place.lead, period, report, "Bukti kurang")
    progress.closed(desk, period)
    open_period(desk.place.lead, desk.plan, 2021, 1, progress.soon(), "SPJ terlambat")
    db.session.commit()
    entries = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action.like("progress.%")).order_by(AuditEntry.sequence)
    ).all()
    assert [entry.action.partition(".")[2] for entry in entries] == [
        "opened",
        "saved",
        "sent",
        "returned",
        "closed",
        "reopened",
    ]
    assert "RAHASIA" not in str([(entry.before, entry.after) for entry in entries])


def test_of_two_plans_the_sums_stay_apart(desk, lines):
    other, others = progress.accepted()
    period, foreign = progress.opened(desk), progress.opened(other)
    progress.sent(desk, period, lines[0])
    with pytest.raises(ValueError, match="different plans"):
        save_report(desk.place.lead, period, others[0], ReportContent(), seen_version=0)
    kept = {
        each.id: from_plain(each.summary["total"]).reported
        for each in db.session.scalars(select(ProgressPeriod))
    }
    assert kept == {period.id: 1, foreign.id: 0}
