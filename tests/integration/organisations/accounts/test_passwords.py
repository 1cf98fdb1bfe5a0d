"""New passwords: changed, or made anew through a mailed link."""

import re

import pytest
from sqlalchemy import select

from app.access import Role
from app.audit import AuditEntry
from app.organisations.models import User
from tests.factories.organisations import PASSWORD, government, login, user_with
from tests.style_guide import assert_page

NEW = "sepeda-biru-hujan-teras"


@pytest.fixture
def person(db_session) -> User:
    return user_with(
        Role.COORDINATOR, government(), username="kabag", email="kabag@uji.invalid", name="Siti Aminah"
    )


def change(client, old=PASSWORD, new=NEW, again=None):
    return client.post(
        "/akun/sandi",
        data={"password": old, "new_password": new, "new_password_confirm": new if again is None else again},
    )


def sign_in(client, password):
    return client.post("/masuk", data={"username": "kabag", "password": password})


def test_changing_it(app, client, person, outbox):
    login(client, person)
    other = app.test_client()
    login(other, person)
    assert_page(client.get("/akun/sandi"))
    assert change(client).headers["Location"] == "/akun"
    assert client.get("/akun").status_code == 200
    assert other.get("/akun").status_code == 302, "other devices are signed out"
    assert [mail["To"] for mail in outbox()] == [person.email]
    assert "baru saja diganti" in outbox()[0].get_content()
    assert sign_in(app.test_client(), PASSWORD).status_code == 200
    assert sign_in(app.test_client(), NEW).status_code == 302


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"old": "keliru sekali"}, "Kata sandi salah"),
        ({"old": ""}, "Isi kata sandi Anda sekarang"),
        ({"new": "pendek"}, "paling sedikit 10 karakter"),
        ({"new": "rahasia2021"}, "mudah ditebak"),
        ({"new": "sitiaminah12"}, "nama Anda"),
        ({"new": PASSWORD}, "harus berbeda"),
        ({"again": "lain sama sekali"}, "tidak sama"),
    ],
)
def test_what_is_refused_is_told_next_to_the_field(client, person, values, message):
    login(client, person)
    response = change(client, **values)
    assert_page(response)
    assert message in response.text


def test_the_old_password_cannot_be_guessed_through_this_page(client, person):
    login(client, person)
    assert [change(client, old=f"tebakan ke-{n}").status_code for n in range(5)][-1] == 429


def test_a_weak_new_password_is_no_guess(client, person):
    login(client, person)
    assert {change(client, new="pendek").status_code for _ in range(7)} == {200}


def ask(client, email="kabag@uji.invalid", **headers):
    return client.post("/lupa-sandi", data={"email": email}, headers=headers)


def link_in(mail) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(/lupa-sandi/\S+)", mail.get_content())
    assert found
    return found[1]


def test_a_new_one_by_mail(app, client, person, outbox):
    assert_page(client.get("/lupa-sandi"))
    ask(client)
    link = link_in(outbox()[0])
    assert_page(client.get(link))
    response = client.post(link, data={"password": NEW, "password_confirm": NEW})
    assert response.headers["Location"] == "/masuk"
    assert client.get("/akun").status_code == 302, "nobody is signed in by the link alone"
    assert sign_in(client, NEW).status_code == 302


def test_the_link_works_once(client, person, outbox):
    ask(client)
    link = link_in(outbox()[0])
    client.post(link, data={"password": NEW, "password_confirm": NEW})
    assert client.get(link).headers["Location"] == "/lupa-sandi"
    assert "sudah dipakai atau tidak lengkap" in client.get("/lupa-sandi").text
    client.post(
        link, data={"password": "lain-lagi-sungguh-beda", "password_confirm": "lain-lagi-sungguh-beda"}
    )
    assert sign_in(client, NEW).status_code == 302


def test_the_link_does_not_follow_a_forged_host(client, person, outbox):
    ask(client, Host="jahat.invalid")
    assert "jahat.invalid" not in outbox()[0].get_content()
    assert link_in(outbox()[0])


def test_the_mail_is_indonesian_and_addresses_the_person(client, person, outbox):
    ask(client)
    mail = outbox()[0]
    assert mail["Subject"] == "Renaksi: tautan untuk membuat kata sandi baru"
    assert "Yth. Siti Aminah" in mail.get_content()
    assert "2 jam" in mail.get_content()


@pytest.mark.parametrize("email", ["tiada@uji.invalid", "kabag@lain.invalid"])
def test_an_unknown_address_gets_the_same_answer_and_no_mail(client, person, outbox, email):
    answer = ask(client, email)
    assert_page(answer)
    assert f"Jika {email} terdaftar" in answer.text
    assert outbox() == []


def test_a_known_address_is_answered_alike(client, person):
    assert "Jika kabag@uji.invalid terdaftar" in ask(client).text


def test_a_closed_account_gets_no_mail(client, person, db_session, outbox):
    person.active = False
    db_session.flush()
    assert "terdaftar" in ask(client).text
    assert outbox() == []


def test_a_mailbox_is_not_flooded(client, person, outbox):
    codes = [ask(client).status_code for _ in range(7)]
    assert codes == [200] * 5 + [429] * 2
    assert len(outbox()) == 5


def test_a_weak_one_is_refused_here_too(client, person, outbox):
    ask(client)
    link = link_in(outbox()[0])
    response = client.post(link, data={"password": "rahasia2021", "password_confirm": "rahasia2021"})
    assert_page(response)
    assert "mudah ditebak" in response.text


def test_all_of_it_is_logged(client, person, outbox, db_session):
    ask(client)
    client.post(link_in(outbox()[0]), data={"password": NEW, "password_confirm": NEW})
    sign_in(client, NEW)
    change(client, old=NEW, new="gunung-kertas-lampu-ikan")
    logged = list(db_session.scalars(select(AuditEntry.action).order_by(AuditEntry.sequence)))
    assert logged == [
        "account.reset_asked",
        "account.password_reset",
        "account.signed_in",
        "account.password_changed",
    ]
