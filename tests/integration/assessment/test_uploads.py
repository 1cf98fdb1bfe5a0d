"""Evidence in pieces: what is lost on the way comes again, what is whole is judged like any file, once."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from app.assessment.models import Evidence
from app.db import db, new_id, unit_of_work, utc_now
from app.files.pieces import Upload, sweep_uploads
from app.files.pieces.actions import MOST_UNDER_WAY, PIECE
from tests.factories import assessment as rounds
from tests.integration.files.keeping import on_disk


def picture() -> bytes:
    """A noisy PNG of several pieces."""
    noise = Image.effect_noise((900, 900), 90)
    buffer = io.BytesIO()
    noise.save(buffer, "PNG")
    return buffer.getvalue()


PNG = picture()
assert len(PNG) > 2 * PIECE


def door(assessment, code="K-01"):
    return f"/asesmen/isian/{assessment.id}/{code}/unggahan"


def begin(client, own, name="foto.png", size=None, **more):
    fields = {
        "filename": name,
        "size": len(PNG) if size is None else size,
        "idempotency_key": new_id(),
        **more,
    }
    return client.post(door(own), data=fields)


def send(client, address, content, offset=0):
    """All pieces from `offset` on."""
    answer = None
    for place in range(offset, len(content), PIECE):
        answer = client.put(f"{address}?mulai={place}", data=content[place : place + PIECE])
        assert answer.status_code == 200
    return answer


def kept(assessment, code="K-01") -> list[Evidence]:
    db.session.expire_all()
    answer = rounds.line(assessment, code).answer
    return answer.evidence if answer else []


@pytest.fixture
def own(place):
    return place.assessment()


@pytest.fixture
def client(place, sign_in):
    return sign_in(place.admins[0])


class TestWhole:
    def test_it_becomes_evidence_with_what_was_said(self, client, own):
        started = begin(client, own)
        assert started.status_code == 303
        address = started.location
        assert client.get(address).json["received"] == 0
        assert send(client, address, PNG).json["received"] == len(PNG)
        told = {"document_date": "2021-02-01", "issuing_unit": "Bupati", "valid_until": "2030-01-01"}
        done = client.post(f"{address}/selesai", data=told)
        assert done.status_code == 200
        assert "foto.png" in done.json["list"]
        (evidence,) = kept(own)
        assert client.get(f"/asesmen/bukti/{evidence.id}").data == PNG
        assert (evidence.issuing_unit, str(evidence.valid_until)) == ("Bupati", "2030-01-01")

    def test_finishing_twice_makes_one_and_leaves_no_pieces(self, app, client, own):
        address = begin(client, own).location
        send(client, address, PNG)
        for _again in range(2):
            assert client.post(f"{address}/selesai").status_code == 200
        assert len(kept(own)) == 1
        assert not [name for name in on_disk(store(app)) if name.startswith("uploads/")]

    def test_beginning_twice_with_one_key_begins_once(self, client, own):
        key = new_id()
        places = {begin(client, own, idempotency_key=key).location for _again in range(2)}
        assert len(places) == 1


def store(app):
    return Path(str(app.config["FILES_URL"]).removeprefix("file://"))


class TestADroppedLine:
    def test_a_piece_that_came_twice_changes_nothing(self, client, own):
        address = begin(client, own).location
        client.put(f"{address}?mulai=0", data=PNG[:PIECE])
        again = client.put(f"{address}?mulai=0", data=PNG[:PIECE])
        assert again.status_code == 409
        assert again.json["received"] == PIECE
        gap = client.put(f"{address}?mulai={2 * PIECE}", data=PNG[2 * PIECE : 3 * PIECE])
        assert (gap.status_code, gap.json["received"]) == (409, PIECE)
        send(client, address, PNG, PIECE)
        client.post(f"{address}/selesai")
        assert client.get(f"/asesmen/bukti/{kept(own)[0].id}").data == PNG

    def test_half_a_file_cannot_be_finished(self, client, own):
        address = begin(client, own).location
        client.put(f"{address}?mulai=0", data=PNG[:PIECE])
        assert client.post(f"{address}/selesai").status_code == 409
        assert kept(own) == []

    def test_pieces_that_are_gone_say_begin_again(self, app, client, own):
        address = begin(client, own).location
        send(client, address, PNG)
        next(store(app).glob("uploads/*/00000")).unlink()
        assert client.post(f"{address}/selesai").status_code == 410
        assert kept(own) == []


class TestRefused:
    @pytest.mark.parametrize(
        ("name", "size", "text"),
        [
            ("foto.png", 11 * 1024 * 1024, "terlalu besar"),
            ("foto.png", 0, "kosong"),
            ("foto.png", -5, "kosong"),
            ("program.exe", 100, "tidak diterima"),
        ],
    )
    def test_what_could_only_be_refused_later_is_refused_now(self, client, own, name, size, text):
        answer = begin(client, own, name, size)
        assert answer.status_code == 422
        assert text in answer.json["message"]
        assert db.session.scalars(select(Upload)).all() == []

    def test_the_content_decides_in_the_end(self, client, own):
        content = b"MZ" + bytes(3000)
        address = begin(client, own, "sk.pdf", len(content)).location
        send(client, address, content)
        answer = client.post(f"{address}/selesai")
        assert answer.status_code == 422
        assert "bukan PDF" in answer.json["message"]
        assert kept(own) == []

    def test_no_more_than_was_announced_and_no_more_than_a_piece(self, client, own):
        address = begin(client, own, size=100).location
        assert client.put(f"{address}?mulai=0", data=bytes(101)).status_code == 422
        assert client.put(f"{address}?mulai=0", data=bytes(PIECE + 1)).status_code == 413
        assert client.get(address).json["received"] == 0

    def test_a_wrong_date_is_said_before_anything_is_kept(self, client, own):
        address = begin(client, own).location
        send(client, address, PNG)
        answer = client.post(f"{address}/selesai", data={"document_date": "2999-01-01"})
        assert "Tanggal dokumen:" in answer.json["message"]
        assert kept(own) == []
        assert client.post(f"{address}/selesai", data={"document_date": "2021-01-01"}).status_code == 200

    def test_nobody_else_touches_it(self, client, own, place, sign_in):
        address = begin(client, own).location
        other_question = address.replace("/K-01/", "/K-02/")
        assert client.get(other_question).status_code == 404
        for number, person in ((404, place.admins[1]), (404, place.coordinator)):
            stranger = sign_in(person)
            for answer in (
                stranger.get(address),
                stranger.put(f"{address}?mulai=0", data=b"x"),
                stranger.post(f"{address}/selesai"),
            ):
                assert answer.status_code in (number, 403, 409)
        db.session.expire_all()
        assert db.session.scalars(select(Upload)).one().received == 0

    def test_after_the_submission_nothing_is_taken(self, client, own, place):
        address = begin(client, own).location
        send(client, address, PNG)
        rounds.submitted(place.admin(), own)
        db.session.commit()
        before = len(kept(own))
        assert client.post(f"{address}/selesai").status_code == 409
        assert len(kept(own)) == before


class TestSweeping:
    def test_what_nobody_finished_goes_after_a_day(self, app, client, own):
        address = begin(client, own).location
        client.put(f"{address}?mulai=0", data=PNG[:PIECE])
        assert sweep_uploads() == 0
        db.session.scalars(select(Upload)).one().created_at = utc_now() - timedelta(hours=25)
        db.session.commit()
        with unit_of_work():
            assert sweep_uploads() == 1
        assert db.session.scalars(select(Upload)).all() == []
        assert not [name for name in on_disk(store(app)) if name.startswith("uploads/")]

    def test_nobody_piles_them_up(self, client, own):
        for _each in range(MOST_UNDER_WAY + 2):
            begin(client, own)
        assert len(db.session.scalars(select(Upload)).all()) == MOST_UNDER_WAY
