"""Numbers of documents: given once and for ever, never twice, never to a concept, and printed."""

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from app.audit import AuditEntry
from app.db import db
from app.jobs import run_pending_jobs
from app.organisations.models import DocumentSettings, GovernmentKind
from app.plans.rules import PlanState
from app.reports.catalogue import DOCUMENTS, Format, Subject
from app.reports.making import make_document
from app.reports.models import DocumentNumber, GeneratedDocument
from app.reports.numbering.actions import NumberTakenError, give_number, void_number
from app.reports.numbering.queries import skipped
from app.reports.settings.forms import numbered_documents
from tests.factories import complaints
from tests.factories import organisations as make
from tests.integration.plans.test_races import at_once
from tests.pdf_text import text_of
from tests.style_guide import assert_page, words

PATTERN = {"pattern": "000.8/{nomor:3}/{kode}/{bulan_romawi}/{tahun}", "code": "ORG"}
NAME = "complaint_figures"


@pytest.fixture
def settings(desk):
    found = DocumentSettings(government_id=desk.government.id, numbering={NAME: PATTERN})
    db.session.add(found)
    db.session.flush()
    return found


@pytest.fixture
def complained(tmp_path):
    """Puts a complaint into the register, so that there are figures."""
    return lambda desk: complaints.imported(desk.government, tmp_path, complaints.line(1))


def give(desk, record="", typed="", name=NAME):
    return give_number(
        desk.place.lead, desk.government, name, Subject(desk.government.id, None, record), typed
    )


class TestGiving:
    def test_counted_within_the_year(self, desk, settings):
        first, second = give(desk, "2020"), give(desk, "2021")
        day = desk.government.today()
        assert first.number.startswith("000.8/001/ORG/")
        assert first.number.endswith(f"/{day.year}")
        assert second.running == 2

    def test_a_document_keeps_the_number_it_has(self, desk, settings):
        assert give(desk, "2021").id == give(desk, "2021").id == give(desk, "2021", "lain/1").id

    def test_a_typed_one_is_passed_over_by_the_pattern_and_the_gap_is_explained(self, desk, settings):
        number = give(desk, "2019").number
        give(desk, "2020", typed=number.replace("/001/", "/002/"))
        assert give(desk, "2021").running == 3
        assert [gap[2] for gap in skipped(desk.government)] == [2]

    def test_no_two_have_the_same(self, desk, settings):
        give(desk, "2020", typed="12/ORG/2021")
        with pytest.raises(NumberTakenError):
            give(desk, "2021", typed="12/ORG/2021")

    def test_a_voided_one_stays_in_the_book_and_is_not_given_again(self, desk, settings):
        first = give(desk, "2021")
        void_number(desk.place.lead, first, "Salah periode")
        second = give(desk, "2021")
        assert second.running == 2
        assert first.void_reason == "Salah periode"

    def test_it_never_changes(self, desk, settings):
        give(desk, "2021")
        for statement in (
            update(DocumentNumber).values(number="lain"),
            update(DocumentNumber).values(subject="|2020"),
            delete(DocumentNumber),
        ):
            with pytest.raises(DBAPIError), db.session.begin_nested():
                db.session.execute(statement)

    def test_two_who_ask_at_once_get_two_numbers(self, app, desk, settings, complained):
        complained(desk)
        db.session.commit()

        def asks(number, unit):
            data = {"idempotency_key": f"{number}" * 22, "unit": unit, "record": "kini", "kind": "pdf"}
            more = {"language": "id", "numbering": "berikutnya"}
            return lambda browser: browser.post(f"/laporan/buat/{NAME}", data=data | more).status_code

        requests = [asks(1, "semua"), asks(2, desk.place.units[0].id)]
        assert at_once(app, desk.coordinator, requests) == [302, 302]
        assert set(db.session.scalars(select(DocumentNumber.running))) == {1, 2}


