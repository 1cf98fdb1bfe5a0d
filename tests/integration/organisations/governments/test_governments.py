"""Finding a government, its page, its settings, its coat of arms."""

import pytest
from sqlalchemy import func, select

from app.access import Role
from app.audit import AuditEntry
from app.db import db
from app.organisations.models import Government, GovernmentKind, TimeZone, User
from app.organisations.regions import load_regions
from tests.factories.organisations import government, login, province, unit, user_with
from tests.style_guide import assert_page

SETTINGS = {
    "lead_unit_label": "Dinas Komunikasi dan Informatika",
    "capital": "Sinjai",
    "time_zone": "Asia/Makassar",
}


@pytest.fixture
def sinjai(db_session) -> Government:
    return government(name="Kabupaten Sinjai", code="73.07")


@pytest.fixture
def coordinator(client, sinjai) -> User:
    made = user_with(Role.COORDINATOR, sinjai)
    login(client, made)
    return made


class TestFinding:
    @pytest.fixture
    def operator(self, client, db_session) -> User:
        load_regions()
        made = user_with(Role.OPERATOR)
        login(client, made)
        return made

    @pytest.mark.parametrize("words", ["sinjai", "SINJAI", "kabupaten sinjai", "73.07", "7307"])
    def test_by_name_or_code(self, client, operator, words):
        page = client.get(f"/pemerintah?cari={words}")
        assert_page(page)
        assert "Kabupaten Sinjai" in page.text
        found = client.get(f"/pemerintah/cari?q={words}").get_json()
        assert found[0] == {"code": "73.07", "name": "Kabupaten Sinjai"}

    def test_the_closest_comes_first(self, client, operator):
        assert client.get("/pemerintah/cari?q=bandung").get_json()[0]["name"] in {
            "Kabupaten Bandung",
            "Kota Bandung",
        }

    @pytest.mark.parametrize("words", ["%", "__", "' OR 1=1", "zzz"])
    def test_nonsense_finds_nothing(self, client, operator, words):
        page = client.get("/pemerintah", query_string={"cari": words})
        assert_page(page)
        assert "Tidak ditemukan" in page.text

    def test_one_letter_suggests_nothing(self, client, operator):
        assert client.get("/pemerintah/cari?q=s").get_json() == []

    def test_all_552_and_the_ministry_are_there(self, client, operator):
        page = client.get("/pemerintah")
        assert_page(page)
        assert "dari 553" in page.text

    def test_filtered_by_province_and_kind(self, client, operator, db_session):
        sulsel = db_session.scalars(select(Government).where(Government.code == "73")).one()
        text = client.get(f"/pemerintah?provinsi={sulsel.id}&jenis=city").text
        assert "Kota Makassar" in text
        assert "Kabupaten Sinjai" not in text

    def test_choosing_leads_back_to_the_page(self, client, operator):
        page = client.get("/pemerintah?tujuan=/opd&cari=sinjai")
        assert_page(page)
        assert 'href="/opd?pemerintah=73.07"' in page.text

    @pytest.mark.parametrize(
        "target", ["https://jahat.invalid", "//jahat.invalid", "/\\jahat.invalid", "/a?b"]
    )
    def test_choosing_leads_nowhere_else(self, client, operator, target):
        page = client.get("/pemerintah", query_string={"tujuan": target, "cari": "sinjai"})
        assert 'href="/pemerintah/73.07"' in page.text


