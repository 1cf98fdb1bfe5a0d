"""An address that somebody typed gets nothing but the link that asks whether it is theirs."""

import re
from itertools import count

import pytest
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select

from app.access import Role
from app.audit import AuditEntry
from app.db import db, new_id
from app.notifications.recipients import recipients_of
from app.organisations.actors import actor_of
from app.organisations.models import User
from app.organisations.people.invitations import invite
from tests.factories import organisations as make
from tests.factories.organisations import login, logout
from tests.style_guide import assert_page, words

PASSWORD = "Payung teduh di pelabuhan 9!"
_numbers = count(1)
TYPED = "siti@contoh.go.id"


def accepted(client, email="", typed=TYPED):
    """An account made from an invitation to `email` (none: a link alone); signed in afterwards."""
    unit = make.unit(make.government())
    inviter = make.user_with(Role.COORDINATOR, unit.government)
    with client.application.test_request_context():
        made = invite(
            actor_of(inviter),
            email=email,
            name="Siti",
            role=Role.OPD_ADMIN,
            government=unit.government,
            unit=unit,
        )
        db.session.commit()
    username = f"siti{next(_numbers)}"
    sent = {"name": "Siti", "username": username, "email": typed, "idempotency_key": new_id()}
    sent |= {"password": PASSWORD, "password_again": PASSWORD}
    assert client.post(f"/undangan/{made.token}", data=sent).status_code == 302
    return db.session.scalars(select(User).where(User.username == username)).one()


def asking(outbox):
    """The last mail that asks; who invited is told by mail too."""
    return [mail for mail in outbox() if "/akun/alamat/" in mail.get_content()][-1]


def link_in(mail):
    found = re.search(r"https?://[^/\s]+(/akun/alamat/\S+)", mail.get_content())
    assert found is not None
    return found.group(1)


@pytest.fixture
def person(client, db_session, outbox):
    return accepted(client)


def ask(client, email=TYPED):
    return client.post("/akun/alamat", data={"email": email, "idempotency_key": new_id()})


class TestUntilThen:
    def test_no_notices_and_no_link_for_a_new_password(self, app, client, person, outbox):
        assert recipients_of([person.id]) == {}
        sent = len(outbox())
        fresh = app.test_client()
        assert "terdaftar" in fresh.post("/lupa-sandi", data={"email": TYPED}).text
        assert len(outbox()) == sent
        assert not db.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "account.reset_asked")
        ).all()

    def test_the_account_page_and_the_coordinator_s_say_so(self, app, client, person):
        text = words(assert_page(client.get("/akun"), app))
        assert "Alamat email Anda belum dikonfirmasi" in text
        assert "belum dikonfirmasi" in text
        government = person.appointments[0].government_id
        other = make.user()
        make.appointment(other, Role.COORDINATOR, government_id=government)
        login(client, other)
        assert "belum dikonfirmasi" in words(assert_page(client.get(f"/pengguna/{person.id}"), app))


class TestTheLink:
    def test_it_came_with_the_account_and_confirms_for_whoever_is_signed_in(
        self, app, client, person, outbox
    ):
        mail = asking(outbox)
        assert mail["To"] == TYPED
        link = link_in(mail)
        assert client.get(link).status_code == 200
        db.session.expire_all()
        assert not db.session.get_one(User, person.id).email_is_confirmed, "looking confirms nothing"
        assert_page(client.get(link), app)
        assert client.post(link).location == "/akun"
        db.session.expire_all()
        assert db.session.get_one(User, person.id).email_is_confirmed
        assert set(recipients_of([person.id])) == {person.id}
        assert "belum dikonfirmasi" not in words(assert_page(client.get("/akun"), app))
        fresh, sent = app.test_client(), len(outbox())
        fresh.post("/lupa-sandi", data={"email": TYPED})
        assert len(outbox()) == sent + 1

    def test_a_stranger_who_got_it_by_mistake_confirms_nothing(self, app, client, person, outbox):
        link = link_in(asking(outbox))
        logout(client)
        assert client.post(link).status_code in (302, 401)
        login(client, make.user_with(Role.COORDINATOR, make.government()))
        page = client.post(link)
        assert "Tautan ini tidak berlaku" in words(assert_page(page, app, status=410))
        db.session.expire_all()
        assert not db.session.get_one(User, person.id).email_is_confirmed

    def test_it_ends_after_a_week(self, app, client, person, outbox, monkeypatch):
        link = link_in(asking(outbox))
        real = URLSafeTimedSerializer.loads
        monkeypatch.setattr(
            URLSafeTimedSerializer,
            "loads",
            lambda self, token, max_age=None, **more: real(
                self, token, max_age=max_age - 8 * 24 * 3600, **more
            ),
        )
        assert client.post(link).status_code == 410


class TestAgain:
    def test_a_mistyped_address_is_corrected_and_the_old_link_is_dead(self, client, person, outbox):
        old = link_in(asking(outbox))
        assert ask(client, "Siti.Benar@contoh.go.id").location == "/akun"
        mail = asking(outbox)
        assert mail["To"] == "siti.benar@contoh.go.id"
        assert client.post(old).status_code == 410
        assert client.post(link_in(mail)).status_code == 302

    def test_nobody_else_s_address(self, app, client, person, outbox):
        taken, sent = make.user(email="budi@contoh.go.id"), len(outbox())
        page = ask(client, taken.email)
        assert "sudah dipakai akun lain" in words(assert_page(page, app, status=422))
        assert len(outbox()) == sent

    def test_not_too_often(self, client, person, outbox):
        sent = len(outbox())
        codes = [ask(client).status_code for _ in range(7)]
        assert codes == [302] * 5 + [429] * 2
        assert len(outbox()) == sent + 5

    def test_a_confirmed_one_is_not_changed_here(self, client, db_session, outbox):
        person = make.user_with(Role.COORDINATOR, make.government())
        before = person.email
        login(client, person)
        assert ask(client, "lain@contoh.go.id").status_code == 302
        db.session.expire_all()
        assert db.session.get_one(User, person.id).email == before
        assert outbox() == []


def test_an_address_that_was_invited_needs_no_second_look(client, db_session):
    assert accepted(client, email=TYPED).email_is_confirmed
    logout(client)
    first = accepted(client, email="operator@localhost", typed="lain@contoh.go.id")
    assert not first.email_is_confirmed, "printed, and the address typed"


def test_it_is_logged_without_the_address(client, person, outbox):
    ask(client, "siti.benar@contoh.go.id")
    client.post(link_in(asking(outbox)))
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.action.like("account.address%"))).all()
    assert [each.action for each in entries] == ["account.address_corrected", "account.address_confirmed"]
    assert not any("@" in f"{each.before} {each.after}" for each in entries)
