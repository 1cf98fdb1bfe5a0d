"""Whoever holds a signed document learns who signed it, whether it still fits, and what was done to it."""

import io
from datetime import timedelta

import pytest

from app.db import db, utc_now
from app.files import read
from app.plans.actions import accept_plan
from app.reports.renderers.verification import reference_in
from app.reports.signing import looking, queries
from tests.factories import organisations as make
from tests.factories import plans
from tests.factories import signing as factory
from tests.integration.reports.signed import address, issued_of, printed, scan, send, signatures
from tests.style_guide import assert_page, words


@pytest.fixture
def desk(db_session):
    return plans.desk()


@pytest.fixture
def authority():
    return factory.Authority()


@pytest.fixture
def office(app, desk, tmp_path, authority, monkeypatch):
    monkeypatch.setitem(app.config, "SIGNING_FOLDER", str(tmp_path))
    place = factory.Office(tmp_path, desk.government.code)
    place.certificate(authority.p12())
    return place


@pytest.fixture
def row(desk):
    submission = plans.in_review(desk)
    accept_plan(desk.act(desk.reviewer), desk.plan, submission)
    return printed(desk, record=submission.id)


@pytest.fixture
def signed(client, office, desk, row):
    make.login(client, desk.coordinator)
    assert send(client, row).status_code == 302
    make.logout(client)
    return read(signatures()[0].file)


@pytest.fixture
def scanned(client, office, desk, row):
    make.login(client, desk.coordinator)
    content = factory.sample_pdf("pindaian basah")
    assert scan(client, row, content, signed_on=make.today().isoformat()).status_code == 302
    make.logout(client)
    return content


def hand_in(client, content):
    answer = client.post("/publik/verifikasi", data={"file": (io.BytesIO(content), "dokumen.pdf")})
    return words(assert_page(answer))


def record_of(client, row):
    return words(assert_page(client.get(f"/publik/verifikasi/{issued_of(row).id}")))


def test_the_signed_file_is_the_document(client, signed, desk):
    text = hand_in(client, signed)
    assert "Asli, tidak berubah, dan ditandatangani" in text
    assert "Dra. Kepala Uji" in text
    assert "Penerbit Uji" in text
    assert "bukan siapa penerbit" in text
    assert desk.government.name in text


def test_nothing_public_has_the_number_of_a_person(client, signed, row):
    for text in (hand_in(client, signed), record_of(client, row)):
        assert "19700101" not in text.replace(" ", "")


def test_the_original_is_the_same_document_without_a_signature(client, signed, row):
    text = hand_in(client, read(row.file))
    assert "Asli dan tidak berubah" in text
    assert "tanpa tanda tangan" in text
    assert "Dra. Kepala Uji" in text


def test_the_record_says_who_signed(client, signed, row):
    text = record_of(client, row)
    assert "Ditandatangani elektronik dengan sertifikat kantor" in text
    assert "isi dokumen tidak berubah" in text
    assert "Sekretaris Daerah" in text


def test_a_flipped_byte_is_reported_wherever_it_is(client, signed, row):
    original = len(read(row.file))
    places = (20, original // 2, original - 30, original + 200, signed.find(b"/Contents") + 400)
    for place in places:
        changed = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]
        text = hand_in(client, changed)
        assert "Isinya sudah berubah" in text, place
        assert "tentang dokumen aslinya" in text
        assert "dan ditandatangani" not in text.partition("Siapa yang menandatangani")[0]


def test_every_flipped_byte_breaks_the_signature_itself(signed):
    """Not only the hash that we keep: whoever validates the file elsewhere sees it as well."""
    hole = range(signed.rfind(b"/Contents") + 11, signed.rfind(b"/Contents") + 11 + 2 * 8192)
    for place in range(30, len(signed), len(signed) // 23):
        if place in hole:
            continue
        changed = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]
        try:
            seen = looking.look_at(changed)
        except looking.UnreadableSignatureError:
            continue
        assert seen is None or not seen.is_intact, place


def test_what_was_appended_after_the_signature_is_reported(client, signed):
    text = hand_in(client, signed + b"\n% tambahan\n")
    assert "Isinya sudah berubah" in text
    assert "tidak mencakup tambahannya" in text


def test_an_update_that_changes_a_page_after_the_signature_is_reported(client, signed):
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = generic.NumberObject(180)
    writer.update_container(page)
    target = io.BytesIO()
    writer.write(target)
    attacked = target.getvalue()
    assert attacked.startswith(signed)
    assert reference_in(attacked) == reference_in(signed)
    text = hand_in(client, attacked)
    assert "Isinya sudah berubah" in text
    assert "tidak mencakup tambahannya" in text
    seen = looking.look_at(attacked)
    assert seen is not None
    assert not seen.is_intact


def test_a_signature_from_elsewhere_is_not_ours(client, office, authority, row):
    from app.reports.rules.signing import Hand
    from app.reports.signing.certificate import OfficeCertificate

    hand = Hand("Orang Lain", "Penipu", passphrase=factory.PASSPHRASE)
    forged = OfficeCertificate(factory.Authority().p12()).sign(read(row.file), hand, "x")
    text = hand_in(client, forged)
    assert "ditambahkan di luar Renaksi" in text
    assert "Orang Lain" not in text


def test_a_certificate_that_ran_out_since(client, signed, row, monkeypatch):
    later = utc_now() + timedelta(days=800)
    monkeypatch.setattr(queries, "utc_now", lambda: later)
    assert "Masa berlaku sertifikatnya kini sudah lewat" in record_of(client, row)


def test_a_certificate_that_was_taken_back_since(client, signed, row, office, authority):
    office.revoke(authority.crl(authority.issued))
    text = record_of(client, row)
    assert "dicabut penerbit" in text
    assert "tidak berubah sejak ditandatangani" not in text


def test_the_issuer_is_confirmed_only_by_the_operators_list(client, signed, row, office, authority):
    office.trust(authority.pem)
    assert "Penerbitnya termasuk yang dipercaya" in record_of(client, row)
    office.trust(factory.Authority("Lain").pem)
    assert "penerbit sertifikatnya tidak termasuk" in record_of(client, row)


def test_a_scan_is_known_and_not_handed_out(client, scanned, row, desk):
    text = hand_in(client, scanned)
    assert "Pindaian dari dokumen ini" in text
    page = client.get(f"/publik/verifikasi/{issued_of(row).id}")
    assert "Ditandatangani basah; salinan pindaian" in words(assert_page(page))
    assert f"/laporan/berkas/{row.id}" not in page.text
    assert client.get(f"/laporan/berkas/{row.id}").status_code == 302  # to the sign-in


def test_a_withdrawn_signature_says_so(client, signed, row, desk):
    make.login(client, desk.coordinator)
    client.post(address(row) + "/tarik", data={"idempotency_key": "w" * 22, "reason": "Salah"})
    make.logout(client)
    text = hand_in(client, signed)
    assert "Tanda tangan ini ditarik" in text
    assert "Dikenal, tetapi jangan digunakan" in text
    assert "Dra. Kepala Uji" not in record_of(client, row)


def test_a_kept_file_that_was_lost_is_reported(client, signed, row):
    from app.files.actions import blob_store

    blob_store().remove(signatures()[0].file.blob)
    db.session.rollback()
    assert "Jangan gunakan dokumen ini" in record_of(client, row)
