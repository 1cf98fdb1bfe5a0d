"""What is shown of files: remembered, bounded, and gone with the files."""

import io
import json
import os
import time
from pathlib import Path

import pytest
from sqlalchemy import delete

from app.db import db, unit_of_work
from app.files import StoredFile
from app.files.pictures import remember, remembered, sweep_pictures
from app.files.preview import NOTHING, Shown, draw, look
from app.files.queries import check_files
from app.files.storage import PREVIEWS
from tests.integration.files.keeping import give, rows
from tests.unit.files import making

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(*paragraphs: str) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in paragraphs)
    xml = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'.encode()
    return making.docx({"word/document.xml": xml})


def workbook(table: list[list[object]]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Rekap")
    for number, cells in enumerate(table):
        sheet.write_row(number, 0, cells)
    book.close()
    return out.getvalue()


def drawn(home, content: bytes, name: str):
    with unit_of_work():
        give(home, content, name)
    (row,) = rows()
    assert look(row).shown is Shown.WAITING
    draw(row)
    return look(row)


def test_the_first_rows_of_a_workbook(home):
    table: list[list[object]] = [
        ["OPD", "Pengaduan"],
        ["<b>Dinas</b>", 12.5],
        *([[f"baris {n}", n] for n in range(40)]),
    ]
    glance = drawn(home, workbook(table), "rekap.xlsx")
    assert glance.shown is Shown.ROWS
    assert glance.rows[:2] == (("OPD", "Pengaduan"), ("<b>Dinas</b>", "12,5"))
    assert len(glance.rows) == 25
    assert glance.has_more


def test_a_small_table_is_shown_whole(home):
    glance = drawn(home, workbook([["a", "b"], [1, 2]]), "kecil.xlsx")
    assert glance.rows == (("a", "b"), ("1", "2"))
    assert not glance.has_more


def test_the_first_words_of_a_document(home):
    glance = drawn(home, docx("Keputusan Bupati", "Menimbang: a. bahwa &lt;i&gt;", "", "b."), "sk.docx")
    assert glance.words == ("Keputusan Bupati", "Menimbang: a. bahwa <i>", "b.")
    assert (glance.shown, glance.has_more) == (Shown.WORDS, False)
    (row,) = rows()
    with unit_of_work():
        db.session.delete(row)
    long = drawn(home, docx(*("Kalimat panjang sekali." for _ in range(500))), "panjang.docx")
    assert len(long.words) == 60
    assert long.has_more


@pytest.mark.parametrize(
    "content",
    [
        docx(),
        making.docx({"word/document.xml": b"<w:document>tidak ditutup"}),
        making.docx({"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
    ],
    ids=["no words", "broken", "entities"],
)
def test_what_has_no_words_says_so_and_is_not_tried_again(home, content):
    with unit_of_work():
        give(home, content, "sk.docx")
    (row,) = rows()
    draw(row)
    assert remembered(row.sha256) == NOTHING
    assert look(row).shown is Shown.NOTHING


def test_a_document_that_inflates_too_far_is_not_drawn(home):
    paragraph = "<w:p><w:r></w:r></w:p>"
    xml = f'<w:document xmlns:w="{WORD}"><w:body>{paragraph * 2_000_000}</w:body></w:document>'.encode()
    assert drawn(home, making.docx({"word/document.xml": xml}), "sk.docx").shown is Shown.NOTHING


def test_pictures_of_files_that_are_gone_in_bulk_are_swept(home, folder: Path):
    with unit_of_work():
        give(home, making.pdf())
    (row,) = rows()
    remember(row.sha256, b"\xff\xd8 of a file")
    assert (sweep_pictures().orphans, remembered(row.sha256)) == (0, b"\xff\xd8 of a file")
    sha256 = row.sha256
    with unit_of_work():
        db.session.execute(delete(StoredFile))  # as when a government is taken away
    assert sweep_pictures().orphans == 1
    assert remembered(sha256) is None
    assert not list((folder / PREVIEWS).iterdir())


def test_over_the_bound_what_nobody_looked_at_goes_first(app, home, folder: Path, monkeypatch):
    with unit_of_work():
        for colour in range(3):
            give(home, making.image("PNG", (20 + colour, 20)), f"{colour}.png")
    first, second, third = rows()
    for each, hours in ((first, 3), (second, 2), (third, 1)):
        remember(each.sha256, b"\xff\xd8" + b"x" * 998)
        past = time.time() - hours * 3600 - 60
        os.utime(folder / PREVIEWS / each.sha256, (past, past))
    assert remembered(first.sha256)  # somebody looks at the oldest
    monkeypatch.setitem(app.config, "PREVIEWS_BYTES", 2_000)
    swept = sweep_pictures()
    assert (swept.orphans, swept.oldest, swept.bytes) == (0, 1, 2_000)
    assert [bool(remembered(each.sha256)) for each in (first, second, third)] == [True, False, True]


def test_pictures_are_no_lost_files(home):
    with unit_of_work():
        give(home, making.pdf())
    (row,) = rows()
    remember(row.sha256, b"\xff\xd8")
    assert check_files(repair=True).in_order
    assert remembered(row.sha256) == b"\xff\xd8"


def test_what_is_remembered_is_plain_data(home):
    drawn(home, workbook([["=1+1", "http://contoh.go.id"]]), "rumus.xlsx")
    (row,) = rows()
    kept = remembered(row.sha256)
    assert kept is not None
    assert set(json.loads(kept)) == {"rows", "more"}
