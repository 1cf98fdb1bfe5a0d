"""`flask files check` compares rows and blobs both ways."""

import os
from datetime import timedelta
from pathlib import Path

from app.db import unit_of_work
from app.files import discard, read
from tests.integration.files.keeping import check, give, on_disk, rows
from tests.unit.files import making


def age(path: Path) -> None:
    old = path.stat().st_mtime - timedelta(hours=2).total_seconds()
    os.utime(path, (old, old))


def test_the_check_finds_nothing_where_all_is_well(app, home):
    with unit_of_work():
        give(home, making.pdf())
    status, found = check(app)
    assert status == 0
    assert (found["rows"], found["blobs"], found["in_order"]) == (1, 1, True)


def test_the_check_finds_lost_and_altered_content(app, home, folder):
    with unit_of_work():
        give(home, making.pdf())
        give(home, making.image("PNG"), "a.png")
    lost, altered = rows()
    (folder / lost.blob).unlink()
    (folder / altered.blob).write_bytes(b"something else")
    status, found = check(app)
    assert status == 1
    assert found["missing"] == [lost.id]
    assert found["altered"] == [altered.id]


def test_the_check_finds_and_removes_orphans_that_are_old_enough(app, home, folder):
    with unit_of_work():
        give(home, making.pdf())
    (row,) = rows()
    (folder / "zz").mkdir()
    for name in ("zz/old-orphan", "zz/young-orphan", "incoming/old-leftover", "incoming/young-leftover"):
        (folder / name).write_bytes(b"x")
        if "old" in name:
            age(folder / name)
    status, found = check(app)
    assert status == 1
    assert found["orphans"] == ["zz/old-orphan"]
    assert found["leftovers"] == ["old-leftover"]
    check(app, "--repair")
    assert on_disk(folder) == sorted([row.blob, "incoming/young-leftover", "zz/young-orphan"])
    assert check(app)[0] == 0


def test_a_store_elsewhere_works_the_same(app, home, monkeypatch):
    monkeypatch.setitem(app.config, "FILES_URL", "memory://renaksi-test")
    with unit_of_work():
        kept = give(home, making.pdf())
        assert read(kept) == making.pdf()
    assert check(app)[1]["in_order"] is True
    (row,) = rows()
    with unit_of_work():
        discard(row)
    assert check(app)[1]["blobs"] == 0
