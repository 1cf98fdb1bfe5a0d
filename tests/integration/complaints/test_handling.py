"""Each step of handling: what it changes, what is kept of it, who may take it, and what stands in its way."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select
from werkzeug.exceptions import Forbidden, NotFound

from app.access import Role
from app.audit import AuditEntry
from app.complaints.actions import handling as act
from app.complaints.actions.closing import close_due
from app.complaints.events import complaint_handled
from app.complaints.handling import MomentInFuture, MomentTooEarly, NoteMissing, WrongStep
from app.complaints.models import Complaint, ComplaintEvent, EventKind
from app.complaints.queries.judging import judge_for
from app.complaints.rules import Klass, Origin, Status
from app.complaints.sla import ClockState
from app.db import db, new_id
from app.notifications import Notification
from tests.factories import organisations as make
from tests.factories.complaints import IN_PROCESS, imported, line
from tests.factories.handling import MONDAY
from tests.style_guide import assert_page

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + timedelta(days=days) for days in range(1, 5))
NEXT_MONDAY = MONDAY + timedelta(days=7)


def send(client, complaint, slug, **fields):
    data = {"idempotency_key": new_id(), "version": str(complaint.version), **fields}
    return client.post(f"/pengaduan/{complaint.id}/langkah/{slug}", data=data)


def fresh(complaint) -> Complaint:
    db.session.expire_all()
    return db.session.get_one(Complaint, complaint.id)


def history(complaint) -> list[ComplaintEvent]:
    statement = select(ComplaintEvent).where(ComplaintEvent.complaint_id == complaint.id)
    return list(db.session.scalars(statement.order_by(ComplaintEvent.at)))


def told(person) -> list[str]:
    return list(db.session.scalars(select(Notification.kind).where(Notification.user_id == person.id)))


# ---- what the steps do


def test_checking_forwards_for_the_first_time(desk):
    complaint = desk.entered()
    event = act.verify(desk.actor(desk.coordinator), complaint, desk.social, "Segera.", TUESDAY)
    assert (complaint.status, complaint.unit_id, complaint.verified_at) == (
        Status.DISPOSED,
        desk.social.id,
        TUESDAY,
    )
    assert (complaint.verify_state, complaint.verify_days) == (ClockState.IN_TIME, 1)
    assert (event.kind, event.at, event.note) == (EventKind.VERIFIED, TUESDAY, "Segera.")
    assert event.actor_user_id == desk.coordinator.id
    assert event.changes["unit"] == [None, desk.social.id]
    assert told(desk.social_admin) == ["complaint.forwarded"]
    assert told(desk.works_admin) == []


def test_another_opd_needs_a_reason_and_keeps_the_first_forwarding(desk):
    complaint = desk.forwarded(TUESDAY)
    with pytest.raises(NoteMissing):
        act.route(desk.actor(desk.coordinator), complaint, desk.works)
    act.route(desk.actor(desk.coordinator), complaint, desk.works, "Ini jalan.", WEDNESDAY)
    assert (complaint.unit_id, complaint.verified_at) == (desk.works.id, TUESDAY)
    assert told(desk.works_admin) == ["complaint.forwarded"]


def test_the_same_opd_again_is_no_step(desk):
    complaint = desk.forwarded(TUESDAY)
    with pytest.raises(act.SameUnit):
        act.route(desk.actor(desk.coordinator), complaint, desk.social, "Lagi.")


def test_what_an_opd_declines_goes_back_to_the_coordinator(desk):
    complaint = desk.forwarded(TUESDAY)
    act.decline(desk.actor(desk.social_admin), complaint, "Bukan urusan sosial.", WEDNESDAY)
    assert (complaint.unit_id, complaint.status) == (None, Status.DISPOSED)
    assert (complaint.verified_at, complaint.declined_at) == (TUESDAY, WEDNESDAY)
    assert told(desk.coordinator) == ["complaint.declined"]
    act.route(desk.actor(desk.coordinator), complaint, desk.works, at=THURSDAY)
    assert (complaint.unit_id, complaint.declined_at) == (desk.works.id, None)


def test_answers_are_counted_from_the_first_and_waited_for_from_the_last(desk):
    complaint = desk.answered(WEDNESDAY)
    assert (complaint.status, complaint.first_follow_up_at) == (Status.IN_PROCESS, WEDNESDAY)
    assert (complaint.follow_up_state, complaint.follow_up_days) == (ClockState.IN_TIME, 2)
    act.follow_up(desk.actor(desk.social_admin), complaint, "Masih dikerjakan.", THURSDAY)
    assert (complaint.first_follow_up_at, complaint.last_follow_up_at) == (WEDNESDAY, THURSDAY)
    # Ten working days after Thursday 7 October 2021, over Maulid on the 20th: the end of the 22nd.
    assert complaint.close_due == datetime(2021, 10, 22, 16, 0, tzinfo=UTC)


def test_waiting_for_the_reporter_stops_the_clock_as_often_as_it_happens(desk):
    actor = desk.actor(desk.social_admin)
    complaint = desk.forwarded(MONDAY)
    act.postpone(actor, complaint, "Di desa mana?", TUESDAY)
    assert (complaint.status, complaint.follow_up_state) == (Status.POSTPONED, ClockState.PAUSED)
    act.resume(actor, complaint, at=THURSDAY)
    assert complaint.follow_up_due == datetime(2021, 10, 13, 16, 0, tzinfo=UTC)  # 5 + 2 working days
    act.postpone(actor, complaint, "Dan kapan?", FRIDAY)
    assert complaint.earlier_pauses == [[TUESDAY.isoformat(), THURSDAY.isoformat()]]
    assert (complaint.postponed_at, complaint.resumed_at) == (FRIDAY, None)
    act.reply(actor, complaint, "Desa Gareccing, kemarin.", NEXT_MONDAY)
    assert (complaint.status, complaint.resumed_at, complaint.replied_at) == (
        Status.DISPOSED,
        NEXT_MONDAY,
        NEXT_MONDAY,
    )
    assert complaint.follow_up_due == datetime(2021, 10, 14, 16, 0, tzinfo=UTC)  # 5 + 2 + 1
    kinds = [event.kind for event in history(complaint)]
    assert kinds == [
        EventKind.ENTERED,
        EventKind.VERIFIED,
        EventKind.POSTPONED,
        EventKind.RESUMED,
        EventKind.POSTPONED,
        EventKind.REPLIED,
    ]


def test_a_reply_after_the_waiting_leaves_its_end_where_it_was(desk):
    actor = desk.actor(desk.social_admin)
    complaint = desk.forwarded(MONDAY)
    act.postpone(actor, complaint, "Di desa mana?", TUESDAY)
    act.resume(actor, complaint, at=WEDNESDAY)
    due = complaint.follow_up_due
    act.reply(actor, complaint, "Desa Gareccing.", FRIDAY)
    assert (complaint.resumed_at, complaint.follow_up_due) == (WEDNESDAY, due)


def test_a_rating_stays_when_it_is_closed_again_without_one(desk):
    actor = desk.actor(desk.social_admin)
    complaint = desk.answered(TUESDAY)
    act.close(actor, complaint, at=WEDNESDAY, rating=4)
    act.reply(actor, complaint, "Satu hal lagi.", THURSDAY)
    complaint.closed_automatically = True  # as a channel may have told of its first end
    act.close(actor, complaint, at=FRIDAY)
    assert (complaint.rating, complaint.closed_automatically) == (4, False)


def test_days_of_waiting_are_nobodys_once_when_a_closed_complaint_opens_again(desk):
    """It closed by itself after a pause: the agency's work ended with the pause, not with the answer before it."""
    complaint = desk.answered(TUESDAY)
    actor = desk.actor(desk.social_admin)
    act.postpone(actor, complaint, "Di desa mana?", WEDNESDAY)
    act.resume(actor, complaint, at=FRIDAY)
    assert close_due(complaint.close_due) == 1
    reply = complaint.closed_at + timedelta(days=1)
    act.reply(actor, complaint, "Belum selesai.", reply)
    assert complaint.earlier_pauses == [
        [WEDNESDAY.isoformat(), FRIDAY.isoformat()],
        [FRIDAY.isoformat(), reply.isoformat()],
    ]