class TestPrinted:
    def ask(self, browser, **more):
        data = {
            "idempotency_key": "k" * 22,
            "unit": "semua",
            "record": "kini",
            "kind": "pdf",
            "language": "id",
        }
        return browser.post(f"/laporan/buat/{NAME}", data=data | more)

    def test_on_the_document_that_was_given_it(self, app, desk, settings, sign_in, complained):
        complained(desk)
        db.session.commit()
        browser = sign_in(desk.coordinator)
        form = words(assert_page(browser.get(f"/laporan/buat/{NAME}"), app))
        assert "Nomor berikutnya: 000.8/001/ORG/" in form
        assert self.ask(browser, numbering="berikutnya").status_code == 302
        run_pending_jobs()
        row = db.session.scalars(select(GeneratedDocument)).one()
        number = db.session.scalars(select(DocumentNumber.number)).one()
        assert f"Nomor: {number}" in text_of(browser.get(f"/laporan/berkas/{row.id}").data)
        assert number in words(assert_page(browser.get("/laporan/nomor"), app))

    def test_faults_are_told_beside_the_field(self, app, desk, settings, sign_in, complained):
        complained(desk)
        db.session.commit()
        browser = sign_in(desk.coordinator)
        answer = self.ask(browser, numbering="ketik", number="<b>")
        assert_page(answer, app, status=422)
        assert "Tulis nomor dengan huruf" in answer.text
        give(desk, "2020", typed="12/2021")
        answer = self.ask(browser, numbering="ketik", number="12/2021")
        assert_page(answer, app, status=422)
        assert "sudah dipakai" in answer.text

    def test_a_concept_is_given_none(self, app, desk, settings, sign_in):
        unit = desk.place.units[0]
        db.session.commit()
        answer = sign_in(desk.coordinator).post(
            "/laporan/buat/assessment_opd",
            data={
                "idempotency_key": "k" * 22,
                "unit": unit.id,
                "kind": "pdf",
                "language": "id",
                "numbering": "ketik",
                "number": "12/2021",
            },
        )
        assert_page(answer, app, status=422)
        assert "masih konsep" in answer.text
        assert db.session.scalars(select(DocumentNumber)).all() == []

    def test_an_opd_gives_no_numbers(self, desk, settings, sign_in, complained):
        complained(desk)
        db.session.commit()
        browser = sign_in(desk.admin)
        assert "numbering" not in browser.get("/laporan/buat/assessment_opd").text
        assert browser.get("/laporan/nomor").status_code == 403


class TestBook:
    def test_voiding_asks_for_a_reason(self, app, desk, settings, sign_in):
        given = give(desk, "2021")
        db.session.commit()
        browser = sign_in(desk.coordinator)
        path = f"/laporan/nomor/{given.id}/batal"
        assert_page(browser.get(path), app)
        assert_page(browser.post(path, data={"reason": ""}), app, status=422)
        assert browser.post(path, data={"reason": "Salah periode"}).status_code == 302
        page = words(assert_page(browser.get("/laporan/nomor"), app))
        assert "Dibatalkan" in page
        assert "Salah periode" in page

    def test_an_empty_book(self, app, desk, sign_in):
        assert "Belum ada nomor" in words(assert_page(sign_in(desk.coordinator).get("/laporan/nomor"), app))


class SettingsPage:
    """What is sent to the page on which patterns are set."""

    def path(self, desk):
        return f"/pemerintah/{desk.government.code}/pengaturan-dokumen"

    def send(self, desk, browser, pattern, code="", tail="", **more):
        data = {
            "version": "0",
            "paper": "a4",
            "accent": "#0b5a6e",
            f"{NAME}__number_pattern": pattern,
            f"{NAME}__number_code": code,
        }
        return browser.post(self.path(desk) + tail, data=data | more)


