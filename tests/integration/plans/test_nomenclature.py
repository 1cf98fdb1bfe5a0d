"""Budget codes: loaded by the operator, looked up with and without a script, picked on a line and on a proposal."""

from pathlib import Path

import pytest
import xlsxwriter
from sqlalchemy import func, select

from app.access import SYSTEM
from app.audit.models import AuditEntry
from app.db import as_system, db
from app.plans.actions.nomenclature import load_nomenclature
from app.plans.models import Nomenclature, NomenclatureItem, PlanLine, Proposal
from app.plans.queries.nomenclature import code_note, current_nomenclature, found_items
from app.plans.rules.nomenclature import read_nomenclature
from tests.factories import plans
from tests.integration.plans.test_lines import form_of, stored
from tests.style_guide import assert_page, words

ROWS = (
    ("2.16.02", "Program informasi publik"),
    ("2.16.02.2.01", "Pengelolaan informasi dan komunikasi publik"),
    ("2.16.02.2.01.0010", "Layanan pengaduan_publik 100%"),
)
KNOWN = "2.16.02.2.01.0010"
PICKED = {"nomenclature_words": "pengaduan", "nomenclature_searched": "pengaduan", "budget_pick": KNOWN}


def rows_of(*pairs):
    table = [(1, ["Kode", "Nama"]), *((n, list(pair)) for n, pair in enumerate(pairs, start=2))]
    return read_nomenclature(table).rows


@pytest.fixture
def listed(desk):
    with as_system():
        load_nomenclature(SYSTEM, "Daftar uji", "Sumber uji", rows_of(*ROWS))
    db.session.commit()


def run(app, *arguments):
    return app.test_cli_runner().invoke(args=["nomenclature", *map(str, arguments)])


def sheet(path: Path, *pairs) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        for number, pair in enumerate((("Kode", "Nama"), *pairs)):
            page.write_row(number, 0, pair)
    return path


class TestLoading:
    def options(self, name="Daftar"):
        return "--name", name, "--source", "Uji"

    def test_a_workbook_and_a_text_say_the_same(self, app, db_session, tmp_path):
        text = tmp_path / "a.csv"
        text.write_text("\n".join(["Kode;Nama", *(";".join(row) for row in ROWS)]), encoding="utf-8")
        assert run(app, "load", text, *self.options()).output.startswith("3 kode dimuat")
        again = run(app, "load", sheet(tmp_path / "a.xlsx", *ROWS), *self.options())
        assert again.output.strip() == "Tidak ada yang berubah"
        assert db.session.scalar(select(func.count()).select_from(NomenclatureItem)) == 3
        entries = db.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "nomenclature.loaded")
        ).all()
        assert [(entry.after or {})["entries"] for entry in entries] == [3]

    def test_one_bad_row_and_nothing_is_loaded(self, app, db_session, tmp_path):
        path = sheet(tmp_path / "a.xlsx", *ROWS, ("2.16.99.2.01", "Tanpa program"), ("", "Tanpa kode"))
        answer = run(app, "load", path, *self.options())
        assert answer.exit_code == 1
        assert "baris 5: kode induknya tidak ada" in answer.stderr
        assert "baris 6: kodenya kosong" in answer.stderr
        assert current_nomenclature() is None

    def test_a_dry_run_changes_nothing(self, app, db_session, tmp_path):
        path = sheet(tmp_path / "a.xlsx", *ROWS)
        assert "3 kode dapat dimuat" in run(app, "load", path, *self.options(), "--dry-run").output
        assert current_nomenclature() is None

    def test_what_is_no_table_is_refused(self, app, db_session, tmp_path):
        path = tmp_path / "a.xlsx"
        path.write_bytes(b"%PDF-1.4")
        answer = run(app, "load", path, *self.options())
        assert answer.exit_code == 1
        assert current_nomenclature() is None

    def test_the_last_one_loaded_is_in_force_and_an_old_one_can_come_back(self, app, db_session, tmp_path):
        run(app, "load", sheet(tmp_path / "a.xlsx", *ROWS), *self.options("Lama"))
        run(app, "load", sheet(tmp_path / "b.xlsx", *ROWS[:1]), *self.options("Baru"), "--example")
        newest = current_nomenclature()
        assert newest is not None
        assert (newest.name, newest.size, newest.is_example) == ("Baru", 1, True)
        assert found_items("pengaduan") == []
        run(app, "load", sheet(tmp_path / "c.xlsx", *ROWS), *self.options("Lama"))
        newest = current_nomenclature()
        assert newest is not None
        assert newest.name == "Lama"
        assert run(app, "list").output.splitlines()[0].startswith("* Lama: 3")
        assert db.session.scalar(select(func.count()).select_from(Nomenclature)) == 2


