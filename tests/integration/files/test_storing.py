"""Files are kept whole or not at all, shared where they are the same, and handed out harmlessly."""

import io
import threading
from pathlib import Path

import pytest

from app.access import SYSTEM
from app.db import as_system, db, unit_of_work
from app.files import (
    FileKind,
    Purpose,
    RefusalReason,
    RefusedFile,
    ScanState,
    discard,
    read,
    send,
    set_scanner,
    store,
    store_generated,
)
from app.files.pictures import remember, remembered
from app.files.scanning import NoScanner
from tests.factories.organisations import government
from tests.integration.files.keeping import give, on_disk, rows
from tests.unit.files import making


def test_a_good_file_is_kept_under_an_opaque_name(home, folder):
    content = making.pdf()
    with unit_of_work():
        kept = give(home, content, "../SK Tim.exe")
    (row,) = rows()
    assert row.id == kept.id
    assert (row.original_name, row.media_type, row.size) == ("SK Tim.pdf", "application/pdf", len(content))
    assert row.scan_state is ScanState.NOT_SCANNED
    assert on_disk(folder) == [row.blob]
    assert "SK" not in row.blob
    assert read(row) == content


@pytest.mark.parametrize(
    "content",
    [b"", b"MZ" + bytes(100), making.claimed_png(9000, 9000), b"%PDF-1.7 garbage"],
    ids=["empty", "exe", "pixels", "damaged"],
)
def test_a_refused_file_leaves_nothing(home, folder, content):
    with pytest.raises(RefusedFile), unit_of_work():
        give(home, content)
    assert rows() == []
    assert on_disk(folder) == []


def test_a_file_that_is_too_large_is_refused_before_it_is_read_to_its_end(app, home, folder, monkeypatch):
    monkeypatch.setitem(app.config, "MAX_EVIDENCE_BYTES", 1024 * 1024)
    stream = io.BytesIO(bytes(5 * 1024 * 1024))
    with pytest.raises(RefusedFile) as caught:
        store(SYSTEM, home, stream, "besar.pdf", Purpose.EVIDENCE)
    assert caught.value.reason_code is RefusalReason.TOO_LARGE
    assert "1 MB" in caught.value.message
    assert stream.tell() < 2 * 1024 * 1024
    assert on_disk(folder) == []


def test_the_limit_itself_is_still_accepted(app, home, monkeypatch):
    content = making.pdf()
    monkeypatch.setitem(app.config, "MAX_EVIDENCE_BYTES", len(content))
    assert give(home, content).size == len(content)
    monkeypatch.setitem(app.config, "MAX_EVIDENCE_BYTES", len(content) - 1)
    with pytest.raises(RefusedFile):
        give(home, content)


def test_the_same_file_twice_in_a_government_shares_its_blob(home, folder):
    content = making.pdf()
    with unit_of_work():
        give(home, content)
    with unit_of_work():
        give(home, content, "salinan.pdf")
    first, second = rows()
    assert first.blob == second.blob
    assert (first.original_name, second.original_name) == ("SK Tim.pdf", "salinan.pdf")
    assert on_disk(folder) == [first.blob]


def test_governments_do_not_share(home, folder):
    content = making.pdf()
    with unit_of_work():
        other = government().id
        give(home, content)
        give(other, content)
    assert len(on_disk(folder)) == 2


def test_a_lost_blob_is_mended_by_giving_the_file_again(home, folder):
    content = making.pdf()
    with unit_of_work():
        give(home, content)
    (lost,) = rows()
    (folder / lost.blob).unlink()
    with unit_of_work():
        again = give(home, content)
        assert read(again) == content


def test_a_rolled_back_upload_leaves_no_blob(home, folder):
    give(home, making.pdf())
    assert len(on_disk(folder)) == 1
    db.session.rollback()
    assert on_disk(folder) == []


def test_what_was_kept_before_a_savepoint_survives_it(home, folder):
    with unit_of_work():
        kept = give(home, making.pdf())
        with pytest.raises(ZeroDivisionError), db.session.begin_nested():
            raise ZeroDivisionError
        blob = kept.blob
    assert on_disk(folder) == [blob]


