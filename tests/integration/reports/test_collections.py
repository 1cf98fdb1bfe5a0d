"""Many documents at once: one PDF or a ZIP, each failure alone, nothing for those without the rights."""

import io
import tempfile
import zipfile
from hashlib import sha256

import pytest
from sqlalchemy import select

from app.access import Role
from app.access.policy import POLICY
from app.db import db
from app.jobs import JobCancelledError, JobState, handle, run_pending_jobs
from app.jobs.board import board
from app.organisations.actors import actor_of
from app.reports import gathering
from app.reports.catalogue import DOCUMENTS, Format, NothingToPrintError, Subject
from app.reports.catalogue.bulk import EveryGovernment, EveryUnit
from app.reports.catalogue.opd_page import OpdPage
from app.reports.collection import Collection, Part
from app.reports.gathering import gather
from app.reports.making import make_collection
from app.reports.models import GeneratedDocument, IssuedDocument
from app.reports.queries import may_make, offer_of
from app.reports.renderers.chapters.cut import Chunk, Look
from app.reports.renderers.chapters.process import ChapterFailedError
from tests.factories import organisations as make
from tests.factories import plans
from tests.pdf_text import opened, page_texts, text_of
from tests.style_guide import assert_page, words

UNITS, GOVERNMENTS = EveryUnit(), EveryGovernment()
COLLECTIONS = [document for document in DOCUMENTS.values() if isinstance(document, Collection)]
KEY = "k" * 22


def stop(job_id):
    """As the page of the job does it."""
    board().ask_to_stop(job_id)
    if db.engine.dialect.name == "postgresql":
        with db.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE job SET cancel_requested = true WHERE id = %s", (job_id,))


def ask(browser, name="bulk_units", **fields):
    form = {"idempotency_key": KEY, "language": "id", "kind": "pdf", "record": "opd_page"}
    return browser.post(f"/laporan/buat/{name}", data=form | fields)


def made_of(desk, kind=Format.PDF, record="opd_page", **more):
    return make_collection(UNITS, Subject(desk.government.id, None, record), kind, "id", **more)


def broken(kind="memory"):
    return ChapterFailedError(Chunk("whole", "", "", Look("id", (), "", None, "", "")), kind, "jejak")


class TestOneFile:
    def test_every_opd_stands_behind_its_bookmark(self, desk):
        pdf = made_of(desk).content
        names = [unit.name for unit in desk.place.units]
        first, *pages = page_texts(pdf)
        assert len(pages) == len(names)
        for number, (name, page) in enumerate(zip(names, pages, strict=True), 1):
            assert name in page
            assert f"{number} {name} {number + 1} 1" in first
        assert "Semua dokumen termuat." in first
        with opened(pdf) as document, document.open_outline() as outline:
            assert [each.title for each in outline.root] == ["Daftar Isi", *names]
            assert "/StructTreeRoot" in document.Root

    def test_the_full_report_can_be_collected_too(self, desk):
        made = made_of(desk, record="assessment_opd")
        assert text_of(made.content).count("Nilai setiap indikator") == len(desk.place.units)
        assert made.file_name.startswith("hasil-asesmen-semua-opd-")

    def test_it_is_asked_for_and_made_in_a_job_with_one_code(self, desk, sign_in):
        browser = sign_in(desk.coordinator)
        page = assert_page(browser.get("/laporan/"))
        assert "Banyak dokumen sekaligus" in words(page)
        form = words(assert_page(browser.get("/laporan/buat/bulk_units")))
        assert "Satu PDF gabungan" in form
        assert "ZIP, satu berkas PDF untuk masing-masing" in form
        answer = ask(browser)
        run_pending_jobs()
        assert "Unduh dokumen" in browser.get(answer.location).text
        (row,) = db.session.scalars(select(GeneratedDocument)).all()
        file = browser.get(f"/laporan/berkas/{row.id}")
        assert file.mimetype == "application/pdf"
        (issued,) = db.session.scalars(select(IssuedDocument)).all()
        assert issued.sha256 == sha256(file.data).hexdigest()


