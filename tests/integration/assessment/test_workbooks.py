"""The workbooks of a whole round: out in one ZIP, back in one ZIP, each handed to its OPD, which decides."""

import io
import zipfile
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.access import Role
from app.assessment.actions.brought import tidy_workbooks
from app.assessment.workbook.models import BroughtWorkbook
from app.audit.models import AuditEntry
from app.db import db, utc_now
from app.files import FileKind, Purpose, StoredFile
from app.jobs import run_pending_jobs
from app.jobs.models import Job, JobState
from app.notifications.models import Notification
from tests.factories import assessment as rounds
from tests.factories import organisations as make
from tests.factories.filled_workbooks import typed_over
from tests.integration.assessment.test_workbook import accept, address, filled_in, handed_out, stored
from tests.style_guide import assert_page, words


def page_of(place):
    return f"/asesmen/putaran/{place.round.id}/lembar"


def packed(browser, place, kind="xlsx"):
    """The ZIP that the job makes, as the coordinator downloads it."""
    asked = browser.post(f"{page_of(place)}/siapkan", data={"kind": kind})
    assert "/pekerjaan/" in asked.headers["Location"]
    return browser.get(finished()["url"])


def finished():
    """What the waiting job answers."""
    run_pending_jobs()
    db.session.expire_all()
    job = db.session.scalars(select(Job).order_by(Job.created_at.desc(), Job.id)).first()
    assert job is not None
    assert job.state is JobState.DONE, (job.error, job.message)
    return job.result


