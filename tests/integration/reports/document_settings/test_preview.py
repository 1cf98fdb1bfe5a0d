"""The preview shows what is not saved yet, and the longest texts stay on its pages."""

import base64
import io

import pytest
from PIL import Image

from app.organisations.models import Paper
from app.organisations.stationery.queries import settings_of
from app.reports.renderers import fenced
from app.reports.settings import preview
from tests.integration.reports.document_settings.page import PAGE, VALUES
from tests.paper_boxes import faults_of, laid_out, words_of
from tests.pdf_text import opened, text_of
from tests.style_guide import assert_page, words


class TestPreview:
    def test_it_shows_what_is_not_saved(self, client, coordinator, sinjai):
        answer = client.post(f"{PAGE}/pratinjau.pdf", data=VALUES)
        assert answer.mimetype == "application/pdf"
        text = text_of(answer.data)
        for expected in ("SEKRETARIAT DAERAH", "Telepon (0482) 21000", "Bupati Sinjai", "Nama Contoh"):
            assert expected.casefold() in text.casefold(), expected
        assert settings_of(sinjai.id) is None
        with opened(answer.data) as pdf:
            assert len(pdf.pages) == 3
            assert round(float(pdf.pages[0].mediabox[3]) * 25.4 / 72) == 330

    def pictures(self, page) -> list[tuple[int, int]]:
        """Sizes in pixels."""
        found = [each.get("src", "") for each in page.iter("img") if "data:image/png" in each.get("src", "")]
        return [Image.open(io.BytesIO(base64.b64decode(each.partition(",")[2]))).size for each in found]

    def test_one_large_picture_and_buttons_for_the_other_pages(self, client, coordinator, sinjai):
        answer = client.post(f"{PAGE}/pratinjau", data=VALUES)
        page = assert_page(answer)
        ((width, height),) = self.pictures(page)
        assert width > 900  # of a page 215 mm wide
        assert height > width
        assert len(answer.data) < 200_000
        buttons = {each.get("value"): each for each in page.iter("button") if each.get("name") == "halaman"}
        assert list(buttons) == ["1", "2", "3"]
        assert [each.get("aria-current") for each in buttons.values()] == ["page", None, None]
        # Without scripts they are buttons of the form, and lead to where the picture is.
        assert {each.get("form") for each in buttons.values()} == {"pengaturan"}
        assert buttons["2"].get("formaction") == f"{PAGE}/pratinjau#pratinjau"
        assert "Sekretariat Daerah" in answer.text  # still as typed

    @pytest.mark.parametrize(
        ("sent", "shown"),
        [
            ({"halaman": "2"}, 2),
            ({"halaman": "2", "halaman_kini": "1"}, 2),
            ({"halaman_kini": "2"}, 2),
            ({"halaman": "99"}, 3),
            ({"halaman": "x"}, 1),
            ({"halaman": "0"}, 1),
            ({"halaman": "-2"}, 1),
        ],
    )
    def test_the_page_that_was_asked_for(self, client, coordinator, sinjai, sent, shown):
        page = assert_page(client.post(f"{PAGE}/pratinjau", data=VALUES | sent))
        (current,) = [each for each in page.iter("button") if each.get("aria-current") == "page"]
        assert current.get("value") == str(shown)
        assert f"Halaman {shown} dari 3" in next(
            each.get("alt", "") for each in page.iter("img") if "data:image/png" in each.get("src", "")
        )

    @pytest.mark.parametrize(
        ("kind", "pages", "said", "unsaid"),
        [
            (
                "progress_report",
                1,
                ("Laporan capaian triwulan", "Nama Lain"),
                ("Nama Contoh", "Kata Pengantar"),
            ),
            ("action_plan", 2, ("Nama Contoh", "Kata Pengantar"), ("Nama Lain", "Contoh isi surat")),
            ("xyzzy", 3, ("Contoh Surat", "Nama Contoh", "Kata Pengantar"), ()),
        ],
    )
    def test_the_document_that_was_chosen(self, client, coordinator, sinjai, kind, pages, said, unsaid):
        answer = client.post(f"{PAGE}/pratinjau.pdf", data=VALUES | {"dokumen": kind})
        text = text_of(answer.data)
        text = text.casefold()  # titles are printed in capitals
        assert [words for words in said if words.casefold() not in text] == []
        assert [words for words in unsaid if words.casefold() in text] == []
        with opened(answer.data) as pdf:
            assert len(pdf.pages) == pages

    def test_with_its_next_number(self, client, coordinator, sinjai):
        sent = {
            "dokumen": "progress_report",
            "progress_report__number_pattern": "{nomor}/ORG/{tahun}",
            "progress_report__number_code": "",
        }
        text = text_of(client.post(f"{PAGE}/pratinjau.pdf", data=VALUES | sent).data)
        assert "Nomor: 1/ORG/" in text
        assert "000/CONTOH" not in text

    def test_a_fault_is_told_beside_the_field_and_nothing_is_drawn(
        self, client, coordinator, sinjai, monkeypatch
    ):
        monkeypatch.setattr(fenced, "draw", lambda *_all, **_more: pytest.fail("drawn"))
        sent = {**VALUES, "accent": "#ffd700"}
        page = client.post(f"{PAGE}/pratinjau", data=sent)
        assert_page(page, status=422)
        assert "terlalu pucat" in page.text
        in_passing = client.post(f"{PAGE}/pratinjau", data=sent, headers={"HX-Request": "true"})
        assert in_passing.status_code == 200
        assert "terlalu pucat" in words(assert_page(in_passing))
        assert client.post(f"{PAGE}/pratinjau.pdf", data=sent).status_code == 422

    def test_a_child_that_fails_is_told(self, client, coordinator, sinjai, monkeypatch):
        monkeypatch.setattr(fenced, "WALL_SECONDS", 0.01)
        page = client.post(f"{PAGE}/pratinjau", data=VALUES)
        assert "tidak dapat dibuat" in words(assert_page(page))

    def test_not_without_end(self, app, client, coordinator, sinjai, monkeypatch):
        monkeypatch.setattr(fenced, "draw", lambda *_all, **_more: fenced.Drawn(b"%PDF-", 1))
        codes = [client.post(f"{PAGE}/pratinjau", data=VALUES).status_code for _ in range(31)]
        assert codes[0] == 200
        assert codes[-1] == 429


LONGEST = {
    "head_name": 160,
    "head_office": 160,
    "phone": 80,
    "email": 120,
    "website": 120,
}


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("text", ["W", "Kepulauan "])
def test_the_longest_texts_stay_on_the_page(app, sinjai, paper, text):
    """Also words without a blank, in every field at once."""

    def filled(length: int) -> str:
        return (text * length)[:length].strip()

    values = {name: filled(length) for name, length in LONGEST.items()} | {
        "address": "\n".join(filled(99) for _line in range(4)),
        "paper": paper,
        "accent": "#0b5a6e",
        "signatories": {
            "": {"position": filled(120), "name": filled(120), "rank": filled(80), "nip": "1" * 24}
        },
    }
    with app.test_request_context():
        pages = laid_out(*preview.sample(sinjai, values, "id"))
    assert not [str(fault) for fault in faults_of(pages)]
    letter, foreword = [page for page in pages if "NIP." in words_of(page)]
    assert "Bingkai seperti ini" in words_of(letter)  # never alone
    assert "KATA PENGANTAR" in words_of(foreword)