class TestZip:
    def test_each_file_has_its_own_record_and_the_index_names_all(self, desk, sign_in):
        browser = sign_in(desk.coordinator)
        ask(browser, kind="zip")
        run_pending_jobs()
        (row,) = db.session.scalars(select(GeneratedDocument)).all()
        file = browser.get(f"/laporan/berkas/{row.id}")
        assert file.mimetype == "application/zip"
        with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
            *names, index = archive.namelist()
            hashes = {sha256(archive.read(name)).hexdigest() for name in names}
            said = archive.read(index).decode("utf-8-sig")
        assert index == "daftar-isi.txt"
        assert [name[:14] for name in names] == ["01-ringkasan-d", "02-ringkasan-d"]
        issued = db.session.scalars(select(IssuedDocument)).all()
        assert {each.sha256 for each in issued} == hashes
        assert {each.unit_id for each in issued} == {unit.id for unit in desk.place.units}
        for name, unit in zip(names, desk.place.units, strict=True):
            assert f"{name}  {unit.name}" in said
        assert "Semua dokumen termuat." in said


class TestFailing:
    @pytest.fixture
    def one_fails(self, desk, monkeypatch):
        """The document of the first OPD cannot be laid out."""
        usual, name = OpdPage.make, desk.place.units[0].name

        def make(self, content, kind):
            if content.data.report.unit_name == name:
                raise broken()
            return usual(self, content, kind)

        monkeypatch.setattr(OpdPage, "make", make)
        return name

    def test_it_fails_alone_and_is_named_with_its_reason(self, desk, one_fails):
        made = made_of(desk)
        first, *pages = page_texts(made.content)
        assert len(pages) == 1
        assert desk.place.units[1].name in pages[0]
        assert f"1 {one_fails} Penataan bagian ini memerlukan memori terlalu besar." in first
        assert made.missing == (f"{one_fails} (Penataan bagian ini memerlukan memori terlalu besar.)",)

    def test_so_does_the_index_of_a_zip(self, desk, one_fails):
        with zipfile.ZipFile(io.BytesIO(made_of(desk, Format.ZIP).content)) as archive:
            assert len(archive.namelist()) == 2
            said = archive.read("daftar-isi.txt").decode("utf-8-sig")
        assert f"{one_fails}: Penataan bagian ini memerlukan memori terlalu besar." in said

    def test_the_person_reads_it_at_the_end(self, desk, sign_in, one_fails):
        browser = sign_in(desk.coordinator)
        answer = ask(browser)
        run_pending_jobs()
        assert one_fails in words(assert_page(browser.get(answer.location)))

    def test_when_all_fail_there_is_no_file(self, desk, sign_in, monkeypatch):
        monkeypatch.setattr(OpdPage, "make", lambda *_args: (_ for _ in ()).throw(broken("time")))
        ask(sign_in(desk.coordinator))
        run_pending_jobs()
        (row,) = db.session.scalars(select(GeneratedDocument)).all()
        assert row.file_id is None
        assert row.job is not None
        assert row.job.state is JobState.FAILED
        assert "Tidak satu pun dokumen dapat dibuat" in row.job.message

    def test_an_error_that_nobody_expected_is_not_swallowed(self):
        def make(_number, _part):
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            gather([Part("A", UNITS, Subject("g"))], make)


