"""Signing a document with the certificate of the office, by the provider's client, or on paper."""

import io
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest

from app.db import db
from app.files import read
from app.files.actions import blob_store
from app.organisations.models import MAIN, DocumentSettings
from app.plans.actions import accept_plan
from app.reports.renderers.pdf import render_pdf
from app.reports.rules.signing import SigningWay, Trouble
from app.reports.signing.labels import TROUBLE_LABELS
from app.reports.signing.looking import look_at
from tests.factories import plans
from tests.factories import signing as factory
from tests.integration.reports.signed import (
    address,
    claims,
    issued_of,
    logged,
    printed,
    said,
    send,
    signatures,
)

PAGE = (
    '<!doctype html><html lang="id"><head><title>Contoh</title></head><body><h1>Judul</h1>'
    "<p>Isi</p><table><tr><th>Kolom</th></tr><tr><td>Nilai</td></tr></table></body></html>"
)


def contents(page):
    """What is drawn on a page."""
    found = page.Contents
    return (
        b"".join(each.read_bytes() for each in found)
        if isinstance(found, pikepdf.Array)
        else found.read_bytes()
    )


@pytest.fixture
def authority():
    return factory.Authority()


@pytest.fixture
def office(app, desk, tmp_path, monkeypatch):
    monkeypatch.setitem(app.config, "SIGNING_FOLDER", str(tmp_path))
    return factory.Office(tmp_path, desk.government.code)


@pytest.fixture
def row(desk):
    submission = plans.in_review(desk)
    accept_plan(desk.act(desk.reviewer), desk.plan, submission)
    return printed(desk, record=submission.id)