def test_a_committed_savepoint_within_a_rolled_back_request_leaves_no_blob(home, folder):
    with db.session.begin_nested():
        give(home, making.pdf())
    db.session.rollback()
    assert on_disk(folder) == []


def test_a_shared_blob_survives_a_rollback(home, folder):
    content = making.pdf()
    with unit_of_work():
        give(home, content)
    give(home, content)
    db.session.rollback()
    assert len(on_disk(folder)) == 1


def test_discarding_removes_the_blob_with_its_last_row(home, folder):
    content = making.pdf()
    with unit_of_work():
        give(home, content)
        give(home, content)
    first, second = rows()
    with unit_of_work():
        discard(first)
        assert len(on_disk(folder)) == 1
    assert len(on_disk(folder)) == 1
    (second,) = rows()
    with unit_of_work():
        discard(second)
    assert on_disk(folder) == []


def test_the_picture_of_a_file_goes_with_it(home, folder):
    with unit_of_work():
        give(home, making.pdf())
    (row,) = rows()
    remember(row.sha256, b"a picture")
    discard(row)
    db.session.rollback()
    assert remembered(row.sha256) == b"a picture"
    (row,) = rows()
    with unit_of_work():
        discard(row)
    assert remembered(row.sha256) is None


def test_discarding_that_is_rolled_back_keeps_the_blob(home, folder):
    with unit_of_work():
        give(home, making.pdf())
    (row,) = rows()
    discard(row)
    db.session.rollback()
    assert len(on_disk(folder)) == 1


def test_many_uploads_at_once_are_all_kept_whole(app, home, folder):
    contents = [making.pdf(), making.image("PNG"), making.xlsx(), making.docx()] * 2
    failures: list[BaseException] = []

    def upload(content: bytes) -> None:
        try:
            with app.app_context(), as_system(), unit_of_work():
                give(home, content)
        except BaseException as error:  # noqa: BLE001 -- whatever ended a thread must reach the test
            failures.append(error)

    threads = [threading.Thread(target=upload, args=(content,)) for content in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert failures == []
    kept = rows()
    assert sorted(read(row) for row in kept) == sorted(contents)
    assert set(on_disk(folder)) == {row.blob for row in kept}


def test_a_scanner_decides(app, home, folder):
    class Finds:
        def scan(self, path: Path) -> ScanState:
            if b"%%EOF" in path.read_bytes():
                raise RefusedFile(RefusalReason.INFECTED)
            return ScanState.CLEAN

    set_scanner(app, Finds())
    try:
        with pytest.raises(RefusedFile) as caught:
            give(home, making.pdf())
        assert caught.value.reason_code is RefusalReason.INFECTED
        assert on_disk(folder) == []
        assert give(home, making.image("PNG"), "a.png").scan_state is ScanState.CLEAN
    finally:
        set_scanner(app, NoScanner())


def test_a_generated_document_is_kept_as_it_is(home):
    with unit_of_work():
        kept = store_generated(SYSTEM, home, b"%PDF-made here", "Rencana.pdf", FileKind.PDF)
        assert (kept.purpose, kept.original_name) == ("document", "Rencana.pdf")
        assert read(kept) == b"%PDF-made here"


def test_files_are_handed_out_as_downloads_that_run_nothing(app, home):
    with unit_of_work():
        give(home, making.pdf(), "Laporan “akhir” 2021.pdf")
    (row,) = rows()
    with app.test_request_context("/x"), as_system():
        response = app.process_response(send(row))
        response.direct_passthrough = False
        assert response.get_data() == making.pdf()
    assert response.headers["Content-Type"] == "application/pdf"
    disposition = response.headers["Content-Disposition"]
    assert disposition.startswith("attachment;")
    assert "filename*=UTF-8''Laporan%20%E2%80%9Cakhir%E2%80%9D%202021.pdf" in disposition
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert "no-store" in response.headers["Cache-Control"]


def test_a_missing_blob_is_not_found(app, home, folder):
    from werkzeug.exceptions import NotFound

    with unit_of_work():
        give(home, making.pdf())
    (row,) = rows()
    (folder / row.blob).unlink()
    with app.test_request_context("/x"), pytest.raises(NotFound):
        send(row)