def test_an_incomplete_complaint_can_wait_before_it_is_forwarded(desk):
    complaint = desk.entered()
    act.postpone(desk.actor(desk.coordinator), complaint, "Di mana?", TUESDAY)
    assert complaint.status is Status.POSTPONED
    with pytest.raises(WrongStep):
        act.verify(desk.actor(desk.coordinator), complaint, desk.social)
    act.resume(desk.actor(desk.coordinator), complaint, at=WEDNESDAY)
    act.verify(desk.actor(desk.coordinator), complaint, desk.social, at=THURSDAY)
    assert fresh(complaint).status is Status.DISPOSED


def test_after_a_pause_the_days_without_a_reply_begin_anew(desk):
    complaint = desk.answered(MONDAY + timedelta(hours=1))
    actor = desk.actor(desk.social_admin)
    act.postpone(actor, complaint, "Kirim foto.", TUESDAY)
    assert complaint.close_due is None
    act.resume(actor, complaint, at=NEXT_MONDAY)
    assert complaint.close_due == datetime(2021, 10, 26, 16, 0, tzinfo=UTC)


def test_a_reply_is_answered_before_it_can_close_by_itself(desk):
    complaint = desk.answered(TUESDAY)
    act.reply(desk.actor(desk.social_admin), complaint, "Belum baik.", WEDNESDAY)
    assert (complaint.status, complaint.close_due) == (Status.IN_PROCESS, None)
    act.follow_up(desk.actor(desk.social_admin), complaint, "Sudah diulang.", THURSDAY)
    assert complaint.close_due is not None


