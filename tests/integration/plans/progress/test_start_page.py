"""Whose turn it is, on the start page."""

from decimal import Decimal

from app.plans.actions.progress import propose_addendum, verify_report
from app.plans.progress_start_page import progress_tasks
from app.web.start_page import Urgency
from tests.factories import progress


def titles(desk, person):
    return [(str(task.title), task.count) for task in progress_tasks(desk.act(person))]


def test_units_report_the_coordinator_checks_the_leader_decides(app, desk, lines):
    with app.test_request_context("/"):
        assert titles(desk, desk.admin) == []
        period = progress.opened(desk)
        assert titles(desk, desk.admin) == [("Laporkan capaian TW I 2021", 1)]
        assert titles(desk, desk.coordinator) == []
        report = progress.sent(desk, period, lines[0])
        assert titles(desk, desk.admin) == []
        assert titles(desk, desk.coordinator) == [("Laporan capaian menunggu verifikasi", 1)]
        verify_report(desk.place.lead, period, report)
        assert titles(desk, desk.coordinator) == []
        propose_addendum(desk.place.lead, desk.plan, lines[0], {2021: Decimal(9)}, "Alasan")
        assert titles(desk, desk.leader) == [("Adendum target menunggu keputusan Anda", 1)]
        progress.closed(desk, period)
        assert titles(desk, desk.place.admins[1]) == []  # what was not reported is over


def test_the_nearer_the_due_date_the_more_urgent(app, desk):
    with app.test_request_context("/"):
        period = progress.opened(desk, due_on=progress.soon(20))
        for days, urgency in ((20, Urgency.SOON), (5, Urgency.NOW), (-3, Urgency.OVERDUE)):
            period.due_on = progress.soon(days)
            (task,) = progress_tasks(desk.act(desk.admin))
            assert task.urgency is urgency
