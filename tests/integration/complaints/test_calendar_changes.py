"""Changing free days and deadlines: by whom, what is shown before, what happens then, and how it is taken back."""

import io
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import DBAPIError

from app.access import SYSTEM, Role
from app.complaints.actions.changing import apply_change, make_ready, propose
from app.complaints.actions.rejudging import finish, keep_weights, rejudge, weigh
from app.complaints.calendar import DayKind, FreeDay
from app.complaints.calendar_items import DatedRule, added, changed, plain_day, plain_rule, removed
from app.complaints.calendar_working import take_up_unfinished
from app.complaints.models import (
    CalendarChange,
    CalendarDay,
    CalendarEffect,
    ChangeState,
    ChangeSubject,
    Complaint,
    SlaRule,
)
from app.complaints.queries.changes import effects_of, stored_day
from app.complaints.rules import Klass
from app.complaints.sla import ClockState, Stage
from app.complaints.sla import SlaRule as Rule
from app.db import new_id
from app.jobs import Job, JobState, run_pending_jobs
from app.organisations.actors import actor_of
from app.organisations.models import Government
from tests.factories.complaints import IN_PROCESS, imported, line
from tests.factories.organisations import government, login, unit, user_with
from tests.style_guide import assert_page

REASON = "Keputusan baru tentang hari libur"
DAY_OFF = date(2021, 10, 6)  # a Wednesday, on which nothing was free
CUT_OFF = datetime(2021, 10, 31, tzinfo=UTC)


@pytest.fixture
def place(db_session, tmp_path):
    """Two regencies. Sinjai: answered on the last day, and one still open. Bone: one long before, one after."""
    place = SimpleNamespace(
        sinjai=government(name="Kabupaten Sinjai"), bone=government(name="Kabupaten Bone")
    )
    place.editor = actor_of(user_with(Role.MINISTRY_REVIEWER))
    make_ready(SYSTEM)
    imported(
        place.sinjai,
        tmp_path,
        # Received on Monday, verified on Friday: four working days of three.
        line(1, received="04/10/2021 09:00", verified="08/10/2021 10:00", status="Terdisposisi"),
        line(2, received="05/10/2021 09:00", **IN_PROCESS),
        line(
            3,
            received="01/03/2021 09:00",
            verified="02/03/2021 09:00",
            answered="03/03/2021",
            closed="04/03/2021",
        ),
        cut_off=CUT_OFF,
    )
    imported(
        place.bone, tmp_path, line(9, received="01/02/2021 09:00", verified="02/02/2021"), cut_off=CUT_OFF
    )
    db_session.commit()
    return place


def complaint(session, number):
    return session.scalars(
        select(Complaint)
        .where(Complaint.tracking_id == str(number))
        .execution_options(populate_existing=True)
    ).one()


def stored(day, owner=None):
    found = stored_day(owner, day)
    assert found is not None
    return found


def fields(**given):
    return {"idempotency_key": new_id(), "version": 0, "reason": REASON, **given}


def new_day(client, **given):
    """Fill the form for a national day; the answer, redirects followed."""
    asked = {"day": DAY_OFF.isoformat(), "kind": "cuti_bersama", "name": "Cuti Uji", "decree": "SKB 1/2021"}
    return client.post(
        "/pengaduan/kalender/hari/baru", data=fields(**{**asked, **given}), follow_redirects=True
    )


def as_ministry(client):
    person = user_with(Role.MINISTRY_REVIEWER)
    login(client, person)
    return person


def as_coordinator(client, where):
    person = user_with(Role.COORDINATOR, government=where)
    login(client, person)
    return person


def save(client, change):
    return client.post(f"/pengaduan/kalender/perubahan/{change.id}/simpan", data={"version": change.version})


def only_change(session):
    session.expire_all()
    return session.scalars(select(CalendarChange)).one()


def test_a_day_shows_what_it_does_before_anything_changes(client, db_session, place):
    as_ministry(client)
    page = new_day(client)
    assert_page(page)
    assert "Hitungan 2 pengaduan di 1 pemerintah daerah berubah." in page.text
    assert "0 menjadi terlambat, 1 tidak lagi terlambat." in page.text
    assert "Kabupaten Sinjai" in page.text
    assert "Tahunnya sudah lewat: angka yang sudah dilaporkan dapat berubah." in page.text
    db_session.expire_all()
    assert stored_day(None, DAY_OFF) is None
    assert complaint(db_session, 1).verify_state is ClockState.LATE


