"""Two people, or one person in two windows, at the same moment."""

from threading import Barrier, Thread

from sqlalchemy import select

from app.db import db
from app.plans.models import PlanAddendum, ProgressPeriod, ProgressReport
from app.plans.rules.progress import PeriodState, ReportState, from_plain
from tests.factories import organisations as make
from tests.factories import progress


def together(app, *calls):
    """Send `(person, path, form)` from as many browsers at the same moment; the statuses in the order given."""
    barrier, answers = Barrier(len(calls)), [0] * len(calls)
    browsers = []
    for person, _path, _form in calls:
        browser = app.test_client()
        make.login(browser, person)
        browsers.append(browser)

    def run(place):
        _person, path, form = calls[place]
        barrier.wait()
        answers[place] = browsers[place].post(path, data=form).status_code

    threads = [Thread(target=run, args=(place,)) for place in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()  # the test's own view of the data is older than the race
    db.session.expire_all()
    return answers


def report(key, output="10"):
    return {
        "idempotency_key": key * 22,
        "version": "0",
        "output": output,
        "spent": "1",
        "obstacle": "o",
        "next_step": "n",
        "aksi": "kirim",
    }


def test_four_windows_send_one_report(app, desk, lines):
    period = progress.opened(desk)
    db.session.commit()
    path = f"/capaian/triwulan/{period.id}/baris/{lines[0].id}"
    answers = together(app, *[(desk.admin, path, report(key)) for key in "abcd"])
    assert sorted(answers) == [302, 409, 409, 409]
    assert len(db.session.scalars(select(ProgressReport)).all()) == 1


def test_one_button_pressed_many_times_sends_one_report(app, desk, lines):
    period = progress.opened(desk)
    db.session.commit()
    path = f"/capaian/triwulan/{period.id}/baris/{lines[0].id}"
    assert set(together(app, *[(desk.admin, path, report("a"))] * 3)) == {302}
    assert len(db.session.scalars(select(ProgressReport)).all()) == 1


def test_units_that_report_at_once_are_all_in_the_sum(app, desk, lines):
    period = progress.opened(desk)
    db.session.commit()
    calls = [
        (admin, f"/capaian/triwulan/{period.id}/baris/{line.id}", report("a"))
        for admin, line in zip(desk.place.admins, lines, strict=True)
    ]
    assert together(app, *calls) == [302, 302]
    kept = db.session.scalars(select(ProgressPeriod)).one().summary
    assert from_plain(kept["total"]).reported == 2


def test_a_report_and_the_closing_of_its_quarter(app, desk, lines):
    period = progress.opened(desk)
    db.session.commit()
    path = f"/capaian/triwulan/{period.id}/baris/{lines[0].id}"
    sending, closing = together(
        app,
        (desk.admin, path, report("a")),
        (desk.coordinator, f"/capaian/triwulan/{period.id}/tutup", {}),
    )
    assert closing == 302
    kept = db.session.scalars(select(ProgressPeriod)).one()
    assert kept.state is PeriodState.CLOSED
    arrived = db.session.scalars(select(ProgressReport)).all()
    assert (sending, len(arrived)) in ((302, 1), (409, 0))
    assert from_plain(kept.summary["total"]).reported == len(arrived)


def test_verified_and_returned_at_once(app, desk, lines):
    period = progress.opened(desk)
    sent = progress.sent(desk, period, lines[0])
    db.session.commit()
    answers = together(
        app,
        (
            desk.coordinator,
            f"/capaian/triwulan/{period.id}/verifikasi",
            {"laporan": f"{sent.id}:{sent.version}"},
        ),
        (
            desk.coordinator,
            f"/capaian/laporan/{sent.id}/kembalikan",
            {"version": str(sent.version), "reason": "Bukti kurang"},
        ),
    )
    assert sorted(answers) == [302, 409]
    kept = db.session.scalars(select(ProgressReport)).one()
    assert kept.state is (ReportState.VERIFIED if answers[0] == 302 else ReportState.RETURNED)


def test_a_quarter_opened_twice_is_one_quarter(app, desk):
    path = f"/capaian/rencana/{desk.plan.id}/buka"
    db.session.commit()
    form = {"quarter": "2021-1", "due_on": progress.soon().isoformat()}
    calls = [(desk.coordinator, path, form | {"idempotency_key": key * 22}) for key in "abc"]
    assert sorted(together(app, *calls)) == [302, 422, 422]
    assert len(db.session.scalars(select(ProgressPeriod)).all()) == 1


def test_two_addenda_for_one_line_and_two_decisions(app, desk, lines):
    db.session.commit()
    form = {f"target_{year}": "7" for year in desk.plan.years} | {"reason": "Alasan"}
    path = f"/capaian/baris/{lines[0].id}/adendum"
    calls = [(desk.coordinator, path, form | {"idempotency_key": key * 22}) for key in "abc"]
    assert sorted(together(app, *calls)) == [302, 422, 422]
    addendum = db.session.scalars(select(PlanAddendum)).one()
    answers = together(
        app,
        (desk.leader, f"/capaian/adendum/{addendum.id}/setujui", {}),
        (desk.leader, f"/capaian/adendum/{addendum.id}/tolak", {"note": "Tidak"}),
        (desk.coordinator, f"/capaian/adendum/{addendum.id}/tarik", {}),
    )
    assert sorted(answers) == [302, 409, 409]