class TestStopping:
    @pytest.fixture(autouse=True)
    def scratch(self, tmp_path, monkeypatch):
        """Where this process would put temporary files."""
        folder = tmp_path / "scratch"
        folder.mkdir()
        monkeypatch.setattr(tempfile, "tempdir", str(folder))
        return folder

    def test_cancelling_stops_between_documents_and_leaves_nothing(self, desk, scratch):
        told = []

        def report(done, total, message):
            told.append((done, total))
            if done == 1:
                raise JobCancelledError

        with pytest.raises(JobCancelledError):
            made_of(desk, report=report)
        assert (0, 3) in told
        assert not db.session.scalars(select(IssuedDocument)).all()
        assert not list(scratch.iterdir())

    @pytest.mark.parametrize("kind", ["pdf", "zip"])
    def test_a_job_that_is_cancelled_half_way_leaves_no_file_and_no_record(
        self, desk, sign_in, monkeypatch, kind
    ):
        usual, made = OpdPage.make, []

        def make(self, content, kind):
            made.append(content.data.report.unit_name)
            if len(made) == 2:
                stop(db.session.scalars(select(GeneratedDocument.job_id)).one())
            return usual(self, content, kind)

        monkeypatch.setattr(OpdPage, "make", make)
        monkeypatch.setattr(handle, "PROGRESS_EVERY", 0)
        answer = ask(sign_in(desk.coordinator), kind=kind)
        run_pending_jobs()
        assert len(made) == 2
        db.session.expire_all()
        (row,) = db.session.scalars(select(GeneratedDocument)).all()
        assert row.job is not None
        assert row.job.state is JobState.CANCELLED, row.job.message
        assert row.file_id is None
        assert not db.session.scalars(select(IssuedDocument)).all()
        assert answer.status_code == 302

    def test_nothing_is_left_behind_by_one_that_is_finished(self, desk, scratch):
        made_of(desk)
        made_of(desk, Format.ZIP)
        assert not list(scratch.iterdir())

    def test_past_the_limit_the_rest_is_named_as_missing(self, desk, monkeypatch):
        size = len(made_of(desk, Format.ZIP).content)
        monkeypatch.setattr(gathering, "LARGEST", size * 2 // 3)
        made = made_of(desk, Format.ZIP)
        with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
            assert len(archive.namelist()) == 2
        assert made.missing == (f"{desk.place.units[1].name} (Batas ukuran berkas gabungan sudah tercapai.)",)


class TestAProvince:
    def subject(self, desk, record="action_plan"):
        return Subject(desk.province.id, None, record)

    def test_what_was_sent_is_collected_and_what_is_missing_says_why(self, desk):
        plans.in_review(desk)
        other = make.government(parent=desk.province)
        asleep = make.government(parent=desk.province, is_active=False)
        made = make_collection(GOVERNMENTS, self.subject(desk), Format.ZIP, "id")
        assert set(made.missing) == {
            f"{other.name} (Belum pernah mengirim rencana aksi.)",
            f"{asleep.name} (Belum memakai Renaksi.)",
        }
        with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
            name, _index = archive.namelist()
            assert "kiriman-1" in name

    def test_a_draft_is_never_collected(self, desk):
        with pytest.raises(NothingToPrintError):
            make_collection(GOVERNMENTS, self.subject(desk), Format.PDF, "id")

    def test_neighbours_of_another_province_stay_out(self, desk):
        plans.in_review(desk)
        stranger = plans.in_review(plans.compiled(plans.desk()))
        data = GOVERNMENTS.load(self.subject(desk)).data
        assert [part.title for part in data.parts] == [desk.government.name]
        assert stranger.government_id != desk.government.id

    def test_a_regency_offers_none(self, desk):
        assert offer_of(actor_of(desk.reviewer), GOVERNMENTS, desk.government) is None
        assert offer_of(actor_of(desk.reviewer), GOVERNMENTS, desk.province) is not None


class TestRights:
    def test_an_opd_collects_nothing(self, desk):
        subject = Subject(desk.government.id, None, "opd_page")
        assert may_make(actor_of(desk.coordinator), UNITS, subject)
        assert may_make(actor_of(desk.leader), UNITS, subject)
        assert may_make(actor_of(desk.reviewer), UNITS, subject)
        assert not may_make(actor_of(desk.admin), UNITS, subject)
        assert not may_make(actor_of(desk.supervisor), UNITS, subject)
        elsewhere = make.user_with(Role.COORDINATOR, make.government())
        assert not may_make(actor_of(elsewhere), UNITS, subject)

    def test_a_province_is_collected_from_above_alone(self, desk):
        subject = Subject(desk.province.id, None, "action_plan")
        assert may_make(actor_of(desk.supervisor), GOVERNMENTS, subject)
        assert may_make(actor_of(desk.reviewer), GOVERNMENTS, subject)
        assert not may_make(actor_of(desk.ombudsman), GOVERNMENTS, subject)  # reads, and orders nothing
        own = make.user_with(Role.COORDINATOR, desk.province)
        assert not may_make(actor_of(own), GOVERNMENTS, subject)
        other = make.user_with(Role.PROVINCE_SUPERVISOR, make.province())
        assert not may_make(actor_of(other), GOVERNMENTS, subject)

    @pytest.mark.parametrize("collection", COLLECTIONS, ids=lambda each: each.name)
    def test_who_may_collect_may_read_each_part(self, collection):
        (outer,) = collection.permissions
        for document in collection.inner.values():
            for role, reach in POLICY[outer].items():
                for inner in document.permissions:
                    assert POLICY[inner].get(role) == reach, (document.name, role)