def test_saving_judges_anew_only_what_is_touched(app, client, db_session, place):
    as_ministry(client)
    new_day(client)
    untouched = {n: complaint(db_session, n).version for n in (3, 9)}
    # Something that judging anew would mend, if it looked there.
    db_session.execute(update(Complaint).where(Complaint.tracking_id.in_(["3", "9"])).values(verify_days=77))
    db_session.commit()
    change = only_change(db_session)
    answer = save(client, change)
    assert "/pekerjaan/" in answer.location
    db_session.rollback()
    run_pending_jobs(app)
    db_session.expire_all()
    first = complaint(db_session, 1)
    assert (first.verify_state, first.verify_days) == (ClockState.IN_TIME, 3)
    assert complaint(db_session, 2).resolve_due == datetime(2021, 10, 27, 16, tzinfo=UTC)
    assert {n: complaint(db_session, n).version for n in (3, 9)} == untouched
    assert {complaint(db_session, n).verify_days for n in (3, 9)} == {77}
    effects = effects_of(change)
    assert (effects.is_finished, effects.rejudged, effects.governments) == (True, 2, 1)
    page = client.get(f"/pengaduan/kalender/perubahan/{change.id}")
    assert_page(page)
    assert "1 dari 1 pemerintah daerah; 2 pengaduan berubah" in page.text


def test_who_changed_what_when_and_why_can_be_read_by_all(app, client, db_session, place):
    author = as_ministry(client)
    new_day(client)
    save(client, only_change(db_session))
    for role, where in ((Role.COORDINATOR, place.bone), (Role.LEADER, place.sinjai)):
        login(client, user_with(role, government=where))
        for address in ("/pengaduan/kalender?tahun=2021", "/pengaduan/kalender/riwayat"):
            page = client.get(address)
            assert_page(page)
            assert "Ditambahkan: Rabu, 6 Oktober 2021, Cuti Uji, Cuti bersama, SKB 1/2021." in page.text
            assert author.name in page.text
            assert f"Alasan: {REASON}" in page.text
    assert "Cuti Uji" not in client.get("/pengaduan/kalender?tahun=2020").text


def test_what_was_applied_cannot_be_altered_or_deleted(client, db_session, place):
    as_ministry(client)
    new_day(client)
    db_session.execute(update(CalendarChange).values(reason="Masih usulan, masih boleh"))
    db_session.commit()
    save(client, only_change(db_session))
    for statement in (
        update(CalendarChange).values(reason="Dipercantik kemudian"),
        update(CalendarChange).values(state=ChangeState.DISCARDED, applied_at=None),
        delete(CalendarChange),
    ):
        with pytest.raises(DBAPIError, match="history"):
            db_session.execute(statement)
        db_session.rollback()
    assert only_change(db_session).reason == "Masih usulan, masih boleh"


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"day": "2021-12-25"}, "day", "Tanggal ini sudah ada dalam kalender."),
        ({"decree": ""}, "decree", "ditetapkan dengan keputusan. Tulis nomornya."),
        ({"kind": "election", "decree": " "}, "decree", "ditetapkan dengan keputusan. Tulis nomornya."),
        ({"day": "1999-05-02"}, "day", "Tahun ini di luar kalender."),
        ({"day": ""}, "day", "Pilih tanggalnya."),
        ({"name": ""}, "name", "Tulis nama hari libur ini."),
        ({"reason": "singkat"}, "reason", "Alasan paling sedikit 10"),
        ({"kind": "local"}, "kind", ""),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(client, db_session, place, given, field, words):
    as_ministry(client)
    page = new_day(client, **given)
    assert_page(page, status=422)
    beside = page.text.split(f'id="{field}-error"')[1][:700] if field != "kind" else page.text
    assert words in beside
    assert db_session.scalar(select(func.count()).select_from(CalendarChange)) == 0


