"""Signing by the national provider's client: a real HTTP server in the test, which signs with a test's certificate."""

import io
import time
from datetime import timedelta

import pytest

from app.files import read
from app.plans.actions import accept_plan
from app.reports.rules.signing import Hand, SigningWay
from app.reports.signing import provider, wire
from app.reports.signing.certificate import OfficeCertificate
from tests.factories import plans
from tests.factories import signing as factory
from tests.integration.reports.signed import address, claims, logged, printed, said, send, signatures


@pytest.fixture
def authority():
    return factory.Authority()


@pytest.fixture
def client_of_provider(authority):
    with factory.provider_client(authority.p12()) as client:
        yield client


@pytest.fixture
def office(app, desk, tmp_path, client_of_provider, monkeypatch):
    monkeypatch.setitem(app.config, "SIGNING_FOLDER", str(tmp_path))
    place = factory.Office(tmp_path, desk.government.code)
    place.provider(client_of_provider.url)
    return place


@pytest.fixture
def row(desk):
    submission = plans.in_review(desk)
    accept_plan(desk.act(desk.reviewer), desk.plan, submission)
    return printed(desk, record=submission.id)


@pytest.fixture
def browser(office, desk, sign_in, row):
    return sign_in(desk.coordinator)


def ask(browser, row):
    return send(browser, row, "provider")


def test_the_answer_is_kept_byte_for_byte(browser, row, client_of_provider):
    original = read(row.file)
    assert ask(browser, row).status_code == 302
    (signed,) = signatures()
    assert signed.way is SigningWay.PROVIDER
    kept = read(signed.file)
    assert kept.startswith(original)
    (call,) = client_of_provider.calls
    assert call == {
        "file": original,
        "nik": factory.IDENTITY.encode(),
        "passphrase": factory.PASSPHRASE.encode(),
        "tampilan": b"invisible",
    }
    assert client_of_provider.headers[0]["Authorization"].startswith("Basic ")
    assert "layanan penyelenggara nasional" in said(browser.get(address(row)), 200)


def test_a_double_click_asks_the_service_once(browser, row, client_of_provider):
    ask(browser, row)
    ask(browser, row)
    assert len(client_of_provider.calls) == 1


@pytest.mark.parametrize(
    ("status", "answer", "reason"),
    [
        (400, b'{"error": "Passphrase SALAH"}', "Frasa sandi tidak cocok"),
        (404, b"", "belum terdaftar"),
        (400, b'{"error": "Sertifikat kedaluwarsa"}', "sudah kedaluwarsa"),
        (500, b"galat dalam", "menolak permintaan ini (jawaban 500)"),
        (200, b"<html>Selamat datang</html>", "tidak menjawab dengan PDF"),
        (200, b"", "tidak menjawab dengan PDF"),
        (200, factory.sample_pdf("lain"), "dokumen lain"),
    ],
)
def test_an_answer_that_is_no_signed_document_says_what_it_is(
    browser, row, client_of_provider, status, answer, reason
):
    client_of_provider.status, client_of_provider.answer = status, answer
    page = said(ask(browser, row))
    assert reason in page
    assert not signatures()
    assert not claims()
    assert len(logged("report.signing_failed")) == 1


def test_the_document_without_a_signature_is_refused(browser, row, client_of_provider):
    client_of_provider.answer = read(row.file)
    assert "tanpa tanda tangan" in said(ask(browser, row))


def test_something_behind_the_signature_is_refused(browser, row, client_of_provider):
    client_of_provider.change = b"\n% ditambahkan\n"
    assert "tidak cocok dengan isi" in said(ask(browser, row))
    assert not signatures()


def test_a_signature_of_another_document_is_refused(browser, row, client_of_provider, authority):
    other = factory.sample_pdf("lain")
    client_of_provider.answer = OfficeCertificate(client_of_provider.p12).sign(
        other, Hand("A", "B", passphrase=factory.PASSPHRASE), "X"
    )
    assert "dokumen lain" in said(ask(browser, row))


def test_a_certificate_that_ran_out_is_refused_whatever_the_service_says(browser, row, client_of_provider):
    fresh = factory.Authority()
    client_of_provider.p12 = fresh.p12(begins=timedelta(days=-9), ends=timedelta(days=-1))
    original = read(row.file)
    client_of_provider.answer = signed_in_the_past(client_of_provider.p12, original)
    assert "sudah kedaluwarsa" in said(ask(browser, row))


def test_an_unknown_issuer_is_refused(browser, row, office):
    office.trust(factory.Authority("Penerbit Nasional").pem)
    assert "tidak termasuk penerbit yang dipercaya" in said(ask(browser, row))


def test_nobody_there(browser, row, office):
    office.provider("http://127.0.0.1:9/tandatangan")
    assert "tidak dapat dihubungi" in said(ask(browser, row))


def test_an_answer_byte_by_byte_ends_in_time(browser, row, client_of_provider, monkeypatch):
    monkeypatch.setattr(wire, "WHOLE_SECONDS", 0.6)
    client_of_provider.drip = 0.05
    begun = time.monotonic()
    assert "terlalu lama" in said(ask(browser, row))
    assert time.monotonic() - begun < 5


def test_an_endless_answer_is_cut(browser, row, client_of_provider, monkeypatch):
    monkeypatch.setattr(provider, "MORE", 1000)
    client_of_provider.answer = read(row.file) + b"x" * 200_000
    assert "terlalu besar" in said(ask(browser, row))


def test_no_redirect_is_followed(browser, row, client_of_provider):
    with factory.provider_client(b"") as elsewhere:
        client_of_provider.redirect = elsewhere.url
        assert "jawaban 302" in said(ask(browser, row))
        assert not elsewhere.calls


@pytest.mark.parametrize("text", ["bukan toml [", 'url = "file:///etc/passwd"', 'url = "http://a:b@c/"'])
def test_settings_that_cannot_be_used_are_the_operators_matter(browser, row, office, text):
    (office.folder / office.code / "provider.toml").write_text(text)
    assert "Minta operator" in said(ask(browser, row))


def signed_in_the_past(p12, pdf):
    """What a service that does not look at its certificate would answer."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    signer = signers.SimpleSigner.load_pkcs12_data(p12, [], passphrase=factory.PASSPHRASE.encode())
    meta = signers.PdfSignatureMetadata(field_name="F", subfilter=fields.SigSeedSubFilter.PADES)
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    return bytes(signers.PdfSigner(meta, signer).sign_pdf(writer).getvalue())
