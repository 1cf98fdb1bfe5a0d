"""The page on which a government says how its documents look: saving, preview, who may, and hostile text."""

import base64
import io
import re
import socket
import threading

import pytest
from PIL import Image
from sqlalchemy import func, select

from app.access import Role
from app.audit import AuditEntry
from app.db import NOTHING, db, within_scope
from app.files import StoredFile
from app.organisations.models import DocumentSettings, Government, GovernmentKind, Paper
from app.organisations.stationery.queries import second_of, settings_of, signatory_of
from app.plans.document_data import SignatoryData
from app.plans.models import Chapter
from app.plans.queries.document import government_data, working_document
from app.plans.rules import ChapterCode, PlanState
from app.reports.catalogue import DOCUMENTS, Format, Subject
from app.reports.making import make_document
from app.reports.renderers import fenced
from app.reports.settings import preview
from tests.factories import organisations as make
from tests.paper_boxes import faults_of, laid_out, words_of
from tests.pdf_text import opened, text_of
from tests.style_guide import assert_page, words

PAGE = "/pemerintah/73.07/pengaturan-dokumen"
VALUES = {
    "version": "0",
    "head_name": "",
    "head_office": "Sekretariat Daerah",
    "address": "Jalan Contoh Nomor 1\nSinjai 92611",
    "phone": "(0482) 21000",
    "email": "setda@sinjai.invalid",
    "website": "sinjai.invalid",
    "paper": "f4",
    "accent": "#8a1c2b",
    "main__position": "Bupati Sinjai",
    "main__name": "Nama Contoh",
    "progress_report__position": "Kepala Bagian Organisasi",
    "progress_report__name": "Nama Lain",
    "progress_report__rank": "Pembina (IV/a)",
    "progress_report__nip": "197001011995031001",
}


@pytest.fixture
def sinjai(db_session) -> Government:
    return make.government(name="Kabupaten Sinjai", code="73.07", capital="Sinjai")


@pytest.fixture
def coordinator(client, sinjai):
    made = make.user_with(Role.COORDINATOR, sinjai)
    make.login(client, made)
    return made


def save(client, **values):
    return client.post(PAGE, data={**VALUES, **values})


def saved(government) -> DocumentSettings:
    db.session.expire_all()
    found = settings_of(government.id)
    assert found is not None
    return found


class TestSaving:
    def test_everything_is_kept(self, client, coordinator, sinjai):
        assert_page(client.get(PAGE))
        assert save(client).status_code == 302
        kept = saved(sinjai)
        assert (kept.head_office, kept.phone, kept.paper) == (
            "Sekretariat Daerah",
            "(0482) 21000",
            Paper.F4,
        )
        assert kept.address.splitlines() == ["Jalan Contoh Nomor 1", "Sinjai 92611"]
        assert kept.accent == "#8a1c2b"
        assert signatory_of(kept, "progress_report")["name"] == "Nama Lain"
        assert signatory_of(kept, "action_plan")["name"] == "Nama Contoh"
        assert set(kept.signatories) == {"", "progress_report"}  # what was left empty is no signatory
        page = assert_page(client.get(PAGE))
        fields = {each.get("name"): each.get("value") for each in page.iter("input")}
        assert fields["progress_report__nip"] == "197001011995031001"

    @pytest.mark.parametrize(
        ("values", "message"),
        [
            ({"accent": "#ffd700"}, "terlalu pucat"),
            ({"accent": "#fff} body{}"}, "enam angka heksadesimal"),
            ({"accent": ""}, "Pilih warna"),
            ({"paper": "a5"}, "Pilih salah satu"),
            ({"address": "a\nb\nc\nd\ne"}, "Paling banyak 4 baris"),
            ({"main__nip": "123"}, "18 angka"),
            ({"email": "bukan surel"}, "Tulis alamat surel"),
            ({"website": "x y"}, "Tulis alamat laman"),
            ({"head_name": "x" * 161}, "Paling banyak 160"),
        ],
    )
    def test_faults_are_told(self, client, coordinator, sinjai, values, message):
        response = save(client, **values)
        assert_page(response, status=422)
        assert message in response.text
        assert settings_of(sinjai.id) is None

    def test_a_lost_race_shows_both_versions(self, client, coordinator, sinjai):
        save(client)
        first = saved(sinjai).version
        assert save(client, version=str(first), phone="111").status_code == 302
        response = save(client, version=str(first), phone="222")
        assert_page(response, status=409)
        assert "222" in response.text
        assert "111" in response.text
        assert saved(sinjai).phone == "111"

    def test_two_who_both_saw_nothing_yet(self, client, coordinator, sinjai):
        save(client)
        assert_page(save(client, phone="222"), status=409)
        assert saved(sinjai).phone == "(0482) 21000"

    def test_the_log_names_what_changed_and_no_person(self, client, coordinator, sinjai, db_session):
        save(client)
        entry = db_session.scalars(select(AuditEntry)).one()
        assert entry.action == "government.documents_changed"
        assert entry.after["paper"] == "f4"
        assert entry.after["signatories"] == ["main", "progress_report"]
        assert "Nama Contoh" not in str(entry.after)
        save(client, version=str(saved(sinjai).version))
        assert db_session.scalar(select(func.count()).select_from(AuditEntry)) == 1

    def test_fields_outside_the_form_do_not_bind(self, client, coordinator, sinjai):
        other = make.government()
        save(client, government_id=other.id, id="x", signatories="x", action_planx__name="x")
        assert settings_of(other.id) is None
        assert saved(sinjai).government_id == sinjai.id


