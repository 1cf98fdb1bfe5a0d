"""The letter of result, laid out from plain data alone."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook

from app.plans import canonical
from app.plans.document_data import GovernmentData
from app.plans.letter import LetterComment, LetterData, LetterScore, letter_number
from app.reports.catalogue import DOCUMENTS, Content, Format
from app.reports.catalogue.review_letter import LetterPaper
from app.reports.paper.html import speaking
from tests.pdf_text import text_of

SENDER = GovernmentData("g", "00", "Kementerian PANRB", "ministry", "", "Asia/Jakarta", "", ("Jakarta",))
LETTER = LetterData(
    number=letter_number("73.07", 2021, 2),
    government_code="73.07",
    government_name="Kabupaten Sinjai",
    plan_title="Rencana Aksi 2021–2024",
    submission_number=2,
    receipt_number="RA-73.07-2021-02",
    submitted_at=datetime(2021, 10, 5, 5, 53, tzinfo=UTC),
    plan_sha256="a" * 64,
    verdict="returned",
    reason="Lengkapi targetnya.\nLihat catatan.",
    decided_at=datetime(2021, 10, 19, 2, 0, tzinfo=UTC),
    reviewer="Penelaah Contoh",
    rubric="Rubrik (2021-1)",
    rubric_notice="Contoh, bukan naskah peraturan.",
    index=Decimal("3.33"),
    scored=2,
    asked=20,
    scores=(
        LetterScore("Terukur", "SDM", 2, "Target kosong."),
        LetterScore("Jelas", "BAB I", 4, ""),
    ),
    comments=(
        LetterComment("must", "1. Bimtek", "targets", 2022, "Naikkan & <b>jelaskan</b>.", "", None, False),
        LetterComment("note", "", None, None, "Baik.", "Terima kasih.", "unchanged", True),
    ),
    time_zone="Asia/Makassar",
)


@pytest.fixture
def said(paper_app: Flask) -> Callable[..., str]:
    def make(letter: LetterData, language: str = "id") -> str:
        with paper_app.app_context(), speaking(language, letter.time_zone):
            paper = LetterPaper(letter, "b" * 64, SENDER)
            pdf = DOCUMENTS["review_letter"].make(Content(paper, letter.time_zone), Format.PDF)
        return " ".join(text_of(pdf).split())

    return make


def test_a_return_says_everything(said):
    text = said(LETTER)
    for part in (
        "Nomor HT-73.07-2021-02",
        "Kabupaten Sinjai (73.07)",
        "5 Okt 2021 13.53 WITA",
        "Dikembalikan",
        "3,33 dari 5 (2 dari 20 butir dinilai)",
        "Lengkapi targetnya.",
        "Target kosong.",
        "Contoh, bukan naskah peraturan.",
        "1. Bimtek · Target 2022",
        "Naikkan & <b>jelas",  # a tag that somebody typed is text
        "Tidak diubah. Terima kasih. (ditutup)",
        "Penelaah: Penelaah Contoh",
    ):
        assert part in text, part
    assert "Pemerintah Kementerian" not in text


def test_an_acceptance_without_scores_and_comments(said):
    bare = replace(LETTER, verdict="accepted", reason="", index=None, scored=0, scores=(), comments=())
    text = said(bare)
    assert "Diterima" in text
    assert "tidak dinilai" in text
    assert "Tidak ada catatan." in text
    assert "Alasan" not in text


def test_in_english(said):
    text = said(LETTER, "en")
    assert "Letter of Result" in text
    assert "Target 2022" in text


def test_what_is_frozen_comes_back_as_it_was():
    assert canonical.read(LetterData, canonical.write(LETTER)) == LETTER


@pytest.mark.parametrize("kind", [Format.XLSX, Format.ODS])
def test_its_tables_as_sheets(paper_app, kind):
    content = Content(LetterPaper(LETTER, "b" * 64, SENDER), "Asia/Jakarta")
    with paper_app.app_context(), speaking("id", LETTER.time_zone):
        file = DOCUMENTS["review_letter"].make(content, kind)
    book = CalamineWorkbook.from_filelike(io.BytesIO(file))
    assert book.sheet_names == ["Nilai telaah", "Catatan telaah"]
    scores = book.get_sheet_by_name("Nilai telaah").to_python()
    assert scores[-4:] == [
        ["Kategori atau bab", "Butir", "Nilai", "Alasan"],
        ["SDM", "Terukur", 2.0, "Target kosong."],
        ["BAB I", "Jelas", 4.0, ""],
        ["Indeks telaah (1–5)", "2 dari 20 butir dinilai", 3.33, ""],
    ]
    comments = book.get_sheet_by_name("Catatan telaah").to_python()
    assert comments[-2:] == [
        [1.0, "Wajib diperbaiki", "1. Bimtek · Target 2022", "Naikkan & <b>jelaskan</b>.", "", "", "Tidak"],
        [2.0, "Catatan", "Seluruh rencana", "Baik.", "Tidak diubah", "Terima kasih.", "Ya"],
    ]


def test_a_letter_is_no_archive(paper_app):
    content = Content(LetterPaper(LETTER, "b" * 64, SENDER), "Asia/Jakarta")
    with (
        paper_app.app_context(),
        speaking("id", LETTER.time_zone),
        pytest.raises(ValueError, match="zip"),
    ):
        DOCUMENTS["review_letter"].make(content, Format.ZIP)
