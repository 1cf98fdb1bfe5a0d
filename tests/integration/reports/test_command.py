"""`flask report`."""

import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from app.assessment.actions import accept_remaining, confirm
from app.db import db
from app.organisations.models import GovernmentKind
from app.reports.catalogue import DOCUMENTS, Format, UnitChoice
from app.reports.catalogue.opd_page import OpdPage
from app.reports.collection import Collection
from app.reports.renderers.chapters.cut import Chunk, Look
from app.reports.renderers.chapters.process import ChapterFailedError
from tests.factories import complaints, progress
from tests.factories import organisations as make
from tests.pdf_text import opened, text_of


@pytest.fixture
def run(app, desk):
    db.session.commit()

    def command(*words):
        return app.test_cli_runner().invoke(args=["report", *words])

    return command


def test_the_list_names_every_document_and_its_formats(run):
    said = run("--list")
    assert said.exit_code == 0
    assert "action_plan\tpdf,docx,xlsx,ods" in said.output
    assert "receipt\tpdf" in said.output


def test_it_writes_the_file(run, desk, tmp_path):
    out = tmp_path / "rencana.pdf"
    said = run("action_plan", "--government", desk.government.code, "--format", "pdf", "--out", str(out))
    assert said.exit_code == 0, said.output
    assert desk.plan.title in text_of(out.read_bytes())


def test_it_speaks_english_when_asked(run, desk, tmp_path):
    out = tmp_path / "plan.pdf"
    run("action_plan", "--government", desk.government.code, "--language", "en", "--out", str(out))
    assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["receipt", "--format", "docx"], 2),
        (["tidak_ada"], 2),
        ([], 2),
        (["assessment_opd"], 2),
        (["complaint_figures"], 1),
    ],
)
def test_what_is_not_offered_says_so(run, desk, tmp_path, words, status):
    out = tmp_path / "keluaran"
    said = run(*words, "--government", desk.government.code, "--out", str(out))
    assert said.exit_code == status, said.output
    assert not out.exists()
    assert said.output.strip()


def test_an_unknown_government_is_wrong_use(run, tmp_path):
    assert run("action_plan", "--government", "99.99", "--out", str(tmp_path / "x.pdf")).exit_code == 2


class TestEveryDocument:
    """With everything there that a document may be about, each is made in each of its formats without a record."""

    @pytest.fixture
    def full(self, app, db_session, tmp_path):
        ministry = make.government(kind=GovernmentKind.MINISTRY)
        desk, _lines = progress.accepted()
        accept_remaining(desk.place.lead, desk.place.assessment(0))
        confirm(desk.place.lead, desk.place.assessment(0))
        progress.opened(desk)
        complaints.imported(desk.government, tmp_path, *[complaints.line(n) for n in range(1, 5)])
        db.session.commit()
        homes = {"national": ministry, "province": desk.province, "bulk_governments": desk.province}

        def command(name, kind, *words):
            home = next((each for start, each in homes.items() if name.startswith(start)), desk.government)
            out = tmp_path / f"{name}.{kind}"
            unit = ["--unit", desk.place.units[0].name] if needs_unit(name) else []
            usual = ["--government", home.code, "--format", kind, "--out", str(out)]
            said = app.test_cli_runner().invoke(args=["report", name, *usual, *unit, *words])
            return said, out

        return command

    @pytest.mark.parametrize("name", DOCUMENTS)
    def test_in_each_format(self, full, name):
        for kind in DOCUMENTS[name].formats:
            said, out = full(name, kind.value)
            assert said.exit_code == 0, (kind, said.output, said.exception)
            SOUND[kind](out.read_bytes())

    @pytest.mark.parametrize(
        ("name", "record"),
        [
            (document.name, record)
            for document in DOCUMENTS.values()
            if isinstance(document, Collection)
            for record in document.inner
        ],
    )
    def test_many_at_once_of_each_kind(self, full, name, record):
        said, out = full(name, "zip", "--record", record)
        assert said.exit_code == 0, (said.output, said.exception)
        with zipfile.ZipFile(out) as archive:
            *files, index = archive.namelist()
        assert files
        assert index == "daftar-isi.txt"
        assert {file.rsplit(".", 1)[1] for file in files} == {"pdf"}

    def test_the_records_are_shown(self, full):
        said, _out = full("complaint_figures", "pdf", "--records")
        assert said.exit_code == 0, said.output
        assert "2021-Q4\tTriwulan IV 2021" in said.output
        said, _out = full("bulk_units", "pdf", "--records")
        assert [line.split("\t")[0] for line in said.output.splitlines()] == ["opd_page", "assessment_opd"]

    def test_what_cannot_be_laid_out_says_why(self, full, monkeypatch):
        failed = ChapterFailedError(
            Chunk("whole", "", "", Look("id", (), "", None, "", "")), "memory", "jejak"
        )
        monkeypatch.setattr(OpdPage, "make", lambda *_args: (_ for _ in ()).throw(failed))
        said, out = full("opd_page", "pdf")
        assert said.exit_code == 1
        assert "memerlukan memori terlalu besar" in said.output
        assert not out.exists()


def needs_unit(name):
    return DOCUMENTS[name].unit_choice is UnitChoice.REQUIRED


def _pdf(content):
    with opened(content) as document:
        assert len(document.pages)


def _sheets(content):
    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names


def _package(part):
    def sound(content):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            assert package.testzip() is None
            assert part in package.namelist()

    return sound


SOUND = {
    Format.PDF: _pdf,
    Format.XLSX: _sheets,
    Format.ODS: _sheets,
    Format.DOCX: _package("word/document.xml"),
    Format.ZIP: _package("daftar-isi.txt"),
}