class TestOfficeCertificate:
    @pytest.fixture
    def browser(self, office, authority, desk, sign_in, row):
        office.certificate(authority.p12())
        return sign_in(desk.coordinator)

    def test_the_signed_file_is_the_document_with_a_signature_behind_it(self, browser, row):
        original = browser.get(f"/laporan/berkas/{row.id}").data
        answer = send(browser, row)
        assert answer.status_code == 302
        (signed,) = signatures()
        content = browser.get(f"/laporan/berkas/{row.id}").data
        assert content.startswith(original)
        assert len(content) > len(original)
        assert browser.get(f"/laporan/berkas/{row.id}/asli").data == original
        seen = look_at(content)
        assert seen is not None
        assert seen.is_intact
        assert "Kepala Kantor Uji" in seen.certificate.subject
        assert signed.certificate_sha256 == seen.certificate.sha256
        assert signed.way is SigningWay.CERTIFICATE
        assert signed.issued_id == issued_of(row).id
        assert not claims()
        assert [entry.after["way"] for entry in logged("report.signed")] == ["certificate"]

    def test_the_page_says_who_signed_and_when(self, browser, row):
        assert "Frasa sandi" in said(browser.get(address(row)), 200)
        send(browser, row)
        text = said(browser.get(address(row)), 200)
        assert "Dra. Kepala Uji" in text
        assert "Penerbit Uji" in text
        assert "isi dokumen tidak berubah" in text
        assert "bukan siapa penerbit" in text
        assert "Ditandatangani Dra. Kepala Uji" in said(browser.get("/laporan/"), 200)

    def test_the_usual_signatory_stands_in_the_form(self, browser, row, desk):
        db.session.add(
            DocumentSettings(
                government_id=desk.government.id,
                signatories={MAIN: {"position": "Bupati", "name": "H. Andi Uji", "nip": "123"}},
            )
        )
        db.session.commit()
        page = browser.get(address(row)).text
        for value in ("H. Andi Uji", "Bupati", "123"):
            assert f'value="{value}"' in page

    @pytest.mark.parametrize(
        ("begins", "ends", "reason"),
        [
            (timedelta(days=-30), timedelta(days=-1), "sudah kedaluwarsa"),
            (timedelta(days=1), timedelta(days=30), "belum mulai berlaku"),
        ],
    )
    def test_a_certificate_outside_its_days_signs_nothing(
        self, browser, office, authority, row, begins, ends, reason
    ):
        office.certificate(authority.p12(begins=begins, ends=ends))
        assert reason in said(send(browser, row))
        assert not signatures()

    def test_a_wrong_passphrase_says_so_and_can_be_tried_again(self, browser, row):
        answer = send(browser, row, passphrase="bukan-ini")
        assert answer.status_code == 422
        assert "Frasa sandi tidak cocok" in said(answer)
        assert "bukan-ini" not in answer.text
        assert not signatures()
        assert not claims()
        (entry,) = logged("report.signing_failed")
        assert entry.after == {"way": "certificate", "reason": "wrong_passphrase"}
        assert send(browser, row).status_code == 302
        assert len(signatures()) == 1

    @pytest.mark.parametrize("content", [b"", b"bukan kunci", b"\x30\x82\x01\x00" + b"\x00" * 256])
    def test_a_file_that_is_no_key_is_the_operators_matter(self, browser, office, row, content):
        office.certificate(content)
        assert "Minta operator" in said(send(browser, row))

    def test_an_issuer_outside_those_that_are_trusted_is_refused(self, browser, office, row):
        office.trust(factory.Authority("Penerbit Lain").pem)
        assert "tidak termasuk penerbit yang dipercaya" in said(send(browser, row))
        assert not signatures()

    def test_an_issuer_that_is_trusted_is_confirmed(self, browser, office, authority, row):
        office.trust(authority.pem)
        send(browser, row)
        assert "Penerbitnya termasuk yang dipercaya" in said(browser.get(address(row)), 200)

    def test_a_certificate_that_was_taken_back_signs_nothing(self, browser, office, authority, row):
        office.revoke(authority.crl(authority.issued))
        assert "telah dicabut" in said(send(browser, row))
        assert not signatures()

    def test_a_list_that_the_issuer_did_not_sign_takes_nothing_back(self, browser, office, authority, row):
        office.revoke(authority.crl(authority.issued, key=factory.Authority().key))
        assert send(browser, row).status_code == 302

    def test_a_service_vouches_for_the_time(self, browser, office, authority, row):
        with factory.clock_service(authority) as url:
            office.clock(url)
            assert send(browser, row).status_code == 302
        seen = look_at(read(signatures()[0].file))
        assert seen is not None
        assert seen.has_timestamp
        assert seen.is_intact
        assert "tanpa cap waktu" not in said(browser.get(address(row)), 200)

    @pytest.mark.parametrize("broken", [b"", b"bukan cap waktu"])
    def test_a_time_service_that_fails_says_so(self, browser, office, authority, row, broken):
        with factory.clock_service(authority, broken) as url:
            office.clock(url)
            assert "cap waktu tidak menjawab" in said(send(browser, row))
        office.clock("http://127.0.0.1:9/")
        assert "cap waktu tidak menjawab" in said(send(browser, row, key="u" * 22))
        assert not signatures()

    def test_pages_and_tags_of_a_document_stay_as_they_are(self, browser, desk):
        tagged = printed(desk, "complaint_figures", content=render_pdf(PAGE, ("paper.css",)))
        assert send(browser, tagged).status_code == 302
        signed = read(signatures()[0].file)
        with pikepdf.open(io.BytesIO(signed)) as after, pikepdf.open(io.BytesIO(read(tagged.file))) as before:
            assert after.check_pdf_syntax() == []
            assert [contents(page) for page in after.pages] == [contents(page) for page in before.pages]
            assert after.Root.StructTreeRoot.objgen == before.Root.StructTreeRoot.objgen
            assert after.Root.MarkInfo.Marked
            (widget,) = after.pages[0].Annots
            left, _bottom, right, _top = (float(value) for value in widget.Rect)
            assert left == right <= 0, "the field lies outside the page: it needs no tag and hides nothing"
            assert widget.TU
            assert after.pages[0].Tabs == pikepdf.Name.S

    def test_a_double_click_signs_once(self, browser, row):
        assert send(browser, row).location == send(browser, row).location
        assert len(signatures()) == 1
        assert len(logged("report.signed")) == 1

    def test_two_pages_sign_once(self, browser, row):
        send(browser, row, key="a" * 22)
        answer = send(browser, row, key="b" * 22)
        assert answer.status_code == 302
        assert len(signatures()) == 1
        assert not logged("report.signing_failed")

    def test_a_kept_file_that_was_touched_is_reported(self, browser, row):
        send(browser, row)
        assert "isi dokumen tidak berubah" in said(browser.get(address(row)), 200)
        (signed,) = signatures()
        blob = Path(blob_store().root, signed.file.blob)
        content = bytearray(blob.read_bytes())
        content[200] ^= 1
        blob.write_bytes(content)
        assert "tidak cocok lagi" in said(browser.get(address(row)), 200)


def test_every_trouble_has_its_sentence():
    assert set(TROUBLE_LABELS) == set(Trouble)
