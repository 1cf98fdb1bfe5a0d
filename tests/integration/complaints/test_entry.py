"""A complaint is written down, by any OPD for any OPD, and gets a number and a receipt."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from sqlalchemy import func, select
from werkzeug.exceptions import NotFound

from app.access import Role
from app.audit import AuditEntry
from app.complaints.actions.entry import Entry, enter_complaint
from app.complaints.actions.numbers import LOCAL_REGISTER
from app.complaints.events import complaint_handled
from app.complaints.handling import MomentInFuture
from app.complaints.models import Complaint, ComplaintEvent, EventKind
from app.complaints.rules import Origin, Status
from app.db import as_system, db, new_id, unit_of_work
from app.organisations.models import UnitKind
from tests.factories import organisations as make
from tests.factories.complaints import imported, line
from tests.factories.handling import MONDAY
from tests.style_guide import assert_page

FORM = {
    "channel": "Surat",
    "received": "2021-10-04T09:00",
    "title": "Jalan rusak",
    "text": "Jalan di depan pasar rusak sejak Agustus.",
}


def send(client, **fields):
    return client.post("/pengaduan/catat", data={"idempotency_key": new_id(), **FORM, **fields})


def only_complaint() -> Complaint:
    db.session.expire_all()
    return db.session.scalars(select(Complaint)).one()


def test_an_opd_writes_down_a_complaint_for_another_one(client, app, desk):
    make.login(client, desk.social_admin)
    assert_page(client.get("/pengaduan/catat"), app)
    answer = send(
        client, unit_id=desk.works.id, klass="non_supervisory", area="Sinjai Utara", category="Jalan"
    )
    made = only_complaint()
    assert answer.headers["Location"].endswith(f"/pengaduan/{made.id}/tanda-terima")
    assert (made.source, made.tracking_id, made.origin) == (LOCAL_REGISTER, "2021/000001", Origin.ENTRY)
    assert (made.channel, made.area, made.category, made.unit_id) == (
        "Surat",
        "Sinjai Utara",
        "Jalan",
        desk.works.id,
    )
    assert (made.status, made.received_at, made.month) == (Status.UNVERIFIED, MONDAY, "2021-10")
    event = db.session.scalars(select(ComplaintEvent)).one()
    assert (event.kind, event.actor_user_id) == (EventKind.ENTERED, desk.social_admin.id)
    logged = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "complaints.entered")).one()
    assert "Jalan rusak" not in str(logged.after)


def test_the_receipt_says_the_number_and_what_happens_next(client, app, desk):
    make.login(client, desk.social_admin)
    receipt = client.get(send(client, unit_id=desk.works.id).headers["Location"])
    assert_page(receipt, app)
    for words in ("2021/000001", "4 Okt 2021 09.00 WITA", "diperiksa dan disalurkan", "7 Oktober 2021"):
        assert words in receipt.text
    assert "pasar rusak" not in receipt.text


def test_a_receipt_is_for_who_wrote_it_down_or_may_read_it(client, desk):
    complaint = desk.entered(unit_id=desk.works.id)
    path = f"/pengaduan/{complaint.id}/tanda-terima"
    make.login(client, desk.works_admin)
    assert client.get(path).status_code == 200
    make.login(client, desk.social_admin)
    assert client.get(path).status_code == 404
    assert client.get(f"/pengaduan/{complaint.id}").status_code == 404
    own = client.get(send(client, unit_id=desk.works.id).headers["Location"])
    assert own.status_code == 200
    assert "Buka pengaduan" not in own.text


@pytest.mark.parametrize(
    "role", [Role.LEADER, Role.PROVINCE_SUPERVISOR, Role.OMBUDSMAN, Role.MINISTRY_REVIEWER]
)
def test_nobody_else_writes_complaints_down(client, desk, role):
    place = {Role.LEADER: desk.owner, Role.MINISTRY_REVIEWER: None}.get(role, desk.province)
    make.login(client, make.user_with(role, place))
    assert client.get("/pengaduan/catat").status_code == 403
    assert send(client).status_code == 403


def test_another_government_is_out_of_reach(client, desk):
    other = make.government(name="Kabupaten Bone")
    with pytest.raises(NotFound):
        enter_complaint(desk.actor(desk.coordinator), other, Entry("Surat", MONDAY, "a", "b"))
    make.login(client, desk.social_admin)
    assert client.get(f"/pengaduan/catat?pemerintah={other.code}").status_code == 404
    stranger = make.unit(other)
    assert send(client, unit_id=stranger.id).status_code == 422


def test_what_is_personal_is_masked_at_the_door(client, desk):
    make.login(client, desk.coordinator)
    send(client, title="Telepon 081234567890", text="NIK saya 7307012345678901, surel warga@contoh.id")
    made = only_complaint()
    stored = made.title + made.text
    for secret in ("081234567890", "7307012345678901", "warga@contoh.id"):
        assert secret not in stored
    assert stored.count("disamarkan") == 3


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"title": " "}, "title", "Tulis inti laporan."),
        ({"text": ""}, "text", "Tulis isi laporan."),
        ({"received": ""}, "received", "Isi tanggal dan jam"),
        ({"received": "2999-01-01T00:00"}, "received", "belum terjadi"),
        ({"received": "1994-01-01T00:00"}, "received", "terlalu lama"),
        ({"received": "kemarin"}, "received", "tidak benar"),
        ({"text": "x" * 8001}, "text", "Paling banyak 8000 huruf"),
        ({"channel": "Merpati"}, "channel", "Pilih salah satu"),
        ({"klass": "lain"}, "klass", "Pilih salah satu"),
    ],
)
def test_what_is_wrong_stands_beside_the_field(client, app, desk, fields, field, words):
    make.login(client, desk.coordinator)
    answer = send(client, **fields)
    tree = assert_page(answer, app, status=422)
    beside = tree.find(f".//div[@id='{field}-error']")
    assert beside is not None
    assert words in "".join(beside.itertext())
    assert db.session.scalar(select(func.count(Complaint.id))) == 0


def test_the_future_is_refused_by_the_action_too(desk):
    with pytest.raises(MomentInFuture):
        desk.entered(received_at=datetime.now(UTC) + timedelta(minutes=2))


def test_the_form_begins_with_the_governments_present_minute(client, desk):
    with time_machine.travel(datetime(2021, 12, 31, 17, 30, 20, tzinfo=UTC), tick=False):
        make.login(client, desk.social_admin)
        assert 'value="2022-01-01T01:30"' in client.get("/pengaduan/catat").text  # WITA


def test_the_year_of_the_number_is_the_governments(desk):
    new_year = desk.entered(received_at=datetime(2021, 12, 31, 16, 30, tzinfo=UTC))
    assert new_year.tracking_id == "2022/000001"
    assert desk.entered().tracking_id == "2021/000001"
    assert desk.entered().tracking_id == "2021/000002"


def test_numbers_of_two_governments_do_not_know_each_other(desk):
    desk.entered()
    other = make.government()
    coordinator = desk.actor(make.user_with(Role.COORDINATOR, other))
    assert enter_complaint(coordinator, other, Entry("SMS", MONDAY, "a", "b")).tracking_id == "2021/000001"


def test_a_number_that_a_file_brought_is_passed_over(desk):
    first = desk.entered()
    first.tracking_id = "2021/000002"
    db.session.flush()
    assert desk.entered().tracking_id == "2021/000003"


def test_known_categories_keep_their_spelling(client, desk, tmp_path):
    imported(desk.owner, tmp_path, line(1, category="Pekerjaan Umum"))
    make.login(client, desk.coordinator)
    assert '<option value="Pekerjaan Umum">' in client.get("/pengaduan/catat").text
    send(client, category="pekerjaan UMUM")
    db.session.expire_all()
    made = db.session.scalars(select(Complaint).where(Complaint.origin == Origin.ENTRY)).one()
    assert made.category == "Pekerjaan Umum"


def test_kecamatan_are_suggested(client, desk):
    make.unit(desk.owner, name="Kecamatan Sinjai Utara", kind=UnitKind.KECAMATAN)
    make.login(client, desk.social_admin)
    assert '<option value="Sinjai Utara">' in client.get("/pengaduan/catat").text


def test_a_double_click_makes_one_complaint(client, desk):
    make.login(client, desk.coordinator)
    key = new_id()
    first, second = (send(client, idempotency_key=key) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert only_complaint().tracking_id == "2021/000001"
    assert client.post("/pengaduan/catat", data=FORM).status_code == 400


def test_many_at_once_get_numbers_of_their_own(app, desk):
    """Eight threads, three complaints each, every one in a transaction of its own."""
    actor, owner_id = desk.actor(desk.coordinator), desk.owner.id
    db.session.commit()
    barrier, failures = Barrier(8), []

    def write() -> None:
        barrier.wait()
        try:
            for _ in range(3):
                with app.app_context(), as_system(), unit_of_work():
                    owner = db.session.get_one(type(desk.owner), owner_id)
                    enter_complaint(actor, owner, Entry("Telepon", MONDAY, "Judul", "Isi"))
        except Exception as error:  # noqa: BLE001  # whatever it is, the test must see it
            failures.append(error)

    threads = [Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    db.session.rollback()
    numbers = sorted(db.session.scalars(select(Complaint.tracking_id)))
    assert numbers == [f"2021/{number:06d}" for number in range(1, 25)]


def test_a_number_is_not_lost_with_a_transaction_that_fails(desk):
    desk.entered()
    db.session.commit()
    desk.entered()
    db.session.rollback()
    assert desk.entered().tracking_id == "2021/000002"


def test_whoever_listens_hears_of_it(desk):
    heard = []

    def listen(complaint, event):
        heard.append((complaint.tracking_id, event.kind, event.id is not None))

    with complaint_handled.connected_to(listen):
        desk.entered()
    assert heard == [("2021/000001", EventKind.ENTERED, True)]


def test_the_receipt_of_an_import_is_its_own(client, desk, tmp_path):
    imported(desk.owner, tmp_path, line(7))
    made = db.session.scalars(select(Complaint)).one()
    make.login(client, desk.coordinator)
    assert (
        client.get(f"/pengaduan/{made.id}/tanda-terima").headers["Location"].endswith(f"/pengaduan/{made.id}")
    )


def test_no_browser_cuts_what_is_pasted(client, desk):
    make.login(client, desk.coordinator)
    page = client.get("/pengaduan/catat").text
    assert 'name="title"' in page
    assert "maxlength" not in page.split('name="title"')[1].split("</form>")[0]
    assert "paling banyak 200 huruf" in page
