"""Not every notice is a mail of its own, none comes at night, and everybody can stop them."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from app.access import Role
from app.db import as_system, db, unit_of_work
from app.notifications import notify, queue_mail, send_digests
from app.notifications.actions import choose_mail, mark_read
from app.notifications.digest import MOST_LISTED
from app.notifications.models import MailSetting, Notification
from app.notifications.rules import WINDOW, MailMode, MailWish
from app.notifications.unsubscribing import unsubscribe_url
from app.organisations.actors import actor_of
from app.organisations.models import TimeZone
from tests.factories.organisations import government, login, user_with
from tests.style_guide import assert_page, words

MORNING = datetime(2022, 2, 3, 2, tzinfo=UTC)  # 10.00 in Makassar
NIGHT = datetime(2022, 2, 3, 13, tzinfo=UTC)  # 21.00 there, 20.00 in Jakarta, 22.00 in Jayapura


@pytest.fixture
def session(app):
    with app.app_context(), as_system():
        yield
        db.session.rollback()


@pytest.fixture
def person(session):
    with unit_of_work():
        return user_with(
            Role.COORDINATOR, government(time_zone=TimeZone.WITA), email="koordinator@uji.invalid"
        )


@pytest.fixture
def at(time_machine):
    return lambda moment: time_machine.move_to(moment, tick=False)


def tell(person, *titles):
    with unit_of_work():
        for title in titles:
            notify([person.id], "x", title, f"Tentang {title}", f"/asesmen/{title}", None)


def subjects(outbox):
    return [mail["Subject"] for mail in outbox()]


def test_the_first_leaves_at_once_and_the_rest_together(person, outbox, at):
    at(MORNING)
    tell(person, "Satu", "Dua")
    tell(person, "Tiga")
    assert subjects(outbox) == ["Satu"]
    assert send_digests() == 0, "the hour is not over"
    at(MORNING + timedelta(hours=1))
    assert send_digests() == 1
    assert subjects(outbox) == ["Satu", "2 pemberitahuan dari Renaksi"]
    text = outbox()[-1].get_content()
    assert text.index("Tentang Dua") < text.index("Tentang Tiga")
    assert "http://127.0.0.1:8000/asesmen/Dua" in text
    assert "Satu" not in text
    assert send_digests() == 0


def test_what_was_read_meanwhile_is_not_mailed(person, outbox, at):
    at(MORNING)
    tell(person, "Satu", "Dua", "Tiga")
    with unit_of_work():
        second = db.session.scalars(select(Notification).where(Notification.title == "Dua")).one()
        mark_read(actor_of(person), second)
    at(MORNING + timedelta(hours=1))
    send_digests()
    assert subjects(outbox) == ["Satu", "Tiga"]


@pytest.mark.parametrize(
    ("zone", "hours"), [(TimeZone.WIB, 10), (TimeZone.WITA, 9), (TimeZone.WIT, 8)], ids=str
)
def test_nothing_leaves_at_night_by_the_clock_of_the_government(session, outbox, at, zone, hours):
    with unit_of_work():
        person = user_with(Role.COORDINATOR, government(time_zone=zone))
    at(NIGHT)
    tell(person, "Larut")
    at(NIGHT + timedelta(hours=hours) - timedelta(seconds=1))
    assert (send_digests(), subjects(outbox)) == (0, [])
    at(NIGHT + timedelta(hours=hours))
    assert (send_digests(), subjects(outbox)) == (1, ["Larut"])


def test_once_a_day_and_never(person, outbox, at):
    at(MORNING)
    with unit_of_work():
        choose_mail(person.id, MailWish(MailMode.DAILY))
    tell(person, "Satu", "Dua")
    assert (send_digests(), subjects(outbox)) == (1, ["2 pemberitahuan dari Renaksi"])
    tell(person, "Tiga")
    at(MORNING + timedelta(hours=6))
    assert send_digests() == 0
    at(MORNING + timedelta(days=1))
    with unit_of_work():
        choose_mail(person.id, MailWish(MailMode.NEVER))
    assert send_digests() == 0
    assert len(outbox()) == 1


def test_old_news_is_not_mailed(person, outbox, at):
    at(MORNING)
    with unit_of_work():
        choose_mail(person.id, MailWish(MailMode.NEVER))
    tell(person, "Satu")
    at(MORNING + WINDOW + timedelta(minutes=1))
    with unit_of_work():
        choose_mail(person.id, MailWish())
    assert (send_digests(), subjects(outbox)) == (0, [])


def test_a_long_digest_names_how_many_more(person, outbox, at):
    at(NIGHT)
    tell(person, *(f"Kabar-{number}" for number in range(MOST_LISTED + 3)))
    at(NIGHT + timedelta(hours=12))
    send_digests()
    (mail,) = outbox()
    assert "Dan 3 pemberitahuan lain" in mail.get_content()
    assert mail.get_content().count("Tentang") == MOST_LISTED


def test_two_workers_mail_once(app, person, outbox, at):
    at(NIGHT)
    tell(person, "Satu")
    at(NIGHT + timedelta(hours=12))
    barrier, sent = Barrier(3), []

    def work():
        with app.app_context(), as_system():
            barrier.wait()
            sent.append(send_digests())

    threads = [Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(sent) == 1
    assert subjects(outbox) == ["Satu"]


class TestStopping:
    def address(self, person):
        return unsubscribe_url(person.id).removeprefix("http://127.0.0.1:8000")

    def test_looking_at_the_link_stops_nothing(self, app, client, person):
        tree = assert_page(client.get(self.address(person)), app)
        assert "Ya, hentikan" in words(tree)
        assert db.session.get(MailSetting, person.id) is None

    def test_the_mail_program_stops_it_without_a_cookie(self, client, person, outbox, at):
        at(MORNING)
        tell(person, "Satu")
        (mail,) = outbox()
        assert mail["List-Unsubscribe"] == f"<{unsubscribe_url(person.id)}>"
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        answer = client.post(self.address(person), data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        db.session.rollback()
        assert db.session.get_one(MailSetting, person.id).mode is MailMode.NEVER
        at(MORNING + timedelta(hours=2))
        tell(person, "Dua")
        assert (send_digests(), len(outbox())) == (0, 1)

    def test_quiet_hours_survive(self, client, person):
        with unit_of_work():
            choose_mail(person.id, MailWish(MailMode.DAILY, 22, 5))
        client.post(self.address(person))
        db.session.rollback()
        row = db.session.get_one(MailSetting, person.id)
        assert (row.mode, row.quiet_from, row.quiet_until) == (MailMode.NEVER, 22, 5)

    @pytest.mark.parametrize("token", ["x", "abc.def", ".", "WyJ4Il0.abcdef"])
    def test_a_made_up_token_is_not_found(self, client, person, token):
        for send in (client.get, client.post):
            assert send(f"/pemberitahuan/berhenti/{token}").status_code == 404

    def test_another_persons_mails_go_on(self, client, person, outbox, at):
        with unit_of_work():
            other = user_with(Role.LEADER, government())
        client.post(self.address(other))
        at(MORNING)
        tell(person, "Satu")
        assert subjects(outbox) == ["Satu"]

    def test_mails_about_the_account_cannot_be_stopped(self, person, outbox):
        with unit_of_work():
            choose_mail(person.id, MailWish(MailMode.NEVER))
            queue_mail(person.email, "Kata sandi", "Isi")
        (mail,) = outbox()
        assert mail["List-Unsubscribe"] is None


class TestSettings:
    def test_chosen_on_the_page(self, app, client, person):
        login(client, person)
        tree = assert_page(client.get("/pemberitahuan/surel"), app)
        assert "Segera" in words(tree)
        answer = client.post(
            "/pemberitahuan/surel", data={"mode": "daily", "quiet_from": "21", "quiet_until": "7"}
        )
        assert answer.status_code == 302
        db.session.rollback()
        row = db.session.get_one(MailSetting, person.id)
        assert (row.mode, row.quiet_from, row.quiet_until) == (MailMode.DAILY, 21, 7)

    @pytest.mark.parametrize(
        "data",
        [
            {"mode": "hourly", "quiet_from": "21", "quiet_until": "7"},
            {"mode": "daily", "quiet_from": "24", "quiet_until": "7"},
            {"mode": "daily", "quiet_from": "x", "quiet_until": "7"},
        ],
    )
    def test_nonsense_is_refused(self, client, person, data):
        login(client, person)
        assert client.post("/pemberitahuan/surel", data=data).status_code == 422
        assert db.session.get(MailSetting, person.id) is None