def test_a_national_day_needs_no_decree_but_may_be_an_estimate(client, db_session, place):
    as_ministry(client)
    page = new_day(client, kind="national", decree="", estimate="y", day="2027-06-07", name="Tahun Baru Uji")
    assert "Senin, 7 Juni 2027, Tahun Baru Uji, Hari libur nasional, perkiraan" in page.text


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"day": "2021-10-09"}, "Jatuh pada Sabtu atau Minggu, sehingga tidak mengubah hitungan."),
        ({"day": "2059-05-06"}, "Lebih dari dua tahun lagi. Benarkah tahunnya?"),
        ({"day": "2059-05-06"}, "Kalender tahun ini masih kosong."),
    ],
)
def test_a_second_look_is_asked_for(client, db_session, place, given, words):
    as_ministry(client)
    page = new_day(client, **given)
    assert words in page.text
    assert "Tidak ada pengaduan yang hitungannya berubah." in page.text


def test_a_double_click_makes_one_proposal(client, db_session, place):
    as_ministry(client)
    sent = fields(day="2021-10-06", kind="national", name="Uji", decree="")
    first, second = (client.post("/pengaduan/kalender/hari/baru", data=sent) for _ in range(2))
    assert first.location == second.location
    assert db_session.scalar(select(func.count()).select_from(CalendarChange)) == 1


def test_a_day_is_corrected_with_both_versions_in_the_history(app, client, db_session, place):
    as_ministry(client)
    page = client.get("/pengaduan/kalender/hari/2021-12-25")
    assert_page(page)
    sent = {"day": "2021-12-27", "kind": "national", "name": "Hari Raya Natal", "decree": "SKB", "version": 1}
    client.post("/pengaduan/kalender/hari/2021-12-25", data=fields(**sent))
    save(client, only_change(db_session))
    db_session.expire_all()
    assert stored_day(None, date(2021, 12, 25)) is None
    moved = stored(date(2021, 12, 27))
    assert (moved.version, moved.decree) == (2, "SKB")
    history = client.get("/pengaduan/kalender/riwayat").text
    assert "Diubah: Sabtu, 25 Desember 2021, Hari Raya Natal" in history
    assert "→ Senin, 27 Desember 2021, Hari Raya Natal" in history


def test_a_lost_race_shows_both(client, db_session, place):
    as_ministry(client)
    db_session.execute(update(CalendarDay).where(CalendarDay.day == date(2021, 12, 25)).values(name="Natal"))
    stored(date(2021, 12, 25)).decree = "SKB yang lain"
    db_session.commit()
    sent = {"day": "2021-12-25", "kind": "national", "name": "Hari Natal", "decree": "", "version": 1}
    answer = client.post("/pengaduan/kalender/hari/2021-12-25", data=fields(**sent))
    assert answer.status_code == 409
    assert "Hari Natal" in answer.text
    assert "SKB yang lain" in answer.text


def test_two_proposals_about_one_day_cannot_both_be_saved(client, db_session, place):
    as_ministry(client)
    new_day(client)
    new_day(client, name="Cuti Lain")
    first, second = db_session.scalars(select(CalendarChange).order_by(CalendarChange.created_at)).all()
    assert save(client, first).status_code == 302
    assert save(client, second).status_code == 409
    assert save(client, first).status_code == 409
    db_session.expire_all()
    assert stored(DAY_OFF).name == "Cuti Uji"


def test_a_proposal_about_a_record_that_was_changed_since_cannot_be_saved(client, db_session, place):
    as_ministry(client)
    address, usual = "/pengaduan/kalender/hari/2021-12-25", {"kind": "national", "decree": "", "version": 1}
    for name in ("Natal pertama", "Natal kedua"):
        client.post(address, data=fields(day="2021-12-25", name=name, **usual))
    first, second = db_session.scalars(select(CalendarChange).order_by(CalendarChange.created_at)).all()
    assert save(client, first).status_code == 302
    assert save(client, second).status_code == 409
    db_session.expire_all()
    assert stored(date(2021, 12, 25)).name == "Natal pertama"


def test_a_proposal_can_be_thrown_away(client, db_session, place):
    as_ministry(client)
    new_day(client)
    change = only_change(db_session)
    assert "Ada usulan Anda yang belum disimpan" in client.get("/pengaduan/kalender").text
    client.post(f"/pengaduan/kalender/perubahan/{change.id}/buang", data={"version": change.version})
    assert save(client, only_change(db_session)).status_code == 409
    assert stored_day(None, DAY_OFF) is None
    assert "Ada usulan Anda" not in client.get("/pengaduan/kalender").text
    assert_page(client.get(f"/pengaduan/kalender/perubahan/{change.id}"))


