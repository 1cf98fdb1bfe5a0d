"""One document at several answers: used again, described once, replaced with its history, taken away knowingly."""

import io
from datetime import date

import pytest
from PIL import Image
from sqlalchemy import select

from app.assessment.actions import NotEditable
from app.assessment.documents.actions import Described, describe_document, replace_file, use_document
from app.assessment.documents.models import DocumentVersion
from app.assessment.documents.queries import currency_of, documents_of, uses_of
from app.assessment.models import Evidence
from app.assessment.queries import load_sheet
from app.assessment.rules.currency import Currency
from app.assessment.states import ReturnState
from app.db import db, new_id
from app.jobs import run_pending_jobs
from app.web.conflict import Conflict
from tests.factories import assessment as rounds
from tests.style_guide import assert_page, words


def png(colour: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (1200, 800), colour).save(buffer, "PNG")
    return buffer.getvalue()


WHITE, BLUE = png("white"), png("blue")


def path(assessment, code="K-01"):
    return f"/asesmen/isian/{assessment.id}/{code}"


def form(**fields):
    return {"answer": "3", "reason": "Sudah ada.", "version": "0", "idempotency_key": new_id(), **fields}


def shown(assessment, code="K-01") -> list[Evidence]:
    db.session.expire_all()
    return rounds.line(assessment, code).stored.evidence


def evidence(assessment, code="K-01") -> Evidence:
    return shown(assessment, code)[0]


def digest(assessment, code="K-01") -> str:
    file = evidence(assessment, code).file
    assert file is not None
    return file.sha256


@pytest.fixture
def own(place, sign_in):
    """An assessment whose K-01 shows a document, and K-02 the same one."""
    assessment = place.assessment()
    client = sign_in(place.admins[0])
    told = {"document_date": "2021-02-01", "issuing_unit": "Bupati", "valid_until": "2030-12-31"}
    client.post(path(assessment), data=form(files=(io.BytesIO(WHITE), "sk.png"), **told))
    first = evidence(assessment)
    client.post(path(assessment, "K-02"), data=form(answer="yes", reuse=first.id))
    return assessment


class TestOneDocument:
    def test_it_is_asked_once_and_stands_at_both(self, own):
        one, other = evidence(own), evidence(own, "K-02")
        assert one.id != other.id
        assert one.document_id == other.document_id
        assert (other.file_id, other.issuing_unit, other.valid_until) == (
            one.file_id,
            "Bupati",
            date(2030, 12, 31),
        )
        assert [each.codes for each in documents_of(load_sheet(own))] == [("K-01", "K-02")]
        assert documents_of(load_sheet(own), without="K-02") == []

    def test_picking_it_twice_changes_nothing(self, own, place):
        use_document(place.admin(), own, rounds.line(own, "K-02").spec, evidence(own))
        db.session.commit()
        assert len(uses_of(evidence(own), own.id)) == 2

    def test_a_document_of_another_opd_cannot_be_picked(self, own, place, sign_in):
        foreign = place.assessment(1)
        sign_in(place.admins[1]).post(path(foreign), data=form(reuse=evidence(own).id))
        assert shown(foreign) == []

    def test_the_form_offers_what_is_there_and_says_where_it_is_used(self, app, own, place, sign_in):
        text = words(assert_page(sign_in(place.admins[0]).get(path(own, "S-01")), app))
        assert "Pakai dokumen yang sudah diunggah (1)" in text
        assert "dipakai pada K-01, K-02" in text

    def test_description_is_changed_at_both(self, own, place, sign_in):
        one = evidence(own)
        said = {"title": "SK Tim", "document_date": "2021-03-04", "issuing_unit": "Sekda", "valid_until": ""}
        address = f"{path(own)}/bukti/{one.id}"
        client = sign_in(place.admins[0])
        assert client.post(address, data={**said, "version": one.version}).status_code == 302
        for code in ("K-01", "K-02"):
            each = evidence(own, code)
            assert (each.title, each.document_date, each.issuing_unit, each.valid_until) == (
                "SK Tim",
                date(2021, 3, 4),
                "Sekda",
                None,
            )
        assert client.post(address, data={**said, "version": one.version - 1}).status_code == 409

    @pytest.mark.parametrize(
        ("told", "message"),
        [
            ({"valid_from": "2021-05-01", "valid_until": "2021-04-30"}, "Akhir masa berlaku tidak boleh"),
            ({"valid_from": "1899-01-01"}, "Isi tahun antara 2000 dan 2100."),
            ({"document_date": "2999-01-01"}, "tidak boleh sesudah hari ini"),
        ],
    )
    def test_a_wrong_period_is_told_beside_its_field(self, app, own, place, sign_in, told, message):
        one = evidence(own)
        client = sign_in(place.admins[0])
        said = {"title": "SK", "version": one.version, **told}
        for response in (
            client.post(f"{path(own)}/bukti/{one.id}", data=said),
            client.post(path(own, "S-01"), data=form(**told)),
        ):
            assert message in words(assert_page(response, app, status=422))