def test_closing_keeps_the_rating_that_the_reporter_gave(desk):
    complaint = desk.answered(TUESDAY)
    act.close(desk.actor(desk.social_admin), complaint, at=WEDNESDAY, rating=4)
    assert (complaint.status, complaint.closed_at, complaint.rating) == (Status.FINISHED, WEDNESDAY, 4)
    assert not complaint.closed_automatically
    assert (complaint.resolve_state, complaint.resolve_days) == (ClockState.IN_TIME, 2)


def test_a_reply_opens_a_closed_complaint_and_the_closed_days_are_nobodys(desk):
    actor = desk.actor(desk.social_admin)
    complaint = desk.answered(TUESDAY)
    act.close(actor, complaint, at=WEDNESDAY)
    event = act.reply(actor, complaint, "Rusak lagi.", NEXT_MONDAY)
    assert event.kind is EventKind.REOPENED
    assert (complaint.status, complaint.closed_at, complaint.reopen_count) == (Status.IN_PROCESS, None, 1)
    assert complaint.reopened_at == NEXT_MONDAY
    assert complaint.earlier_pauses == [[WEDNESDAY.isoformat(), NEXT_MONDAY.isoformat()]]
    assert complaint.close_due is None
    act.follow_up(actor, complaint, "Diperbaiki lagi.", NEXT_MONDAY + timedelta(hours=2))
    act.close(actor, complaint, at=NEXT_MONDAY + timedelta(days=1))
    # Mon → Tue of next week are 6 working days, 3 of them (Thu, Fri, Mon) closed.
    assert (complaint.resolve_days, complaint.resolve_state) == (3, ClockState.IN_TIME)
    act.reply(actor, complaint, "Sekali lagi.", NEXT_MONDAY + timedelta(days=2))
    assert complaint.reopen_count == 2


