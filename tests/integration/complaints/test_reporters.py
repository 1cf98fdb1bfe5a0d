"""Who complained: kept only where a government decided so, sealed, and opened one by one."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text

from app.access import SYSTEM, Role
from app.audit.models import AuditEntry
from app.complaints.access_log import bring_in
from app.complaints.actions.reporters import (
    ReporterDecision,
    decide_on_reporters,
    keep_reporter,
)
from app.complaints.actions.retention import remove_expired_reporters
from app.complaints.models import AccessKind, Complaint, ComplaintReporter, ReporterSetting, TextAccess
from app.complaints.queries.reporters import may_keep_reporters
from app.complaints.reporters import Reporter
from app.complaints.sealing import SealBrokenError, seal, unseal
from app.db import new_id
from app.organisations.models import Unit
from tests.factories.complaints import FINISHED, imported, line
from tests.factories.organisations import government, login, province, unit, user_with

NAME, CONTACT = "Kenari Binti Rekaan", "081299990000"
YES = ReporterDecision(True, "Perda contoh", "Pejabat Contoh", "pdp@contoh.example", 6)
NO = ReporterDecision(False, "", "", "", 6)


@pytest.fixture
def sinjai(db_session, tmp_path):
    made = government(name="Kabupaten Sinjai", parent=province())
    unit(made, name="Dinas Sosial")
    unit(made, name="Dinas Pekerjaan Umum")
    imported(made, tmp_path, line(1, unit="Dinas Sosial", **FINISHED), line(2, unit="Dinas Pekerjaan Umum"))
    db_session.commit()
    return made


THEN = datetime(2021, 10, 12, tzinfo=UTC)  # the day after the first was closed


def complaint(db_session, number="1") -> Complaint:
    return db_session.scalars(select(Complaint).where(Complaint.tracking_id == number)).one()


@pytest.fixture
def kept(sinjai, db_session):
    decide_on_reporters(SYSTEM, sinjai, YES)
    assert keep_reporter(complaint(db_session), NAME, CONTACT, THEN)
    db_session.commit()
    return complaint(db_session)


def test_nothing_is_kept_unless_somebody_decided_so(sinjai, db_session):
    assert not may_keep_reporters(sinjai.id)
    assert not keep_reporter(complaint(db_session), NAME, CONTACT, THEN)
    assert db_session.scalars(select(ComplaintReporter)).all() == []


def test_nothing_is_kept_where_somebody_decided_against_it(sinjai, db_session):
    """With a period, as the decision to keep it had one: only the decision stands in the way."""
    decide_on_reporters(SYSTEM, sinjai, YES)
    decide_on_reporters(SYSTEM, sinjai, NO)
    assert not may_keep_reporters(sinjai.id)
    assert not keep_reporter(complaint(db_session), NAME, CONTACT, THEN)
    assert db_session.scalars(select(ComplaintReporter)).all() == []


def test_the_database_does_not_say_who_it_was(kept, db_session):
    (row,) = db_session.execute(text("SELECT * FROM complaint_reporter")).all()
    assert "Kenari" not in str(row)
    assert "0812" not in str(row)
    assert unseal(row.government_id, row.sealed) == Reporter(NAME, CONTACT)


def test_a_seal_opens_only_for_its_government_and_untouched(app, sinjai):
    sealed = seal(sinjai.id, Reporter(NAME, CONTACT))
    with pytest.raises(SealBrokenError):
        unseal("another", sealed)
    with pytest.raises(SealBrokenError):
        unseal(sinjai.id, sealed[:-8] + "AAAAAAA=")
    app_secret = app.config["SECRET_KEY"]
    try:
        app.config["SECRET_KEY"] = "another-secret-" + "9" * 32
        with pytest.raises(SealBrokenError):
            unseal(sinjai.id, sealed)
    finally:
        app.config["SECRET_KEY"] = app_secret


def test_the_identity_opens_after_a_click_and_every_view_is_noted(client, kept, sinjai, db_session):
    reader = user_with(Role.COORDINATOR, sinjai)
    login(client, reader)
    assert "/pelapor" in client.get(f"/pengaduan/{kept.id}").text
    before = client.get(f"/pengaduan/{kept.id}/pelapor")
    assert NAME not in before.text
    opened = client.post(f"/pengaduan/{kept.id}/pelapor", data={"idempotency_key": new_id()})
    assert NAME in opened.text
    assert CONTACT in opened.text
    assert opened.headers["Cache-Control"] == "no-store"
    bring_in()
    db_session.rollback()
    noted = db_session.scalars(select(TextAccess).where(TextAccess.kind == AccessKind.REPORTER)).one()
    assert (noted.user_id, noted.complaint_id) == (reader.id, kept.id)


def test_nothing_is_opened_when_the_entry_cannot_be_kept(client, app, kept, sinjai, monkeypatch):
    login(client, user_with(Role.COORDINATOR, sinjai))

    def refuse(*_args, **_more):
        raise OSError("the disk is full")

    monkeypatch.setattr("app.complaints.access_log.writing._keep", refuse)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    answer = client.post(f"/pengaduan/{kept.id}/pelapor", data={"idempotency_key": new_id()})
    assert answer.status_code == 500
    assert NAME not in answer.text
    assert CONTACT not in answer.text


def test_only_the_coordinator_and_the_opd_in_charge_reach_it(client, kept, sinjai, db_session):
    address = f"/pengaduan/{kept.id}/pelapor"
    data = {"idempotency_key": new_id()}
    social, works = db_session.scalars(select(Unit).order_by(Unit.name.desc())).all()
    login(client, user_with(Role.OPD_ADMIN, unit=social))
    assert NAME in client.post(address, data=data).text
    for role, where, status in (
        (Role.OPD_ADMIN, {"unit": works}, 404),
        (Role.LEADER, {"government": sinjai}, 403),
        (Role.MINISTRY_REVIEWER, {}, 403),
        (Role.OPERATOR, {}, 403),
        (Role.COORDINATOR, {"government": government()}, 404),
    ):
        login(client, user_with(role, **where))
        answer = client.post(address, data=data)
        assert answer.status_code == status, role
        assert NAME not in answer.text


def test_it_is_in_no_list_search_or_export(client, kept, sinjai):
    login(client, user_with(Role.COORDINATOR, sinjai))
    for address in (
        "/pengaduan",
        "/pengaduan?cari=Kenari",
        "/pengaduan/ekspor.csv",
        f"/pengaduan/{kept.id}",
        "/pengaduan/data-pribadi",
        "/pengaduan/pembaca",
        "/jejak-audit",
    ):
        page = client.get(address).text
        assert NAME not in page
        assert CONTACT not in page


def test_it_is_removed_after_its_own_period(kept, sinjai, db_session):
    assert remove_expired_reporters(SYSTEM, sinjai) == 1  # closed in 2021
    assert remove_expired_reporters(SYSTEM, sinjai) == 0
    assert db_session.scalars(select(ComplaintReporter)).all() == []


def test_of_an_open_complaint_it_stays(sinjai, db_session):
    decide_on_reporters(SYSTEM, sinjai, YES)
    assert keep_reporter(complaint(db_session, "2"), NAME, "")
    assert remove_expired_reporters(SYSTEM, sinjai) == 0


def test_taking_the_decision_back_removes_everything(kept, sinjai, db_session):
    assert decide_on_reporters(SYSTEM, sinjai, NO) == 1
    db_session.commit()
    assert db_session.scalars(select(ComplaintReporter)).all() == []
    entries = db_session.scalars(
        select(AuditEntry).where(AuditEntry.action == "complaints.reporters_decided")
    ).all()
    assert [entry.after["removed"] for entry in entries] == [0, 1]


# Pages

ADDRESS = "/pengaduan/data-pribadi/pelapor"


def decide(client, **fields):
    data = {
        "version": "0",
        "allowed": "y",
        "basis": "Perda contoh",
        "officer_name": "Pejabat Contoh",
        "officer_contact": "pdp@contoh.example",
        "months": "6",
        **fields,
    }
    return client.post(ADDRESS, data={name: value for name, value in data.items() if value is not None})


def test_the_coordinator_decides_and_confirms(client, sinjai, db_session):
    login(client, user_with(Role.COORDINATOR, sinjai))
    asked = decide(client)
    assert asked.status_code == 200
    assert "pengendali data pribadi" in asked.text
    assert not may_keep_reporters(sinjai.id)
    db_session.rollback()
    assert decide(client, confirmed="ya").status_code == 302
    assert may_keep_reporters(sinjai.id)
    assert "Pejabat Contoh" in client.get("/pengaduan/data-pribadi").text


def test_nobody_else_decides(client, sinjai, db_session):
    social = db_session.scalars(select(Unit).order_by(Unit.name.desc())).first()
    for role, where in (
        (Role.OPD_ADMIN, {"unit": social}),
        (Role.LEADER, {"government": sinjai}),
        (Role.MINISTRY_REVIEWER, {}),
        (Role.OPERATOR, {}),
        (Role.COORDINATOR, {"government": government()}),
    ):
        login(client, user_with(role, **where))
        address = f"{ADDRESS}?pemerintah={sinjai.code}"
        data = {"version": "0", "allowed": "y", "basis": "x", "officer_name": "x", "officer_contact": "x"}
        client.post(address, data={**data, "months": "6", "confirmed": "ya"})
        db_session.rollback()
        assert not may_keep_reporters(sinjai.id), role


@pytest.mark.parametrize("missing", ["basis", "officer_name", "officer_contact"])
def test_without_reason_and_officer_nothing_is_kept(client, sinjai, missing):
    login(client, user_with(Role.COORDINATOR, sinjai))
    answer = decide(client, confirmed="ya", **{missing: ""})
    assert answer.status_code == 422
    assert "Wajib diisi bila identitas pelapor disimpan" in answer.text
    assert not may_keep_reporters(sinjai.id)


def test_taking_back_says_how_many_are_removed(client, kept, sinjai, db_session):
    login(client, user_with(Role.COORDINATOR, sinjai))
    version = str(db_session.get_one(ReporterSetting, sinjai.id).version)
    asked = decide(client, allowed=None, version=version)
    assert "dari 1 pengaduan akan dihapus" in asked.text
    assert db_session.scalars(select(ComplaintReporter)).all()
    done = decide(client, allowed=None, version=version, confirmed="ya")
    assert done.status_code == 302
    db_session.rollback()
    assert db_session.scalars(select(ComplaintReporter)).all() == []


def test_a_lost_race_is_told(client, kept, sinjai):
    login(client, user_with(Role.COORDINATOR, sinjai))
    assert decide(client, version="7", confirmed="ya").status_code == 409