def test_a_day_is_deleted_with_a_reason_and_brought_back(app, client, db_session, place):
    as_ministry(client)
    address = "/pengaduan/kalender/hari/2021-10-20/hapus"
    without = client.post(address, data={"idempotency_key": new_id(), "version": 1})
    assert_page(without, status=422)
    assert "Tulis alasan perubahan ini." in without.text
    page = client.post(address, data=fields(version=1), follow_redirects=True)
    assert "Hitungan 2 pengaduan di 1 pemerintah daerah berubah." in page.text
    before = complaint(db_session, 2).resolve_due
    removal = only_change(db_session)
    save(client, removal)
    db_session.rollback()
    run_pending_jobs(app)
    assert complaint(db_session, 2).resolve_due < before
    page = client.get(f"/pengaduan/kalender/perubahan/{removal.id}")
    assert "Batalkan perubahan ini" in page.text
    undone = client.post(
        f"/pengaduan/kalender/perubahan/{removal.id}/urungkan", data=fields(), follow_redirects=True
    )
    assert_page(undone)
    assert "Hitungan 2 pengaduan di 1 pemerintah daerah berubah." in undone.text
    undo = db_session.scalars(select(CalendarChange).where(CalendarChange.undoes_id == removal.id)).one()
    save(client, undo)
    db_session.rollback()
    run_pending_jobs(app)
    db_session.expire_all()
    assert complaint(db_session, 2).resolve_due == before
    assert stored(date(2021, 10, 20)).name == "Maulid Nabi Muhammad"
    assert "dibatalkan" in client.get("/pengaduan/kalender/riwayat").text
    again = client.post(
        f"/pengaduan/kalender/perubahan/{removal.id}/urungkan", data=fields(), follow_redirects=True
    )
    assert "Perubahan ini sudah dibatalkan" in again.text


def test_what_was_changed_again_since_cannot_be_undone_blindly(client, db_session, place):
    as_ministry(client)
    new_day(client)
    change = only_change(db_session)
    save(client, change)
    stored(DAY_OFF).name = "Nama kemudian"
    db_session.commit()
    answer = client.post(
        f"/pengaduan/kalender/perubahan/{change.id}/urungkan", data=fields(), follow_redirects=True
    )
    assert "isinya sudah diubah lagi sesudahnya" in answer.text


LOCAL = {"day": DAY_OFF.isoformat(), "name": "Hari Jadi Sinjai", "decree": ""}


def test_a_coordinator_keeps_the_local_holidays_of_the_own_government(app, client, db_session, place):
    as_coordinator(client, place.sinjai)
    assert_page(client.get("/pengaduan/kalender/libur-daerah/baru"))
    page = client.post("/pengaduan/kalender/libur-daerah/baru", data=fields(**LOCAL), follow_redirects=True)
    assert_page(page)
    assert "Hitungan 2 pengaduan di 1 pemerintah daerah berubah." in page.text
    change = only_change(db_session)
    assert change.government_id == place.sinjai.id
    save(client, change)
    db_session.rollback()
    run_pending_jobs(app)
    assert complaint(db_session, 1).verify_state is ClockState.IN_TIME
    day = stored(DAY_OFF, place.sinjai.id)
    page = client.get("/pengaduan/kalender?tahun=2021")
    assert f"/pengaduan/kalender/libur-daerah/{day.id}" in page.text
    assert_page(client.get(f"/pengaduan/kalender/libur-daerah/{day.id}"))
    taken = client.post("/pengaduan/kalender/libur-daerah/baru", data=fields(**LOCAL))
    assert "Tanggal ini sudah ada dalam kalender." in taken.text
    moved = fields(**{**LOCAL, "day": "2021-10-07", "version": 1})
    answer = client.post(f"/pengaduan/kalender/libur-daerah/{day.id}", data=moved, follow_redirects=True)
    assert "Kamis, 7 Oktober 2021" in answer.text
    gone = client.post(
        f"/pengaduan/kalender/libur-daerah/{day.id}/hapus", data=fields(version=1), follow_redirects=True
    )
    assert "Dihapus" in gone.text
    stranger = as_coordinator(client, place.bone)
    assert client.get(f"/pengaduan/kalender/libur-daerah/{day.id}").status_code == 404
    assert client.get(f"/pengaduan/kalender/perubahan/{change.id}").status_code == 404
    for address in ("/pengaduan/kalender?tahun=2021", "/pengaduan/kalender/riwayat"):
        assert "Hari Jadi Sinjai" not in client.get(address).text
    assert stranger is not None


