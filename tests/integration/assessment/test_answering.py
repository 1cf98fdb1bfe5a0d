"""Saving an answer: by hand, by itself, against others, after the deadline, with and without good files."""

import io
import re
from datetime import timedelta

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from app.access import Role
from app.assessment.actions import AnswerConflict, NotEditable, save_answer, submit
from app.assessment.models import Answer, Evidence, Round
from app.assessment.queries import load_sheet
from app.assessment.rules import ForbiddenStep, Refusal
from app.audit.models import AuditEntry
from app.db import db, new_id, utc_now
from app.files import StoredFile
from tests.factories import assessment as rounds
from tests.factories import organisations as make
from tests.style_guide import assert_page, words


def _picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(buffer, "PNG")
    return buffer.getvalue()


PNG = _picture()


def path(assessment, code="K-01"):
    return f"/asesmen/isian/{assessment.id}/{code}"


def form(**fields):
    return {
        "answer": "3",
        "reason": "Karena sudah ada SK.",
        "version": "0",
        "idempotency_key": new_id(),
        **fields,
    }


def stored(assessment, code="K-01"):
    db.session.expire_all()
    return rounds.line(assessment, code).answer


class TestByHand:
    def test_it_saves_and_goes_on(self, place, sign_in):
        own = place.assessment()
        response = sign_in(place.admins[0]).post(path(own), data=form())
        assert response.status_code == 302
        assert response.location == path(own, "K-02")
        answer = stored(own)
        assert (answer.value, answer.self_score, answer.self_reason) == (3, 3, "Karena sudah ada SK.")
        assert answer.self_by == place.admins[0].id
        assert (answer.verified_score, answer.ministry_score) == (None, None)

    @pytest.mark.parametrize(
        ("code", "typed", "value", "level"),
        [
            ("K-02", "yes", True, 4),
            ("K-02", "no", False, 1),
            ("S-01", "3", 3, 4),
            ("S-02", "full", "full", 4),
            ("D-01", "62,5", 62.5, 3),
        ],
    )
    def test_each_kind_of_answer_gives_its_level(self, place, sign_in, code, typed, value, level):
        own = place.assessment()
        sign_in(place.admins[0]).post(path(own, code), data=form(answer=typed))
        answer = stored(own, code)
        assert (answer.value, answer.self_score) == (value, level)

    def test_the_last_question_leads_to_the_check_page(self, place, sign_in):
        own = place.assessment()
        last = [line.spec.code for line in load_sheet(own).lines][-2]
        response = sign_in(place.admins[0]).post(path(own, last), data=form())
        assert response.location == path(own, "M-01")

    def test_nonsense_is_shown_again_with_the_text(self, app: Flask, place, sign_in):
        own = place.assessment()
        data = form(answer="banyak", reason="Teks saya")
        response = sign_in(place.admins[0]).post(path(own, "S-01"), data=data)
        text = words(assert_page(response, app, status=422))
        assert "Tulis angka" in text
        assert "Teks saya" in text
        assert stored(own, "S-01") is None

    def test_an_answer_without_a_reason_may_be_saved_but_is_not_complete(self, place, sign_in):
        own = place.assessment()
        sign_in(place.admins[0]).post(path(own), data=form(reason=""))
        assert stored(own).self_score == 3
        assert not rounds.line(own, "K-01").complete

    def test_a_double_click_saves_once(self, place, sign_in):
        own = place.assessment()
        client, data = sign_in(place.admins[0]), form()
        assert client.post(path(own), data=data).location == client.post(path(own), data=data).location
        assert stored(own).version == 1

    def test_a_measured_indicator_cannot_be_typed(self, place, sign_in):
        own = place.assessment()
        response = sign_in(place.admins[0]).post(path(own, "M-01"), data=form(answer="5"))
        assert response.status_code == 422
        response = sign_in(place.admins[0]).post(path(own, "M-01"), data=form(answer=""))
        assert response.status_code == 409
        assert stored(own, "M-01") is None

    def test_scores_of_others_never_bind(self, place, sign_in):
        own = place.assessment()
        data = form(verified_score="5", ministry_score="5", state="verified", needs_review="1")
        sign_in(place.admins[0]).post(path(own), data=data)
        answer = stored(own)
        assert (answer.verified_score, answer.ministry_score) == (None, None)
        assert own.state == "draft"