class TestWho:
    def test_not_an_opd_and_not_a_neighbour(self, client, sinjai):
        make.login(client, make.user_with(Role.OPD_ADMIN, unit=make.unit(sinjai)))
        assert client.get(PAGE).status_code == 403
        make.logout(client)
        make.login(client, make.user_with(Role.COORDINATOR, make.government()))
        assert client.get(PAGE).status_code == 404
        assert save(client).status_code == 404
        assert client.post(f"{PAGE}/pratinjau", data=VALUES).status_code == 404

    def test_the_operator_dresses_the_ministry_which_signs_letters_alone(self, client, db_session):
        ministry = make.government(name="Kementerian", code="00", kind=GovernmentKind.MINISTRY)
        make.login(client, make.user_with(Role.OPERATOR))
        page = client.get("/pemerintah/00/pengaturan-dokumen")
        assert_page(page)
        assert "main__name" in page.text
        assert "action_plan__name" not in page.text
        sent = {name: value for name, value in VALUES.items() if not name.startswith("progress")}
        assert client.post("/pemerintah/00/pengaturan-dokumen", data=sent).status_code == 302
        assert signatory_of(settings_of(ministry.id), "review_letter")["name"] == "Nama Contoh"

    def test_it_is_linked_where_one_looks(self, client, coordinator, sinjai):
        for address in ("/laporan/", "/pemerintah/73.07", "/pemerintah/73.07/pengaturan"):
            assert PAGE in client.get(address).text, address


class TestDocuments:
    def test_who_signs_the_plan_is_part_of_it(self, desk):
        settings = settings_of(desk.government.id) or DocumentSettings(government_id=desk.government.id)
        db.session.add(settings)
        settings.signatories = {
            "": {"position": "Bupati", "name": "A", "rank": "", "nip": ""},
            "action_plan": {"position": "Wakil Bupati", "name": "B", "rank": "", "nip": ""},
        }
        db.session.flush()
        assert working_document(desk.plan).government.signatory.position == "Wakil Bupati"
        assert government_data(desk.government).signatory.position == "Bupati"

    def test_who_takes_note_of_the_plan_is_part_of_it(self, desk):
        second = {"position": "Sekretaris Daerah", "name": "C", "rank": "", "nip": ""}
        settings = DocumentSettings(government_id=desk.government.id, signatories={"action_plan+": second})
        db.session.add(settings)
        db.session.flush()
        document = working_document(desk.plan)
        assert document.government.knows == SignatoryData("Sekretaris Daerah", "C")
        for name in ("action_plan", "plan_archive"):
            made = make_document(DOCUMENTS[name], Subject(desk.government.id), Format.PDF, "id").content
            assert text_of(made).count("Mengetahui,") == 2, name  # foreword and last chapter

    def test_a_plan_on_folio_in_the_colour_of_the_house(self, desk):
        settings = DocumentSettings(government_id=desk.government.id, paper=Paper.F4, accent="#8a1c2b")
        db.session.add(settings)
        db.session.flush()
        subject = Subject(desk.government.id)
        made = make_document(DOCUMENTS["action_plan"], subject, Format.PDF, "id").content
        with opened(made) as pdf:
            sizes = {
                tuple(sorted(round(float(side) * 25.4 / 72) for side in page.mediabox[2:]))
                for page in pdf.pages
            }
        assert sizes == {(215, 330)}


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


