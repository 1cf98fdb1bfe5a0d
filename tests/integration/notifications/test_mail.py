"""Mail leaves after the commit, never without one, and is tried again until it is taken."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.access import Role
from app.db import as_system, db, unit_of_work, utc_now
from app.notifications import OutgoingMail, deliver_waiting, notify, queue_mail
from app.notifications import mail as mail_module
from app.notifications.backends import mail_backend
from app.notifications.mail import MAX_ATTEMPTS, deliver
from tests.factories.organisations import government, user_with


@pytest.fixture
def session(app):
    with app.app_context(), as_system():
        yield
        db.session.rollback()


class Broken:
    """A mail server that is away."""

    def __init__(self) -> None:
        self.tried = 0

    def send(self, message) -> None:
        self.tried += 1
        raise ConnectionRefusedError("rahasia@contoh.invalid")


@pytest.fixture
def broken(monkeypatch) -> Broken:
    made = Broken()
    monkeypatch.setattr(mail_module, "mail_backend", lambda: made)
    return made


def waiting() -> list[OutgoingMail]:
    db.session.rollback()
    return list(db.session.scalars(select(OutgoingMail)))


@pytest.mark.usefixtures("by_day")
def test_a_notice_also_goes_by_mail(session, outbox):
    with unit_of_work():
        person = user_with(Role.COORDINATOR, government(), email="koordinator@uji.invalid")
        notify([person.id], "x", "Jawaban\r\ndikembalikan", "Alasannya: kurang bukti.", "/asesmen/1", None)
        assert outbox() == []
    (mail,) = outbox()
    assert mail["To"] == "koordinator@uji.invalid"
    assert mail["Subject"] == "Jawaban dikembalikan"
    text = mail.get_content()
    assert "Alasannya: kurang bukti." in text
    assert "http://127.0.0.1:8000/asesmen/1" in text
    assert waiting() == []


@pytest.mark.usefixtures("by_day")
def test_links_do_not_follow_a_forged_host(app, client, session, outbox):
    with app.test_request_context("/", base_url="http://jahat.example"), as_system(), unit_of_work():
        person = user_with(Role.COORDINATOR, government())
        notify([person.id], "x", "Judul", "", "/asesmen/1", None)
    (mail,) = outbox()
    assert "jahat" not in mail.get_content()


def test_closed_accounts_get_no_mail(session, outbox):
    with unit_of_work():
        person = user_with(Role.COORDINATOR, government(), active=False)
        notify([person.id], "x", "Judul", "", "/asesmen/1", None)
    assert outbox() == []


def test_no_mail_leaves_for_what_was_rolled_back(session, outbox):
    with pytest.raises(ZeroDivisionError), unit_of_work():  # noqa: PT012 -- the block is the transaction
        queue_mail("a@uji.invalid", "Judul", "Isi")
        raise ZeroDivisionError
    with unit_of_work():
        pass
    assert outbox() == []
    assert waiting() == []


def test_what_was_rolled_back_does_not_hold_up_later_mail(session, outbox):
    queue_mail("a@uji.invalid", "Dibatalkan", "Isi")
    db.session.rollback()
    with unit_of_work():
        queue_mail("b@uji.invalid", "Berikutnya", "Isi")
    assert [mail["Subject"] for mail in outbox()] == ["Berikutnya"]


def test_a_mail_that_is_not_taken_is_kept_and_tried_later(session, broken, caplog):
    with unit_of_work():
        queue_mail("rahasia@contoh.invalid", "Judul", "Isi")
    (mail,) = waiting()
    assert (mail.attempts, mail.last_error, broken.tried) == (1, "ConnectionRefusedError", 1)
    assert mail.next_attempt_at > utc_now()
    assert deliver_waiting() == 0
    assert broken.tried == 1
    assert "rahasia@contoh.invalid" not in caplog.text


def test_a_worker_delivers_once_the_server_is_back(session, outbox, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(mail_module, "mail_backend", Broken)
        with unit_of_work():
            queue_mail("a@uji.invalid", "Judul", "Isi")
    (mail,) = waiting()
    with unit_of_work():
        db.session.get_one(OutgoingMail, mail.id).next_attempt_at = utc_now() - timedelta(seconds=1)
    assert deliver_waiting() == 1
    assert len(outbox()) == 1
    assert waiting() == []


def test_a_mail_nobody_ever_takes_is_given_up(session, broken):
    with unit_of_work():
        queue_mail("a@uji.invalid", "Judul", "Isi")
    for _ in range(MAX_ATTEMPTS):
        for mail in waiting():
            with unit_of_work():
                db.session.get_one(OutgoingMail, mail.id).next_attempt_at = utc_now()
        deliver_waiting()
    assert waiting() == []
    assert broken.tried == MAX_ATTEMPTS


def test_two_who_deliver_the_same_mail_send_it_once(session, outbox, monkeypatch):
    again: list[bool] = []
    real = mail_backend

    class Meanwhile:
        def send(self, message) -> None:
            again.append(deliver(mail_id))
            real().send(message)

    with unit_of_work():
        mail = OutgoingMail(to_address="a@uji.invalid", subject="J", body="I", next_attempt_at=utc_now())
        db.session.add(mail)
        db.session.flush()
        mail_id = mail.id
    monkeypatch.setattr(mail_module, "mail_backend", Meanwhile)
    assert deliver(mail_id) is True
    assert again == [False]
    assert len(outbox()) == 1


def test_a_request_does_not_wait_for_many_mails(app, session, broken, monkeypatch):
    monkeypatch.setitem(app.config, "MAIL_BACKEND", "smtp")
    with unit_of_work():
        for number in range(10):
            queue_mail(f"a{number}@uji.invalid", "Judul", "Isi")
    assert broken.tried == 3
    assert len(waiting()) == 10


def test_a_busy_database_after_the_commit_is_no_error(session, monkeypatch):
    from sqlalchemy.exc import OperationalError

    def busy(mail_id: str) -> bool:
        raise OperationalError("BEGIN IMMEDIATE", {}, Exception("database is locked"))

    monkeypatch.setattr(mail_module, "deliver", busy)
    with unit_of_work():
        queue_mail("a@uji.invalid", "Judul", "Isi")
    assert len(waiting()) == 1


def test_an_unknown_backend_keeps_the_mail(app, session, monkeypatch):
    monkeypatch.setitem(app.config, "MAIL_BACKEND", "pigeon")
    with unit_of_work():
        queue_mail("a@uji.invalid", "Judul", "Isi")
    (mail,) = waiting()
    assert mail.last_error == "ValueError"


@pytest.mark.parametrize("tls", ["starttls", "ssl", "none"])
def test_smtp_is_encrypted_unless_told_otherwise(app, session, monkeypatch, tls):
    """What is said to the server, written down by a stand-in: no test speaks SMTP."""
    said: list[str] = []

    class Server:
        def __init__(self, host, port, timeout, context=None):
            said.append(f"{type(self).__name__} {host}:{port}")

        def __enter__(self):
            return self

        def __exit__(self, *_):
            said.append("quit")

        def starttls(self, context):
            said.append(f"starttls verify={context.check_hostname}")

        def login(self, username, password):
            said.append(f"login {username}")

        def send_message(self, message):
            said.append(f"send {message['To']}")

    monkeypatch.setattr("app.notifications.backends.smtplib.SMTP", type("Plain", (Server,), {}))
    monkeypatch.setattr("app.notifications.backends.smtplib.SMTP_SSL", type("Encrypted", (Server,), {}))
    settings = {"MAIL_BACKEND": "smtp", "MAIL_SERVER": "surel.uji", "MAIL_PORT": 25, "MAIL_TLS": tls}
    for name, value in (settings | {"MAIL_USERNAME": "renaksi", "MAIL_PASSWORD": "x"}).items():
        monkeypatch.setitem(app.config, name, value)
    with unit_of_work():
        queue_mail("a@uji.invalid", "Judul", "Isi")
    begin = {
        "starttls": ["Plain surel.uji:25", "starttls verify=True"],
        "ssl": ["Encrypted surel.uji:25"],
        "none": ["Plain surel.uji:25"],
    }
    assert said == [*begin[tls], "login renaksi", "send a@uji.invalid", "quit"]