def test_of_one_that_closed_by_itself_the_silence_is_nobodys_too(desk):
    complaint = desk.answered(TUESDAY)
    due = complaint.close_due
    assert due is not None
    complaint.closed_at, complaint.closed_automatically = due, True
    judge = judge_for(desk.owner)
    for name, value in judge.derived(complaint).items():
        setattr(complaint, name, value)
    db.session.flush()
    reply_at = due + timedelta(days=3)
    act.reply(desk.actor(desk.social_admin), complaint, "Rusak lagi.", reply_at)
    assert complaint.earlier_pauses == [[TUESDAY.isoformat(), reply_at.isoformat()]]
    assert not complaint.closed_automatically
    _, _, resolve = judge.clocks(complaint, reply_at)
    assert resolve.working_days == 1  # Monday to Tuesday, as when it closed


def test_what_is_put_away_is_owed_by_nobody(desk):
    complaint = desk.entered()
    act.archive(desk.actor(desk.coordinator), complaint, "Sama dengan laporan lain.", TUESDAY)
    assert (complaint.status, complaint.verify_state) == (Status.ARCHIVED, ClockState.STOPPED)
    with pytest.raises(WrongStep):
        act.reply(desk.actor(desk.coordinator), complaint, "Halo?")


# ---- what is kept, and who hears of it


def test_words_are_masked_and_stay_out_of_the_log(desk):
    complaint = desk.forwarded(TUESDAY)
    act.follow_up(desk.actor(desk.social_admin), complaint, " Hubungi 081234567890 di kantor.\n", WEDNESDAY)
    event = history(complaint)[-1]
    assert event.note == "Hubungi [nomor telepon disamarkan] di kantor."
    db.session.commit()
    logged = list(db.session.scalars(select(AuditEntry).where(AuditEntry.record_id == complaint.id)))
    assert [entry.action for entry in logged] == [
        "complaints.entered",
        "complaints.verified",
        "complaints.followed_up",
    ]
    assert "kantor" not in "".join(str(entry.after) for entry in logged)
    assert logged[-1].after is not None
    assert logged[-1].after["first_follow_up_at"] == WEDNESDAY.isoformat()


def test_a_step_is_the_latest_change_of_a_complaint(desk):
    """Undoing an import and local channels go by when a complaint was changed last."""
    complaint = desk.forwarded(TUESDAY)
    complaint.updated_at = TUESDAY
    db.session.flush()
    act.follow_up(desk.actor(desk.social_admin), complaint, "Sudah diperbaiki.", WEDNESDAY)
    assert complaint.updated_at > FRIDAY


def test_what_a_channel_told_counts_as_the_step_before(desk):
    """A channel may push a later moment than anything that the history knows."""
    complaint = desk.forwarded(TUESDAY)
    complaint.last_follow_up_at = complaint.first_follow_up_at = THURSDAY
    db.session.flush()
    with pytest.raises(MomentTooEarly) as caught:
        act.close(desk.actor(desk.social_admin), complaint, at=WEDNESDAY)
    assert caught.value.previous == THURSDAY


def test_whoever_listens_hears_of_every_step(desk):
    heard = []

    def listen(complaint, event):
        heard.append(event.kind)
        assert event.id

    with complaint_handled.connected_to(listen):
        complaint = desk.answered(TUESDAY)
        act.close(desk.actor(desk.social_admin), complaint)
    assert heard == [EventKind.ENTERED, EventKind.VERIFIED, EventKind.FOLLOWED_UP, EventKind.CLOSED]


def test_the_opd_hears_of_a_reply_that_somebody_else_wrote_down(desk):
    complaint = desk.answered(TUESDAY)
    act.reply(desk.actor(desk.social_admin), complaint, "Terima kasih.", WEDNESDAY)
    assert "complaint.replied" not in told(desk.social_admin)
    act.reply(desk.actor(desk.coordinator), complaint, "Terima kasih lagi.", THURSDAY)
    assert "complaint.replied" in told(desk.social_admin)


