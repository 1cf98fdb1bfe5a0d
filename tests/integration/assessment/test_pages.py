"""Every page of the assessment, in every state it can be in, held to the house style."""

from decimal import Decimal

import pytest
from flask import Flask

from app.access import Role
from app.assessment.actions import decide, mark_to_return, return_assessment, submit
from app.assessment.models import Receipt
from app.db import db
from tests.factories import assessment as rounds
from tests.factories import organisations as make
from tests.style_guide import assert_page, words


def sheet(assessment):
    return f"/asesmen/isian/{assessment.id}"


class TestTaskList:
    def test_a_fresh_sheet_invites_to_begin(self, app: Flask, place, sign_in):
        own = place.assessment()
        tree = assert_page(sign_in(place.admins[0]).get(sheet(own)), app)
        text = words(tree)
        assert "0 dari 6 lengkap" in text
        assert "Mulai mengisi" in text
        assert "1 indikator lain dihitung sistem" in text
        assert "K-03" not in text  # the government answers it

    def test_progress_and_the_next_question(self, app: Flask, place, sign_in):
        own = place.assessment()
        rounds.filled(place.admin(), own, without=["S-01"])
        text = words(assert_page(sign_in(place.admins[0]).get(sheet(own)), app))
        assert "5 dari 6 lengkap" in text
        assert "Lanjutkan: S-01" in text

    def test_a_complete_sheet_asks_to_be_checked_and_sent(self, app: Flask, place, sign_in):
        own = rounds.filled(place.admin(), place.assessment())
        assert "Periksa dan kirim" in words(assert_page(sign_in(place.admins[0]).get(sheet(own)), app))

    def test_a_submitted_sheet_shows_its_receipt(self, app: Flask, place, sign_in):
        own = rounds.submitted(place.admin(), place.assessment())
        text = words(assert_page(sign_in(place.admins[0]).get(sheet(own)), app))
        assert own.receipt_number in text
        assert "Lihat tanda terima" in text

    def test_home_leads_to_the_own_sheet(self, place, sign_in):
        response = sign_in(place.admins[0]).get("/asesmen/")
        assert response.location == sheet(place.assessment())

    def test_home_leads_the_coordinator_to_the_board(self, place, sign_in):
        assert sign_in(place.coordinator).get("/asesmen/").location == "/asesmen/papan"

    def test_before_the_first_round_it_says_so(self, app: Flask, db_session, sign_in):
        unit = make.unit(make.government())
        admin = make.user_with(Role.OPD_ADMIN, unit=unit)
        assert "Belum ada putaran" in words(assert_page(sign_in(admin).get("/asesmen/"), app))

    def test_an_opd_that_takes_no_part_is_told(self, app: Flask, place, sign_in):
        admin = make.user_with(Role.OPD_ADMIN, unit=make.unit(place.government))
        assert "belum ikut" in words(assert_page(sign_in(admin).get("/asesmen/"), app))


@pytest.mark.parametrize("code", ["K-01", "K-02", "S-01", "S-02", "D-01", "P-01", "M-01"])
class TestQuestion:
    def test_every_kind_of_answer_has_a_page(self, app: Flask, place, sign_in, code):
        own = place.assessment()
        tree = assert_page(sign_in(place.admins[0]).get(f"{sheet(own)}/{code}"), app)
        assert f"Pertanyaan {code}" in words(tree)

    def test_and_one_to_read_once_submitted(self, app: Flask, place, sign_in, code):
        own = rounds.submitted(place.admin(), place.assessment())
        tree = assert_page(sign_in(place.admins[0]).get(f"{sheet(own)}/{code}"), app)
        assert {box.get("name") for box in tree.iter("textarea")} <= {"message"}  # of the talk below
        assert "Nilai jawaban ini" in words(tree)

    def test_and_one_to_verify(self, app: Flask, place, sign_in, code):
        own = rounds.submitted(place.admin(), place.assessment())
        page = sign_in(place.coordinator).get(f"/asesmen/verifikasi/{own.id}/{code}")
        assert "Jawaban OPD" in words(assert_page(page, app))


def test_the_complaints_of_the_same_opd_stand_beside_the_answer(app: Flask, place, sign_in, register):
    register.say("volume", 20)
    register.say("followed_up_share", 0.375)
    text = words(assert_page(sign_in(place.admins[0]).get(f"{sheet(place.assessment())}/K-01"), app))
    assert "Pengaduan yang sudah ditindaklanjuti37,5%" in text
    assert "Sumber: Register uji" in text
    assert "5 Okt 2021 13.53 WITA" in text


def test_no_complaints_are_not_a_perfect_score(app: Flask, place, sign_in):
    text = words(assert_page(sign_in(place.admins[0]).get(f"{sheet(place.assessment())}/K-01"), app))
    assert "Nol pengaduan bukan berarti nilai sempurna" in text


