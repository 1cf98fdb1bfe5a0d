"""`flask doctor` finds what is wrong, says so, and fails."""

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text, update

from app.access import SYSTEM
from app.complaints.actions.tallies import refresh
from app.complaints.models import TallyMark
from app.db import db, utc_now
from app.files.actions import blob_store
from app.jobs import enqueue
from app.jobs.models import Job
from app.jobs.ping import ping
from app.jobs.runner import run_job
from tests.factories import signing
from tests.factories.complaints import imported, line
from tests.factories.organisations import government


@pytest.fixture
def ask(app, db_session):
    """The findings by name, and whether all was well."""

    def run():
        db_session.commit()
        result = app.test_cli_runner().invoke(args=["doctor", "--json", "--wait", "0.1"])
        told = json.loads(result.stdout)
        assert result.exit_code == (0 if told["healthy"] else 1)
        return {check["name"]: check for check in told["checks"]}

    return run


@pytest.fixture
def good_secrets(app, monkeypatch):
    for place, name in enumerate(("SECRET_KEY", "SECURITY_PASSWORD_SALT", "AUDIT_KEY")):
        monkeypatch.setitem(app.config, name, f"{place}k9Xv2Qm7Lr4Tz8Wb1Yc6Nd3Hf5Jg0Ps-uAeIoB")


def test_a_sound_installation_passes(ask, good_secrets):
    found = ask()
    failed = {name: check["detail"] for name, check in found.items() if check["state"] == "failed"}
    assert not failed
    assert found["mode"]["state"] == "warning", "tests do not run in production mode"
    assert found["worker"]["state"] == "skipped", "tests have no queue"


def test_weak_and_repeated_secrets_are_found(app, ask, good_secrets, monkeypatch):
    monkeypatch.setitem(app.config, "AUDIT_KEY", app.config["SECRET_KEY"])
    assert ask()["secrets"]["state"] == "failed"
    monkeypatch.setitem(app.config, "AUDIT_KEY", "a" * 40)
    assert ask()["secrets"]["state"] == "failed"
    monkeypatch.setitem(app.config, "AUDIT_KEY", "ganti-saya-1234567890-qwertyuiop-zxcvbnm")
    assert ask()["secrets"]["state"] == "failed"


def test_a_missing_migration_is_found(ask, db_session):
    head = db_session.scalar(text("SELECT version_num FROM alembic_version"))
    db_session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    try:
        assert ask()["migrations"]["state"] == "failed"
    finally:
        db_session.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": head})
        db_session.commit()


def test_without_database_the_rest_is_still_looked_at(ask, good_secrets, monkeypatch, app):
    def refuse(*_args, **_kwargs):
        raise ConnectionError("the database is away")

    with app.app_context(), monkeypatch.context() as patch:
        patch.setattr(type(db.engine), "connect", refuse)
        found = ask()
    assert found["database"]["state"] == "failed"
    assert found["migrations"]["state"] == found["files"]["state"] == "skipped"
    assert found["secrets"]["state"] == "ok"


def test_lost_and_loose_files_are_found(ask, app, db_session):
    root = Path(blob_store().root)
    (root / "xx").mkdir(parents=True)
    loose = root / "xx" / "xxabcdefghijklmnopqrstuv"
    loose.write_bytes(b"loose")
    assert ask()["files"]["state"] == "ok", "what is young may belong to a request under way"
    old = (utc_now() - timedelta(hours=2)).timestamp()
    os.utime(loose, (old, old))
    assert ask()["files"]["state"] == "warning"


def test_a_store_that_cannot_be_written_is_found(ask, app, monkeypatch, tmp_path):
    (tmp_path / "a-file").write_text("no folder")
    monkeypatch.setitem(app.config, "FILES_URL", f"file://{tmp_path / 'a-file' / 'files'}")
    assert ask()["file store"]["state"] == "failed"


def test_a_job_that_nobody_does_is_found(ask, app, db_session):
    made = enqueue(SYSTEM, None, "jobs.ping", {})
    assert ask()["waiting jobs"]["state"] == "ok"
    made.created_at = utc_now() - timedelta(minutes=20)
    db_session.commit()
    assert ask()["waiting jobs"]["state"] == "failed"