# ---- when


def test_no_step_is_in_the_future_or_before_the_last_one(desk):
    complaint = desk.forwarded(WEDNESDAY)
    actor = desk.actor(desk.social_admin)
    with pytest.raises(MomentInFuture):
        act.follow_up(actor, complaint, "x", datetime.now(UTC) + timedelta(minutes=2))
    with pytest.raises(MomentTooEarly):
        act.follow_up(actor, complaint, "x", TUESDAY)


def test_a_forwarding_that_the_complaint_itself_does_not_show_counts_as_well(desk):
    complaint = desk.forwarded(TUESDAY)
    act.route(desk.actor(desk.coordinator), complaint, desk.works, "Jalan.", THURSDAY)
    with pytest.raises(MomentTooEarly):
        act.follow_up(desk.actor(desk.works_admin), complaint, "x", WEDNESDAY)


# ---- who


def test_the_wrong_people_change_nothing(desk):
    complaint = desk.forwarded(TUESDAY)
    before = complaint.version
    stranger = desk.actor(make.user_with(Role.COORDINATOR, make.government()))
    leader = desk.actor(make.user_with(Role.LEADER, desk.owner))
    for who, error in ((desk.actor(desk.works_admin), Forbidden), (leader, Forbidden), (stranger, NotFound)):
        with pytest.raises(error):
            act.follow_up(who, complaint, "x")
        with pytest.raises(error):
            act.route(who, complaint, desk.works, "x")
    with pytest.raises(Forbidden):  # its own OPD does not route
        act.route(desk.actor(desk.social_admin), complaint, desk.works, "x")
    for_an_opd = desk.entered(unit_id=desk.social.id)
    with pytest.raises(Forbidden):  # nor does it check what was written down for it
        act.verify(desk.actor(desk.social_admin), for_an_opd, desk.social)
    with pytest.raises(Forbidden):
        act.archive(desk.actor(desk.social_admin), complaint, "x")
    with pytest.raises(WrongStep):  # to decline is the OPD's own word
        act.decline(desk.actor(desk.coordinator), complaint, "x")
    assert complaint.version == before


# ---- pages


def test_the_page_offers_just_the_steps_that_are_open(client, app, desk):
    complaint = desk.forwarded(TUESDAY)
    make.login(client, desk.social_admin)
    page = client.get(f"/pengaduan/{complaint.id}")
    tree = assert_page(page, app)
    links = {
        href.rsplit("/", 1)[1]: str(link.get("class"))
        for link in tree.iter("a")
        if "/langkah/" in (href := str(link.get("href")))
    }
    assert links.keys() == {"tindak-lanjut", "bukan-wewenang", "tunda", "tanggapan"}
    assert [slug for slug, kind in links.items() if "btn-primary" in kind] == ["tindak-lanjut"]
    assert "12 Oktober 2021" in page.text  # five working days after Tuesday
    make.login(client, make.user_with(Role.LEADER, desk.owner))
    assert "/langkah/" not in client.get(f"/pengaduan/{complaint.id}").text


@pytest.mark.parametrize(
    "slug", ["salurkan", "alihkan", "tindak-lanjut", "tunda", "tanggapan", "selesai", "arsip"]
)
def test_every_step_has_a_page_or_says_that_it_is_too_late(client, app, desk, slug):
    complaint = desk.forwarded(TUESDAY)
    make.login(client, desk.coordinator)
    answer = client.get(f"/pengaduan/{complaint.id}/langkah/{slug}")
    assert_page(answer, app, status=409 if slug in {"salurkan", "selesai"} else 200)


