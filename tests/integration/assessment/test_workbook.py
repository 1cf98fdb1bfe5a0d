"""The assessment out as a workbook and in again: nothing is lost, nothing is changed unseen."""

import io
import zipfile
from datetime import timedelta

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from app.access import Role
from app.assessment.actions import accept_remaining, confirm, mark_to_return, return_assessment
from app.assessment.models import Evidence
from app.audit.models import AuditEntry
from app.db import db
from app.files import FileKind, StoredFile
from app.files.table import read_sheets
from app.organisations.actors import actor_of
from tests.factories import assessment as rounds
from tests.factories import organisations as make
from tests.factories.filled_workbooks import cells_of, typed_over
from tests.style_guide import assert_page, words

KINDS = pytest.mark.parametrize("kind", [FileKind.XLSX, FileKind.ODS])


def address(assessment, rest=""):
    return f"/asesmen/isian/{assessment.id}/{rest}"


def handed_out(browser, assessment, kind=FileKind.XLSX):
    answer = browser.get(address(assessment, f"lembar.{kind.value}"))
    assert answer.status_code == 200
    return answer.data


def send(browser, assessment, content, name="asesmen.xlsx", key="u" * 22):
    data = {"idempotency_key": key, "file": (io.BytesIO(content), name)}
    return browser.post(address(assessment, "unggah"), data=data, content_type="multipart/form-data")


def bring(browser, assessment, content, name="asesmen.xlsx", key="u" * 22):
    """Upload; the address of the preview."""
    answer = send(browser, assessment, content, name, key)
    assert answer.status_code == 302, words(assert_page(answer, status=answer.status_code))
    return answer.headers["Location"]


def filled_in(browser, assessment, typed, kind=FileKind.XLSX, key="u" * 22):
    """Download, type, upload; the address of the preview."""
    content = typed_over(handed_out(browser, assessment, kind), kind, typed)
    return bring(browser, assessment, content, f"asesmen.{kind.value}", key)


def seal_of(answer):
    return answer.text.partition('name="seal" value="')[2].partition('"')[0]


def accept(browser, preview, *, key="t" * 22, **more):
    data = {"idempotency_key": key, "seal": seal_of(browser.get(preview))} | more
    return browser.post(f"{preview}/ambil", data=data)


def stored(assessment, code):
    db.session.expire_all()
    answer = rounds.line(assessment, code).answer
    return None if answer is None else (answer.value, answer.self_score, answer.self_reason)


@pytest.fixture
def own(place, sign_in):
    """The assessment of the first OPD, its admin's browser, and one answer."""
    assessment = place.assessment()
    rounds.answered(place.admin(), assessment, "K-01", "3", reason="=SUM(1)\nbaris kedua")
    rounds.proven(place.admin(), assessment, "K-01")
    db.session.commit()
    return assessment, sign_in(place.admins[0])


