"""From an invitation to an account, with everything that can go wrong on the way."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.access import Role
from app.audit import AuditEntry
from app.db import new_id, utc_now
from app.notifications import Notification
from app.organisations.models import Appointment, Government, GovernmentKind, Invitation, User
from tests.factories.organisations import PASSWORD, government, login, province, unit, user, user_with
from tests.style_guide import assert_page

NEW = "sepeda-biru-hujan-teras"


@pytest.fixture
def sinjai(db_session) -> Government:
    return government(name="Kabupaten Sinjai", code="73.07")


@pytest.fixture
def coordinator(client, sinjai) -> User:
    made = user_with(Role.COORDINATOR, sinjai, name="Kabag Uji")
    login(client, made)
    return made


def invite(client, query="", **values):
    given = {
        "name": "Siti Aminah",
        "email": "siti@uji.co.id",
        "role": "leader",
        "unit_id": "",
        "idempotency_key": new_id(),
    }
    return client.post(f"/pengguna/undang{query}", data={**given, **values})


def path_of(text: str) -> str:
    found = re.search(r"(/undangan/[\w-]{40,})", text)
    assert found
    return found[1]


def invited(client, **values) -> str:
    """The path of the link that the inviter sees."""
    return path_of(client.get(invite(client, **values).headers["Location"]).text)


def accept(client, path, **values):
    given = {
        "name": "Siti Aminah",
        "username": "siti.aminah",
        "password": NEW,
        "password_again": NEW,
        "idempotency_key": new_id(),
    }
    return client.post(path, data={**given, **values})


def test_from_invitation_to_account(app, client, coordinator, sinjai, db_session, outbox):
    assert_page(client.get("/pengguna/undang"))
    path = invited(client)
    mail = outbox()[0]
    assert mail["To"] == "siti@uji.co.id"
    assert path in mail.get_content()
    assert "Pimpinan untuk Kabupaten Sinjai" in mail.get_content()
    guest = app.test_client()
    page = guest.get(path)
    assert_page(page)
    assert 'value="siti"' in page.text, "a username is suggested"
    assert accept(guest, path).headers["Location"] == "/"
    assert "Siti Aminah" in guest.get("/").text
    made = db_session.scalars(select(User).where(User.username == "siti.aminah")).one()
    duty = made.appointments[0]
    assert (duty.role, duty.government_id, duty.unit_id) == (Role.LEADER, sinjai.id, None)
    assert made.password.startswith("$argon2id$")
    assert (
        app.test_client().post("/masuk", data={"username": "siti.aminah", "password": NEW}).status_code == 302
    )


def test_the_link_is_shown_once(client, coordinator):
    address = invite(client).headers["Location"]
    page = client.get(address)
    assert_page(page)
    assert "/undangan/" in page.text
    assert "wa.me" in page.text
    again = client.get(address)
    assert_page(again)
    assert not re.search(r"/undangan/[\w-]{40,}", again.text)


def test_only_a_digest_of_the_link_is_kept(client, coordinator, db_session):
    token = invited(client).rpartition("/")[2]
    kept = db_session.scalars(select(Invitation)).one()
    assert token not in str(vars(kept))
    assert len(kept.token_sha256) == 64


def test_the_inviter_hears_of_it(app, client, coordinator, db_session):
    path = invited(client)
    accept(app.test_client(), path)
    notice = db_session.scalars(select(Notification).where(Notification.user_id == coordinator.id)).one()
    assert "Siti Aminah" in notice.title


def test_the_link_works_once(app, client, coordinator, db_session):
    path = invited(client)
    accept(app.test_client(), path)
    second = accept(app.test_client(), path, username="lain")
    assert_page(second, status=410)
    assert "sudah dipakai" in second.text
    assert db_session.scalar(select(func.count()).select_from(Appointment)) == 2


def test_a_double_click_makes_one_account(app, client, coordinator, db_session):
    path, key = invited(client), new_id()
    guest = app.test_client()
    first, second = (accept(guest, path, idempotency_key=key) for _ in range(2))
    assert first.headers["Location"] == "/"
    assert second.status_code in {302, 410}
    assert (
        db_session.scalar(select(func.count()).select_from(User).where(User.username == "siti.aminah")) == 1
    )


def test_a_double_click_sends_one_invitation(client, coordinator, db_session, outbox):
    key = new_id()
    addresses = {invite(client, idempotency_key=key).headers["Location"] for _ in range(2)}
    assert len(addresses) == 1
    assert db_session.scalar(select(func.count()).select_from(Invitation)) == 1
    assert len(outbox()) == 1


def test_after_seven_days_it_is_over(app, client, coordinator, db_session):
    path = invited(client)
    db_session.scalars(select(Invitation)).one().expires_at = utc_now() - timedelta(seconds=1)
    page = app.test_client().get(path)
    assert_page(page, status=410)
    assert "Kirim ulang" in page.text
    assert accept(app.test_client(), path).status_code == 410


def test_sending_again_kills_the_old_link(app, client, coordinator, db_session, outbox):
    old = invited(client)
    one = db_session.scalars(select(Invitation)).one()
    one.expires_at = utc_now() - timedelta(days=1)
    answer = client.post(f"/pengguna/undangan/{one.id}/kirim-ulang")
    new = path_of(client.get(answer.headers["Location"]).text)
    guest = app.test_client()
    assert guest.get(old).status_code == 404
    assert guest.get(new).status_code == 200
    assert new in outbox()[1].get_content()


def test_a_revoked_link_is_dead(app, client, coordinator, db_session):
    path = invited(client)
    one = db_session.scalars(select(Invitation)).one()
    client.post(f"/pengguna/undangan/{one.id}/cabut")
    page = app.test_client().get(path)
    assert_page(page, status=410)
    assert "dicabut" in page.text
    assert client.post(f"/pengguna/undangan/{one.id}/kirim-ulang").headers["Location"] == "/pengguna/undangan"
    assert app.test_client().get(path).status_code == 410


def test_a_link_that_nobody_made_is_nowhere(client, db_session):
    assert client.get("/undangan/" + "x" * 43).status_code == 404
    assert accept(client, "/undangan/" + "x" * 43).status_code == 404


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"password": "lapor123", "password_again": "lapor123"}, "paling sedikit 10 karakter"),
        ({"password": "rahasia2021", "password_again": "rahasia2021"}, "mudah ditebak"),
        ({"password_again": "lain"}, "tidak sama"),
        ({"username": "Siti Aminah"}, "Tiga sampai 40 huruf kecil"),
        ({"username": "kabag.lama"}, "sudah dipakai"),
        ({"username": "LAMA@uji.invalid"}, "Tiga sampai 40 huruf kecil"),
        ({"name": ""}, "Isi nama Anda"),
    ],
)
def test_what_is_refused_is_told(app, client, coordinator, values, message):
    user(username="kabag.lama", email="lama@uji.invalid")
    path = invited(client)
    response = accept(app.test_client(), path, **values)
    assert_page(response)
    assert message in response.text


def test_role_and_place_come_from_the_invitation_not_from_the_form(
    app, client, coordinator, sinjai, db_session
):
    path = invited(client)
    accept(app.test_client(), path, role="operator", government_id="", email="lain@uji.co.id")
    made = db_session.scalars(select(User).where(User.username == "siti.aminah")).one()
    assert made.email == "siti@uji.co.id"
    assert [duty.role for duty in made.appointments] == [Role.LEADER]


class TestSomebodyWithAnAccount:
    @pytest.fixture
    def siti(self, coordinator) -> User:
        return user(username="siti", email="SITI@uji.co.id", name="Siti Lama")

    def test_signs_in_and_takes_the_duty_on(self, app, client, siti, sinjai, db_session):
        path = invited(client)
        guest = app.test_client()
        page = guest.get(path)
        assert_page(page)
        assert "sudah memiliki akun" in page.text
        login(guest, siti)
        assert_page(guest.get(path))
        assert guest.post(path, data={"idempotency_key": new_id()}).headers["Location"] == "/"
        db_session.refresh(siti)
        assert [duty.government_id for duty in siti.appointments] == [sinjai.id]

    def test_cannot_be_given_a_second_account(self, app, client, siti, db_session):
        path = invited(client)
        accept(app.test_client(), path)
        assert db_session.scalar(select(func.count()).select_from(User)) == 2

    def test_nobody_else_takes_it(self, app, client, siti, db_session):
        path = invited(client)
        other = app.test_client()
        login(other, user_with(Role.LEADER, government()))
        page = other.post(path, data={"idempotency_key": new_id()})
        assert_page(page)
        assert "untuk orang lain" in page.text
        db_session.refresh(siti)
        assert siti.appointments == []

    def test_a_closed_account_is_told_so(self, app, client, siti):
        path = invited(client)
        siti.active = False
        page = app.test_client().get(path)
        assert_page(page)
        assert "dinonaktifkan" in page.text


class TestWhoMayInviteWhom:
    def test_a_coordinator_hands_out_local_roles(self, client, coordinator):
        page = client.get("/pengguna/undang").text
        assert re.findall(r'name="role"[^>]*value="(\w+)"', page) == ["opd_admin", "coordinator", "leader"]

    @pytest.mark.parametrize(
        "role", ["operator", "ministry_reviewer", "ombudsman", "province_supervisor", "public"]
    )
    def test_and_no_other(self, client, coordinator, db_session, role):
        assert_page(invite(client, role=role))
        assert db_session.scalars(select(Invitation)).all() == []

    def test_an_opd_admin_needs_an_opd(self, client, coordinator, sinjai, db_session):
        dinas = unit(sinjai, name="Dinas Sosial")
        response = invite(client, role="opd_admin")
        assert_page(response)
        assert "Pilih OPD untuk Admin OPD" in response.text
        invite(client, role="opd_admin", unit_id=dinas.id)
        assert db_session.scalars(select(Invitation)).one().unit_id == dinas.id

    def test_an_opd_of_another_government_is_no_choice(self, client, coordinator, db_session):
        foreign = unit(government())
        assert_page(invite(client, role="opd_admin", unit_id=foreign.id))
        assert db_session.scalars(select(Invitation)).all() == []

    def test_another_government_is_out_of_reach(self, client, coordinator, db_session):
        other = government(code="73.08")
        assert client.get(f"/pengguna/undang?pemerintah={other.code}").status_code == 404
        assert invite(client, f"?pemerintah={other.code}").status_code == 404

    def test_the_operator_invites_for_any_government(self, client, sinjai, db_session):
        login(client, user_with(Role.OPERATOR))
        assert_page(client.get("/pengguna/undang"))
        assert_page(client.get("/pengguna/undang?pemerintah=73.07"))
        invite(client, "?pemerintah=73.07", role="coordinator")
        assert db_session.scalars(select(Invitation)).one().government_id == sinjai.id

    def test_the_operator_invites_a_reviewer_for_none(self, client, db_session):
        login(client, user_with(Role.OPERATOR))
        invite(client, role="ministry_reviewer")
        assert db_session.scalars(select(Invitation)).one().government_id is None

    def test_a_province_supervisor_belongs_to_a_province(self, client, sinjai, db_session):
        sulsel = province(code="73")
        login(client, user_with(Role.OPERATOR))
        assert_page(invite(client, "?pemerintah=73.07", role="province_supervisor"))
        invite(client, "?pemerintah=73", role="province_supervisor")
        assert db_session.scalars(select(Invitation)).one().government_id == sulsel.id
        assert sulsel.kind is GovernmentKind.PROVINCE

    def test_the_same_person_is_not_invited_twice(self, client, coordinator, db_session):
        invite(client)
        response = invite(client, email="SITI@uji.co.id")
        assert_page(response)
        assert "sudah diundang" in response.text
        assert db_session.scalar(select(func.count()).select_from(Invitation)) == 1

    @pytest.mark.parametrize("email", ["", "siti", "siti@", "a b@c.id"])
    def test_an_address_that_is_none_is_refused(self, client, coordinator, db_session, email):
        assert_page(invite(client, email=email))
        assert db_session.scalars(select(Invitation)).all() == []


class TestOtherGovernments:
    @pytest.fixture
    def foreign(self, db_session, coordinator) -> Invitation:
        made = Invitation(
            token_sha256="0" * 64,
            email="x@uji.co.id",
            name="Orang Lain",
            role=Role.LEADER,
            government_id=government().id,
            expires_at=utc_now() + timedelta(days=1),
        )
        db_session.add(made)
        db_session.flush()
        return made

    def test_its_invitations_are_nowhere(self, client, foreign):
        assert "Orang Lain" not in client.get("/pengguna/undangan").text
        assert client.get(f"/pengguna/undangan/{foreign.id}").status_code == 404
        assert client.post(f"/pengguna/undangan/{foreign.id}/kirim-ulang").status_code == 404
        assert client.post(f"/pengguna/undangan/{foreign.id}/cabut").status_code == 404


def test_the_list_shows_what_waits(client, coordinator):
    assert "Tidak ada undangan terbuka" in client.get("/pengguna/undangan").text
    invite(client)
    page = client.get("/pengguna/undangan")
    assert_page(page)
    assert "Siti Aminah" in page.text
    assert "Kabag Uji" in page.text


def test_links_cannot_be_tried_without_end(client, db_session):
    codes = {client.get(f"/undangan/{number:043}").status_code for number in range(65)}
    assert codes == {404, 429}


def test_all_of_it_is_logged(app, client, coordinator, db_session):
    accept(app.test_client(), invited(client))
    logged = list(db_session.scalars(select(AuditEntry.action).order_by(AuditEntry.sequence)))
    assert logged == ["invitation.sent", "account.created", "invitation.accepted", "account.signed_in"]
    assert PASSWORD not in str([entry.after for entry in db_session.scalars(select(AuditEntry))])
