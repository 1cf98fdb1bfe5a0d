"""Asking for a document, making it in a job, downloading it; and who may."""

import io
import re

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from app.access import Role
from app.audit.models import AuditEntry
from app.db import db
from app.files import StoredFile
from app.jobs import Job, JobState, run_pending_jobs
from app.plans.actions import accept_plan
from app.reports.catalogue import DOCUMENTS
from app.reports.models import GeneratedDocument
from app.reports.rules import KEPT
from tests.factories import complaints, plans
from tests.factories import organisations as make
from tests.pdf_text import text_of
from tests.style_guide import assert_page, words

KEY = "k" * 22


def ask(client, name="action_plan", key=KEY, **fields):
    form = {"idempotency_key": key, "language": "id", "kind": "pdf", "record": "kini"}
    return client.post(f"/laporan/buat/{name}", data=form | fields)


def rows():
    db.session.expire_all()
    return db.session.scalars(select(GeneratedDocument).order_by(GeneratedDocument.created_at)).all()


class TestMaking:
    def test_a_plan_is_made_in_a_job_and_downloaded(self, desk, sign_in):
        browser = sign_in(desk.coordinator)
        answer = ask(browser)
        assert answer.status_code == 302
        assert "/pekerjaan/" in answer.location
        assert run_pending_jobs() >= 1
        assert "Unduh dokumen" in browser.get(answer.location).get_data(as_text=True)
        (made,) = rows()
        file = browser.get(f"/laporan/berkas/{made.id}")
        assert file.mimetype == "application/pdf"
        assert file.headers["Content-Disposition"].startswith("attachment")
        text = text_of(file.data)
        assert desk.plan.title in text
        assert "KONSEP" in text
        assert made.file.sha256
        assert made.made_at

    def test_the_list_offers_what_there_is_and_shows_what_was_made(self, desk, sign_in):
        browser = sign_in(desk.coordinator)
        page = words(assert_page(browser.get("/laporan/")))
        assert "Rencana aksi" in page
        assert "Belum ada dokumen" in page
        assert "Data pengaduan" not in page  # nothing was imported
        ask(browser)
        assert "Sedang dibuat" in words(assert_page(browser.get("/laporan/")))
        run_pending_jobs()
        assert "Unduh" in words(assert_page(browser.get("/laporan/")))

    def test_a_job_that_was_cancelled_did_not_fail(self, desk, sign_in):
        client = sign_in(desk.coordinator)
        ask(client)
        (made,) = rows()
        made.job.state = JobState.CANCELLED
        db.session.flush()
        page = client.get("/laporan/").text
        assert "Dibatalkan" in page
        assert "Tidak berhasil" not in page

    def test_asking_twice_while_it_waits_makes_one(self, desk, sign_in):
        browser = sign_in(desk.coordinator)
        assert ask(browser).location == ask(browser, key="l" * 22).location
        assert len(rows()) == 1

    def test_every_offered_document_has_its_page(self, desk, sign_in):
        browser = sign_in(desk.coordinator)
        plans.sent(desk)
        for name in ("action_plan", "assessment_opd", "receipt"):
            assert_page(browser.get(f"/laporan/buat/{name}"))
        assert_page(browser.get("/laporan/buat/complaint_figures"), status=404)
        assert browser.get("/laporan/buat/tidak-ada").status_code == 404

    def test_a_format_or_record_that_is_not_offered_is_refused_at_the_field(self, desk, sign_in):
        browser = sign_in(desk.coordinator)
        plans.sent(desk)
        assert ask(browser, kind="odt").status_code == 422
        assert ask(browser, key="m" * 22, record="sembarang").status_code == 422
        assert rows() == []

    def test_an_accepted_plan_offers_its_version_first(self, desk):
        document = DOCUMENTS["action_plan"]
        actor = desk.act(desk.coordinator)
        assert [each.value for each in document.records(actor, desk.government)] == [""]
        submission = plans.in_review(desk)
        assert [each.value for each in document.records(actor, desk.government)] == ["", submission.id]
        accept_plan(desk.act(desk.reviewer), desk.plan, submission)
        assert [each.value for each in document.records(actor, desk.government)] == [submission.id, ""]

    def test_only_the_newest_are_kept(self, desk, sign_in):
        browser = sign_in(desk.coordinator)
        for number in range(KEPT + 1):
            ask(browser, key=f"{number}" * 22, kind="xlsx")
            run_pending_jobs()
        assert len(rows()) == KEPT
        assert len(db.session.scalars(select(StoredFile)).all()) == KEPT

    def test_a_new_one_leaves_the_last_good_one_in_reach(self, desk, sign_in):
        browser = sign_in(desk.coordinator)
        ask(browser, kind="xlsx")
        run_pending_jobs()
        ask(browser, key="l" * 22, kind="xlsx")
        first, second = rows()
        assert second.file_id is None
        assert browser.get(f"/laporan/berkas/{first.id}").status_code == 200
        assert browser.get(f"/laporan/berkas/{second.id}").status_code == 404

    def test_a_job_without_the_right_any_more_makes_nothing(self, desk, sign_in):
        browser = sign_in(desk.coordinator)
        ask(browser)
        for held in desk.coordinator.appointments:
            db.session.delete(held)
        db.session.commit()
        run_pending_jobs()
        assert rows()[0].file_id is None
        job = db.session.get_one(Job, rows()[0].job_id)
        assert job.state is JobState.FAILED

    def test_asking_and_making_are_in_the_log(self, desk, sign_in):
        ask(sign_in(desk.coordinator))
        run_pending_jobs()
        actions = [entry.action for entry in db.session.scalars(select(AuditEntry))]
        assert actions.count("report.requested") == actions.count("report.made") == 1