def test_a_local_day_on_a_national_one_changes_nothing_and_says_so(client, db_session, place):
    as_coordinator(client, place.sinjai)
    asked = fields(**{**LOCAL, "day": "2021-10-20"})
    page = client.post("/pengaduan/kalender/libur-daerah/baru", data=asked, follow_redirects=True)
    assert "Sudah libur secara nasional, sehingga tidak mengubah hitungan." in page.text
    assert "Tidak ada pengaduan yang hitungannya berubah." in page.text


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.LEADER, Role.OPD_ADMIN])
def test_nobody_in_a_government_edits_what_holds_everywhere(client, db_session, place, role):
    where = {"unit": unit(place.sinjai)} if role is Role.OPD_ADMIN else {"government": place.sinjai}
    as_ministry(client)
    new_day(client)
    change = only_change(db_session)
    login(client, user_with(role, **where))
    for address in ("hari/baru", "hari/2021-12-25", "tenggat/baru", "unggah"):
        assert client.get(f"/pengaduan/kalender/{address}").status_code == 403
    expected = 404 if role is Role.COORDINATOR else 403
    assert client.get(f"/pengaduan/kalender/perubahan/{change.id}").status_code == expected
    assert save(client, change).status_code == expected
    assert "Ubah" not in client.get("/pengaduan/kalender?tahun=2021").text


def test_the_ministry_reads_local_changes_but_leaves_them_to_their_government(client, db_session, place):
    as_coordinator(client, place.sinjai)
    client.post("/pengaduan/kalender/libur-daerah/baru", data=fields(**LOCAL))
    change = only_change(db_session)
    as_ministry(client)
    assert client.get(f"/pengaduan/kalender/perubahan/{change.id}").status_code == 200
    assert save(client, change).status_code == 404


RULE = {
    "stage": "verify",
    "klass": "semua",
    "working_days": 5,
    "valid_from": "2021-10-05",
    "basis": "Peraturan uji 5/2025",
}


def test_a_new_deadline_leaves_older_complaints_alone(app, client, db_session, place):
    as_ministry(client)
    assert_page(client.get("/pengaduan/kalender/tenggat/baru"))
    page = client.post("/pengaduan/kalender/tenggat/baru", data=fields(**RULE), follow_redirects=True)
    assert_page(page)
    assert "Hitungan 1 pengaduan di 1 pemerintah daerah berubah." in page.text
    assert "Pengaduan yang sudah masuk sejak tanggal itu dinilai ulang." in page.text
    before = {n: (complaint(db_session, n).verify_due, complaint(db_session, n).version) for n in (1, 3, 9)}
    save(client, only_change(db_session))
    db_session.rollback()
    run_pending_jobs(app)
    db_session.expire_all()
    # Received on 4 October: the old three days, although it was verified after the new rule began to hold.
    assert complaint(db_session, 1).verify_state is ClockState.LATE
    after = {n: (complaint(db_session, n).verify_due, complaint(db_session, n).version) for n in (1, 3, 9)}
    assert after == before
    assert complaint(db_session, 2).verify_due == datetime(2021, 10, 12, 16, tzinfo=UTC)
    page = client.get("/pengaduan/kalender").text
    assert "Peraturan uji 5/2025" in page
    assert "Verifikasi dan penyaluran, semua klasifikasi: 5 hari kerja sejak 5 Oktober 2021" in page


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"valid_from": "1995-01-01"}, "valid_from", "tanggal berlaku ini sudah ada"),
        ({"working_days": 0}, "working_days", "Antara 1 dan 400 hari kerja."),
        ({"basis": ""}, "basis", "Tulis dasar hukumnya."),
    ],
)
def test_what_is_wrong_with_a_deadline_is_said_beside_its_field(
    client, db_session, place, given, field, words
):
    as_ministry(client)
    page = client.post("/pengaduan/kalender/tenggat/baru", data=fields(**{**RULE, **given}))
    assert_page(page, status=422)
    assert words in page.text.split(f'id="{field}-error"')[1][:700]


