"""`flask report`."""

import pytest

from app.db import db
from tests.pdf_text import text_of


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
