"""The pages on which a coordinator connects a channel, and the guide for whoever writes its application."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.access import Role
from app.api.models import ApiKey, Channel, DeliveryState, Webhook, WebhookDelivery
from app.audit.models import AuditEntry
from app.db import db, new_id, utc_now
from app.jobs import run_pending_jobs
from tests.factories import channels as make
from tests.factories.channels import COMPLAINT, bearer, push
from tests.factories.organisations import login, user_with
from tests.integration.api.receiver import listening
from tests.style_guide import assert_page


@pytest.fixture
def coordinator(client, sinjai):
    person = user_with(Role.COORDINATOR, sinjai)
    login(client, person)
    return person


def send(client, address, **fields):
    return client.post(address, data={"idempotency_key": new_id(), **fields})


def only(model):
    db.session.expire_all()
    return db.session.scalars(select(model)).one()


def test_from_a_name_to_the_first_complaint(client, sinjai, coordinator):
    assert_page(client.get("/pengaduan/kanal"))
    answer = send(client, "/pengaduan/kanal", name="  Kanal   Sinjai ")
    channel = only(Channel)
    assert (channel.name, answer.headers["Location"]) == ("Kanal Sinjai", f"/pengaduan/kanal/{channel.id}")
    assert_page(client.get(answer.headers["Location"]))
    made = send(client, f"/pengaduan/kanal/{channel.id}/kunci", push="y")
    first = client.get(made.headers["Location"])
    assert_page(first)
    (text,) = re.findall(r"renaksi_[\w-]{43}", first.text)
    again = client.get(made.headers["Location"])
    assert_page(again)
    assert text not in again.text
    assert only(ApiKey).prefix in again.text
    assert push(client, text, COMPLAINT).status_code == 201
    assert client.get("/api/v1/figures", headers=bearer(text)).status_code == 403
    assert_page(client.get("/pengaduan/kanal"))


def test_a_double_click_makes_one_key(client, baruga, coordinator):
    fields = {"idempotency_key": new_id(), "push": "y"}
    first, second = (client.post(f"/pengaduan/kanal/{baruga.id}/kunci", data=fields) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert db.session.scalar(select(func.count()).select_from(ApiKey)) == 1


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "Isi nama kanal."),
        ("x" * 81, "Paling banyak 80 karakter."),
        ("<b>", "Tanpa kurung sudut"),
        ("BARUGA", "sudah ada"),
        ("sp4n-lapor", "milik sumber lain"),
        ("LAPOR!", "milik sumber lain"),
        ("Register daerah", "milik sumber lain"),
    ],
)
def test_a_name_that_cannot_be(client, baruga, coordinator, name, message):
    answer = send(client, "/pengaduan/kanal", name=name)
    assert_page(answer, status=422)
    assert message in answer.text
    assert only(Channel).name == "Baruga"


def test_a_key_is_good_for_something_and_not_for_the_past(client, baruga, coordinator):
    address = f"/pengaduan/kanal/{baruga.id}/kunci"
    nothing = send(client, address)
    assert_page(nothing, status=422)
    assert "Pilih sedikitnya satu kegunaan." in nothing.text
    past = send(client, address, push="y", expires_on=(utc_now() - timedelta(days=2)).date().isoformat())
    assert "Tanggal ini sudah lewat." in past.text
    assert db.session.scalar(select(func.count()).select_from(ApiKey)) == 0


def test_a_key_lasts_to_the_end_of_its_day_where_the_government_is(client, baruga, coordinator):
    day = (utc_now() + timedelta(days=10)).date()
    send(client, f"/pengaduan/kanal/{baruga.id}/kunci", push="y", expires_on=day.isoformat())
    assert only(ApiKey).expires_at.isoformat() == f"{day.isoformat()}T16:00:00+00:00"  # midnight in WITA


def test_revoking_asks_once_and_is_logged(client, key, coordinator):
    page = client.get(f"/pengaduan/kanal/kunci/{key.key.id}").text
    assert "Cabut kunci renaksi_" in page
    address = f"/pengaduan/kanal/kunci/{key.key.id}/cabut"
    assert client.post(address).status_code == 302
    revoked_at = only(ApiKey).revoked_at
    assert client.post(address).status_code == 302
    assert only(ApiKey).revoked_at == revoked_at
    logged = db.session.scalars(
        select(AuditEntry.action).where(AuditEntry.action.startswith("channel."))
    ).all()
    assert sorted(logged) == ["channel.added", "channel.key_made", "channel.key_revoked"]
    assert push(client, key.text, COMPLAINT).status_code == 401
    assert_page(client.get(f"/pengaduan/kanal/{key.key.channel_id}"))


def test_the_log_never_holds_a_secret(client, key, coordinator):
    entries = db.session.scalars(select(AuditEntry)).all()
    assert entries
    assert not any(key.text in str(entry.after) or key.key.sha256 in str(entry.after) for entry in entries)


def test_a_webhook_from_its_address_to_its_end(client, app, baruga, coordinator, monkeypatch):
    monkeypatch.setitem(app.config, "WEBHOOKS_TO_PRIVATE_ADDRESSES", True)
    with listening() as receiver:
        made = send(client, f"/pengaduan/kanal/{baruga.id}/webhook", url=f" {receiver.url} ")
        webhook = only(Webhook)
        assert (webhook.url, webhook.active) == (receiver.url, True)
        first = client.get(made.headers["Location"])
        assert_page(first)
        assert len(re.findall(r"whsec_[\w-]{43}", first.text)) == 1
        assert "whsec_" not in client.get(made.headers["Location"]).text
        assert client.post(f"/pengaduan/kanal/webhook/{webhook.id}/uji").status_code == 302
        run_pending_jobs()
        assert receiver.messages()[0]["event"] == "channel.test"
        page = client.get(made.headers["Location"])
        assert_page(page)
        assert "Sampai" in page.text
        delivery = only(WebhookDelivery)
        assert client.post(f"/pengaduan/kanal/kiriman/{delivery.id}/ulang").status_code == 302
        assert only(WebhookDelivery).state is DeliveryState.WAITING
        run_pending_jobs()
        assert len(receiver.got) == 2
        pause = {"version": webhook.version, "aktif": "0"}
        assert client.post(f"/pengaduan/kanal/webhook/{webhook.id}/aktif", data=pause).status_code == 302
        assert client.post(f"/pengaduan/kanal/webhook/{webhook.id}/aktif", data=pause).status_code == 409
        paused = client.post(f"/pengaduan/kanal/webhook/{webhook.id}/uji", follow_redirects=True)
        assert "dijeda" in paused.text
        run_pending_jobs()
        assert len(receiver.got) == 2
    assert_page(client.get(f"/pengaduan/kanal/{baruga.id}"))
    version = only(Webhook).version
    gone = client.post(f"/pengaduan/kanal/webhook/{webhook.id}/hapus", data={"version": version})
    assert gone.headers["Location"] == f"/pengaduan/kanal/{baruga.id}"
    assert db.session.scalar(select(func.count()).select_from(WebhookDelivery)) == 0


def test_trouble_is_said_in_words(client, app, baruga, coordinator, monkeypatch):
    monkeypatch.setitem(app.config, "WEBHOOKS_TO_PRIVATE_ADDRESSES", True)
    webhook = make.webhook(baruga, "http://127.0.0.1:9/")
    client.post(f"/pengaduan/kanal/webhook/{webhook.id}/uji")
    run_pending_jobs()
    page = client.get(f"/pengaduan/kanal/webhook/{webhook.id}")
    assert_page(page)
    assert "Server tidak dapat dihubungi." in page.text
    assert "Dicoba lagi" in page.text


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("", "Isi alamatnya."),
        ("http://kanal.contoh.go.id/", "https://"),
        ("https://10.0.0.1/", "jaringan dalam"),
        ("entah", "Bukan alamat web"),
    ],
)
def test_an_address_that_cannot_be(client, baruga, coordinator, url, message):
    answer = send(client, f"/pengaduan/kanal/{baruga.id}/webhook", url=url)
    assert_page(answer, status=422)
    assert message in answer.text
    assert db.session.scalar(select(func.count()).select_from(Webhook)) == 0


def test_the_operator_and_others_do_not_connect_channels(client, sinjai, baruga):
    for role, place in ((Role.OPERATOR, None), (Role.LEADER, sinjai), (Role.MINISTRY_REVIEWER, None)):
        login(client, user_with(role, place))
        assert client.get("/pengaduan/kanal").status_code == 403
        assert client.get(f"/pengaduan/kanal/{baruga.id}").status_code == 403


def test_the_guide_is_for_everybody_and_made_from_the_document(client, app, db_session):
    page = client.get("/api/v1/")
    assert_page(page, app)
    document = client.get("/api/v1/openapi.json").get_json()
    for address in document["paths"]:
        assert address in page.text
    for name in document["components"]["schemas"]["Complaint"]["properties"]:
        assert f">{name}<" in page.text
    assert "curl" in page.text
    assert "<script src" not in page.text.replace('<script src="/static', "")


def test_the_guide_speaks_english_too(client, db_session):
    client.post("/bahasa", data={"language": "en", "next": "/api/v1/"})
    assert "API for channel applications" in client.get("/api/v1/").text