def test_the_first_deadline_stays(client, db_session, place):
    """Older complaints would have none."""
    as_ministry(client)
    first = db_session.scalars(select(SlaRule).where(SlaRule.stage == Stage.VERIFY)).one()
    address = f"/pengaduan/kalender/tenggat/{first.id}"
    moved = client.post(address, data=fields(**{**RULE, "version": 1}))
    assert "agar pengaduan lama tetap bertenggat" in moved.text
    gone = client.post(f"{address}/hapus", data=fields(version=1))
    assert_page(gone, status=422)
    assert "agar pengaduan lama tetap bertenggat" in gone.text


def test_a_deadline_is_corrected_and_removed(app, client, db_session, place):
    as_ministry(client)
    client.post("/pengaduan/kalender/tenggat/baru", data=fields(**RULE))
    save(client, only_change(db_session))
    rule = db_session.scalars(select(SlaRule).where(SlaRule.valid_from == date(2021, 10, 5))).one()
    assert_page(client.get(f"/pengaduan/kalender/tenggat/{rule.id}"))
    page = client.post(
        f"/pengaduan/kalender/tenggat/{rule.id}",
        data=fields(**{**RULE, "working_days": 4, "version": 1}),
        follow_redirects=True,
    )
    assert "5 hari kerja sejak 5 Oktober 2021" in page.text
    assert "4 hari kerja sejak 5 Oktober 2021" in page.text
    gone = client.post(
        f"/pengaduan/kalender/tenggat/{rule.id}/hapus", data=fields(version=1), follow_redirects=True
    )
    assert "Dihapus" in gone.text
    stale = client.post(f"/pengaduan/kalender/tenggat/{rule.id}", data=fields(**{**RULE, "version": 7}))
    assert stale.status_code == 409


def proposed(place, owner=None, day=DAY_OFF):
    item = added(plain_day(FreeDay(day, DayKind.LOCAL if owner else DayKind.NATIONAL, "Uji", "")))
    change = propose(place.editor, owner, ChangeSubject.DAYS, [item], REASON)
    keep_weights(change, weigh(change))
    return change


def test_judging_anew_that_was_interrupted_goes_on_where_it_stood(app, db_session, place, tmp_path):
    imported(
        place.bone, tmp_path, line(8, received="04/10/2021 09:00", verified="08/10/2021"), cut_off=CUT_OFF
    )
    change = proposed(place)
    apply_change(place.editor, change, change.version)
    db_session.commit()
    seen = []

    def stop_after_the_first(done):
        db_session.commit()
        seen.append(done)
        if db_session.scalar(select(func.count(CalendarEffect.finished_at))) == 1:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        finish(place.editor, change, stop_after_the_first)
    db_session.rollback()
    change = only_change(db_session)
    assert (effects_of(change).governments, effects_of(change).finished) == (2, 1)
    finish(place.editor, change)
    db_session.commit()
    change = only_change(db_session)
    assert effects_of(change).is_finished
    assert {complaint(db_session, n).verify_state for n in (1, 8)} == {ClockState.IN_TIME}
    versions = {n: complaint(db_session, n).version for n in (1, 2, 8)}
    # Once more, from the beginning: nothing changes twice.
    db_session.execute(update(CalendarEffect).values(finished_at=None))
    finish(place.editor, only_change(db_session))
    db_session.commit()
    assert {n: complaint(db_session, n).version for n in (1, 2, 8)} == versions
    assert effects_of(only_change(db_session)).rejudged == 0


def test_what_a_stopped_worker_left_is_taken_up_by_the_clock(app, client, db_session, place):
    as_ministry(client)
    new_day(client)
    save(client, only_change(db_session))
    job = db_session.scalars(select(Job).where(Job.name == "complaints.rejudge")).one()
    job.state = JobState.FAILED
    db_session.commit()
    assert take_up_unfinished() == 1
    db_session.commit()
    run_pending_jobs(app)
    db_session.expire_all()
    assert complaint(db_session, 1).verify_state is ClockState.IN_TIME
    assert take_up_unfinished() == 0