def zipped(files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def send(browser, place, *files, key="z" * 22):
    data = {"idempotency_key": key, "files": [(io.BytesIO(content), name) for content, name in files]}
    return browser.post(page_of(place), data=data, content_type="multipart/form-data")


def brought(browser, place, *files, key="z" * 22):
    """Upload and read; the address of what was found."""
    answer = send(browser, place, *files, key=key)
    assert answer.status_code == 302, words(assert_page(answer, status=answer.status_code))
    return finished()["url"]


def filled(browser, place, number, reason, kind=FileKind.XLSX):
    content = handed_out(browser, place.assessment(number), kind)
    return typed_over(content, kind, {("K-01", "reason"): reason})


@pytest.fixture
def coordinator(place, sign_in):
    return sign_in(place.coordinator)


class TestOut:
    @pytest.mark.parametrize("kind", ["xlsx", "ods"])
    def test_one_workbook_for_every_opd_and_one_for_the_government(self, place, coordinator, kind):
        place.units[0].short_name = place.units[1].short_name = "Dinas / Uji: 1"
        db.session.commit()
        answer = packed(coordinator, place, kind)
        assert answer.status_code == 200
        archive = zipfile.ZipFile(io.BytesIO(answer.data))
        year = place.round.year
        assert archive.namelist() == [
            f"asesmen-{year}-pemerintah-daerah.{kind}",
            f"asesmen-{year}-dinas-uji-1.{kind}",
            f"asesmen-{year}-dinas-uji-1-2.{kind}",
        ]

    def test_only_the_last_one_is_kept_and_only_for_who_asked(self, place, coordinator, sign_in):
        packed(coordinator, place)
        packed(coordinator, place, "ods")
        kept = db.session.scalars(select(StoredFile).where(StoredFile.purpose == Purpose.PACKED.value)).all()
        assert len(kept) == 1
        path = f"{page_of(place)}/zip/{kept[0].id}"
        assert coordinator.get(path).status_code == 200
        assert sign_in(make.user_with(Role.COORDINATOR, place.government)).get(path).status_code == 404

    def test_another_kind_is_no_kind(self, place, coordinator):
        assert coordinator.post(f"{page_of(place)}/siapkan", data={"kind": "exe"}).status_code == 400


class TestBack:
    def test_each_file_is_shown_with_what_it_would_change_and_strangers_are_named(
        self, app, place, coordinator
    ):
        stranger = rounds.place()
        foreign = handed_out_by(app, stranger)
        first = filled(coordinator, place, 0, "Dari berkas")
        content = zipped(
            {
                "isi/dinas satu.xlsx": first,
                "salinan.xlsx": first,
                "../../luar.ods": filled(coordinator, place, 1, "Lain", FileKind.ODS),
                "asing.xlsx": foreign,
                "catatan.txt": b"Bukan lembar",
                "__MACOSX/._x.xlsx": b"\0",
                "isi/": b"",
            }
        )
        found = brought(coordinator, place, (content, "semua.zip"))
        page = words(assert_page(coordinator.get(found), app))
        rows = {each.name: each for each in db.session.scalars(select(BroughtWorkbook))}
        assert set(rows) == {"dinas satu.xlsx", "salinan.xlsx", "luar.ods", "asing.xlsx", "catatan.txt"}
        assert {name: each.fault for name, each in rows.items()} == {
            "dinas satu.xlsx": "",
            "salinan.xlsx": "twice",
            "luar.ods": "",
            "asing.xlsx": "other_assessment",
            "catatan.txt": "refused",
        }
        assert rows["dinas satu.xlsx"].cells == 1
        assert "Berkas ini bukan milik OPD mana pun dalam putaran ini." in page
        assert stranger.units[0].name not in page
        assert "Serahkan 2 lembar ke OPD" in page
        one = words(assert_page(coordinator.get(f"{found}/{rows['luar.ods'].id}"), app))
        assert "Lain" in one
        assert stored(place.assessment(), "K-01") is None

    def test_several_files_at_once(self, place, coordinator):
        files = [(filled(coordinator, place, n, f"Isi {n}"), f"{n}.xlsx") for n in (0, 1)]
        brought(coordinator, place, *files)
        assert [each.cells for each in db.session.scalars(select(BroughtWorkbook))] == [1, 1]

    def test_the_opd_decides(self, app, place, coordinator, sign_in):
        content = zipped({"satu.xlsx": filled(coordinator, place, 0, "Dari koordinator")})
        found = brought(coordinator, place, (content, "semua.zip"))
        for _click in range(2):
            coordinator.post(f"{found}/serahkan", data={"idempotency_key": "s" * 22})
        assert stored(place.assessment(), "K-01") is None
        admin = sign_in(place.admins[0])
        told = db.session.scalars(
            select(Notification).where(Notification.kind == "assessment.workbook")
        ).all()
        assert [each.user_id for each in told] == [place.admins[0].id]
        (waiting,) = db.session.scalars(select(BroughtWorkbook)).all()
        preview = address(place.assessment(), f"unggah/{waiting.id}")
        assert preview in admin.get(address(place.assessment()).rstrip("/")).text
        assert "Diserahkan koordinator" in words(assert_page(admin.get(preview), app))
        assert accept(admin, preview).status_code == 302
        assert stored(place.assessment(), "K-01")[2] == "Dari koordinator"
        assert rounds.line(place.assessment(), "K-01").stored.self_by == place.admins[0].id
        assert db.session.scalars(select(BroughtWorkbook)).all() == []
        assert db.session.scalars(select(StoredFile)).all() == []
        actions = set(db.session.scalars(select(AuditEntry.action)))
        assert {"round.workbooks_handed", "assessment.workbook_taken"} <= actions

    def test_the_opd_may_throw_it_away(self, place, coordinator, sign_in):
        content = zipped(
            {"satu.xlsx": filled(coordinator, place, 0, "x"), "dua.xlsx": filled(coordinator, place, 1, "y")}
        )
        found = brought(coordinator, place, (content, "semua.zip"))
        coordinator.post(f"{found}/serahkan", data={"idempotency_key": "s" * 22})
        waiting = {each.assessment_id: each for each in db.session.scalars(select(BroughtWorkbook))}
        preview = address(place.assessment(), f"unggah/{waiting[place.assessment().id].id}")
        other = address(place.assessment(1), f"unggah/{waiting[place.assessment(1).id].id}")
        assert sign_in(place.admins[0]).get(other).status_code == 404
        assert sign_in(place.admins[0]).post(f"{preview}/buang").status_code == 302
        assert stored(place.assessment(), "K-01") is None
        assert len(db.session.scalars(select(StoredFile)).all()) == 1  # the other OPD's is in the same ZIP
        assert sign_in(place.admins[1]).get(other).status_code == 200

    def test_before_it_is_handed_over_the_opd_does_not_see_it(self, place, coordinator, sign_in):
        brought(coordinator, place, (zipped({"satu.xlsx": filled(coordinator, place, 0, "x")}), "semua.zip"))
        (waiting,) = db.session.scalars(select(BroughtWorkbook)).all()
        assert (
            sign_in(place.admins[0]).get(address(place.assessment(), f"unggah/{waiting.id}")).status_code
            == 404
        )

    def test_a_newer_upload_replaces_what_was_never_handed_over(self, place, coordinator):
        for key in ("a", "b"):
            content = zipped({"satu.xlsx": filled(coordinator, place, 0, key)})
            brought(coordinator, place, (content, "semua.zip"), key=key * 22)
        assert len(db.session.scalars(select(BroughtWorkbook)).all()) == 1
        assert len(db.session.scalars(select(StoredFile)).all()) == 1

    def test_a_newer_workbook_replaces_the_one_that_waits(self, place, coordinator):
        for key in ("a", "b"):
            content = zipped({"satu.xlsx": filled(coordinator, place, 0, key)})
            found = brought(coordinator, place, (content, "semua.zip"), key=key * 22)
            coordinator.post(f"{found}/serahkan", data={"idempotency_key": key * 22})
        (waiting,) = db.session.scalars(select(BroughtWorkbook)).all()
        assert waiting.handed_at is not None
        assert len(db.session.scalars(select(StoredFile)).all()) == 1


class TestTidying:
    def test_what_nobody_went_on_with_goes_after_seven_days(self, place, coordinator, sign_in):
        brought(coordinator, place, (zipped({"satu.xlsx": filled(coordinator, place, 0, "x")}), "semua.zip"))
        packed(coordinator, place)
        filled_in(sign_in(place.admins[0]), place.assessment(), {("K-01", "reason"): "y"})
        assert tidy_workbooks() == 0
        for kept in (*db.session.scalars(select(StoredFile)), *db.session.scalars(select(BroughtWorkbook))):
            kept.created_at = utc_now() - timedelta(days=8)
        db.session.flush()
        assert tidy_workbooks() == 3
        assert db.session.scalars(select(StoredFile)).all() == []

    def test_what_was_handed_over_waits_for_its_opd(self, place, coordinator):
        content = zipped({"satu.xlsx": filled(coordinator, place, 0, "x")})
        found = brought(coordinator, place, (content, "semua.zip"))
        coordinator.post(f"{found}/serahkan", data={"idempotency_key": "s" * 22})
        for kept in (*db.session.scalars(select(StoredFile)), *db.session.scalars(select(BroughtWorkbook))):
            kept.created_at = utc_now() - timedelta(days=80)
        db.session.flush()
        assert tidy_workbooks() == 0


class TestRefused:
    def test_a_bomb(self, app, place, coordinator):
        bomb = zipped({"a.xlsx": b"\0" * (101 * 1024 * 1024)})
        assert_page(send(coordinator, place, (bomb, "semua.zip")), app, status=422)
        assert db.session.scalars(select(StoredFile)).all() == []

    def test_one_refused_file_keeps_all_of_them_out(self, app, place, coordinator):
        good = filled(coordinator, place, 0, "x")
        answer = send(coordinator, place, (good, "baik.xlsx"), (b"%PDF-1.4", "buruk.pdf"))
        assert "buruk.pdf" in words(assert_page(answer, app, status=422))
        assert db.session.scalars(select(StoredFile)).all() == []
        assert db.session.scalars(select(Job)).all() == []

    def test_a_workbook_too_large_to_be_one(self, place, coordinator):
        brought(coordinator, place, (zipped({"a.xlsx": b"\0" * (11 * 1024 * 1024)}), "semua.zip"))
        (told,) = db.session.scalars(select(BroughtWorkbook)).all()
        assert (told.fault, told.words) == ("refused", "Berkas ini rusak atau terlalu besar.")

    def test_too_many_files(self, place, coordinator):
        content = zipped({f"{number}.xlsx": b"x" for number in range(201)})
        brought(coordinator, place, (content, "semua.zip"))
        (told,) = db.session.scalars(select(BroughtWorkbook)).all()
        assert (told.fault, told.name) == ("refused", "semua.zip")

    def test_an_empty_zip_leaves_nothing(self, app, place, coordinator):
        found = brought(coordinator, place, (zipped({"folder/": b""}), "semua.zip"))
        assert "Tidak ada berkas di sini" in words(assert_page(coordinator.get(found), app))
        assert db.session.scalars(select(StoredFile)).all() == []

    def test_nothing_chosen(self, app, place, coordinator):
        answer = coordinator.post(page_of(place), data={"idempotency_key": "z" * 22})
        assert "Pilih berkas dahulu." in words(assert_page(answer, app, status=422))

    def test_a_zip_is_no_workbook_of_one_opd(self, app, place, sign_in):
        browser = sign_in(place.admins[0])
        data = {"idempotency_key": "u" * 22, "file": (io.BytesIO(zipped({"a.txt": b"a"})), "a.xlsx")}
        answer = browser.post(
            address(place.assessment(), "unggah"), data=data, content_type="multipart/form-data"
        )
        assert_page(answer, app, status=422)

    def test_only_the_coordinator_of_this_government(self, place, sign_in):
        assert sign_in(place.admins[0]).get(page_of(place)).status_code == 403
        assert sign_in(rounds.place().coordinator).get(page_of(place)).status_code == 404


def handed_out_by(app, stranger):
    browser = app.test_client()
    make.login(browser, stranger.admins[0])
    return handed_out(browser, stranger.assessment())