def test_a_complaint_is_walked_through_the_pages(client, desk):
    complaint = desk.entered()
    make.login(client, desk.coordinator)
    assert (
        send(client, complaint, "salurkan", unit_id=desk.social.id, at="2021-10-05T09:00").status_code == 302
    )
    assert fresh(complaint).verified_at == TUESDAY
    make.login(client, desk.social_admin)
    answer = send(client, fresh(complaint), "bukan-wewenang", note="Urusan jalan.", at="2021-10-06T09:00")
    assert answer.headers["Location"].startswith("/pengaduan?")  # it is no longer theirs to see
    assert client.get(f"/pengaduan/{complaint.id}").status_code == 404
    make.login(client, desk.coordinator)
    send(client, fresh(complaint), "alihkan", unit_id=desk.works.id)
    make.login(client, desk.works_admin)
    send(client, fresh(complaint), "tindak-lanjut", note="Ditambal.")
    send(client, fresh(complaint), "selesai", rating="5")
    done = fresh(complaint)
    assert (done.status, done.rating, done.unit_id) == (Status.FINISHED, 5, desk.works.id)
    page = client.get(f"/pengaduan/{complaint.id}").text
    for words in ("Urusan jalan.", "Ditambal.", "Dinyatakan bukan wewenang", desk.works_admin.name):
        assert words in page


@pytest.mark.parametrize(
    ("slug", "fields", "field", "words"),
    [
        ("tindak-lanjut", {"note": " "}, "note", "wajib diisi"),
        ("tindak-lanjut", {"note": "x", "at": "2999-01-01T00:00"}, "at", "belum terjadi"),
        (
            "tindak-lanjut",
            {"note": "x", "at": "2021-10-01T09:00"},
            "at",
            "Lebih awal daripada langkah sebelumnya",
        ),
        ("tindak-lanjut", {"note": "x", "at": "besok"}, "at", "tidak benar"),
        ("alihkan", {"note": "x"}, "unit_id", "Pilih OPD"),
        ("alihkan", {"unit_id": "?"}, "note", "wajib diisi"),
    ],
)
def test_what_is_wrong_stands_beside_the_field(client, app, desk, slug, fields, field, words):
    complaint = desk.forwarded(TUESDAY)
    make.login(client, desk.coordinator)
    given = {name: desk.works.id if value == "?" else value for name, value in fields.items()}
    tree = assert_page(send(client, complaint, slug, **given), app, status=422)
    beside = tree.find(f".//div[@id='{field}-error']")
    assert beside is not None
    assert words in "".join(beside.itertext())
    assert fresh(complaint).version == complaint.version


def test_whoever_is_late_sees_what_they_typed_and_what_it_is_now(client, app, desk):
    complaint = desk.forwarded(TUESDAY)
    seen = complaint.version
    act.follow_up(desk.actor(desk.coordinator), complaint, "Dijawab koordinator.")
    make.login(client, desk.social_admin)
    answer = client.post(
        f"/pengaduan/{complaint.id}/langkah/tindak-lanjut",
        data={"idempotency_key": new_id(), "version": str(seen), "note": "Jawaban saya."},
    )
    assert_page(answer, app, status=409)
    assert "Jawaban saya." in answer.text
    assert "Terdisposisi Sedang Diproses" in answer.text


def test_a_double_click_takes_one_step(client, desk):
    complaint = desk.forwarded(TUESDAY)
    make.login(client, desk.social_admin)
    version, key = complaint.version, new_id()
    for _ in range(2):
        data = {"idempotency_key": key, "version": str(version), "note": "Dijawab."}
        assert client.post(f"/pengaduan/{complaint.id}/langkah/tindak-lanjut", data=data).status_code == 302
    assert [event.kind for event in history(complaint)].count(EventKind.FOLLOWED_UP) == 1