class TestLostRace:
    def test_the_second_sees_both_versions_and_keeps_the_own_text(self, app: Flask, place, sign_in):
        own = place.assessment()
        other = make.user_with(Role.OPD_ADMIN, unit=place.units[0], name="Rekan Uji")
        sign_in(other).post(path(own), data=form(answer="2", reason="Teks rekan"))
        response = sign_in(place.admins[0]).post(path(own), data=form(reason="Teks saya"))
        text = words(assert_page(response, app, status=409))
        for expected in ("Teks rekan", "Teks saya", "Rekan Uji", "Simpan isian saya", "Pakai yang tersimpan"):
            assert expected in text
        assert stored(own).self_reason == "Teks rekan"

    def test_knowingly_overwriting_works_once_the_version_was_seen(self, place, sign_in):
        own = place.assessment()
        rounds.answered(place.admin(), own, "K-01", reason="Teks rekan")
        data = form(reason="Teks saya", overwrite="1")
        assert sign_in(place.admins[0]).post(path(own), data=data).status_code == 302
        assert stored(own).self_reason == "Teks saya"

    def test_a_page_does_not_race_against_its_own_autosave(self, place, sign_in):
        own = place.assessment()
        client, data = sign_in(place.admins[0]), form(reason="Setengah")
        assert client.post(path(own) + "/otomatis", data=data).status_code == 200
        assert client.post(path(own), data={**data, "reason": "Selesai"}).status_code == 302
        assert stored(own).self_reason == "Selesai"

    def test_an_autosave_that_comes_too_late_never_wins(self, place, sign_in):
        own = place.assessment()
        client, data = sign_in(place.admins[0]), form(reason="Selesai")
        client.post(path(own), data=data)
        late = client.post(path(own) + "/otomatis", data={**data, "reason": "Setengah"})
        assert late.status_code == 409
        assert stored(own).self_reason == "Selesai"

    def test_two_first_answers_are_a_race_too(self, place):
        own = place.assessment()
        rounds.answered(place.admin(), own, "K-01")
        with pytest.raises(AnswerConflict):
            rounds.answered(place.admin(), own, "K-01", seen_version=0, value=1)

    @pytest.mark.parametrize("version", ["", "x", "-1", "99"])
    def test_a_version_nobody_saw_is_a_lost_race(self, place, sign_in, version):
        own = place.assessment()
        rounds.answered(place.admin(), own, "K-01")
        response = sign_in(place.admins[0]).post(path(own), data=form(version=version))
        assert response.status_code == 409


class TestAutosave:
    def test_it_answers_with_the_moment_and_the_new_version(self, place, sign_in):
        own = place.assessment()
        response = sign_in(place.admins[0]).post(path(own) + "/otomatis", data=form())
        text = response.get_data(as_text=True)
        assert re.search(r"Terkirim \d\d\.\d\d", text)
        assert 'data-draft-version="1"' in text
        assert "Bukti dukung belum ada" in text

    def test_the_next_one_continues_with_that_version(self, place, sign_in):
        own = place.assessment()
        client = sign_in(place.admins[0])
        client.post(path(own) + "/otomatis", data=form())
        response = client.post(path(own) + "/otomatis", data=form(version="1", reason="Lebih panjang"))
        assert 'data-draft-version="2"' in response.get_data(as_text=True)

    def test_saving_the_same_again_writes_nothing(self, place, sign_in):
        own = place.assessment()
        client, data = sign_in(place.admins[0]), form()
        client.post(path(own) + "/otomatis", data=data)
        client.post(path(own) + "/otomatis", data={**data, "version": "1"})
        assert stored(own).version == 1
        saved = select(AuditEntry).where(AuditEntry.action == "answer.saved")
        assert len(db.session.scalars(saved).all()) == 1

    def test_a_lost_race_shows_both(self, place, sign_in):
        own = place.assessment()
        rounds.answered(place.admin(), own, "K-01", reason="Teks rekan")
        response = sign_in(place.admins[0]).post(path(own) + "/otomatis", data=form(reason="Teks saya"))
        text = response.get_data(as_text=True)
        assert response.status_code == 409
        assert "Teks rekan" in text
        assert "Teks saya" in text
        assert "<html" not in text

    def test_nonsense_is_said(self, place, sign_in):
        own = place.assessment()
        response = sign_in(place.admins[0]).post(path(own, "S-01") + "/otomatis", data=form(answer="x"))
        assert response.status_code == 422
        assert "Tulis angka" in response.get_data(as_text=True)

    def test_a_very_long_reason_is_refused_with_words(self, place, sign_in):
        own = place.assessment()
        data = form(reason="x" * 4001)
        response = sign_in(place.admins[0]).post(path(own) + "/otomatis", data=data)
        assert response.status_code == 422
        assert "4.000" in response.get_data(as_text=True)