def test_the_check_page_lists_what_is_missing(app: Flask, place, sign_in):
    own = place.assessment()
    rounds.filled(place.admin(), own, without=["S-01", "D-01"])
    rounds.answered(place.admin(), own, "S-01")
    text = words(assert_page(sign_in(place.admins[0]).get(f"{sheet(own)}/periksa"), app))
    assert "2 jawaban belum lengkap" in text
    assert "Bukti dukung belum ada" in text
    assert "Belum dijawab" in text
    assert "Kirim asesmen" not in text


def test_a_receipt_can_be_printed(app: Flask, place, sign_in):
    own = rounds.submitted(place.admin(), place.assessment())
    receipt = db.session.query(Receipt).one()
    text = words(assert_page(sign_in(place.admins[0]).get(f"/asesmen/tanda-terima/{receipt.id}"), app))
    assert own.receipt_number in text
    assert receipt.sha256 in text
    assert place.admins[0].name in text


def test_returned_answers_carry_their_reason(app: Flask, place, sign_in):
    own = rounds.submitted(place.admin(), place.assessment())
    answer = rounds.line(own, "K-01").stored
    mark_to_return(
        place.lead, answer, "Lampirkan SK terbaru.", "Bukti yang berlaku.", seen_version=answer.version
    )
    return_assessment(place.lead, own)
    client = sign_in(place.admins[0])
    assert "1 jawaban masih perlu diperbaiki" in words(assert_page(client.get(sheet(own)), app))
    text = words(assert_page(client.get(f"{sheet(own)}/K-01"), app))
    assert "Lampirkan SK terbaru." in text
    assert "Simpan dan lanjut" in text
    assert "Simpan dan lanjut" not in words(assert_page(client.get(f"{sheet(own)}/K-02"), app))


class TestRounds:
    def test_the_list(self, app: Flask, place, sign_in):
        assert "Asesmen Uji" in words(assert_page(sign_in(place.coordinator).get("/asesmen/putaran"), app))

    def test_the_empty_list_says_what_to_do(self, app: Flask, db_session, sign_in):
        coordinator = make.user_with(Role.COORDINATOR, make.government())
        text = words(assert_page(sign_in(coordinator).get("/asesmen/putaran"), app))
        assert "Buka putaran pertama" in text

    def test_a_new_one(self, app: Flask, place, sign_in):
        assert "Tahun penilaian" in words(
            assert_page(sign_in(place.coordinator).get("/asesmen/putaran/baru"), app)
        )

    def test_without_an_instrument_there_is_nothing_to_open(self, app: Flask, db_session, sign_in):
        coordinator = make.user_with(Role.COORDINATOR, make.government())
        text = words(assert_page(sign_in(coordinator).get("/asesmen/putaran/baru"), app))
        assert "Belum ada instrumen yang terbit" in text

    def test_change(self, app: Flask, place, sign_in):
        late = make.unit(place.government, name="Dinas yang Menyusul")
        text = words(assert_page(sign_in(place.coordinator).get(f"/asesmen/putaran/{place.round.id}"), app))
        assert late.name in text


class TestBoard:
    def test_with_opd_in_every_state(self, app: Flask, db_session, register, sign_in):
        place = rounds.place(units=4)
        rounds.verified(place, 0)
        rounds.submitted(place.admin(1), place.assessment(1))
        returned = rounds.submitted(place.admin(2), place.assessment(2))
        answer = rounds.line(returned, "K-01").stored
        mark_to_return(place.lead, answer, "Kurang.", "Bukti yang berlaku.", seen_version=answer.version)
        return_assessment(place.lead, returned)
        text = words(assert_page(sign_in(place.coordinator).get("/asesmen/papan"), app))
        for expected in ("Sedang diisi", "Terkirim", "Terverifikasi", "Dikembalikan", "3 dari 4 OPD"):
            assert expected in text

    def test_without_a_round_it_says_what_to_do(self, app: Flask, db_session, sign_in):
        coordinator = make.user_with(Role.COORDINATOR, make.government())
        text = words(assert_page(sign_in(coordinator).get("/asesmen/papan"), app))
        assert "Buka putaran pertama" in text

    def test_without_opd_it_says_what_to_do(self, app: Flask, db_session, register, sign_in):
        place = rounds.place(units=0)
        text = words(assert_page(sign_in(place.coordinator).get("/asesmen/papan"), app))
        assert "Belum ada OPD dalam putaran ini" in text

    def test_a_filter_that_fits_nothing_says_so(self, app: Flask, place, sign_in):
        text = words(assert_page(sign_in(place.coordinator).get("/asesmen/papan?cari=zzz"), app))
        assert "Tidak ada OPD yang cocok" in text

    def test_filters(self, app: Flask, place, sign_in):
        rounds.submitted(place.admin(), place.assessment())
        client = sign_in(place.coordinator)
        first, second = place.units[0].name, place.units[1].name
        text = words(assert_page(client.get("/asesmen/papan?status=submitted"), app))
        assert first in text
        assert second not in text
        text = words(assert_page(client.get(f"/asesmen/papan?cari={second}"), app))
        assert first not in text
        assert second in text
        text = words(assert_page(client.get("/asesmen/papan?jenis=rsud&status=nonsense"), app))
        assert "Tidak ada OPD yang cocok" in text


