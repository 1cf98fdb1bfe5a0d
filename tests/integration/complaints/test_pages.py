"""Every page with real requests, for each role and from the wrong government."""

import re
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from app.access import Role
from app.complaints.models import Complaint
from tests.factories.complaints import FINISHED, IN_PROCESS, WAITING, imported, line
from tests.factories.organisations import government, login, province, unit, user_with

SECRET = "rahasia warga"


@pytest.fixture
def place(db_session, tmp_path):
    """A regency of a province with two OPD and four complaints, and a stranger next door."""

    place = SimpleNamespace()
    place.province = province()
    place.sinjai = government(name="Kabupaten Sinjai", parent=place.province)
    place.social = unit(place.sinjai, name="Dinas Sosial")
    place.works = unit(place.sinjai, name="Dinas Pekerjaan Umum")
    place.bone = government(name="Kabupaten Bone", parent=place.province)
    imported(
        place.sinjai,
        tmp_path,
        line(1, unit="Dinas Sosial", title=SECRET, **FINISHED),
        line(2, unit="Dinas Sosial", text=SECRET, **IN_PROCESS),
        line(3, unit="Dinas Pekerjaan Umum", **WAITING),
        line(4, unit="Dinas Entah", klass="Aspirasi", channel="SMS", category="Kesehatan"),
        cut_off=datetime(2021, 10, 31, tzinfo=UTC),
    )
    found = db_session.scalars(select(Complaint).order_by(Complaint.tracking_id)).all()
    place.ids = [complaint.id for complaint in found]
    db_session.commit()
    return place


def sign_in(client, role, place):
    where = {
        Role.OPD_ADMIN: {"unit": place.social},
        Role.COORDINATOR: {"government": place.sinjai},
        Role.LEADER: {"government": place.sinjai},
        Role.PROVINCE_SUPERVISOR: {"government": place.province},
        Role.OMBUDSMAN: {"government": place.province},
        Role.MINISTRY_REVIEWER: {},
        Role.OPERATOR: {},
    }[role]
    login(client, user_with(role, **where))


LISTED = {
    Role.OPD_ADMIN: {"#1", "#2"},
    Role.COORDINATOR: {"#1", "#2", "#3", "#4"},
    Role.LEADER: {"#1", "#2", "#3", "#4"},
    Role.PROVINCE_SUPERVISOR: {"#1", "#2", "#3", "#4"},
    Role.OMBUDSMAN: {"#1", "#2", "#3", "#4"},
    Role.MINISTRY_REVIEWER: {"#1", "#2", "#3", "#4"},
}
WITHOUT_TEXT = {Role.PROVINCE_SUPERVISOR, Role.OMBUDSMAN}


@pytest.mark.parametrize("role", LISTED)
def test_each_role_sees_its_own_complaints(client, place, role):
    sign_in(client, role, place)
    answer = client.get("/pengaduan", query_string={"pemerintah": place.sinjai.code})
    assert answer.status_code == 200
    assert {f"#{n}" for n in range(1, 5) if f">#{n}<" in answer.text} == LISTED[role]
    assert (SECRET in answer.text) is (role not in WITHOUT_TEXT)


@pytest.mark.parametrize("role", LISTED)
def test_texts_are_for_those_who_handle_them(client, place, role):
    sign_in(client, role, place)
    pages = [client.get(f"/pengaduan/{place.ids[n]}").text for n in (0, 1)]
    exported = client.get("/pengaduan/ekspor.csv", query_string={"pemerintah": place.sinjai.code}).text
    for text in (*pages, exported):
        assert (SECRET in text) is (role not in WITHOUT_TEXT)


@pytest.mark.parametrize("role", sorted(WITHOUT_TEXT))
def test_a_search_does_not_answer_what_the_page_hides(client, place, role):
    sign_in(client, role, place)
    found = client.get("/pengaduan", query_string={"pemerintah": place.sinjai.code, "cari": "rahasia"})
    assert "Tidak ada yang cocok" in found.text
    by_id = client.get("/pengaduan", query_string={"pemerintah": place.sinjai.code, "cari": "#1"})
    assert ">#1<" in by_id.text


def test_a_search_finds_words_in_titles_and_texts(client, place):
    sign_in(client, Role.COORDINATOR, place)
    found = client.get("/pengaduan?cari=rahasia").text
    assert {n for n in range(1, 5) if f">#{n}<" in found} == {1, 2}


def test_another_opds_complaint_is_not_there(client, place):
    sign_in(client, Role.OPD_ADMIN, place)
    assert client.get(f"/pengaduan/{place.ids[0]}").status_code == 200
    assert client.get(f"/pengaduan/{place.ids[2]}").status_code == 404
    assert client.get("/pengaduan/statistik", query_string={"opd": place.works.id}).status_code == 404