class TestDeadline:
    @pytest.fixture
    def over(self, db_session, register):
        where = rounds.place()
        round_ = db.session.get_one(Round, where.round.id)
        round_.opens_at = utc_now() - timedelta(days=30)
        round_.closes_at = utc_now() - timedelta(seconds=1)
        db.session.flush()
        return where

    def test_saving_by_hand_is_refused_and_keeps_the_text(self, app: Flask, over, sign_in):
        own = over.assessment()
        response = sign_in(over.admins[0]).post(path(own), data=form(reason="Teks terlambat"))
        text = words(assert_page(response, app, status=409))
        assert "Tenggat" in text
        assert "Teks terlambat" in text
        assert stored(own) is None

    def test_saving_by_itself_is_refused_with_words(self, over, sign_in):
        response = sign_in(over.admins[0]).post(path(over.assessment()) + "/otomatis", data=form())
        assert response.status_code == 409
        assert "Tenggat" in response.get_data(as_text=True)

    def test_the_page_only_reads(self, app: Flask, over, sign_in):
        tree = assert_page(sign_in(over.admins[0]).get(path(over.assessment())), app)
        assert {box.get("name") for box in tree.iter("textarea")} <= {"message"}  # of the talk below

    def test_submitting_is_refused(self, over, sign_in):
        own = over.assessment()
        data = {"idempotency_key": new_id()}
        response = sign_in(over.admins[0]).post(f"/asesmen/isian/{own.id}/kirim", data=data)
        assert response.status_code == 409
        assert "Tenggat" in response.get_data(as_text=True)

    def test_before_the_round_opens_nothing_is_saved(self, db_session, register, sign_in):
        where = rounds.place(opens_on=rounds.a_day(3))
        response = sign_in(where.admins[0]).post(path(where.assessment()), data=form())
        assert response.status_code == 409
        assert "belum dibuka" in response.get_data(as_text=True)

    def test_an_extension_for_one_opd_opens_only_that_one(self, over, sign_in):
        own, other = over.assessment(0), over.assessment(1)
        data = {
            "until": rounds.a_day(5).isoformat(),
            "version": str(own.version),
            "extension_reason": "Banjir.",
        }
        sign_in(over.coordinator).post(f"/asesmen/verifikasi/{own.id}/perpanjang", data=data)
        assert sign_in(over.admins[0]).post(path(own), data=form()).status_code == 302
        assert sign_in(over.admins[1]).post(path(other), data=form()).status_code == 409

    def test_an_extension_into_the_past_is_refused(self, over, sign_in):
        own = over.assessment()
        data = {
            "until": rounds.a_day(-5).isoformat(),
            "version": str(own.version),
            "extension_reason": "Banjir.",
        }
        page = sign_in(over.coordinator).post(
            f"/asesmen/verifikasi/{own.id}/perpanjang", data=data, follow_redirects=True
        )
        assert "hari ini atau sesudahnya" in page.get_data(as_text=True)
        db.session.expire_all()
        assert own.extended_until is None


