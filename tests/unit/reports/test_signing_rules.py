"""Which documents may be signed, what is accepted as a signature, and what the provider's answers mean."""

import inspect
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.reports.catalogue import DOCUMENTS, Document
from app.reports.rules.provider import (
    KnownAnswer,
    ProviderSettings,
    ProviderSettingsError,
    meaning,
    multipart,
    read_settings,
)
from app.reports.rules.signing import (
    Certificate,
    Facts,
    Hand,
    Obstacle,
    Seen,
    SigningWay,
    Standing,
    Trouble,
    Trust,
    acceptance_trouble,
    obstacle,
    scan_date_trouble,
    standing,
    validity_trouble,
    way_order,
)

NOW = datetime(2021, 6, 1, tzinfo=UTC)
CERTIFICATE = Certificate("CN=A", "CN=B", "1f", "a" * 64, NOW - timedelta(days=9), NOW + timedelta(days=9))
SEEN = Seen(CERTIFICATE, NOW, has_timestamp=False, is_intact=True, trust=Trust.NOT_ASKED)
REPORT = Facts(
    has_signatory=True,
    is_recorded=True,
    is_plan=False,
    is_sent=False,
    is_latest=False,
    is_concept=False,
    is_signed=False,
)
PLAN = replace(REPORT, is_plan=True, is_sent=True, is_latest=True)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (REPORT, None),
        (replace(REPORT, has_signatory=False), Obstacle.NO_SIGNATORY),
        (replace(REPORT, is_recorded=False), Obstacle.NOT_RECORDED),
        (replace(REPORT, is_concept=True), Obstacle.CONCEPT),
        (replace(REPORT, is_concept=None), Obstacle.NOT_RECORDED),
        (replace(REPORT, is_signed=True), Obstacle.SIGNED),
        (PLAN, None),
        (replace(PLAN, is_concept=True), None),  # sent: the mark only says that it is not accepted yet
        (replace(PLAN, is_concept=None), None),
        (replace(PLAN, is_sent=False), Obstacle.WORKING_COPY),
        (replace(PLAN, is_sent=False, is_concept=False), Obstacle.WORKING_COPY),
        (replace(PLAN, is_latest=False), Obstacle.REPLACED),
        (replace(PLAN, is_signed=True, is_latest=False), Obstacle.SIGNED),
    ],
)
def test_what_may_be_signed(facts, expected):
    assert obstacle(facts) is expected


@pytest.mark.parametrize(
    ("signed", "seen", "expected"),
    [
        (b"%PDF-1 a b", SEEN, None),
        (b"<html>", None, Trouble.NOT_A_PDF),
        (b"%PDF-1 x b", SEEN, Trouble.OTHER_DOCUMENT),
        (b"%PDF-1", SEEN, Trouble.OTHER_DOCUMENT),
        (b"%PDF-1 a b", None, Trouble.UNSIGNED),
        (b"%PDF-1 a b", replace(SEEN, is_intact=False), Trouble.BROKEN),
        (b"%PDF-1 a b", replace(SEEN, revoked_on=NOW), Trouble.REVOKED),
        (b"%PDF-1 a b", replace(SEEN, trust=Trust.UNKNOWN), Trouble.UNKNOWN_ISSUER),
        (b"%PDF-1 a b", replace(SEEN, trust=Trust.CONFIRMED), None),
    ],
)
def test_what_is_kept_as_a_signature(signed, seen, expected):
    assert acceptance_trouble(b"%PDF-1 a", signed, seen, NOW) is expected


def test_a_certificate_signs_within_its_days_to_the_second():
    first, last = CERTIFICATE.valid_from, CERTIFICATE.valid_until
    second = timedelta(seconds=1)
    assert validity_trouble(CERTIFICATE, first) is None
    assert validity_trouble(CERTIFICATE, last) is None
    assert validity_trouble(CERTIFICATE, first - second) is Trouble.NOT_YET_VALID
    assert validity_trouble(CERTIFICATE, last + second) is Trouble.EXPIRED
    assert acceptance_trouble(b"%PDF-", b"%PDF-x", SEEN, last + second) is Trouble.EXPIRED


@pytest.mark.parametrize(
    ("seen", "at", "expected"),
    [
        (SEEN, NOW, Standing.GOOD),
        (SEEN, NOW + timedelta(days=10), Standing.EXPIRED),
        (replace(SEEN, trust=Trust.UNKNOWN), NOW, Standing.UNKNOWN_ISSUER),
        (replace(SEEN, revoked_on=NOW), NOW + timedelta(days=10), Standing.REVOKED),
        (replace(SEEN, is_intact=False, revoked_on=NOW), NOW, Standing.BROKEN),
    ],
)
def test_the_gravest_is_said(seen, at, expected):
    assert standing(seen, at) is expected


