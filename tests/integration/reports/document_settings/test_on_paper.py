"""What was said about documents is seen on them: paper, colour, who signs and who takes note."""

from app.db import NOTHING, db, within_scope
from app.organisations.models import DocumentSettings, GovernmentKind, Paper
from app.organisations.stationery.queries import second_of, settings_of
from app.plans.document_data import SignatoryData
from app.plans.queries.document import government_data, working_document
from app.reports.catalogue import DOCUMENTS, Format, Subject
from app.reports.making import make_document
from tests.factories import organisations as make
from tests.integration.reports.document_settings.page import PAGE, VALUES, save, saved
from tests.pdf_text import opened, text_of
from tests.style_guide import assert_page


class TestDocuments:
    def test_who_signs_the_plan_is_part_of_it(self, desk):
        settings = settings_of(desk.government.id) or DocumentSettings(government_id=desk.government.id)
        db.session.add(settings)
        settings.signatories = {
            "": {"position": "Bupati", "name": "A", "rank": "", "nip": ""},
            "action_plan": {"position": "Wakil Bupati", "name": "B", "rank": "", "nip": ""},
        }
        db.session.flush()
        assert working_document(desk.plan).government.signatory.position == "Wakil Bupati"
        assert government_data(desk.government).signatory.position == "Bupati"

    def test_who_takes_note_of_the_plan_is_part_of_it(self, desk):
        second = {"position": "Sekretaris Daerah", "name": "C", "rank": "", "nip": ""}
        settings = DocumentSettings(government_id=desk.government.id, signatories={"action_plan+": second})
        db.session.add(settings)
        db.session.flush()
        document = working_document(desk.plan)
        assert document.government.knows == SignatoryData("Sekretaris Daerah", "C")
        for name in ("action_plan", "plan_archive"):
            made = make_document(DOCUMENTS[name], Subject(desk.government.id), Format.PDF, "id").content
            assert text_of(made).count("Mengetahui,") == 2, name  # foreword and last chapter

    def test_a_plan_on_folio_in_the_colour_of_the_house(self, desk):
        settings = DocumentSettings(government_id=desk.government.id, paper=Paper.F4, accent="#8a1c2b")
        db.session.add(settings)
        db.session.flush()
        subject = Subject(desk.government.id)
        made = make_document(DOCUMENTS["action_plan"], subject, Format.PDF, "id").content
        with opened(made) as pdf:
            sizes = {
                tuple(sorted(round(float(side) * 25.4 / 72) for side in page.mediabox[2:]))
                for page in pdf.pages
            }
        assert sizes == {(215, 330)}


def test_the_sender_of_a_letter_is_dressed_whoever_prints_it(db_session):
    """The ministry's settings lie outside the tenant of the regency that prints the letter."""
    ministry = make.government(name="Kementerian", code="00", kind=GovernmentKind.MINISTRY)
    db.session.add(DocumentSettings(government_id=ministry.id, head_name="Kementerian Contoh"))
    db.session.flush()
    with within_scope(NOTHING):
        found = settings_of(ministry.id)
    assert found is not None
    assert found.head_name == "Kementerian Contoh"


class TestTwoWhoSign:
    def test_who_takes_note_is_kept_by_document(self, client, coordinator, sinjai):
        sent = {
            "progress_report__second_position": "Sekretaris Daerah",
            "progress_report__second_name": "Nama Sekretaris",
            "main__second_name": "Nama Asisten",
        }
        assert save(client, **sent).status_code == 302
        kept = saved(sinjai)
        found = {kind: second_of(kept, kind) or {} for kind in ("progress_report", "complaint_figures")}
        assert found["progress_report"]["position"] == "Sekretaris Daerah"
        assert found["complaint_figures"]["name"] == "Nama Asisten"  # as everything else
        page = assert_page(client.get(PAGE))
        fields = {each.get("name"): each.get("value") for each in page.iter("input")}
        assert fields["progress_report__second_name"] == "Nama Sekretaris"
        assert "plan_archive__name" not in fields  # it is the plan in another form: signed by the same people

    def test_a_document_with_a_signatory_of_its_own_has_nobody_else_s_second(
        self, client, coordinator, sinjai
    ):
        save(client, main__second_name="Nama Asisten")
        assert second_of(saved(sinjai), "progress_report") is None

    def test_the_preview_shows_both(self, client, coordinator, sinjai):
        answer = client.post(f"{PAGE}/pratinjau.pdf", data=VALUES | {"main__second_name": "Nama Asisten"})
        text = text_of(answer.data)
        assert "Mengetahui," in text
        assert "Nama Asisten" in text