class TestPattern(SettingsPage):
    @pytest.mark.parametrize(
        ("pattern", "message"),
        [
            ("{nomer}/{tahun}", "Mungkin maksudnya {nomor}"),
            ("{nomor}/2021", "Pola harus memuat {tahun}"),
            ("{nomor}/{kode}/{tahun}", "isi kodenya"),
            ("</style>{nomor}/{tahun}", "tidak dapat dipakai"),
        ],
    )
    def test_faults_are_told(self, app, desk, sign_in, pattern, message):
        answer = self.send(desk, sign_in(desk.coordinator), pattern)
        assert_page(answer, app, status=422)
        assert message in words(assert_page(answer, app, status=422))

    def test_it_is_kept_and_the_next_number_is_shown(self, app, desk, sign_in):
        browser = sign_in(desk.coordinator)
        shown = self.send(desk, browser, "{nomor}/{kode}/{tahun}", "ORG", "/pratinjau")
        assert f"Nomor berikutnya: 1/ORG/{desk.government.today().year}" in words(assert_page(shown, app))
        assert self.send(desk, browser, "{nomor}/{kode}/{tahun}", "ORG").status_code == 302
        page = assert_page(browser.get(self.path(desk)), app)
        assert "Nomor berikutnya: 1/ORG/" in words(page)

    def test_two_documents_do_not_share_a_pattern(self, desk, sign_in):
        pattern = "{nomor}/{tahun}"
        more = {"progress_report__number_pattern": pattern}
        answer = self.send(desk, sign_in(desk.coordinator), pattern, **more)
        assert answer.status_code == 422
        assert "bedakan" in answer.text

    def test_the_ministry_numbers_none_of_them(self, db_session):
        ministry = make.government(name="Kementerian", code="00", kind=GovernmentKind.MINISTRY)
        assert numbered_documents(ministry) == []


class TestBookOfPaper(SettingsPage):
    """A book that was begun on paper goes on here."""

    def goes_on(self, desk, browser, number, tail=""):
        version = db.session.scalar(select(DocumentSettings.version)) or 0
        more = {f"{NAME}__number_next": number, "version": str(version)}
        return self.send(desk, browser, "{nomor}/{kode}/{tahun}", "ORG", tail, **more)

    def test_it_goes_on_where_the_paper_ends(self, app, desk, sign_in):
        browser = sign_in(desk.coordinator)
        year = desk.government.today().year
        shown = words(assert_page(self.goes_on(desk, browser, "57", "/pratinjau"), app))
        assert f"Nomor berikutnya: 57/ORG/{year}" in shown
        assert db.session.scalars(select(DocumentSettings)).all() == []
        assert self.goes_on(desk, browser, "57").status_code == 302
        assert [give(desk, record).running for record in ("2019", "2020")] == [57, 58]
        assert skipped(desk.government) == []
        db.session.commit()
        book = words(assert_page(browser.get("/laporan/nomor"), app))
        assert f"{year}: dilanjutkan dengan nomor urut 57; 1 sampai 56 tercatat di buku kertas" in book

    def test_never_below_what_was_given(self, app, desk, sign_in):
        browser = sign_in(desk.coordinator)
        self.goes_on(desk, browser, "57")
        give(desk, "2020")
        db.session.commit()
        for number in ("1", "57"):
            answer = self.goes_on(desk, browser, number)
            assert "Nomor urut 57 sudah diberikan; isi paling sedikit 58." in words(
                assert_page(answer, app, status=422)
            )
        assert self.goes_on(desk, browser, "80").status_code == 302
        assert give(desk, "2021").running == 80
        assert skipped(desk.government) == []  # both jumps stay explained

    @pytest.mark.parametrize("number", ["0", "-3", "1000000", "57a"])
    def test_only_numbers(self, app, desk, sign_in, number):
        answer = self.goes_on(desk, sign_in(desk.coordinator), number)
        assert_page(answer, app, status=422)
        assert db.session.scalars(select(DocumentSettings)).all() == []

    def test_it_needs_a_pattern(self, app, desk, sign_in):
        answer = self.send(desk, sign_in(desk.coordinator), "", **{f"{NAME}__number_next": "57"})
        assert "Isi polanya dahulu." in words(assert_page(answer, app, status=422))

    def test_what_nobody_took_yet_can_be_taken_back(self, desk, sign_in):
        browser = sign_in(desk.coordinator)
        self.goes_on(desk, browser, "57")
        assert self.goes_on(desk, browser, "").status_code == 302
        assert give(desk, "2020").running == 1

    def test_it_stands_in_the_log(self, desk, sign_in):
        self.goes_on(desk, sign_in(desk.coordinator), "57")
        entry = db.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "government.documents_changed")
        ).one()
        assert entry.after is not None
        assert entry.after["numbering"][NAME]["jumps"] == {str(desk.government.today().year): [[0, 57]]}

    def test_another_year_begins_at_one(self, desk, settings):
        settings.numbering = {NAME: PATTERN | {"jumps": {"2020": [[0, 57]]}}}
        db.session.flush()
        assert give(desk, "2021").running == 1


