"""A document that left the house can be checked by whoever holds it."""

import io

import pikepdf
import pytest
from sqlalchemy import func, select

from app.audit.models import AuditEntry
from app.db import db
from app.files import StoredFile, read
from app.jobs import run_pending_jobs
from app.plans.actions import return_plan, revise_plan
from app.reports.models import GeneratedDocument, IssuedDocument
from app.reports.renderers.verification import reference_in
from tests.factories import organisations as make
from tests.factories import plans
from tests.style_guide import assert_page, words


@pytest.fixture
def desk(db_session):
    return plans.desk()


def issued():
    db.session.expire_all()
    return db.session.scalars(select(IssuedDocument).order_by(IssuedDocument.created_at)).all()


def file_of(document):
    row = db.session.scalars(select(StoredFile).where(StoredFile.sha256 == document.sha256)).first()
    assert row is not None
    return read(row)


def hand_in(client, content, name="dokumen.pdf"):
    return client.post("/publik/verifikasi", data={"file": (io.BytesIO(content), name)})


@pytest.fixture
def sent(desk):
    """The document of a version that was sent."""
    submission = plans.in_review(desk)
    db.session.commit()
    run_pending_jobs()
    (document,) = issued()
    return submission, document


def test_a_sent_version_is_issued_with_a_code(sent):
    submission, document = sent
    assert document.submission_id == submission.id
    assert reference_in(file_of(document)) == document.id
    assert (
        db.session.scalars(select(AuditEntry).where(AuditEntry.action == "report.issued")).one().actor_user_id
    )


def test_the_very_file_is_recognised(app, client, sent, desk):
    _submission, document = sent
    text = words(assert_page(hand_in(client, file_of(document)), app))
    assert "Asli dan tidak berubah" in text
    assert desk.government.name in text
    assert "belum diterima kementerian" in text


def test_a_flipped_byte_is_reported_wherever_it_is(client, sent):
    _submission, document = sent
    whole = file_of(document)
    for place in (100, len(whole) // 3, len(whole) // 2):
        changed = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
        answer = hand_in(client, changed).text
        assert "Isinya sudah berubah" in answer
        assert document.sha256 in answer


def test_a_file_that_another_program_saved_again_says_so(client, sent):
    _submission, document = sent
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(file_of(document))) as opened:
        opened.save(target)
    assert "Isinya sudah berubah" in hand_in(client, target.getvalue()).text


def test_a_version_that_was_replaced_is_genuine_and_old(client, sent, desk):
    submission, document = sent
    return_plan(desk.act(desk.reviewer), desk.plan, submission, "Perbaiki")
    revise_plan(desk.place.lead, desk.plan)
    plans.sent(desk)
    db.session.commit()
    assert "versi lama" in hand_in(client, file_of(document)).text


@pytest.mark.parametrize("content", [b"x", b"%PDF-1.7 tidak dikenal", b"/ID [<" + b"41" * 22 + b">]"])
def test_anything_else_is_unknown(app, client, db_session, content):
    assert "Tidak dikenal" in words(assert_page(hand_in(client, content), app))


def test_a_missing_file_says_so_at_the_field(client, db_session):
    answer = client.post("/publik/verifikasi", data={})
    assert answer.status_code == 422
    assert "Pilih berkas terlebih dahulu" in answer.text


def test_nothing_is_kept(client, db_session):
    hand_in(client, b"%PDF-1.7 rahasia")
    assert db.session.scalar(select(func.count(StoredFile.id))) == 0


def test_the_code_leads_to_the_record_of_the_version(app, client, sent):
    submission, document = sent
    text = words(assert_page(client.get(f"/publik/verifikasi/{document.id}"), app))
    assert submission.receipt_number in text
    assert "Naskah kerja" not in text
    assert document.sha256 in text


def test_a_working_copy_has_a_record_without_its_content(app, client, desk):
    plans.line(desk, "Rahasia dalam draf")
    db.session.commit()
    make.login(client, desk.coordinator)
    client.post(
        "/laporan/buat/action_plan",
        data={"idempotency_key": "k" * 22, "language": "id", "kind": "pdf", "record": "kini"},
    )
    run_pending_jobs()
    (document,) = issued()
    make.logout(client)
    text = words(assert_page(client.get(f"/publik/verifikasi/{document.id}"), app))
    assert "Dokumen ini diterbitkan Renaksi" in text
    assert "Bukan versi yang dikirim ke kementerian" in text
    assert desk.government.name in text
    assert "Rahasia" not in text


def test_a_workbook_is_not_issued(client, desk):
    make.login(client, desk.coordinator)
    client.post(
        "/laporan/buat/action_plan",
        data={"idempotency_key": "k" * 22, "language": "id", "kind": "xlsx", "record": "kini"},
    )
    run_pending_jobs()
    assert db.session.scalars(select(GeneratedDocument)).one().file
    assert issued() == []


def test_an_unknown_code_is_not_found(app, client, db_session):
    answer = client.get("/publik/verifikasi/" + "x" * 22)
    assert answer.status_code == 404
    assert "Tidak ditemukan" in answer.text