class TestSearching:
    def test_by_code_and_by_words(self, desk, listed):
        assert [each.item.code for each in found_items("pengaduan layanan")] == [KNOWN]
        assert [each.item.code for each in found_items("2.16.02.2")] == ["2.16.02.2.01", KNOWN]
        assert found_items("pengaduan")[0].path == (ROWS[0][1], ROWS[1][1])
        assert found_items("tidak ada di sini") == []

    def test_signs_of_the_search_are_taken_as_they_are(self, desk, listed):
        assert [each.item.code for each in found_items("100%")] == [KNOWN]
        assert [each.item.code for each in found_items("pengaduan_")] == [KNOWN]
        assert found_items("informasi_") == []

    def test_the_page(self, app, desk, listed, sign_in):
        browser = sign_in(desk.coordinator)
        text = words(assert_page(browser.get("/rencana-aksi/nomenklatur"), app))
        assert "Sumber: Sumber uji." in text
        assert "bukan teks peraturan" not in text
        assert ROWS[0][1] in text
        only = browser.get("/rencana-aksi/nomenklatur?cari=pengaduan")
        assert "2.16.02.2.01.0010" in words(assert_page(only, app))
        assert "Tidak ada yang cocok" in browser.get("/rencana-aksi/nomenklatur?cari=zzz").text

    def test_an_example_says_so(self, app, desk, listed, sign_in):
        with as_system():
            load_nomenclature(SYSTEM, "Contoh", "Uji", rows_of(*ROWS), is_example=True)
        db.session.commit()
        page = sign_in(desk.coordinator).get("/rencana-aksi/nomenklatur")
        assert "Ini contoh, bukan teks peraturan" in words(assert_page(page, app))

    def test_without_a_list(self, app, desk, sign_in):
        browser = sign_in(desk.coordinator)
        assert "Belum ada nomenklatur" in words(assert_page(browser.get("/rencana-aksi/nomenklatur"), app))
        line = plans.line(desk)
        assert "Cari kode anggaran" not in browser.get(f"/rencana-aksi/baris/{line.id}").text

    def test_while_one_types(self, desk, listed, sign_in):
        path = "/rencana-aksi/nomenklatur/pilihan"
        answer = sign_in(desk.admin).get(path, query_string={"nomenclature_words": "pengaduan"})
        assert f'value="{KNOWN}"' in answer.text
        assert 'name="nomenclature_searched" value="pengaduan"' in answer.text


