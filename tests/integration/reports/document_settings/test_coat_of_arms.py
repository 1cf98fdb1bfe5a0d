"""The coat of arms: given, shown, replaced, taken away."""

import io

import pytest
from PIL import Image
from sqlalchemy import func, select

from app.access import Role
from app.db import db
from app.files import StoredFile
from tests.factories import organisations as make
from tests.integration.reports.document_settings.page import PAGE, VALUES, save
from tests.pdf_text import opened
from tests.style_guide import assert_page, words


def picture(kind="PNG", size=(60, 80)) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "#083f4e").save(buffer, kind)
    return buffer.getvalue()


class TestCoatOfArms:
    SHOWN = "/pemerintah/73.07/lambang"

    def give(self, client, content, name="lambang.png"):
        data = {"file": (io.BytesIO(content), name)}
        return client.post(f"{PAGE}/lambang", data=data, content_type="multipart/form-data")

    def test_given_shown_replaced_taken_away(self, client, coordinator, sinjai, db_session):
        assert "Unggah lambang" in words(assert_page(client.get(PAGE)))
        assert client.get(self.SHOWN).status_code == 404
        assert self.give(client, picture()).location == PAGE
        shown = client.get(self.SHOWN)
        assert (shown.status_code, shown.mimetype, shown.data) == (200, "image/png", picture())
        assert "sandbox" in shown.headers["Content-Security-Policy"]
        page = assert_page(client.get(PAGE))
        assert [each for each in page.iter("img") if each.get("src") == self.SHOWN]
        assert "Ganti lambang" in words(page)
        assert self.give(client, picture("JPEG"), "lambang.jpg").status_code == 302
        assert client.get(self.SHOWN).mimetype == "image/jpeg"
        assert db_session.scalar(select(func.count()).select_from(StoredFile)) == 1
        assert client.post(f"{PAGE}/lambang/hapus").location == PAGE
        assert client.get(self.SHOWN).status_code == 404
        assert db_session.scalar(select(func.count()).select_from(StoredFile)) == 0
        assert "Unggah lambang" in words(assert_page(client.get(PAGE)))

    def test_it_is_taken_away_after_one_question(self, client, coordinator, sinjai):
        self.give(client, picture())
        page = assert_page(client.get(PAGE))
        (asked,) = [
            each
            for each in page.iter("details")
            if f"{PAGE}/lambang/hapus" in {form.get("action") for form in each.iter("form")}
        ]
        assert asked.get("open") is None
        assert "Hapus lambang?" in " ".join(asked.itertext())

    def test_the_preview_shows_it(self, client, coordinator, sinjai):
        def images() -> int:
            with opened(client.post(f"{PAGE}/pratinjau.pdf", data=VALUES).data) as pdf:
                return len(pdf.pages[0].get_images())

        assert images() == 0
        self.give(client, picture())
        assert images() > 0

    @pytest.mark.parametrize(
        "content",
        [b"", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", b"%PDF-1.7\n%%EOF", b"MZ\x90\x00"],
        ids=["empty", "svg", "pdf", "program"],
    )
    def test_what_is_no_picture_is_refused_with_a_reason(self, client, coordinator, sinjai, content):
        save(client)  # what is set already stays in the form
        response = self.give(client, content)
        assert_page(response, status=422)
        assert "r-field__error" in response.text
        assert "(0482) 21000" in response.text
        db.session.refresh(sinjai)
        assert sinjai.logo_file_id is None

    def test_no_file_is_told(self, client, coordinator):
        response = client.post(f"{PAGE}/lambang", data={})
        assert_page(response, status=422)
        assert "Pilih berkas dahulu" in response.text

    def test_not_that_of_a_neighbour(self, client, coordinator, sinjai):
        self.give(client, picture())
        make.logout(client)
        make.login(client, make.user_with(Role.COORDINATOR, make.government()))
        assert self.give(client, picture("JPEG")).status_code == 404
        assert client.post(f"{PAGE}/lambang/hapus").status_code == 404
        db.session.refresh(sinjai)
        assert sinjai.logo_file_id is not None

    def test_the_page_of_the_government_leads_here(self, client, coordinator, sinjai):
        page = assert_page(client.get("/pemerintah/73.07/pengaturan"))
        assert [each for each in page.iter("a") if each.get("href") == PAGE]
        assert client.post("/pemerintah/73.07/lambang", data={}).status_code == 405  # one way to do a thing