def test_unsafe_durability_is_found(ask, db_session, monkeypatch):
    from app.cli.doctor import database

    monkeypatch.setitem(database.SQLITE, "synchronous", "3")
    monkeypatch.setitem(database.POSTGRESQL, "fsync", {"never"})
    assert ask()["durability"]["state"] == "failed"


def test_a_ping_is_answered_by_whoever_runs_jobs_and_leaves_nothing(app, db_session, monkeypatch):
    monkeypatch.setattr("app.jobs.actions.wake", lambda app, job_id, _delay: run_job(app, job_id))
    db_session.commit()
    assert ping(5) is not None
    monkeypatch.setattr("app.jobs.actions.wake", lambda *_: None)
    assert ping(0.3) is None
    assert db.session.scalar(select(func.count()).select_from(Job)) == 0


def test_figures_that_are_not_those_of_the_complaints_are_found(ask, db_session, tmp_path):
    assert ask()["figures"]["state"] == "skipped"
    imported(government(), tmp_path, line(1), line(2))
    refresh()
    assert ask()["figures"]["state"] == "ok"
    # Past the session and unmarked, as only a mistake in a program or a hand in the database does.
    db_session.execute(text("UPDATE complaint SET category = 'Lain' WHERE tracking_id = '1'"))
    found = ask()["figures"]
    assert (found["state"], "recount" in found["detail"]) == ("failed", True)


def test_figures_that_nobody_counts_ahead_are_told(ask, db_session, tmp_path):
    imported(government(), tmp_path, line(1))
    db_session.execute(update(TallyMark).values(at=utc_now() - timedelta(hours=2)))
    assert ask()["figures"]["state"] == "warning"


class TestSigning:
    @pytest.fixture
    def office(self, app, monkeypatch, tmp_path):
        monkeypatch.setitem(app.config, "SIGNING_FOLDER", str(tmp_path / "signing"))
        return signing.Office(tmp_path / "signing", "73.07")

    def close(self, office):
        for path in office.folder.rglob("*"):
            path.chmod(0o700 if path.is_dir() else 0o600)

    def test_without_a_folder_it_is_not_set_up(self, office, ask, good_secrets):
        assert ask()["signing"]["state"] == "skipped"

    def test_what_is_set_up_is_told(self, office, ask, good_secrets):
        authority = signing.Authority()
        office.certificate(authority.p12())
        office.provider("http://127.0.0.1:9/")
        office.trust(authority.pem)
        self.close(office)
        assert ask()["signing"] == {
            "name": "signing",
            "state": "ok",
            "detail": "1 offices, 1 trusted issuers",
        }

    def test_keys_that_others_can_read_are_found(self, office, ask, good_secrets):
        office.certificate(signing.Authority().p12())
        self.close(office)
        (office.folder / "73.07" / "certificate.p12").chmod(0o640)
        assert "chmod 600" in ask()["signing"]["detail"]

    @pytest.mark.parametrize("text", ["bukan toml [", 'url = "ftp://x"'])
    def test_settings_that_cannot_be_used_are_found(self, office, ask, good_secrets, text):
        office.provider("http://127.0.0.1:9/")
        (office.folder / "73.07" / "provider.toml").write_text(text)
        self.close(office)
        assert ask()["signing"]["state"] == "failed"

    def test_an_issuer_that_is_none_is_found(self, office, ask, good_secrets):
        office.trust(b"bukan sertifikat")
        office.certificate(signing.Authority().p12())
        self.close(office)
        assert ask()["signing"]["state"] == "failed"


def test_without_the_tool_for_pictures_the_preview_is_doubtful(ask, good_secrets, monkeypatch):
    assert ask()["previews"]["state"] == "ok"
    monkeypatch.setattr("app.cli.doctor.machine.shutil.which", lambda _name: None)
    assert "pdftoppm" in ask()["previews"]["detail"]