class TestEvidence:
    def test_several_files_and_a_link_in_one_go(self, app: Flask, place, sign_in):
        own = place.assessment()
        data = form(
            files=[(io.BytesIO(PNG), "sk.png"), (io.BytesIO(PNG), "foto.png")],
            url="https://contoh.go.id/sk",
            link_title="SK di situs",
            document_date="2021-03-01",
            issuing_unit="Bupati",
        )
        client = sign_in(place.admins[0])
        response = client.post(path(own), data=data)
        assert response.location == path(own) + "#bukti"
        evidence = stored(own).evidence
        assert sorted(each.title for each in evidence) == ["SK di situs", "foto.png", "sk.png"]
        assert {each.issuing_unit for each in evidence} == {"Bupati"}
        assert {str(each.document_date) for each in evidence} == {"2021-03-01"}
        text = words(assert_page(client.get(path(own)), app))
        assert "1 Maret 2021" in text

    @pytest.mark.parametrize(
        ("day", "fault"),
        [
            ("1900-01-01", "paling awal 1 Januari 2000"),
            (str(rounds.TODAY + timedelta(days=2)), "tidak boleh sesudah hari ini"),
        ],
    )
    def test_a_document_of_no_possible_day_is_refused(self, app: Flask, place, sign_in, day, fault):
        own = place.assessment()
        client = sign_in(place.admins[0])
        data = form(url="https://contoh.go.id/sk", document_date=day)
        response = client.post(path(own), data=data)
        assert fault in words(assert_page(response, app, status=422))
        assert stored(own) is None
        client.post(path(own), data=form(url="https://contoh.go.id/sk", document_date="2021-03-01"))
        (evidence,) = stored(own).evidence
        data = {"title": "SK", "document_date": day, "version": str(evidence.version)}
        response = client.post(f"{path(own)}/bukti/{evidence.id}", data=data)
        assert fault in words(assert_page(response, app, status=422))

    def test_a_refused_file_says_why_and_the_text_is_kept(self, app: Flask, place, sign_in):
        own = place.assessment()
        data = form(files=[(io.BytesIO(b"MZ rusak"), "sk.pdf"), (io.BytesIO(PNG), "foto.png")])
        response = sign_in(place.admins[0]).post(path(own), data=data)
        text = words(assert_page(response, app, status=422))
        assert "sk.pdf" in text
        assert "bukti dukung lainnya sudah tersimpan" in text
        assert "Karena sudah ada SK." in text
        answer = stored(own)
        assert answer.self_reason == "Karena sudah ada SK."
        assert [each.title for each in answer.evidence] == ["foto.png"]

    def test_after_a_refused_file_the_same_page_saves_again(self, place, sign_in):
        own = place.assessment()
        client = sign_in(place.admins[0])
        page = client.post(path(own), data=form(files=[(io.BytesIO(b"MZ"), "sk.pdf")]))
        assert f'name="version" value="{stored(own).version}"' in page.get_data(as_text=True)
        again = form(version=str(stored(own).version), reason="Lanjut")
        assert client.post(path(own), data=again).status_code == 302

    @pytest.mark.parametrize(
        "url", ["javascript:alert(1)", "contoh.go.id", "ftp://contoh.go.id", "https://a b"]
    )
    def test_an_address_that_nobody_can_open_is_refused(self, place, sign_in, url):
        own = place.assessment()
        response = sign_in(place.admins[0]).post(path(own), data=form(url=url))
        assert response.status_code == 422
        assert "Tulis alamat lengkap yang diawali https://" in response.get_data(as_text=True)
        assert stored(own).evidence == []

    def test_its_description_can_be_changed(self, app: Flask, place, sign_in):
        own = place.assessment()
        rounds.answered(place.admin(), own, "K-01")
        rounds.proven(place.admin(), own, "K-01")
        evidence = stored(own).evidence[0]
        client, address = sign_in(place.admins[0]), f"{path(own)}/bukti/{evidence.id}"
        assert_page(client.get(address), app)
        assert_page(client.post(address, data={"title": "", "version": "1"}), app, status=422)
        data = {
            "title": "SK Tim 2021",
            "issuing_unit": "Sekda",
            "document_date": "2021-02-03",
            "version": "1",
        }
        assert client.post(address, data=data).status_code == 302
        evidence = stored(own).evidence[0]
        assert (evidence.title, evidence.issuing_unit) == ("SK Tim 2021", "Sekda")
        lost = words(assert_page(client.post(address, data={**data, "title": "SK Lain"}), app, status=409))
        assert "SK Tim 2021" in lost
        assert "SK Lain" in lost

    def test_removing_hides_it_but_keeps_the_row(self, place, sign_in):
        own = place.assessment()
        rounds.answered(place.admin(), own, "K-01")
        rounds.proven(place.admin(), own, "K-01")
        evidence = stored(own).evidence[0]
        client = sign_in(place.admins[0])
        for _ in range(2):
            assert client.post(f"{path(own)}/bukti/{evidence.id}/hapus").status_code == 302
        assert stored(own).evidence == []
        assert db.session.get_one(Evidence, evidence.id).removed_by == place.admins[0].id

    def test_a_file_is_downloaded_only_by_those_who_may(self, place, sign_in):
        own = place.assessment()
        sign_in(place.admins[0]).post(path(own), data=form(files=[(io.BytesIO(PNG), "sk.png")]))
        address = f"/asesmen/bukti/{stored(own).evidence[0].id}"
        response = sign_in(place.admins[0]).get(address)
        assert response.data == PNG
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert sign_in(place.coordinator).get(address).status_code == 200
        assert sign_in(make.user_with(Role.MINISTRY_REVIEWER)).get(address).status_code == 200
        assert sign_in(place.admins[1]).get(address).status_code == 404
        foreign = make.user_with(Role.COORDINATOR, make.government())
        assert sign_in(foreign).get(address).status_code == 404
        assert sign_in(make.user_with(Role.OMBUDSMAN)).get(address).status_code == 403

    def test_a_link_has_nothing_to_download(self, place, sign_in):
        own = place.assessment()
        rounds.answered(place.admin(), own, "K-01")
        rounds.proven(place.admin(), own, "K-01")
        assert sign_in(place.admins[0]).get(f"/asesmen/bukti/{stored(own).evidence[0].id}").status_code == 404

    def test_evidence_of_another_answer_is_not_found(self, place, sign_in):
        own = place.assessment()
        for code in ("K-01", "K-02"):
            rounds.answered(place.admin(), own, code)
            rounds.proven(place.admin(), own, code)
        foreign = stored(own, "K-02").evidence[0]
        assert sign_in(place.admins[0]).post(f"{path(own)}/bukti/{foreign.id}/hapus").status_code == 404

    def test_a_refused_file_leaves_nothing(self, place, sign_in):
        sign_in(place.admins[0]).post(
            path(place.assessment()), data=form(files=[(io.BytesIO(b"MZ"), "sk.pdf")])
        )
        assert db.session.scalars(select(StoredFile)).all() == []