@pytest.mark.parametrize(
    "path", ["/pengaduan", "/pengaduan/statistik", "/pengaduan/ekspor.csv", "/pengaduan/statistik.xlsx"]
)
@pytest.mark.parametrize("role", [Role.OPD_ADMIN, Role.COORDINATOR, Role.LEADER])
def test_another_government_is_not_there(client, db_session, place, path, role):
    stranger = unit(place.bone)
    where = {"unit": stranger} if role is Role.OPD_ADMIN else {"government": place.bone}
    login(client, user_with(role, **where))
    assert client.get(path, query_string={"pemerintah": place.sinjai.code}).status_code == 404
    assert client.get(f"/pengaduan/{place.ids[0]}").status_code == 404


@pytest.mark.parametrize("path", ["/pengaduan", "/pengaduan/statistik", "/pengaduan/impor"])
def test_the_operator_sees_no_content(client, place, path):
    sign_in(client, Role.OPERATOR, place)
    assert client.get(path).status_code == 403


@pytest.mark.parametrize("role", [role for role in LISTED if role is not Role.COORDINATOR])
@pytest.mark.parametrize("path", ["/pengaduan/impor", "/pengaduan/opd-belum-dikenal"])
def test_only_the_coordinator_imports(client, place, role, path):
    sign_in(client, role, place)
    assert client.get(path, query_string={"pemerintah": place.sinjai.code}).status_code == 403
    assert client.post(path, query_string={"pemerintah": place.sinjai.code}).status_code == 403


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("status=finished", {1}),
        ("warna=red", {3, 4}),
        ("klasifikasi=aspiration", {4}),
        ("kanal=SMS", {4}),
        ("kategori=Kesehatan", {4}),
        ("opd=tanpa", {4}),
        ("terlambat=1", {2, 3, 4}),
        ("dari=2021-10-06", set()),
        ("sampai=2021-10-05", {1, 2, 3, 4}),
        ("status=nonsense&dari=nonsense", {1, 2, 3, 4}),
    ],
)
def test_filters(client, place, query, expected):
    sign_in(client, Role.COORDINATOR, place)
    found = client.get(f"/pengaduan?{query}").text
    assert {n for n in range(1, 5) if f">#{n}<" in found} == expected


def test_a_complaint_shows_history_and_clocks(client, place):
    sign_in(client, Role.COORDINATOR, place)
    page = client.get(f"/pengaduan/{place.ids[0]}").text
    for words in (
        "Laporan masuk",
        "Tindak lanjut pertama",
        "Tepat waktu",
        "Terdisposisi Selesai",
        "8 Oktober 2021",
    ):
        assert words in page
    assert "Terbuka dan lewat tenggat" in client.get(f"/pengaduan/{place.ids[2]}").text


def plain(page):
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


def test_the_figures_of_the_government_and_of_the_own_opd(client, place):
    sign_in(client, Role.COORDINATOR, place)
    page = plain(client.get("/pengaduan/statistik").text)
    assert "2 dari 4 pengaduan" in page
    assert "SP4N-LAPOR!" in page
    assert "Dinas Pekerjaan Umum" in client.get("/pengaduan/statistik?tampilan=opd").text
    sign_in(client, Role.OPD_ADMIN, place)
    own = plain(client.get("/pengaduan/statistik?tampilan=opd").text)
    assert "2 dari 2 pengaduan" in own, "no table of OPD for one of them, so the summary is shown"
    assert "Dinas Pekerjaan Umum" not in own


def test_no_complaints_are_unknown_not_perfect(client, place):
    login(client, user_with(Role.COORDINATOR, place.bone))
    assert "Belum ada data pengaduan" in client.get("/pengaduan/statistik").text
    sign_in(client, Role.COORDINATOR, place)
    page = client.get("/pengaduan/statistik?dari=2030-01-01").text
    assert "tidak diketahui" in page
    assert "100" not in page.split("Definisi angka")[0].split("r-grid")[-1]


def test_figures_as_files(client, place):
    sign_in(client, Role.COORDINATOR, place)
    text = client.get("/pengaduan/statistik.csv").data.decode("utf-8-sig")
    assert "Menurut OPD" in text
    assert "Sumber: SP4N-LAPOR!" in text
    assert client.get("/pengaduan/statistik.xlsx").data.startswith(b"PK")


@pytest.mark.parametrize("role", [Role.PROVINCE_SUPERVISOR, Role.MINISTRY_REVIEWER])
def test_those_above_choose_a_government(client, place, role):
    login(
        client,
        user_with(role, **({"government": place.province} if role is Role.PROVINCE_SUPERVISOR else {})),
    )
    page = client.get("/pengaduan?pemerintah=" + place.sinjai.code)
    assert page.status_code == 200
    if role is Role.MINISTRY_REVIEWER:
        assert "Kabupaten Sinjai" in client.get("/pengaduan/statistik", follow_redirects=True).text


def test_everybody_may_look_at_the_calendar(client, place):
    sign_in(client, Role.OPD_ADMIN, place)
    page = client.get("/pengaduan/kalender?tahun=2022").text
    assert "29 April 2022" in page
    assert "Cuti bersama" in page
    assert client.get("/pengaduan/kalender?tahun=1800").status_code == 200
