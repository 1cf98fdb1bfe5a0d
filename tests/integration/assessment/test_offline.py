"""What a browser needs to fill in without a line: one page of everything, whose page it is, and sending twice."""

import pytest
from sqlalchemy import select

from app.assessment.models import Answer
from app.assessment.queries import load_sheet
from app.assessment.routes.offline import PERSON
from app.db import db
from tests.style_guide import assert_page, words

KEY = "halaman-pertama-12345"


@pytest.fixture
def client(place, sign_in):
    return sign_in(place.admins[0])


def send(client, assessment, reason, *, version=0, page=KEY, **more):
    fields = {"answer": "3", "reason": reason, "version": str(version), "idempotency_key": page, **more}
    return client.post(f"/asesmen/isian/{assessment.id}/K-01/otomatis", data=fields)


def stored(assessment) -> Answer:
    db.session.expire_all()
    return db.session.scalars(select(Answer).where(Answer.assessment_id == assessment.id)).one()


class TestSendingAgain:
    def test_what_is_stored_already_is_no_conflict(self, client, place):
        assessment = place.assessment()
        assert send(client, assessment, "Sama.").status_code == 200
        again = send(client, assessment, "Sama.", page="halaman-kedua-1234567")
        assert again.status_code == 200
        assert f'data-draft-version="{stored(assessment).version}"' in again.text

    def test_anything_else_is_and_shows_three_values(self, client, place):
        assessment = place.assessment()
        send(client, assessment, "Sama.")
        other = send(client, assessment, "Lain.", page="halaman-kedua-1234567", seen_reason="Semula.")
        assert other.status_code == 409
        for text in ("Sama.", "Lain.", "Semula.", "Saat halaman dibuka"):
            assert text in other.text
        assert stored(assessment).self_reason == "Sama."

    def test_a_button_pressed_without_a_line_counts_as_pressed(self, client, place):
        assessment = place.assessment()
        send(client, assessment, "Sama.")
        answer = stored(assessment)
        answer.needs_review = True
        db.session.commit()
        send(client, assessment, "Sama.", version=stored(assessment).version)
        assert stored(assessment).needs_review
        send(client, assessment, "Sama.", version=stored(assessment).version, confirmed="1")
        assert not stored(assessment).needs_review


class TestPages:
    def test_all_questions_stand_on_one_page(self, app, client, place):
        assessment = place.assessment()
        send(client, assessment, "Alasan yang sudah ada.")
        page = client.get(f"/asesmen/isian/{assessment.id}/semua")
        assert "Alasan yang sudah ada." in words(assert_page(page, app))
        asked = [line for line in load_sheet(assessment).lines if line.editable]
        assert page.text.count("data-draft-code=") == len(asked)

    def test_the_marked_pages_name_their_reader_and_no_other_does(self, client, place, sign_in):
        assessment = place.assessment()
        address = f"/asesmen/isian/{assessment.id}"
        marks = {
            client.get(path).headers.get(PERSON) for path in (address, f"{address}/K-01", f"{address}/semua")
        }
        assert len(marks) == 1
        mark = marks.pop()
        assert mark
        assert mark == client.get("/asesmen/sambungan").json["person"]
        for path in (f"{address}/periksa", "/asesmen/luring", "/asesmen/pekerja.js"):
            assert PERSON not in client.get(path).headers, path
        assert PERSON not in client.get(f"{address}/X-99").headers
        other = sign_in(place.admins[1])
        assert other.get("/asesmen/sambungan").json["person"] != mark
        assert PERSON not in other.get(address).headers  # a foreign record

    def test_the_installation_may_refuse_copies(self, app, client, place, monkeypatch):
        monkeypatch.setitem(app.config, "OFFLINE_PAGES", False)
        page = client.get(f"/asesmen/isian/{place.assessment().id}")
        assert PERSON not in page.headers
        assert "data-shelf" not in page.text

    def test_nobody_signed_in_learns_nothing(self, app):
        stranger = app.test_client()
        assert stranger.get("/asesmen/sambungan").status_code == 302
        page = stranger.get("/asesmen/luring")
        assert page.status_code == 200
        worker = stranger.get("/asesmen/pekerja.js")
        assert worker.mimetype == "text/javascript"