class TestPlan:
    """The plan takes its number from the same book; a typed one stays."""

    @pytest.fixture
    def accepted(self, desk):
        number = {"pattern": "{nomor:3}/RENAKSI/{tahun}", "code": ""}
        db.session.add(DocumentSettings(government_id=desk.government.id, numbering={"action_plan": number}))
        desk.plan.state = PlanState.ACCEPTED
        db.session.commit()
        return desk

    def ask(self, browser, name="action_plan", **more):
        data = {"idempotency_key": f"{name:k<22}", "kind": "pdf", "language": "id", "numbering": "berikutnya"}
        return browser.post(f"/laporan/buat/{name}", data=data | more)

    def printed(self, desk, name="action_plan") -> str:
        return " ".join(
            text_of(
                make_document(DOCUMENTS[name], Subject(desk.government.id), Format.PDF, "id").content
            ).split()
        )

    def test_on_cover_and_pages_of_plan_and_archive(self, app, accepted, sign_in):
        browser = sign_in(accepted.coordinator)
        year = accepted.government.today().year
        form = words(assert_page(browser.get("/laporan/buat/action_plan"), app))
        assert f"Nomor berikutnya: 001/RENAKSI/{year}" in form
        assert "Belum ada nomor" in self.printed(accepted)
        assert self.ask(browser).status_code == 302
        number = db.session.scalars(select(DocumentNumber)).one()
        assert (number.name, number.subject) == ("action_plan", f"|{accepted.plan.id}")
        for name in ("action_plan", "plan_archive"):
            text = self.printed(accepted, name)
            assert f"Nomor dokumen 001/RENAKSI/{year}" in text, name
            assert text.count(f"001/RENAKSI/{year}") > 5, name  # at the foot of each page
        # The archive is the same document: it is given no second one.
        assert self.ask(browser, "plan_archive").status_code == 302
        assert len(db.session.scalars(select(DocumentNumber)).all()) == 1

    def test_a_typed_one_that_was_printed_stays(self, app, accepted, sign_in):
        accepted.plan.document_number = "065/12/ORG"
        db.session.commit()
        answer = self.ask(sign_in(accepted.coordinator))
        assert "Dokumen ini sudah bernomor 065/12/ORG." in words(assert_page(answer, app, status=422))
        assert db.session.scalars(select(DocumentNumber)).all() == []
        # Whatever the book says: one that stands in it for this plan is not printed over the typed one.
        give(accepted, accepted.plan.id, typed="99/LAIN", name="action_plan")
        text = self.printed(accepted)
        assert "065/12/ORG" in text
        assert "99/LAIN" not in text

    def test_a_concept_is_given_none(self, app, accepted, sign_in):
        accepted.plan.state = PlanState.DRAFTING
        db.session.commit()
        answer = self.ask(sign_in(accepted.coordinator))
        assert "masih konsep" in words(assert_page(answer, app, status=422))

    def test_a_number_on_a_cover_is_given_to_nothing_else(self, desk, settings):
        first = give(desk, "2019").number
        desk.plan.document_number = first.replace("/001/", "/002/")
        db.session.flush()
        assert give(desk, "2020").running == 3
        with pytest.raises(NumberTakenError):
            give(desk, "2021", typed=desk.plan.document_number)