HOSTILE = (
    "</style><style>@import url({there}/a.css);</style>",
    "*{{background:url({there}/b.png)}} /* ",
    "*/ @font-face {{src:url({there}/c.woff)}} expression(alert(1))",
    '<img src="{there}/d.png"><link rel=stylesheet href="{there}/e.css">',
    "\\3c/style\\3e @page {{ size: 10mm 10mm }} <!-- -->",
    '"><object data="{there}/f.svg"></object>&lt;/style&gt;',
)
TYPED = {"head_name": 160, "head_office": 160, "address": 400, "phone": 80} | {
    f"main__{part}": 80 for part in ("position", "name", "rank")
}


@pytest.fixture
def listener():
    """A server that counts who comes."""
    server = socket.create_server(("127.0.0.1", 0))
    visitors: list[object] = []

    def listen() -> None:
        while True:
            try:
                visitor, _address = server.accept()
            except OSError:
                return
            visitors.append(visitor)
            visitor.close()

    threading.Thread(target=listen, daemon=True).start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}", visitors
    server.close()


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


class TestHostileText:
    @pytest.mark.parametrize("payload", HOSTILE)
    def test_typed_anywhere_it_stays_text_and_fetches_nothing(
        self, client, coordinator, sinjai, listener, payload
    ):
        there, visitors = listener
        text = payload.format(there=there)
        values = VALUES | {name: text[:most] for name, most in TYPED.items()}
        answer = client.post(f"{PAGE}/pratinjau.pdf", data=values)
        assert answer.mimetype == "application/pdf"
        assert visitors == []
        plain = re.sub(r"\s", "", text_of(answer.data)).casefold()
        assert re.sub(r"\s", "", text)[:30].casefold() in plain
        with opened(answer.data) as pdf:
            # Nothing that was typed changed the page or came along.
            assert round(float(pdf.pages[0].mediabox[3]) * 25.4 / 72) == 330
            assert len(pdf.attachments) == 0
        assert save(client, **values).status_code == 302
        page = client.get(PAGE)
        assert_page(page)

    @pytest.mark.parametrize("payload", HOSTILE)
    def test_the_fields_that_reach_the_stylesheet_refuse_it(
        self, client, coordinator, sinjai, listener, payload
    ):
        there, visitors = listener
        text = payload.format(there=there)
        for field in ("accent", "paper"):
            assert save(client, **{field: text}).status_code == 422
            assert client.post(f"{PAGE}/pratinjau", data=VALUES | {field: text}).status_code == 422
        assert settings_of(sinjai.id) is None
        assert visitors == []

    def test_a_foreword_that_is_just_being_written_is_cleaned_as_a_saved_one(
        self, client, coordinator, sinjai, listener
    ):
        there, visitors = listener
        body = f'<style>@page {{ size: 50mm 50mm }}</style><img src="{there}/a.png"><p>Puji syukur.</p>'
        answer = client.post(f"{PAGE}/pratinjau.pdf", data=VALUES | {"title": "<b>x</b>", "body": body})
        assert answer.mimetype == "application/pdf"
        assert "Puji syukur." in text_of(answer.data)
        assert visitors == []
        with opened(answer.data) as pdf:
            assert {round(float(page.mediabox[3]) * 25.4 / 72) for page in pdf.pages} == {330}

    def test_no_element_and_no_rule_comes_of_it(self, client, coordinator, sinjai, app):
        text = "".join(HOSTILE).format(there="http://127.0.0.1:1")
        with app.test_request_context():
            values = {
                "head_name": text,
                "head_office": text,
                "address": text,
                "phone": text,
                "email": text,
                "website": text,
                "paper": Paper.A4,
                "accent": "#0b5a6e",
                "signatories": {"": dict.fromkeys(("position", "name", "rank", "nip"), text)},
            }
            hostile, styles = preview.sample(sinjai, values, "id")
            harmless, _styles = preview.sample(
                sinjai,
                values
                | dict.fromkeys(("head_name", "head_office", "address", "phone", "email", "website"), "x")
                | {"signatories": {"": dict.fromkeys(("position", "name", "rank", "nip"), "x")}},
                "id",
            )
        tags = re.compile(r"<[a-z/!][^>]*>", re.IGNORECASE)
        assert tags.findall(hostile) == tags.findall(harmless)
        assert "<style" not in hostile
        assert styles == ("paper.css", "letter.css", "action_plan.css", "look-a4-0b5a6e")