class TestAfterSubmission:
    def test_nothing_is_open(self, place, sign_in):
        own = rounds.submitted(place.admin(), place.assessment())
        version = str(stored(own).version)
        response = sign_in(place.admins[0]).post(path(own), data=form(version=version))
        assert response.status_code == 409
        with pytest.raises(ForbiddenStep) as refused:
            rounds.answered(place.admin(), own, "K-01")
        assert refused.value.reason is Refusal.WRONG_STATE

    def test_evidence_is_closed_as_well(self, place, sign_in):
        own = rounds.submitted(place.admin(), place.assessment())
        evidence = stored(own).evidence[0]
        response = sign_in(place.admins[0]).post(f"{path(own)}/bukti/{evidence.id}/hapus")
        assert response.status_code == 409
        assert len(stored(own).evidence) == 1


def test_somebody_without_the_duty_saves_nothing(place):
    own = place.assessment()
    for actor in (place.lead, place.admin(1)):
        with pytest.raises(ForbiddenStep) as refused:
            rounds.answered(actor, own, "K-01")
        assert refused.value.reason is Refusal.WRONG_DUTY
    assert db.session.scalars(select(Answer)).all() == []


def test_the_audit_log_keeps_scores_but_no_words(place):
    rounds.answered(place.admin(), place.assessment(), "K-01", reason="Rahasia dapur")
    db.session.commit()
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "answer.saved")).one()
    assert entry.after is not None
    assert entry.after["self_score"] == 3
    assert "Rahasia" not in str(entry.after)


def test_a_closed_answer_is_not_editable_although_the_sheet_is(place):
    own = rounds.submitted(place.admin(), place.assessment())
    answer = rounds.line(own, "K-01").stored
    rounds.returned(place, own, "K-01")
    other = rounds.line(own, "K-02")
    with pytest.raises(NotEditable):
        save_answer(
            place.admin(), own, other.spec, value=False, reason="x", seen_version=other.stored.version
        )
    rounds.answered(place.admin(), own, "K-01", "4")
    assert answer.self_score == 4
    submit(place.admin(), own)
