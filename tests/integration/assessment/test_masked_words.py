"""What officials write in threads and for all OPD keeps no personal data, wherever it is read."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.access import SYSTEM
from app.assessment.actions.common_answers import change_answer, publish_answer
from app.assessment.actions.masking import mask_words
from app.assessment.actions.talking import write
from app.assessment.hiding import hides_people, without_people
from app.assessment.together.models import CommonAnswer, ThreadMessage
from app.audit.models import AuditEntry
from app.db import db, new_id
from app.notifications.digest import mail_text
from app.notifications.models import Notification
from tests.factories import assessment as rounds
from tests.style_guide import assert_page, words

NIK = "3515082309870002"
PHONE = "081234567890"
SAID = f"Pelapor bernama Sutrisno Wibowo, NIK {NIK}, telepon {PHONE}, belum dibalas."
MASKED = "Data pribadi dalam teks ini disamarkan."


def spec_of(place):
    return rounds.line(place.assessment(), "K-01").spec


def answer_path(assessment, rest=""):
    return f"/asesmen/isian/{assessment.id}/K-01{rest}"


def clean(text):
    return NIK not in text and PHONE not in text and "Sutrisno" not in text


def test_a_message_is_masked_before_it_is_stored(app: Flask, place, sign_in):
    client, own = sign_in(place.admins[0]), place.assessment()
    before = words(assert_page(client.get(answer_path(own)), app))
    assert "yang dikenali disamarkan saat disimpan" in before, "said while writing"
    assert MASKED not in before
    sent = {"message": SAID, "asks": "y", "idempotency_key": new_id()}
    client.post(answer_path(own, "/percakapan"), data=sent)
    stored = db.session.scalars(select(ThreadMessage)).one().text
    assert clean(stored), stored
    assert "belum dibalas." in stored
    page = words(assert_page(client.get(answer_path(own)), app))
    assert MASKED in page
    assert "Data pribadi dalam pesan Anda sudah disamarkan." in page
    for address in ("/asesmen/pertanyaan-opd/K-01", answer_path(own)):
        page = words(assert_page(sign_in(place.coordinator).get(address), app))
        assert clean(page)
        assert MASKED in page, address


def test_nothing_of_it_leaves_by_notice_mail_or_log(place):
    write(place.admin(), place.assessment(), spec_of(place), SAID, asks=True)
    publish_answer(place.lead, place.round, spec_of(place), question=SAID, text=SAID)
    db.session.commit()
    notices = [f"{each.title} {each.body}" for each in db.session.scalars(select(Notification))]
    told = [(each.title, each.body, each.url) for each in db.session.scalars(select(Notification))]
    mails = [mail_text(place.admins[0].id, told)]
    log = [f"{each.before} {each.after}" for each in db.session.scalars(select(AuditEntry))]
    assert any("dijawab untuk semua OPD" in text for text in notices)
    assert all(clean(text) for text in [*notices, *mails, *log])


def test_an_answer_for_all_is_masked_published_and_changed(app: Flask, place, sign_in):
    client = sign_in(place.coordinator)
    sent = {"question": SAID, "answer": SAID, "idempotency_key": new_id()}
    client.post("/asesmen/pertanyaan-opd/K-01", data=sent)
    stored = db.session.scalars(select(CommonAnswer)).one()
    assert clean(stored.question + stored.text)
    told = words(assert_page(client.get("/asesmen/pertanyaan-opd/K-01"), app))
    assert MASKED in told
    assert "Data pribadi dalam teks Anda sudah disamarkan." in told
    change_answer(place.lead, stored, question="Apa?", text=f"Hubungi {PHONE}.", seen_version=stored.version)
    db.session.commit()
    assert (stored.question, clean(stored.text)) == ("Apa?", True)
    page = words(assert_page(sign_in(place.admins[1]).get(answer_path(place.assessment(1))), app))
    assert clean(page)
    assert MASKED in page


def test_what_names_nobody_stays_word_for_word(app: Flask, place, sign_in):
    client, own = sign_in(place.admins[0]), place.assessment()
    text = "Apakah SK Bupati Nomor 188/45 Tahun 2023 cukup untuk level 3?"
    client.post(answer_path(own, "/percakapan"), data={"message": text, "idempotency_key": new_id()})
    assert db.session.scalars(select(ThreadMessage)).one().text == text
    page = words(assert_page(client.get(answer_path(own)), app))
    assert MASKED not in page
    assert "sudah disamarkan" not in page


def test_what_was_stored_before_the_patterns_learnt_is_masked_again(place):
    made = write(place.admin(), place.assessment(), spec_of(place), "Apa buktinya?")
    common = publish_answer(place.lead, place.round, spec_of(place), question="Apa?", text="Ini.")
    made.text, common.text = SAID, SAID
    db.session.commit()
    assert mask_words(SYSTEM, place.government) == 2
    assert clean(made.text + common.text)
    assert mask_words(SYSTEM, place.government) == 0


def test_without_anybody_who_knows_how_nothing_is_stored(place, monkeypatch):
    monkeypatch.setattr("app.assessment.hiding._hiding", [])
    with pytest.raises(LookupError):
        write(place.admin(), place.assessment(), spec_of(place), "Apa saja.")
    assert not db.session.scalars(select(ThreadMessage)).all()


def test_the_mark_of_every_kind_is_known():
    assert hides_people(without_people(f"NIK {NIK}"))
    assert hides_people(without_people(f"telepon {PHONE}"))
    assert not hides_people("Tidak ada apa-apa [di sini].")