def test_the_sender_of_a_letter_is_dressed_whoever_prints_it(db_session):
    """The ministry's settings lie outside the tenant of the regency that prints the letter."""
    ministry = make.government(name="Kementerian", code="00", kind=GovernmentKind.MINISTRY)
    db.session.add(DocumentSettings(government_id=ministry.id, head_name="Kementerian Contoh"))
    db.session.flush()
    with within_scope(NOTHING):
        found = settings_of(ministry.id)
    assert found is not None
    assert found.head_name == "Kementerian Contoh"


class TestTwoWhoSign:
    def test_who_takes_note_is_kept_by_document(self, client, coordinator, sinjai):
        sent = {
            "progress_report__second_position": "Sekretaris Daerah",
            "progress_report__second_name": "Nama Sekretaris",
            "main__second_name": "Nama Asisten",
        }
        assert save(client, **sent).status_code == 302
        kept = saved(sinjai)
        found = {kind: second_of(kept, kind) or {} for kind in ("progress_report", "complaint_figures")}
        assert found["progress_report"]["position"] == "Sekretaris Daerah"
        assert found["complaint_figures"]["name"] == "Nama Asisten"  # as everything else
        page = assert_page(client.get(PAGE))
        fields = {each.get("name"): each.get("value") for each in page.iter("input")}
        assert fields["progress_report__second_name"] == "Nama Sekretaris"
        assert "plan_archive__name" not in fields  # it is the plan in another form: signed by the same people

    def test_a_document_with_a_signatory_of_its_own_has_nobody_else_s_second(
        self, client, coordinator, sinjai
    ):
        save(client, main__second_name="Nama Asisten")
        assert second_of(saved(sinjai), "progress_report") is None

    def test_the_preview_shows_both(self, client, coordinator, sinjai):
        answer = client.post(f"{PAGE}/pratinjau.pdf", data=VALUES | {"main__second_name": "Nama Asisten"})
        text = text_of(answer.data)
        assert "Mengetahui," in text
        assert "Nama Asisten" in text


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


class TestForeword:
    def path(self, desk, tail=""):
        return f"/pemerintah/{desk.government.code}/pengaturan-dokumen{tail}"

    def values(self, **more):
        return {"version": "0", "paper": "a4", "accent": "#0b5a6e", "dokumen": "action_plan"} | more

    def test_it_is_written_here_and_seen_before_it_is_saved(self, app, desk, sign_in):
        db.session.commit()
        browser = sign_in(desk.coordinator)
        page = assert_page(browser.get(self.path(desk)), app)
        (form,) = [each for each in page.iter("form") if each.get("id") == "kata-pengantar"]
        fields = {each.get("name"): each.get("value", "") for each in form.iter("input")}
        typed = {"title": "Kata Pengantar", "body": "<p>Puji syukur {{pemerintah}}.<script>x</script></p>"}
        seen = browser.post(self.path(desk, "/pratinjau.pdf"), data=self.values(**typed))
        assert f"Puji syukur {desk.government.name}." in text_of(seen.data)
        assert chapter_of(desk).body != typed["body"]
        answer = browser.post(form.get("action"), data=typed | {"version": fields["version"]})
        assert answer.location == self.path(desk)
        assert "Puji syukur" in chapter_of(desk).body
        saved_one = browser.post(self.path(desk, "/pratinjau.pdf"), data=self.values())
        text = text_of(saved_one.data)
        assert f"Puji syukur {desk.government.name}." in text
        assert " ".join(desk.plan.title.split()) in " ".join(text.split())

    def test_a_locked_plan_is_read_only(self, app, desk, sign_in):
        desk.plan.state = PlanState.SUBMITTED
        db.session.commit()
        page = assert_page(sign_in(desk.coordinator).get(self.path(desk)), app)
        assert "sedang terkunci" in words(page)
        assert not [each for each in page.iter("form") if each.get("id") == "kata-pengantar"]

    def test_the_operator_sees_nothing_of_the_plan(self, app, desk, sign_in):
        chapter_of(desk).body = "<p>Naskah rahasia.</p>"
        operator = make.user_with(Role.OPERATOR)
        db.session.commit()
        browser = sign_in(operator)
        page = assert_page(browser.get(self.path(desk)), app)
        assert not [each for each in page.iter("form") if each.get("id") == "kata-pengantar"]
        text = text_of(browser.post(self.path(desk, "/pratinjau.pdf"), data=self.values()).data)
        assert "Naskah rahasia" not in text
        assert "KATA PENGANTAR" in text.upper()


def chapter_of(desk) -> Chapter:
    db.session.expire_all()
    return db.session.scalars(
        select(Chapter).where(Chapter.plan_id == desk.plan.id, Chapter.code == ChapterCode.FOREWORD)
    ).one()