def test_a_large_change_is_weighed_in_the_background(app, client, db_session, place, monkeypatch):
    monkeypatch.setattr("app.complaints.routes.calendar.proposing.WEIGHED_AT_ONCE", 1)
    as_ministry(client)
    asked = fields(day=DAY_OFF.isoformat(), kind="national", name="Uji", decree="")
    answer = client.post("/pengaduan/kalender/hari/baru", data=asked)
    assert "/pekerjaan/" in answer.location
    change = only_change(db_session)
    assert "/pekerjaan/" in client.get(f"/pengaduan/kalender/perubahan/{change.id}").location
    db_session.rollback()
    run_pending_jobs(app)
    page = client.get(f"/pengaduan/kalender/perubahan/{change.id}")
    assert_page(page)
    assert "Hitungan 2 pengaduan di 1 pemerintah daerah berubah." in page.text


def test_the_weighing_agrees_with_what_really_changes(db_session, place):
    """Every change of this list: what was counted before is what judging everything anew changes."""
    rule = db_session.scalars(select(SlaRule).where(SlaRule.klass == Klass.NON_SUPERVISORY)).one()
    before = plain_rule(
        DatedRule(Rule(rule.stage, rule.klass, rule.working_days, rule.valid_from), rule.basis)
    )
    owners = (place.sinjai.id, place.bone.id)
    maulid = stored(date(2021, 10, 20))
    maulid_plain = plain_day(FreeDay(maulid.day, maulid.kind, maulid.name, maulid.decree))
    for subject, item, moved in (
        (ChangeSubject.DAYS, added(plain_day(FreeDay(DAY_OFF, DayKind.NATIONAL, "Uji"))), 2),
        (ChangeSubject.DAYS, added(plain_day(FreeDay(date(2021, 2, 3), DayKind.NATIONAL, "Uji"))), 1),
        (ChangeSubject.DAYS, removed(maulid.id, maulid.version, maulid_plain), 2),
        (ChangeSubject.DAYS, added(plain_day(FreeDay(date(2024, 2, 7), DayKind.NATIONAL, "Uji"))), 0),
        (ChangeSubject.RULES, changed(rule.id, rule.version, before, {**before, "working_days": 7}), 4),
    ):
        change = propose(place.editor, None, subject, [item], REASON)
        keep_weights(change, weigh(change))
        assert effects_of(change).moved == moved, item
        apply_change(place.editor, change, change.version)
        finish(place.editor, change)
        db_session.flush()
        change = db_session.get(CalendarChange, change.id)
        assert effects_of(change).rejudged == moved, item
        for owner in owners:
            everything = rejudge(place.editor, db_session.get_one(Government, owner))
            assert everything.changed == 0, "a complaint was left out that the change touches"


def test_an_empty_year_says_so_loudly_and_can_be_filled_with_what_is_computable(
    app, client, db_session, place
):
    as_ministry(client)
    page = client.get("/pengaduan/kalender?tahun=2028")
    assert_page(page)
    assert "Kalender 2028 belum diisi" in page.text
    filled = client.post(
        "/pengaduan/kalender/perkiraan",
        data={"idempotency_key": new_id(), "year": 2028},
        follow_redirects=True,
    )
    assert_page(filled)
    assert "Minggu, 27 Februari 2028, Hari Raya Idul Fitri, Hari libur nasional, perkiraan" in filled.text
    save(client, only_change(db_session))
    page = client.get("/pengaduan/kalender?tahun=2028")
    assert "Kalender 2028 masih memuat tanggal perkiraan" in page.text
    assert "17 tanggal diubah" in page.text
    assert ">2029</a>" in page.text


FILE = (
    "KALENDER LIBUR;;;\nTanggal;Keterangan;Jenis;Dasar\n02/05/2028;Cuti Bersama Uji;cuti bersama;SKB 1/2027\n"
    "17 Agustus 2028;Hari Kemerdekaan;;\n"
)


def upload(client, content):
    sent = fields(file=(io.BytesIO(content.encode()), "libur.csv"))
    return client.post(
        "/pengaduan/kalender/unggah", data=sent, content_type="multipart/form-data", follow_redirects=True
    )


