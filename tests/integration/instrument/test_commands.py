"""`flask instrument`."""

import pytest
from sqlalchemy import select

from app.db import db
from app.instrument.models import InstrumentVersion
from app.instrument.questionnaire import InstrumentState

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def run(app):
    """Run a command as on the command line."""
    return lambda *arguments: app.test_cli_runner().invoke(args=["instrument", *arguments])


def states() -> dict[str, InstrumentState]:
    db.session.rollback()
    db.session.expire_all()
    return {version.code: version.state for version in db.session.scalars(select(InstrumentVersion))}


def test_validate_counts_and_changes_nothing(run):
    result = run("validate", "2021")
    assert result.exit_code == 0
    assert "terukur" in result.output
    assert states() == {}


def test_validate_lists_mistakes_and_fails(run):
    result = run("validate", "2099")
    assert result.exit_code == 1
    assert "tidak ada folder instrumen" in result.output


def test_validate_fails_where_the_reading_aid_lacks_a_level_but_publishing_does_not_wait(
    run, monkeypatch, tmp_path
):
    from app.instrument import english

    told = (english.FOLDER / "2021.yaml").read_text(encoding="utf-8")
    less = told.replace("    3: A decision of the head of the OPD names", "    # 3: A decision", 1)
    assert less != told
    (tmp_path / "2021.yaml").write_text(less, encoding="utf-8")
    monkeypatch.setattr(english, "FOLDER", tmp_path)
    result = run("validate", "2021")
    assert result.exit_code == 1
    assert "english/2021.yaml › K-01 › levels.3: wajib diisi" in result.output
    assert run("publish", "2021").exit_code == 0


def test_validate_names_the_questions_of_a_version_without_a_reading_aid(run, monkeypatch, tmp_path):
    from app.instrument import english

    monkeypatch.setattr(english, "FOLDER", tmp_path)
    result = run("validate", "2021")
    assert result.exit_code == 0
    assert "Belum ada bantuan membaca dalam bahasa Inggris: K-01, K-02" in result.output


def test_draft_then_publish_then_again(run):
    assert run("draft", "2021").exit_code == 0
    assert states() == {"2021": "draft"}
    assert run("publish", "2021").exit_code == 0
    assert run("publish", "2021").exit_code == 0
    assert states() == {"2021": "published"}


def test_publishing_changed_files_is_refused_with_the_way_out(run, monkeypatch, tmp_path):
    import shutil

    from app.cli import instrument as command
    from app.instrument.loader import CONTENT, read_version

    run("publish", "2021")
    shutil.copytree(CONTENT / "2021", tmp_path / "2021")
    path = tmp_path / "2021" / "kebijakan.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("weight: 3", "weight: 4", 1), encoding="utf-8")
    monkeypatch.setattr(command, "read_version", lambda code: read_version(code, tmp_path))
    result = run("publish", "2021")
    assert result.exit_code == 1
    assert "salin foldernya" in result.output