class TestReplacing:
    def replace(self, client, own, content=BLUE, **more):
        one = evidence(own)
        data = {"version": one.version, "note": "Ditandatangani", "file": (io.BytesIO(content), "baru.png")}
        return client.post(f"{path(own)}/bukti/{one.id}/ganti", data={**data, **more})

    def test_both_answers_show_the_new_one_and_the_old_one_stays(self, app, own, place, sign_in):
        client = sign_in(place.admins[0])
        old = digest(own)
        assert self.replace(client, own).status_code == 302
        one, other = evidence(own), evidence(own, "K-02")
        assert one.file_id == other.file_id
        assert digest(own) != old
        version = db.session.scalars(select(DocumentVersion)).one()
        assert (version.number, version.file.sha256, version.note) == (1, old, "Ditandatangani")
        assert version.replaced_by == place.admins[0].id
        assert client.get(f"/asesmen/bukti/{other.id}/versi/1").data == WHITE
        assert client.get(f"/asesmen/bukti/{other.id}").data == BLUE
        assert client.get(f"/asesmen/bukti/{other.id}/versi/2").status_code == 404
        text = words(assert_page(client.get(f"/asesmen/bukti/{one.id}/riwayat"), app))
        assert f"Diganti {place.admins[0].name}" in text
        assert "Ditandatangani" in text
        assert "Dipakai pada: K-01, K-02" in text

    def test_a_stale_page_and_a_bad_file_replace_nothing(self, app, own, place, sign_in):
        client = sign_in(place.admins[0])
        assert self.replace(client, own, version="99").status_code == 409
        response = self.replace(client, own, content=b"MZ" + bytes(3000))
        assert "bukan PNG" in words(assert_page(response, app, status=422))
        assert db.session.scalars(select(DocumentVersion)).all() == []
        assert client.get(f"/asesmen/bukti/{evidence(own).id}").data == WHITE

    def test_the_second_replacement_names_the_first(self, own, place, sign_in):
        client = sign_in(place.admins[0])
        self.replace(client, own)
        self.replace(client, own, content=png("red"), note="")
        versions = db.session.scalars(select(DocumentVersion).order_by(DocumentVersion.number)).all()
        assert [each.number for each in versions] == [1, 2]
        assert versions[1].added_at == versions[0].created_at

    def test_an_accepted_answer_keeps_the_document_it_was_accepted_with(self, own, place):
        rounds.submitted(place.admin(), own)
        rounds.returned(place, own, "K-02")
        db.session.commit()
        returned = evidence(own, "K-02")
        replace_file(
            place.admin(), own, returned, io.BytesIO(BLUE), "baru.png", seen_version=returned.version
        )
        db.session.commit()
        assert digest(own) != digest(own, "K-02")
        assert evidence(own).document_id != evidence(own, "K-02").document_id
        assert rounds.line(own, "K-02").stored.return_state is ReturnState.CORRECTED
        with pytest.raises(NotEditable):
            describe_document(place.admin(), own, evidence(own), Described("Lain"), seen_version=1)


class TestTakingAway:
    def test_the_page_says_which_answers_use_it(self, app, own, place, sign_in):
        one = evidence(own)
        client = sign_in(place.admins[0])
        text = words(assert_page(client.get(f"{path(own)}/bukti/{one.id}"), app))
        assert "Dokumen ini dipakai pada K-01, K-02." in text
        assert "tetap dipakai pada K-02" in text
        client.post(f"{path(own)}/bukti/{one.id}/hapus")
        assert shown(own) == []
        assert len(shown(own, "K-02")) == 1

    def test_or_from_all_of_them(self, own, place, sign_in):
        one = evidence(own)
        sign_in(place.admins[0]).post(f"{path(own)}/bukti/{one.id}/hapus", data={"everywhere": "1"})
        assert [shown(own, code) for code in ("K-01", "K-02")] == [[], []]


class TestReading:
    def test_the_verifier_sees_that_a_document_is_out_of_date(self, app, own, place, sign_in):
        one = evidence(own)
        client = sign_in(place.admins[0])
        said = {"title": "SK lama", "document_date": "2001-03-04", "valid_until": "2004-12-31"}
        client.post(f"{path(own)}/bukti/{one.id}", data={**said, "version": one.version})
        assert currency_of(evidence(own), own) is Currency.ENDED
        assert "Masa berlaku sudah berakhir" in words(assert_page(client.get(path(own)), app))
        rounds.submitted(place.admin(), own)
        db.session.commit()
        verifier = sign_in(place.coordinator)
        page = verifier.get(f"/asesmen/verifikasi/{own.id}/K-01")
        assert "Masa berlaku sudah berakhir" in words(assert_page(page, app))

    def test_the_preview_is_a_picture_of_our_own(self, own, place, sign_in):
        client = sign_in(place.admins[0])
        address = f"/asesmen/bukti/{evidence(own).id}/pratinjau"
        client.post(address)
        run_pending_jobs()
        response = client.get(f"{address}/gambar")
        assert response.mimetype == "image/jpeg"
        assert "sandbox" in response.headers["Content-Security-Policy"]
        with Image.open(io.BytesIO(response.data)) as picture:
            assert max(picture.size) == 900

    def test_a_round_held_later_judges_by_the_year_it_assesses(self, own):
        document = evidence(own)
        document.document_date, document.valid_until = date(own.round.year - 1, 5, 1), None
        assert currency_of(document, own) is Currency.CURRENT
        own.round.year -= 3  # what was issued after the year that is assessed proves nothing of it
        assert currency_of(document, own) is Currency.NOT_BEGUN
        own.round.year += 13
        assert currency_of(document, own) is Currency.OLD

    @pytest.mark.parametrize("door", ["", "/pratinjau", "/riwayat", "/versi/1"])
    def test_another_opd_finds_nothing(self, own, place, sign_in, door):
        assert sign_in(place.admins[1]).get(f"/asesmen/bukti/{evidence(own).id}{door}").status_code == 404


def test_a_lost_race_raises(own, place):
    with pytest.raises(Conflict):
        describe_document(place.admin(), own, evidence(own), Described("Lain"), seen_version=77)