class TestPicking:
    def test_looking_up_keeps_what_was_typed_and_saves_nothing(self, app, desk, listed, sign_in):
        line = plans.line(desk)
        data = form_of(line, activity="Sedang ditulis", nomenclature_words="pengaduan", act="search-code")
        tree = assert_page(sign_in(desk.coordinator).post(f"/rencana-aksi/baris/{line.id}", data=data), app)
        assert "Sedang ditulis" in words(tree)
        radios = {box.get("value") for box in tree.iter("input") if box.get("name") == "budget_pick"}
        assert radios == {"", KNOWN}
        assert stored(line).activity != "Sedang ditulis"

    def test_enter_in_the_search_shows_what_was_found_first(self, desk, listed, sign_in):
        line = plans.line(desk)
        browser, data = sign_in(desk.coordinator), form_of(line, nomenclature_words="pengaduan")
        assert browser.post(f"/rencana-aksi/baris/{line.id}", data=data).status_code == 200
        seen = data | {"nomenclature_searched": "pengaduan"}
        assert browser.post(f"/rencana-aksi/baris/{line.id}", data=seen).status_code == 302
        assert stored(line).budget_code == ""

    def test_code_and_name_of_the_one_picked(self, desk, listed, sign_in):
        line = plans.line(desk)
        data = form_of(line, budget_code="9.99", budget_name="Lama", **PICKED)
        assert sign_in(desk.coordinator).post(f"/rencana-aksi/baris/{line.id}", data=data).status_code == 302
        assert (stored(line).budget_code, stored(line).budget_name) == (KNOWN, ROWS[2][1])

    def test_a_known_code_typed_alone_gets_its_name(self, desk, listed, sign_in):
        line = plans.line(desk)
        data = form_of(line, budget_code=" 2.16.02.2.01. ")
        sign_in(desk.coordinator).post(f"/rencana-aksi/baris/{line.id}", data=data)
        assert (stored(line).budget_code, stored(line).budget_name) == ("2.16.02.2.01", ROWS[1][1])

    def test_an_unknown_code_is_taken_with_a_hint(self, app, desk, listed, sign_in):
        line = plans.line(desk)
        browser = sign_in(desk.coordinator)
        data = form_of(line, budget_code="7.01.01.2.99", budget_name="Nama sendiri")
        assert browser.post(f"/rencana-aksi/baris/{line.id}", data=data).status_code == 302
        assert (stored(line).budget_code, stored(line).budget_name) == ("7.01.01.2.99", "Nama sendiri")
        page = browser.get(f"/rencana-aksi/baris/{line.id}")
        assert "Kode 7.01.01.2.99 tidak ada dalam “Daftar uji”" in words(assert_page(page, app))
        note = code_note(KNOWN)
        assert note is not None
        assert note.item is not None

    def test_a_pick_that_no_longer_exists_changes_nothing(self, desk, listed, sign_in):
        line = plans.line(desk)
        data = form_of(line, budget_code="7.01", budget_pick="1.02.03", nomenclature_searched="")
        sign_in(desk.coordinator).post(f"/rencana-aksi/baris/{line.id}", data=data)
        assert stored(line).budget_code == "7.01"

    def test_on_a_new_line_once(self, desk, listed, sign_in):
        data = {"category_code": "monev", "activity": "Rapat", "idempotency_key": "k" * 22}
        browser, path = sign_in(desk.coordinator), f"/rencana-aksi/{desk.plan.id}/baris/baru"
        look = data | {"nomenclature_words": "pengaduan", "act": "search-code"}
        assert browser.post(path, data=look).status_code == 200
        for _ in range(2):
            assert browser.post(path, data=data | PICKED).status_code == 302
        assert [line.budget_code for line in db.session.scalars(select(PlanLine))] == [KNOWN]

    def test_on_a_proposal(self, app, desk, listed, sign_in):
        data = {"category_code": "monev", "activity": "Rapat", "idempotency_key": "k" * 22}
        browser = sign_in(desk.admin)
        look = browser.post("/usulan/baru", data=data | {"nomenclature_words": "pengaduan"})
        assert KNOWN in words(assert_page(look, app))
        assert browser.post("/usulan/baru", data=data | PICKED).status_code == 302
        (proposal,) = db.session.scalars(select(Proposal))
        assert (proposal.budget_code, proposal.budget_name) == (KNOWN, ROWS[2][1])


class TestInTheSheet:
    def send(self, browser, desk, line, code):
        cell = {"line": line.id, "version": line.version, "cell": "budget_code", "text": code, "seen": ""}
        (told,) = browser.post(f"/rencana-aksi/{desk.plan.id}/lembar", json={"cells": [cell]}).get_json()[
            "cells"
        ]
        return told["outcome"], told["note"]

    def test_an_unknown_code_is_taken_with_a_hint(self, desk, listed, sign_in):
        known, unknown = plans.line(desk), plans.line(desk, "Kedua")
        browser = sign_in(desk.coordinator)
        assert self.send(browser, desk, known, KNOWN) == ("accepted", "")
        assert self.send(browser, desk, unknown, "7.01") == (
            "accepted",
            "Kode ini tidak ada dalam nomenklatur.",
        )
        page = browser.get(f"/rencana-aksi/{desk.plan.id}/lembar").text
        assert page.count("data-note=") == 1

    def test_without_a_list_nothing_is_said(self, desk, sign_in):
        assert self.send(sign_in(desk.coordinator), desk, plans.line(desk), "7.01") == ("accepted", "")