class TestOtherDocuments:
    def test_the_report_of_an_opd(self, desk, sign_in):
        unit = desk.place.units[0]
        browser = sign_in(desk.coordinator)
        ask(browser, "assessment_opd", unit=unit.id)
        run_pending_jobs()
        text = text_of(browser.get(f"/laporan/berkas/{rows()[0].id}").data)
        assert unit.name in text
        assert "Hasil Asesmen Mandiri OPD" in text
        assert "Nilai setiap indikator" in text
        assert "Kementerian Sasaran" in text  # no word of a table's head is broken

    def test_the_receipt_of_a_plan(self, desk, sign_in):
        submission = plans.sent(desk)
        browser = sign_in(desk.coordinator)
        ask(browser, "receipt", record=f"rencana:{submission.id}")
        run_pending_jobs()
        (made,) = [row for row in rows() if row.name == "receipt"]
        text = text_of(browser.get(f"/laporan/berkas/{made.id}").data)
        assert submission.receipt_number in text
        assert submission.sha256 in text.replace(" ", "")

    def test_the_receipt_of_an_assessment_belongs_to_its_opd(self, desk, sign_in):
        browser = sign_in(desk.admin)
        page = browser.get("/laporan/buat/receipt")
        assert_page(page, status=None)
        (option,) = [value for value in _options(page) if value.startswith("asesmen:")] or [None]
        answer = ask(browser, "receipt", **({"record": option} if option else {}))
        assert answer.status_code == 302
        run_pending_jobs()
        assert rows()[0].unit_id == desk.place.units[0].id


def _options(page):

    return re.findall(r'value="([^"]*)"', page.get_data(as_text=True))


class TestReach:
    @pytest.fixture
    def made(self, desk, sign_in):
        ask(sign_in(desk.coordinator), kind="xlsx")
        run_pending_jobs()
        return rows()[0]

    def get(self, sign_in, person, made):
        return sign_in(person).get(f"/laporan/berkas/{made.id}").status_code

    def test_those_who_may_read_the_plan_may_read_its_document(self, desk, sign_in, made):
        for person in (desk.leader, desk.reviewer, desk.supervisor, desk.ombudsman, desk.admin):
            assert self.get(sign_in, person, made) == 200, person.name

    def test_a_foreign_government_finds_nothing(self, desk, sign_in, made):
        elsewhere = make.user_with(Role.COORDINATOR, make.government())
        assert self.get(sign_in, elsewhere, made) == 404
        page = sign_in(elsewhere).get(f"/laporan/?pemerintah={desk.government.code}")
        assert page.status_code == 404
        assert ask(sign_in(elsewhere), pemerintah=desk.government.code).status_code == 404

    def test_the_operator_sees_no_content(self, sign_in, made):
        operator = make.user_with(Role.OPERATOR)
        assert self.get(sign_in, operator, made) == 403

    def test_an_opd_makes_no_plan_document_but_its_own_report(self, desk, sign_in):
        browser = sign_in(desk.admin)
        page = words(assert_page(browser.get("/laporan/")))
        assert "Hasil asesmen OPD" in page
        assert ask(browser).status_code == 404
        other = desk.place.units[1]
        assert ask(browser, "assessment_opd", key="n" * 22, unit=other.id).status_code == 422

    def test_the_ombudsman_reads_but_orders_nothing(self, desk, sign_in):
        browser = sign_in(desk.ombudsman)
        assert browser.get(f"/laporan/?pemerintah={desk.government.code}").status_code == 200
        assert ask(browser, pemerintah=desk.government.code).status_code == 403

    def test_the_ministry_chooses_a_government_first(self, desk, sign_in):
        page = assert_page(sign_in(desk.reviewer).get("/laporan/"))
        assert desk.government.name in words(page)