class TestHandingOut:
    def test_xlsx_has_hidden_ids_locks_lists_and_no_formula(self, own):
        assessment, browser = own
        answer = browser.get(address(assessment, "lembar.xlsx"))
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=asesmen-")
        assert "no-store" in answer.headers["Cache-Control"]
        parts = zipfile.ZipFile(io.BytesIO(answer.data))
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert sheet.partition("<sheetData>")[0].count('hidden="1"') == 2  # id and version
        assert '<row r="1" ' in sheet
        assert "<f>" not in sheet
        assert sheet.count('type="list"') == 3 + 1  # three levels, yes or no, and a choice
        assert all(
            "<sheetProtection" in parts.read(f"xl/worksheets/sheet{n}.xml").decode() for n in (1, 2, 3, 4)
        )
        book = parts.read("xl/workbook.xml").decode()
        assert '<sheet name="Versi" sheetId="3" state="hidden"' in book

    def test_ods_has_the_same(self, own):
        assessment, browser = own
        content = zipfile.ZipFile(io.BytesIO(handed_out(browser, assessment, FileKind.ODS))).read(
            "content.xml"
        )
        sheet = content.decode()
        assert sheet.count('table:protected="true"') == 4
        assert sheet.count("cell-content-is-in-list") == 3 + 1
        assert sheet.count("collapse") == 3
        assert 'table:name="Versi" table:style-name="hidden"' in sheet
        assert "table:formula" not in sheet

    @KINDS
    def test_everything_that_is_stored_stands_in_it(self, own, kind):
        assessment, browser = own
        sheets = read_sheets(handed_out(browser, assessment, kind), kind, ("Jawaban", "Versi"))
        rows = {cells[2]: cells for _number, cells in sheets["Jawaban"].rows[2:]}
        answer = rounds.line(assessment, "K-01").stored
        assert rows["K-01"][:2] == [answer.indicator_id, str(answer.version)]
        assert rows["K-01"][4:6] == ["3 – Terdefinisi", "=SUM(1)\nbaris kedua"]
        assert rows["K-01"][8] == "Bukti K-01"
        assert rows["K-01"][10]  # the first level in words
        assert set(rows) == {"K-01", "K-02", "S-01", "S-02", "D-01", "P-01", "M-01"}
        facts = {cells[0]: cells[1] for _number, cells in sheets["Versi"].rows}
        assert facts["versi asesmen"] == str(assessment.version)
        assert facts["pengisi"] == assessment.unit.name
        assert not sheets["Jawaban"].formulas

    def test_who_may_have_it(self, own, place, sign_in):
        assessment, _browser = own
        path = address(assessment, "lembar.xlsx")
        assert sign_in(place.coordinator).get(path).status_code == 200
        assert sign_in(place.admins[1]).get(path).status_code == 404
        assert sign_in(rounds.place().coordinator).get(path).status_code == 404


class TestBringingBack:
    @KINDS
    def test_what_is_typed_is_shown_and_only_then_stored(self, app, own, kind):
        assessment, browser = own
        typed = {
            ("K-01", "answer"): "4 – Terpadu dan Terukur",
            ("K-02", "answer"): "Ya",
            ("K-02", "reason"): "  Baris satu\n\n“kutip” 'tunggal' 😀 =1+1 007  ",
            ("S-01", "answer"): "1.234",
            ("S-02", "answer"): "Lengkap",
            ("D-01", "answer"): 62.5,
            ("P-01", "link"): "https://contoh.go.id/sk.pdf",
        }
        preview = filled_in(browser, assessment, typed, kind)
        page = words(assert_page(browser.get(preview), app))
        assert "Jawaban berubah6" in page.replace(" 6", "6")
        assert "3 – Terdefinisi → 4 – Terpadu dan Terukur" in page
        assert stored(assessment, "K-02") is None
        assert accept(browser, preview).status_code == 302
        assert stored(assessment, "K-01") == (4, 4, "=SUM(1)\nbaris kedua")
        assert stored(assessment, "K-02") == (True, 4, "Baris satu\n\n“kutip” 'tunggal' 😀 =1+1 007")
        assert stored(assessment, "S-01")[0] == 1234
        assert stored(assessment, "S-02")[0] == "full"
        assert stored(assessment, "D-01")[0] == 62.5
        link = db.session.scalars(select(Evidence).where(Evidence.url == "https://contoh.go.id/sk.pdf")).one()
        assert link.answer_id == rounds.line(assessment, "P-01").stored.id
        entry = db.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "assessment.workbook_taken")
        ).one()
        assert "kutip" not in str(entry.after)
        assert db.session.scalars(select(StoredFile)).all() == []

    @KINDS
    def test_untouched_it_changes_nothing(self, app, own, kind):
        assessment, browser = own
        preview = filled_in(browser, assessment, {}, kind)
        assert "Tidak ada yang berubah" in words(assert_page(browser.get(preview), app))

    def test_a_sheet_that_was_given_another_name(self, own):
        assessment, browser = own
        content = typed_over(
            handed_out(browser, assessment), FileKind.XLSX, {("K-01", "reason"): "Lembar lain nama"}
        )
        stream = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
            for name in old.namelist():
                part = old.read(name)
                new.writestr(name, part.replace(b'name="Jawaban"', b'name="Isian kami"'))
        accept(browser, bring(browser, assessment, stream.getvalue()))
        assert stored(assessment, "K-01")[2] == "Lembar lain nama"

    def test_a_workbook_in_english_comes_back_to_a_page_in_indonesian(self, own):
        assessment, browser = own
        browser.post("/bahasa/en", data={"next": "/"})
        content = browser.get(address(assessment, "lembar.xlsx"), headers={"Accept-Language": "en"}).data
        changed = typed_over(content, FileKind.XLSX, {("K-02", "answer"): "Yes"})
        browser.post("/bahasa/id", data={"next": "/"})
        assert accept(browser, bring(browser, assessment, changed)).status_code == 302
        assert stored(assessment, "K-02")[0] is True
        assert stored(assessment, "K-01")[0] == 3

    def test_emptied_cells_are_told_before_they_are_lost(self, app, own):
        assessment, browser = own
        preview = filled_in(browser, assessment, {("K-01", "answer"): "", ("K-01", "reason"): ""})
        assert "2 isian akan dikosongkan" in words(assert_page(browser.get(preview), app))
        accept(browser, preview)
        assert stored(assessment, "K-01") == (None, None, "")

    def test_a_second_click_and_a_second_tab_take_it_once(self, own):
        assessment, browser = own
        preview = filled_in(browser, assessment, {("K-02", "answer"): "Tidak"})
        seal = seal_of(browser.get(preview))
        codes = [
            browser.post(f"{preview}/ambil", data={"idempotency_key": key * 22, "seal": seal}).status_code
            for key in ("a", "a", "b")
        ]
        assert codes == [302, 302, 404]
        assert stored(assessment, "K-02")[0] is False
        entries = select(AuditEntry).where(AuditEntry.action == "assessment.workbook_taken")
        assert len(db.session.scalars(entries).all()) == 1