def test_of_four_windows_one_wins(app, desk):
    complaint = desk.forwarded(TUESDAY)
    version = complaint.version
    browsers = [app.test_client() for _ in range(4)]
    for browser in browsers:
        make.login(browser, desk.social_admin)
    answers, barrier = [], Barrier(4)

    def click(browser) -> None:
        barrier.wait()
        data = {"idempotency_key": new_id(), "version": str(version), "note": "Dijawab."}
        answers.append(
            browser.post(f"/pengaduan/{complaint.id}/langkah/tindak-lanjut", data=data).status_code
        )

    threads = [Thread(target=click, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [302, 409, 409, 409]
    db.session.rollback()
    assert [event.kind for event in history(complaint)].count(EventKind.FOLLOWED_UP) == 1


def test_the_page_of_another_opds_complaint_is_not_there(client, desk):
    complaint = desk.forwarded(TUESDAY)
    make.login(client, desk.works_admin)
    assert client.get(f"/pengaduan/{complaint.id}/langkah/tindak-lanjut").status_code == 404
    assert send(client, complaint, "tindak-lanjut", note="x").status_code == 404
    make.login(client, make.user_with(Role.LEADER, desk.owner))
    assert send(client, complaint, "tindak-lanjut", note="x").status_code == 403


@pytest.mark.parametrize("role", [Role.PROVINCE_SUPERVISOR, Role.OMBUDSMAN])
def test_those_above_see_what_happened_without_what_was_said(client, desk, role):
    complaint = desk.forwarded(TUESDAY)
    act.follow_up(desk.actor(desk.social_admin), complaint, "Rahasia warga.", WEDNESDAY)
    make.login(client, make.user_with(role, desk.province))
    page = client.get(f"/pengaduan/{complaint.id}").text
    assert "Ditindaklanjuti" in page
    for hidden in ("Rahasia warga.", "Jalan rusak", desk.social_admin.name):
        assert hidden not in page


# ---- what an import told


def test_of_an_import_only_the_opd_is_decided_here(client, app, desk, tmp_path):
    imported(desk.owner, tmp_path, line(1, unit="Dinas Sosial", **IN_PROCESS))
    complaint = db.session.scalars(select(Complaint)).one()
    make.login(client, desk.social_admin)
    page = client.get(f"/pengaduan/{complaint.id}")
    assert_page(page, app)
    assert "dicatat di sumbernya" in page.text
    assert "/langkah/bukan-wewenang" in page.text
    assert "/langkah/tindak-lanjut" not in page.text
    assert client.get(f"/pengaduan/{complaint.id}/langkah/tindak-lanjut").status_code == 409


def test_what_an_opd_declined_does_not_come_back_with_the_next_import(client, desk, tmp_path):
    imported(desk.owner, tmp_path, line(1, unit="Dinas Sosial", **IN_PROCESS))
    complaint = db.session.scalars(select(Complaint)).one()
    act.decline(desk.actor(desk.social_admin), complaint, "Bukan kami.")
    db.session.commit()
    imported(desk.owner, tmp_path, line(1, unit="Dinas Sosial", title="Judul lain", **IN_PROCESS))
    assert fresh(complaint).unit_id is None
    assert fresh(complaint).declined_at is not None
    act.route(desk.actor(desk.coordinator), fresh(complaint), desk.works)
    db.session.commit()
    imported(desk.owner, tmp_path, line(1, unit="Dinas Sosial", title="Lagi", **IN_PROCESS))
    assert fresh(complaint).unit_id == desk.works.id
    # The source itself forwards it elsewhere: that is news.
    imported(desk.owner, tmp_path, line(1, unit="DINAS SOSIAL", title="Lagi", **IN_PROCESS))
    assert (fresh(complaint).unit_id, fresh(complaint).origin) == (desk.social.id, Origin.IMPORT)


def test_the_classes_judge_what_is_handled_here(desk):
    complaint = desk.answered(TUESDAY, klass=Klass.INFORMATION)
    act.close(desk.actor(desk.social_admin), complaint, at=MONDAY + timedelta(days=10))
    assert complaint.resolve_state is ClockState.LATE
