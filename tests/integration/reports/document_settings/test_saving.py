"""How documents look is saved, faults are told, and only who may changes it."""

import pytest
from sqlalchemy import func, select

from app.access import Role
from app.audit import AuditEntry
from app.organisations.models import GovernmentKind, Paper
from app.organisations.stationery.queries import settings_of, signatory_of
from tests.factories import organisations as make
from tests.integration.reports.document_settings.page import PAGE, VALUES, save, saved
from tests.style_guide import assert_page


class TestSaving:
    def test_everything_is_kept(self, client, coordinator, sinjai):
        assert_page(client.get(PAGE))
        assert save(client).status_code == 302
        kept = saved(sinjai)
        assert (kept.head_office, kept.phone, kept.paper) == (
            "Sekretariat Daerah",
            "(0482) 21000",
            Paper.F4,
        )
        assert kept.address.splitlines() == ["Jalan Contoh Nomor 1", "Sinjai 92611"]
        assert kept.accent == "#8a1c2b"
        assert signatory_of(kept, "progress_report")["name"] == "Nama Lain"
        assert signatory_of(kept, "action_plan")["name"] == "Nama Contoh"
        assert set(kept.signatories) == {"", "progress_report"}  # what was left empty is no signatory
        page = assert_page(client.get(PAGE))
        fields = {each.get("name"): each.get("value") for each in page.iter("input")}
        assert fields["progress_report__nip"] == "197001011995031001"

    @pytest.mark.parametrize(
        ("values", "message"),
        [
            ({"accent": "#ffd700"}, "terlalu pucat"),
            ({"accent": "#fff} body{}"}, "enam angka heksadesimal"),
            ({"accent": ""}, "Pilih warna"),
            ({"paper": "a5"}, "Pilih salah satu"),
            ({"address": "a\nb\nc\nd\ne"}, "Paling banyak 4 baris"),
            ({"main__nip": "123"}, "18 angka"),
            ({"email": "bukan surel"}, "Tulis alamat surel"),
            ({"website": "x y"}, "Tulis alamat laman"),
            ({"head_name": "x" * 161}, "Paling banyak 160"),
        ],
    )
    def test_faults_are_told(self, client, coordinator, sinjai, values, message):
        response = save(client, **values)
        assert_page(response, status=422)
        assert message in response.text
        assert settings_of(sinjai.id) is None

    def test_a_lost_race_shows_both_versions(self, client, coordinator, sinjai):
        save(client)
        first = saved(sinjai).version
        assert save(client, version=str(first), phone="111").status_code == 302
        response = save(client, version=str(first), phone="222")
        assert_page(response, status=409)
        assert "222" in response.text
        assert "111" in response.text
        assert saved(sinjai).phone == "111"

    def test_two_who_both_saw_nothing_yet(self, client, coordinator, sinjai):
        save(client)
        assert_page(save(client, phone="222"), status=409)
        assert saved(sinjai).phone == "(0482) 21000"

    def test_the_log_names_what_changed_and_no_person(self, client, coordinator, sinjai, db_session):
        save(client)
        entry = db_session.scalars(select(AuditEntry)).one()
        assert entry.action == "government.documents_changed"
        assert entry.after["paper"] == "f4"
        assert entry.after["signatories"] == ["main", "progress_report"]
        assert "Nama Contoh" not in str(entry.after)
        save(client, version=str(saved(sinjai).version))
        assert db_session.scalar(select(func.count()).select_from(AuditEntry)) == 1

    def test_fields_outside_the_form_do_not_bind(self, client, coordinator, sinjai):
        other = make.government()
        save(client, government_id=other.id, id="x", signatories="x", action_planx__name="x")
        assert settings_of(other.id) is None
        assert saved(sinjai).government_id == sinjai.id


class TestWho:
    def test_not_an_opd_and_not_a_neighbour(self, client, sinjai):
        make.login(client, make.user_with(Role.OPD_ADMIN, unit=make.unit(sinjai)))
        assert client.get(PAGE).status_code == 403
        make.logout(client)
        make.login(client, make.user_with(Role.COORDINATOR, make.government()))
        assert client.get(PAGE).status_code == 404
        assert save(client).status_code == 404
        assert client.post(f"{PAGE}/pratinjau", data=VALUES).status_code == 404

    def test_the_operator_dresses_the_ministry_which_signs_letters_alone(self, client, db_session):
        ministry = make.government(name="Kementerian", code="00", kind=GovernmentKind.MINISTRY)
        make.login(client, make.user_with(Role.OPERATOR))
        page = client.get("/pemerintah/00/pengaturan-dokumen")
        assert_page(page)
        assert "main__name" in page.text
        assert "action_plan__name" not in page.text
        sent = {name: value for name, value in VALUES.items() if not name.startswith("progress")}
        assert client.post("/pemerintah/00/pengaturan-dokumen", data=sent).status_code == 302
        assert signatory_of(settings_of(ministry.id), "review_letter")["name"] == "Nama Contoh"

    def test_it_is_linked_where_one_looks(self, client, coordinator, sinjai):
        for address in ("/laporan/", "/pemerintah/73.07", "/pemerintah/73.07/pengaturan"):
            assert PAGE in client.get(address).text, address