class TestTwoPeople:
    def test_nothing_is_overwritten_unless_chosen_cell_by_cell(self, app, own, place):
        assessment, browser = own
        preview = filled_in(
            browser, assessment, {("K-01", "answer"): "1 – Rintisan", ("K-01", "reason"): "Dari berkas"}
        )
        colleague = make.user_with(Role.OPD_ADMIN, unit=place.units[0], name="Rekan Seunit")
        rounds.answered(actor_of(colleague), assessment, "K-01", "5", reason="Dari rekan")
        db.session.commit()
        page = words(assert_page(browser.get(preview), app))
        assert "Rekan Seunit" in page
        assert "3 – Terdefinisi" in page
        assert "5 – Optimum" in page
        assert "1 – Rintisan" in page
        key = f"{rounds.line(assessment, 'K-01').spec.id}.reason"
        assert accept(browser, preview, overwrite=key).status_code == 302
        assert stored(assessment, "K-01") == (5, 5, "Dari berkas")

    def test_a_change_after_the_preview_is_shown_first(self, app, own, place):
        assessment, browser = own
        preview = filled_in(browser, assessment, {("K-01", "reason"): "Dari berkas"})
        seal = seal_of(browser.get(preview))
        rounds.answered(place.admin(), assessment, "K-01", "5", reason="Dari rekan")
        db.session.commit()
        answer = browser.post(f"{preview}/ambil", data={"idempotency_key": "t" * 22, "seal": seal})
        assert "Jawaban berubah sejak pratinjau Anda" in words(assert_page(answer, app, status=409))
        assert stored(assessment, "K-01") == (5, 5, "Dari rekan")