class TestReach:
    def test_a_province_supervisor_sees_the_own_province(self, client, sinjai, db_session):
        sulsel = province(name="Provinsi Sulawesi Selatan", code="73")
        sinjai.parent_id = sulsel.id
        government(name="Kabupaten Jauh", code="11.01")
        login(client, user_with(Role.PROVINCE_SUPERVISOR, sulsel))
        text = client.get("/pemerintah").text
        assert "Kabupaten Sinjai" in text
        assert "Kabupaten Jauh" not in text
        assert client.get("/pemerintah/11.01").status_code == 404
        assert client.get("/pemerintah/73.07").status_code == 200
        assert client.get("/pemerintah/73.07/pengaturan").status_code == 403

    def test_people_of_one_government_come_to_its_page(self, client, coordinator):
        assert client.get("/pemerintah").headers["Location"] == "/pemerintah/73.07"
        assert_page(client.get("/pemerintah/73.07"))

    def test_another_government_is_nowhere(self, client, coordinator):
        government(code="73.08")
        assert client.get("/pemerintah/73.08").status_code == 404
        assert client.get("/pemerintah/73.08/pengaturan").status_code == 404
        assert client.post("/pemerintah/73.08/pengaturan", data={**SETTINGS, "version": 1}).status_code == 404
        assert client.get("/pemerintah/cari?q=73.08").get_json() == []

    def test_an_opd_admin_does_not_change_it(self, client, sinjai):
        login(client, user_with(Role.OPD_ADMIN, unit=unit(sinjai)))
        page = client.get("/pemerintah/73.07")
        assert_page(page)
        assert "Pengaturan" not in page.text
        assert client.get("/pemerintah/73.07/pengaturan").status_code == 403


class TestSettings:
    def save(self, client, government, **values):
        return client.post(
            f"/pemerintah/{government.code}/pengaturan",
            data={**SETTINGS, "version": government.version, **values},
        )

    def test_saving(self, client, coordinator, sinjai):
        assert_page(client.get("/pemerintah/73.07/pengaturan"))
        assert self.save(client, sinjai, time_zone="Asia/Jayapura").status_code == 302
        db.session.refresh(sinjai)
        assert sinjai.lead_unit_label == "Dinas Komunikasi dan Informatika"
        assert sinjai.time_zone is TimeZone.WIT
        assert "Koordinator (Dinas Komunikasi dan Informatika)" in client.get("/akun").text

    @pytest.mark.parametrize(
        ("values", "message"),
        [
            ({"lead_unit_label": ""}, "Isi nama unit koordinator"),
            ({"time_zone": "Asia/Tokyo"}, "Pilih salah satu"),
            ({"capital": "x" * 81}, "Paling banyak 80"),
        ],
    )
    def test_faults_are_told(self, client, coordinator, sinjai, values, message):
        response = self.save(client, sinjai, **values)
        assert_page(response)
        assert message in response.text

    def test_a_lost_race_shows_both_versions(self, client, coordinator, sinjai):
        version = sinjai.version
        self.save(client, sinjai)
        response = self.save(client, sinjai, version=version, capital="Balangnipa")
        assert_page(response, status=409)
        assert "Balangnipa" in response.text

    def test_fields_outside_the_form_do_not_bind(self, client, coordinator, sinjai):
        self.save(client, sinjai, code="99.99", name="Lain", kind="ministry", is_active="", logo_file_id="x")
        db.session.refresh(sinjai)
        assert (sinjai.code, sinjai.name, sinjai.kind) == (
            "73.07",
            "Kabupaten Sinjai",
            GovernmentKind.REGENCY,
        )
        assert (sinjai.is_active, sinjai.logo_file_id) == (True, None)

    def test_whether_it_takes_part_is_the_operators_choice(self, client, sinjai):
        login(client, user_with(Role.OPERATOR))
        assert "Memakai Renaksi" in client.get("/pemerintah/73.07/pengaturan").text
        self.save(client, sinjai)
        db.session.refresh(sinjai)
        assert not sinjai.is_active
        self.save(client, sinjai, is_active="y")
        db.session.refresh(sinjai)
        assert sinjai.is_active

    def test_the_log_names_what_changed(self, client, coordinator, sinjai, db_session):
        self.save(client, sinjai)
        entry = db_session.scalars(select(AuditEntry)).one()
        assert entry.after["capital"] == "Sinjai"

    def test_saving_nothing_new_leaves_no_trace(self, client, coordinator, sinjai, db_session):
        self.save(client, sinjai)
        db.session.refresh(sinjai)
        self.save(client, sinjai)
        assert db_session.scalar(select(func.count()).select_from(AuditEntry)) == 1