def test_the_secrets_of_a_hand_are_not_shown():
    hand = Hand("Nama", "Jabatan", identity="7307", passphrase="rahasia")
    assert "rahasia" not in repr(hand)
    assert "7307" not in repr(hand)


def test_nobody_signs_before_the_document_or_after_today():
    first, today = date(2021, 5, 1), date(2021, 5, 9)
    assert scan_date_trouble(first, first, today) is None
    assert scan_date_trouble(today, first, today) is None
    assert scan_date_trouble(date(2021, 4, 30), first, today) == "early"
    assert scan_date_trouble(date(2021, 5, 10), first, today) == "future"


def test_the_first_way_that_is_set_up_is_offered():
    assert way_order({SigningWay.CERTIFICATE: True, SigningWay.PROVIDER: True}) is SigningWay.CERTIFICATE
    assert way_order({SigningWay.CERTIFICATE: False, SigningWay.PROVIDER: True}) is SigningWay.PROVIDER
    assert way_order({}) is SigningWay.SCAN


GIVEN = {
    "url": "https://klien.contoh.go.id:8443/tandatangan",
    "fields": {"document": "file", "passphrase": "kunci"},
    "answers": [{"status": 400, "contains": "Kata SANDI", "means": "wrong_passphrase"}],
}


class TestProviderSettings:
    def test_what_is_not_given_is_empty(self):
        settings = read_settings(GIVEN)
        assert settings.fields == {"document": "file", "identity": "", "passphrase": "kunci"}
        assert settings.answers == (KnownAnswer(Trouble.WRONG_PASSPHRASE, 400, "kata sandi"),)
        assert "sangat-rahasia" not in repr(replace(settings, password="sangat-rahasia"))

    @pytest.mark.parametrize(
        "change",
        [
            {"url": ""},
            {"url": "file:///etc/passwd"},
            {"url": "https:///tanpa-host"},
            {"url": "https://nama:sandi@klien/"},
            {"url": "https://klien:banyak/"},
            {"fields": {"document": "file"}},
            {"fields": {"document": 'a"b', "passphrase": "x"}},
            {"fields": {"document": "a\r\nb", "passphrase": "x"}},
            {"answers": [{"status": 400, "means": "not_a_pdf"}]},
            {"answers": [{"means": "expired"}]},
        ],
    )
    def test_what_cannot_be_used_is_refused(self, change):
        with pytest.raises(ProviderSettingsError):
            read_settings(GIVEN | change)


class TestAnswers:
    KNOWN = (
        KnownAnswer(Trouble.WRONG_PASSPHRASE, 400, "sandi"),
        KnownAnswer(Trouble.UNKNOWN_SIGNER, 404),
        KnownAnswer(Trouble.EXPIRED, None, "kedaluwarsa"),
    )

    @pytest.mark.parametrize(
        ("status", "body", "expected"),
        [
            (400, b"SANDI salah", Trouble.WRONG_PASSPHRASE),
            (400, b"lain", Trouble.REFUSED),
            (404, b"", Trouble.UNKNOWN_SIGNER),
            (200, b'{"pesan": "Sertifikat KEDALUWARSA"}', Trouble.EXPIRED),
            (200, b"%PDF-1.7 tentang sertifikat kedaluwarsa", None),
            (302, b"", Trouble.REFUSED),
            (500, b"\xff\xfe", Trouble.REFUSED),
            (200, b"", None),
        ],
    )
    def test_the_first_that_fits_counts(self, status, body, expected):
        assert meaning(self.KNOWN, status, body) is expected


def test_the_request_holds_what_is_configured_and_nothing_else():
    settings = ProviderSettings(
        "http://klien/",
        fields={"document": "berkas", "identity": "", "passphrase": "kunci"},
        extra={"tampilan": "tidak"},
    )
    body = multipart(settings, "dokumen.pdf", b"%PDF-1", "7307", "rahasia", "BATAS").decode()
    assert body.count("--BATAS") == 4
    assert 'name="berkas"; filename="dokumen.pdf"' in body
    assert 'name="kunci"\r\n\r\nrahasia\r\n' in body
    assert 'name="tampilan"\r\n\r\ntidak\r\n' in body
    assert "7307" not in body
    assert body.endswith("--BATAS--\r\n")


def test_every_document_that_marks_concepts_says_whether_it_is_one():
    """What is noted when a document is made decides later whether it may be signed."""
    marking = {
        document.name
        for document in DOCUMENTS.values()
        if "concept" in Path(inspect.getfile(type(document))).read_text()
    }
    saying = {
        document.name
        for document in DOCUMENTS.values()
        if type(document).is_concept is not Document.is_concept
    }
    assert {"action_plan", "verification_minutes"} <= marking
    assert marking <= saying