class TestFaults:
    @KINDS
    def test_broken_rows_come_back_to_be_mended(self, own, kind):
        assessment, browser = own
        typed = {("K-01", "answer"): "9", ("S-01", "answer"): "banyak", ("K-02", "answer"): "Ya"}
        preview = filled_in(browser, assessment, typed, kind)
        content = browser.get(f"{preview}/ditolak").data
        sheets = read_sheets(content, kind, ("Jawaban", "Masalah"))
        rows = {cells[2]: cells for _number, cells in sheets["Jawaban"].rows[2:]}
        assert set(rows) == {"K-01", "S-01"}
        assert rows["S-01"][4] == "banyak"
        assert "Tulis angka" in rows["S-01"][7]
        assert len(sheets["Masalah"].rows) == 3
        accept(browser, preview)
        assert stored(assessment, "K-02")[0] is True
        mended = typed_over(content, kind, {("K-01", "answer"): "2", ("S-01", "answer"): 2})
        again = bring(browser, assessment, mended, f"ditolak.{kind.value}", key="v" * 22)
        accept(browser, again, key="w" * 22)
        assert (stored(assessment, "K-01")[0], stored(assessment, "S-01")[0]) == (2, 2)

    def test_the_instruments_own_limits_are_told(self, app, own):
        assessment, browser = own
        typed = {("D-01", "answer"): "120", ("K-02", "link"): "contoh", ("S-01", "answer"): "2,5"}
        page = words(assert_page(browser.get(filled_in(browser, assessment, typed)), app))
        assert "Tulis persentase dari 0 sampai 100." in page
        assert "Tulis alamat lengkap yang diawali https://" in page
        assert "Tulis bilangan bulat." in page

    def test_a_submitted_assessment_takes_nothing(self, app, own, place):
        assessment, browser = own
        preview = filled_in(browser, assessment, {("K-01", "reason"): "Lain"})
        rounds.submitted(place.admin(), assessment)
        db.session.commit()
        answer = browser.get(preview)
        page = words(assert_page(answer, app))
        assert "Langkah ini tidak dapat dilakukan" in page
        assert "Simpan perubahan ini" not in page
        refused = browser.post(
            f"{preview}/ambil", data={"idempotency_key": "t" * 22, "seal": seal_of(answer)}
        )
        assert refused.status_code == 409
        assert stored(assessment, "K-01")[2] == "Alasan untuk K-01"

    def test_a_returned_assessment_takes_what_was_returned_and_nothing_else(self, app, own, place):
        assessment, browser = own
        rounds.submitted(place.admin(), assessment)
        answer = rounds.line(assessment, "K-01").stored
        mark_to_return(
            place.lead, answer, "Buktinya kurang", "Bukti yang berlaku.", seen_version=answer.version
        )
        accept_remaining(place.lead, assessment)
        return_assessment(place.lead, assessment)
        db.session.commit()
        typed = {("K-01", "reason"): "Kini lengkap", ("K-02", "reason"): "Diam-diam"}
        preview = filled_in(browser, assessment, typed)
        page = words(assert_page(browser.get(preview), app))
        assert "tidak dibuka kembali" in page
        accept(browser, preview)
        assert stored(assessment, "K-01")[2] == "Kini lengkap"
        assert stored(assessment, "K-02")[2] == "Alasan untuk K-02"

    def test_a_round_that_closed_meanwhile(self, app, own, place):
        assessment, browser = own
        preview = filled_in(browser, assessment, {("K-01", "reason"): "Lain"})
        place.round.closes_at = place.round.opens_at + timedelta(minutes=1)
        db.session.commit()
        assert "Tenggat putaran ini sudah lewat" in words(assert_page(browser.get(preview), app))
        assert accept(browser, preview).status_code == 409

    def test_a_formula_of_a_library_is_no_emptied_cell(self, app, own):
        assessment, browser = own
        content = handed_out(browser, assessment)
        row, column = cells_of(content)["K-01", "reason"]
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True}) as made:
            for name in book.sheet_names:
                sheet = made.add_worksheet(name)
                for number, cells in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False)):
                    for place, value in enumerate(cells):
                        if name == "Jawaban" and (number, place) == (row, column):
                            sheet.write_formula(number, place, "=1+1", None, "")
                        elif value != "":
                            sheet.write(number, place, value)
        page = words(assert_page(browser.get(bring(browser, assessment, stream.getvalue())), app))
        assert "Isi sel ini rumus" in page
        assert "dikosongkan" not in page


