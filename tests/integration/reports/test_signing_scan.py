"""A scan of what was signed on paper, who may sign what, and withdrawing."""

from datetime import timedelta

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.access import Role
from app.db import db, utc_now
from app.files import read
from app.plans.actions import accept_plan, return_plan, revise_plan
from app.reports.models import IssuedDocument
from app.reports.rules import KEPT
from app.reports.signing.models import DocumentSignature, SigningClaim
from tests.factories import organisations as make
from tests.factories import plans
from tests.factories import signing as factory
from tests.integration.reports.signed import (
    address,
    issued_of,
    logged,
    printed,
    said,
    scan,
    send,
    signatures,
)


@pytest.fixture
def row(app, desk, tmp_path, monkeypatch):
    monkeypatch.setitem(app.config, "SIGNING_FOLDER", str(tmp_path))
    submission = plans.in_review(desk)
    accept_plan(desk.act(desk.reviewer), desk.plan, submission)
    return printed(desk, record=submission.id)


@pytest.fixture
def browser(desk, sign_in, row):
    return sign_in(desk.coordinator)


TODAY = make.today()


class TestScan:
    def test_it_is_the_signed_copy(self, browser, row):
        assert "Lampirkan pindaian" in said(browser.get(address(row)), 200)
        content = factory.sample_pdf("dipindai")
        assert scan(browser, row, content, signed_on=TODAY.isoformat()).status_code == 302
        (signed,) = signatures()
        assert read(signed.file) == content
        assert browser.get(f"/laporan/berkas/{row.id}").data == content
        assert browser.get(f"/laporan/berkas/{row.id}/asli").data == read(row.file)
        assert "Ditandatangani basah; salinan pindaian" in said(browser.get(address(row)), 200)

    @pytest.mark.parametrize(
        ("days", "reason"), [(1, "belum tiba"), (-2, "belum ada pada tanggal itu"), (None, "Isi tanggalnya")]
    )
    def test_the_day_is_between_the_document_and_today(self, browser, row, days, reason):
        day = (TODAY + timedelta(days=days)).isoformat() if days is not None else ""
        assert reason in said(scan(browser, row, signed_on=day))
        assert not signatures()

    @pytest.mark.parametrize("content", [b"bukan pdf", b"%PDF-1.7 rusak", b""])
    def test_a_file_that_is_no_pdf_is_refused(self, browser, row, content):
        assert scan(browser, row, content, signed_on=TODAY.isoformat()).status_code == 422
        assert not signatures()

    def test_the_original_is_no_scan(self, browser, row):
        assert "belum ada tanda tangannya" in said(
            scan(browser, row, read(row.file), signed_on=TODAY.isoformat())
        )

    def test_a_way_that_is_not_set_up_says_so(self, browser, row):
        assert "belum dipasang" in said(browser.get(address(row) + "?cara=certificate"), 200)
        assert send(browser, row).status_code == 200
        assert not signatures()

    def test_a_signed_document_is_never_discarded(self, browser, row, desk):
        scan(browser, row, signed_on=TODAY.isoformat())
        for _ in range(KEPT + 1):
            printed(desk, record=row.record)
        assert browser.get(f"/laporan/berkas/{row.id}").status_code == 200


class TestWithdrawing:
    @pytest.fixture
    def signed(self, browser, row):
        scan(browser, row, signed_on=TODAY.isoformat())
        return signatures()[0]

    def take_back(self, browser, row, reason="Salah pindai", key="w" * 22):
        return browser.post(address(row) + "/tarik", data={"idempotency_key": key, "reason": reason})

    def test_it_takes_a_reason_and_frees_the_document(self, browser, row, signed):
        assert "Tulis alasannya" in said(self.take_back(browser, row, reason=" "))
        assert self.take_back(browser, row).status_code == 302
        (old,) = signatures()
        assert old.withdrawal_reason == "Salah pindai"
        assert len(logged("report.signature_withdrawn")) == 1
        assert "Salah pindai" in said(browser.get(address(row)), 200)
        scan(browser, row, factory.sample_pdf("baru"), key="n" * 22, signed_on=TODAY.isoformat())
        assert [each.stands for each in signatures()] == [False, True]

    @pytest.mark.parametrize(
        "change",
        ["signer_name = 'Orang Lain'", "sha256 = 'x'", "signed_on = '2020-01-01'", "government_id = 'x'"],
    )
    def test_nothing_else_of_it_ever_changes(self, signed, change):
        with pytest.raises(DBAPIError):
            db.session.execute(text(f"UPDATE document_signature SET {change}"))
        db.session.rollback()

    def test_it_is_withdrawn_once_and_never_removed(self, browser, row, signed):
        self.take_back(browser, row)
        for statement in (
            "UPDATE document_signature SET withdrawal_reason = 'lain'",
            "DELETE FROM document_signature",
        ):
            with pytest.raises(DBAPIError):
                db.session.execute(text(statement))
            db.session.rollback()

    def test_a_second_one_cannot_stand_beside_it(self, signed):
        twin = {
            column.name: getattr(signed, column.name)
            for column in DocumentSignature.__table__.columns
            if column.name != "id"
        }
        db.session.add(DocumentSignature(**twin))
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()