class TestVerification:
    @pytest.mark.parametrize("state", ["draft", "submitted", "verified"])
    def test_in_every_state(self, app: Flask, place, sign_in, state):
        own = place.assessment()
        if state == "submitted":
            rounds.submitted(place.admin(), own)
        if state == "verified":
            rounds.verified(place)
        assert_page(sign_in(place.coordinator).get(f"/asesmen/verifikasi/{own.id}"), app)


class TestScores:
    def test_before_anybody_submitted(self, app: Flask, place, sign_in):
        text = words(assert_page(sign_in(place.coordinator).get("/asesmen/nilai"), app))
        assert "Belum ada indeks" in text

    def test_with_indices(self, app: Flask, place, sign_in, register):
        register.say("followed_up_share", 0.9)
        rounds.verified(place)
        submit(place.admin(1), rounds.filled(place.admin(1), place.assessment(1)))
        client = sign_in(place.coordinator)
        text = words(assert_page(client.get("/asesmen/nilai"), app))
        assert "dari 2 OPD" in text
        assert "Instrumen contoh untuk uji" in text
        for path in ("", "/kebijakan", "/monev"):
            assert "Sumbangan" in words(assert_page(client.get(f"/asesmen/nilai/cara-hitung{path}"), app))
        unit = place.units[0].id
        assert_page(client.get(f"/asesmen/nilai/opd/{unit}"), app)
        for path in ("", "/kebijakan"):
            page = client.get(f"/asesmen/nilai/opd/{unit}/cara-hitung{path}")
            assert "Sumbangan" in words(assert_page(page, app))
        assert client.get("/asesmen/nilai/cara-hitung/tidak-ada").status_code == 404

    def test_the_contributions_that_are_written_add_up(self, app: Flask, place, sign_in):
        rounds.verified(place)
        unit = place.units[0].id
        page = assert_page(sign_in(place.coordinator).get(f"/asesmen/nilai/opd/{unit}/cara-hitung"), app)
        written = [words(each) for each in page.iter("td") if each.get("data-label") == "Sumbangan"]
        *each, total = [Decimal(text.replace(",", ".")) for text in written if text != "–"]
        assert all(len(text.partition(",")[2]) == 3 for text in written if text != "–")
        assert abs(sum(each) - total) <= Decimal("0.0005") * len(each)

    def test_each_page_says_whose_scores_it_counts(self, app: Flask, place, sign_in):
        own = rounds.submitted(place.admin(), place.assessment())
        answer = rounds.line(own, "K-01").stored
        decide(place.lead, answer, 1, "Tidak ada bukti.", seen_version=answer.version)
        address = f"/asesmen/nilai/opd/{place.units[0].id}"
        assert "Nilai penilaian mandiri OPD" in words(assert_page(sign_in(place.admins[0]).get(address), app))
        page = words(assert_page(sign_in(place.coordinator).get(address), app))
        assert "lalu hasil verifikasi koordinator" in page
        assert "Nilai penilaian mandiri OPD" not in page

    def test_the_opd_sees_its_own(self, app: Flask, place, sign_in):
        unit = place.units[0].id
        client = sign_in(place.admins[0])
        assert client.get("/asesmen/nilai").location.startswith(f"/asesmen/nilai/opd/{unit}")
        text = words(assert_page(client.get(f"/asesmen/nilai/opd/{unit}"), app))
        assert "Nilai sementara" in text

    def test_the_ministry_chooses_a_government(self, app: Flask, place, sign_in):
        client = sign_in(make.user_with(Role.MINISTRY_REVIEWER))
        for page in ("nilai", "papan"):
            text = words(assert_page(client.get(f"/asesmen/{page}"), app))
            assert place.government.name in text
            chosen = f"/asesmen/{page}?pemerintah={place.government.code}"
            assert_page(client.get(chosen), app)


def test_the_start_page_tells_what_waits(app: Flask, place, sign_in):
    text = words(assert_page(sign_in(place.admins[0]).get("/"), app))
    assert "0 dari 6 lengkap" in text
    rounds.submitted(place.admin(), place.assessment())
    text = words(assert_page(sign_in(place.coordinator).get("/"), app))
    assert "1 OPD sudah mengirim" in text
    assert "1 dari 2 OPD" in text