class TestFiles:
    def test_the_workbook_of_another_opd_is_named(self, app, own, place, sign_in):
        assessment, _browser = own
        other = handed_out(sign_in(place.admins[1]), place.assessment(1))
        browser = sign_in(place.admins[0])
        page = words(assert_page(browser.get(bring(browser, assessment, other)), app))
        assert "milik asesmen lain" in page
        assert place.units[1].name in page

    def test_the_workbook_of_another_government_is_not_named(self, app, own, sign_in, place):
        assessment, _browser = own
        stranger = rounds.place()
        other = handed_out(sign_in(stranger.admins[0]), stranger.assessment())
        browser = sign_in(place.admins[0])
        page = words(assert_page(browser.get(bring(browser, assessment, other)), app))
        assert "milik asesmen lain" in page
        assert stranger.units[0].name not in page

    def test_the_matrix_of_a_plan(self, app, own):
        assessment, browser = own
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True}) as made:
            made.add_worksheet("Jawaban").write_row(0, 0, ["renaksi-matriks-1", "x", "2021", "activity"])
        page = words(assert_page(browser.get(bring(browser, assessment, stream.getvalue())), app))
        assert "matriks rencana aksi" in page

    @pytest.mark.parametrize(
        ("content", "name"),
        [
            (b"", "kosong.xlsx"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "lama.xlsx"),
            (b"%PDF-1.4", "asesmen.xlsx"),
            (b"Kode;Jawaban\n1;2\n", "asesmen.csv"),
        ],
    )
    def test_what_is_no_workbook_is_refused_with_its_reason(self, app, own, content, name):
        assessment, browser = own
        answer = send(browser, assessment, content, name)
        assert_page(answer, app, status=422)
        assert db.session.scalars(select(StoredFile)).all() == []

    def test_a_bomb_is_refused(self, app, own):
        assessment, browser = own
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", b" " * (120 * 1024 * 1024))
        assert_page(send(browser, assessment, stream.getvalue()), app, status=422)

    def test_a_hundred_megabytes(self, own):
        assessment, browser = own
        assert send(browser, assessment, b"x" * (100 * 1024 * 1024)).status_code == 413

    def test_a_workbook_of_nothing(self, app, own):
        assessment, browser = own
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True}) as made:
            made.add_worksheet("Jawaban")
        page = words(assert_page(browser.get(bring(browser, assessment, stream.getvalue())), app))
        assert "bukan lembar asesmen" in page


class TestAccess:
    def test_a_file_is_only_for_who_brought_it(self, own, place, sign_in):
        assessment, browser = own
        preview = filled_in(browser, assessment, {("K-01", "reason"): "x"})
        colleague = make.user_with(Role.OPD_ADMIN, unit=place.units[0])
        assert sign_in(colleague).get(preview).status_code == 404
        assert sign_in(place.coordinator).get(preview).status_code == 403
        assert sign_in(place.admins[1]).get(preview).status_code == 404

    def test_the_coordinator_brings_the_governments_own(self, place, sign_in):
        own = rounds.assessment_of(place.round, None)
        browser = sign_in(place.coordinator)
        accept(browser, filled_in(browser, own, {("K-03", "answer"): "2 – Terkelola"}))
        assert stored(own, "K-03")[0] == 2
        assert browser.get(address(place.assessment(), "unggah")).status_code == 403

    def test_other_files_of_the_government_are_not_opened(self, own, place):
        assessment, browser = own
        file = StoredFile(
            government_id=assessment.government_id,
            blob="aa/x",
            sha256="0" * 64,
            size=1,
            media_type="image/png",
            original_name="x.png",
            purpose="evidence",
            created_by=place.admins[0].id,
        )
        db.session.add(file)
        db.session.commit()
        assert browser.get(address(assessment, f"unggah/{file.id}")).status_code == 404


def test_verified_answers_stay(app, own, place):
    assessment, browser = own
    rounds.submitted(place.admin(), assessment)
    accept_remaining(place.lead, assessment)
    confirm(place.lead, assessment)
    db.session.commit()
    preview = filled_in(browser, assessment, {("K-01", "reason"): "Sesudahnya"})
    page = words(assert_page(browser.get(preview), app))
    assert "tidak dibuka kembali" in page
    assert stored(assessment, "K-01")[2] == "Alasan untuk K-01"