class TestWhichDocuments:
    def obstacle(self, browser, row):
        answer = browser.get(address(row))
        assert scan(browser, row, signed_on=TODAY.isoformat()).status_code == 302
        assert not signatures()
        return said(answer, 200)

    def test_a_working_copy_waits_until_it_is_sent(self, browser, desk):
        assert "Naskah kerja belum dapat" in self.obstacle(browser, printed(desk, is_concept=True))

    def test_a_version_that_was_sent_may_be_signed_though_its_pages_say_concept(
        self, app, desk, sign_in, tmp_path, monkeypatch
    ):
        monkeypatch.setitem(app.config, "SIGNING_FOLDER", str(tmp_path))
        submission = plans.in_review(desk)
        row = printed(desk, record=submission.id, is_concept=True)
        browser = sign_in(desk.coordinator)
        assert "masih bertanda KONSEP" in said(browser.get(address(row)), 200)
        assert scan(browser, row, signed_on=TODAY.isoformat()).status_code == 302
        assert len(signatures()) == 1

    def test_a_version_that_was_replaced_is_not_signed_any_more(self, desk, sign_in):
        submission = plans.in_review(desk)
        row = printed(desk, record=submission.id)
        return_plan(desk.act(desk.reviewer), desk.plan, submission, "Perbaiki")
        revise_plan(desk.place.lead, desk.plan)
        plans.sent(desk)
        db.session.commit()
        assert "digantikan kiriman" in self.obstacle(sign_in(desk.coordinator), row)

    def test_the_list_offers_what_may_be_signed(self, browser, row, desk):
        working = printed(desk, is_concept=True)
        page = browser.get("/laporan/").text
        assert address(row) in page
        assert address(working) not in page

    def test_a_report_that_is_a_concept_waits(self, browser, desk):
        row = printed(desk, "verification_minutes", is_concept=True)
        assert "masih konsep" in self.obstacle(browser, row)

    def test_a_finished_report_may_be_signed(self, browser, desk):
        row = printed(desk, "verification_minutes")
        assert scan(browser, row, signed_on=TODAY.isoformat()).status_code == 302
        assert len(signatures()) == 1

    def test_of_an_older_document_nobody_knows_whether_it_was_a_concept(self, browser, desk):
        row = printed(desk, "verification_minutes")
        db.session.execute(
            update(IssuedDocument).where(IssuedDocument.id == issued_of(row).id).values(is_concept=None)
        )
        db.session.commit()
        assert "Buat ulang dokumennya" in self.obstacle(browser, row)

    def test_a_document_that_nobody_signs_has_no_such_page(self, browser, desk):
        row = printed(desk, "receipt", record="rencana:x")
        assert browser.get(address(row)).status_code == 404


class TestWho:
    def test_coordinator_and_leader_sign_for_their_government(self, row, desk, sign_in):
        for person in (desk.coordinator, desk.leader):
            assert sign_in(person).get(address(row)).status_code == 200

    def test_others_may_read_and_not_sign(self, row, desk, sign_in):
        for person in (desk.admin, desk.supervisor, desk.ombudsman):
            browser = sign_in(person)
            assert browser.get(address(row)).status_code == 403
            assert "Tanda tangani" not in browser.get("/laporan/").text

    def test_the_ministry_does_not_sign_for_a_regency(self, row, desk, sign_in):
        assert sign_in(desk.reviewer).get(address(row)).status_code == 404

    def test_a_letter_is_the_ministrys_to_sign(self, row, desk, sign_in):
        letter = printed(desk, "review_letter")
        assert sign_in(desk.coordinator).get(address(letter)).status_code == 404
        assert sign_in(desk.reviewer).get(address(letter)).status_code == 200

    def test_another_government_finds_nothing(self, row, sign_in):
        stranger = sign_in(make.user_with(Role.COORDINATOR, make.government()))
        assert stranger.get(address(row)).status_code == 404
        assert scan(stranger, row, signed_on=TODAY.isoformat()).status_code == 404
        assert stranger.get(f"/laporan/berkas/{row.id}/asli").status_code == 404
        assert stranger.post(address(row) + "/tarik", data={"idempotency_key": "w" * 22}).status_code == 404


class TestAtTheSameTime:
    def claim(self, row, age):
        db.session.add(
            SigningClaim(
                issued_id=issued_of(row).id,
                government_id=row.government_id,
                claimed_at=utc_now() - timedelta(seconds=age),
            )
        )
        db.session.commit()

    def test_while_somebody_signs_nobody_else_can(self, browser, row):
        self.claim(row, 5)
        assert "Sedang ditandatangani" in said(browser.get(address(row)), 200)
        assert scan(browser, row, signed_on=TODAY.isoformat()).status_code == 302
        assert not signatures()

    def test_a_signing_that_died_does_not_block_for_ever(self, browser, row):
        self.claim(row, 600)
        assert scan(browser, row, signed_on=TODAY.isoformat()).status_code == 302
        assert len(signatures()) == 1