class TestComplaintFigures:
    @pytest.fixture
    def register(self, desk, tmp_path):
        name = desk.place.units[0].name
        lines = [complaints.line(number, unit=name) for number in range(1, 8)]
        complaints.imported(desk.government, tmp_path, *lines)

    def test_they_are_printed_with_source_and_cut_off(self, desk, sign_in, register):
        browser = sign_in(desk.coordinator)
        ask(browser, "complaint_figures", unit="semua", record="2021")
        run_pending_jobs()
        text = text_of(browser.get(f"/laporan/berkas/{rows()[0].id}").data)
        assert "Laporan Data Pengaduan" in text
        assert "7 pengaduan masuk" in text
        assert "Sumber:" in text
        assert desk.place.units[0].name in text

    def test_an_opd_gets_its_own_figures_only(self, desk, sign_in, register):
        browser = sign_in(desk.admin)
        assert ask(browser, "complaint_figures", unit="semua", record="2021").status_code == 422
        answer = ask(
            browser,
            "complaint_figures",
            key="p" * 22,
            unit=desk.place.units[0].id,
            record="2021",
            kind="xlsx",
        )
        assert answer.status_code == 302
        run_pending_jobs()
        assert browser.get(f"/laporan/berkas/{rows()[0].id}").data.startswith(b"PK")

    def test_a_period_is_a_year_a_quarter_a_month_or_everything(self, desk, sign_in, register):
        browser = sign_in(desk.coordinator)
        page = assert_page(browser.get("/laporan/buat/complaint_figures"))
        groups = {each.get("label"): [words(option) for option in each] for each in page.iter("optgroup")}
        assert groups == {
            "Tahun": ["2021", "Semua tahun"],
            "Triwulan": ["Triwulan IV 2021"],
            "Bulan": ["Oktober 2021"],
        }
        assert "Periode" in words(page)

    @pytest.mark.parametrize(
        ("record", "period"),
        [
            ("2021-Q4", "1 Oktober 2021 sampai dengan 31 Desember 2021"),
            ("2021-10", "1 Oktober 2021 sampai dengan 31 Oktober 2021"),
        ],
    )
    def test_a_quarter_and_a_month_are_printed_with_their_pictures(
        self, desk, sign_in, register, record, period
    ):
        browser = sign_in(desk.coordinator)
        ask(browser, "complaint_figures", unit="semua", record=record)
        run_pending_jobs()
        answer = browser.get(f"/laporan/berkas/{rows()[0].id}")
        assert record.lower() in answer.headers["Content-Disposition"]
        text = text_of(answer.data)
        assert period in text
        assert "7 pengaduan masuk" in text
        assert "Gambar 1" in text
        assert "belum selesai per bulan" in text
        assert (
            "Bulan sebelum periode ini ikut digambar" not in text
        )  # there are none before the first complaint
        assert "Triwulan IV 2021" in words(assert_page(browser.get("/laporan/"))) or record != "2021-Q4"

    def test_a_period_without_complaints_cannot_be_asked_for(self, desk, sign_in, register):
        browser = sign_in(desk.coordinator)
        assert ask(browser, "complaint_figures", unit="semua", record="2021-03").status_code == 422

    def test_the_workbook_counts_the_same(self, desk, sign_in, register):
        browser = sign_in(desk.coordinator)
        ask(browser, "complaint_figures", unit="semua", record="kini", kind="xlsx")
        run_pending_jobs()
        content = browser.get(f"/laporan/berkas/{rows()[0].id}").data
        status = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Status").to_python()
        assert status[-1] == ["Jumlah", 7.0]