def test_a_year_comes_from_a_file(client, db_session, place):
    as_ministry(client)
    assert_page(client.get("/pengaduan/kalender/unggah"))
    page = upload(client, FILE)
    assert_page(page)
    assert "Selasa, 2 Mei 2028, Cuti Bersama Uji, Cuti bersama, SKB 1/2027" in page.text
    assert "Kamis, 17 Agustus 2028, Hari Kemerdekaan, Hari libur nasional" in page.text
    save(client, only_change(db_session))
    assert "sudah sama dengan kalender" in upload(client, FILE).text
    corrected = upload(client, FILE.replace("Hari Kemerdekaan", "Hari Kemerdekaan RI"))
    assert "Diubah" in corrected.text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a;b\n1;2\n", "Tidak ada baris judul"),
        ("Tanggal;Nama\n", "Tidak ada tanggal di bawah baris judul."),
        ("Tanggal;Nama\n32/05/2028;X\n", "Tanggal tidak dapat dibaca."),
        ("Tanggal;Nama\n02/05/2028;\n", "Nama hari libur kosong."),
        ("Tanggal;Nama;Jenis\n02/05/2028;X;libur\n", "Jenis tidak dikenal."),
        ("Tanggal;Nama\n02/05/2028;Cuti Bersama X\n", "perlu nomor keputusan"),
        ("Tanggal;Nama\n02/05/1998;X\n", "Tahun di luar kalender."),
        ("Tanggal;Nama\n02/05/2028;X\n02/05/2028;Y\n", "sudah ada di baris sebelumnya"),
    ],
)
def test_a_faulty_file_is_sent_back_row_by_row(client, db_session, place, content, words):
    as_ministry(client)
    page = upload(client, content)
    assert_page(page, status=422)
    assert words in page.text
    assert db_session.scalar(select(func.count()).select_from(CalendarChange)) == 0


def test_what_is_exported_can_be_read_in_again(client, db_session, place):
    as_ministry(client)
    for kind in ("csv", "xlsx"):
        exported = client.get(f"/pengaduan/kalender.{kind}?tahun=2022").data
        sent = fields(file=(io.BytesIO(exported), f"libur.{kind}"))
        page = client.post("/pengaduan/kalender/unggah", data=sent, content_type="multipart/form-data")
        assert "sudah sama dengan kalender" in page.text


def test_the_calendar_of_a_telephone(client, db_session, place):
    as_coordinator(client, place.sinjai)
    answer = client.get("/pengaduan/kalender.ics?tahun=2022&jenis=cuti_bersama")
    assert answer.mimetype == "text/calendar"
    lines = answer.text.split("\r\n")
    assert lines.count("BEGIN:VEVENT") == 4
    assert "DTSTART;VALUE=DATE:20220429" in lines
    assert "DTEND;VALUE=DATE:20220430" in lines
    assert all(len(each.encode()) <= 75 for each in lines)
    assert "\n" not in answer.text.replace("\r\n", "")


@pytest.mark.parametrize("role", [Role.MINISTRY_REVIEWER, Role.COORDINATOR, Role.OPERATOR])
@pytest.mark.parametrize("query", ["", "&tampilan=setahun", "&jenis=cuti_bersama"])
def test_the_page_of_a_year(client, db_session, place, role, query):
    login(client, user_with(role, **({"government": place.sinjai} if role is Role.COORDINATOR else {})))
    page = client.get(f"/pengaduan/kalender?tahun=2022{query}")
    assert_page(page)
    assert "Cuti Bersama Hari Raya Idul Fitri" in page.text


def test_before_the_table_is_filled_the_list_is_shown_and_can_be_made_ready(client, db_session):
    as_ministry(client)
    page = client.get("/pengaduan/kalender?tahun=2022")
    assert_page(page)
    assert "Siapkan untuk diubah" in page.text
    client.post("/pengaduan/kalender/siapkan")
    assert db_session.scalar(select(func.count()).select_from(CalendarDay)) > 200
    assert "Tambah hari libur" in client.get("/pengaduan/kalender?tahun=2022").text


def test_one_deadline_for_one_day(db_session, place):
    """Two of them would make a verdict depend on the order of rows."""
    statement = text(
        "INSERT INTO sla_rule (id, created_at, version, stage, klass, working_days, valid_from, basis)"
        " SELECT :id, created_at, version, stage, klass, working_days + 1, valid_from, basis FROM sla_rule"
        " WHERE stage = :stage AND (klass = 'supervisory' OR klass IS NULL)"
    )
    for stage in ("verify", "resolve"):
        with pytest.raises(DBAPIError):
            db_session.execute(statement, {"id": new_id(), "stage": stage})
        db_session.rollback()
