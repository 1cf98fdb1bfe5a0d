"""`/pengaduan/peta`: every government within reach, and what is not known never looks good."""

from types import SimpleNamespace

import pytest

from app.access import Role
from app.organisations.models import GovernmentKind
from tests.factories.complaints import FINISHED, IN_PROCESS, WAITING, imported, line
from tests.factories.organisations import government, login, province, unit, user_with
from tests.style_guide import assert_page, words


@pytest.fixture
def place(db_session, tmp_path):
    """Sulawesi Selatan with a regency of many complaints, one of few, one without any, a city, and another province."""
    place = SimpleNamespace()
    place.south = province(code="73", name="Provinsi Sulawesi Selatan")
    place.java = province(code="32", name="Provinsi Jawa Barat")
    place.sinjai = government(code="73.07", name="Kabupaten Sinjai", parent=place.south)
    place.bone = government(code="73.08", name="Kabupaten Bone", parent=place.south)
    place.gowa = government(code="73.06", name="Kabupaten Gowa", parent=place.south)
    place.city = government(code="73.71", name="Kota Makassar", kind=GovernmentKind.CITY, parent=place.south)
    place.bogor = government(code="32.01", name="Kabupaten Bogor", parent=place.java)
    many = [line(number, **(FINISHED if number % 4 else WAITING)) for number in range(1, 41)]
    imported(place.sinjai, tmp_path, *many)
    imported(place.bone, tmp_path, line(1, **IN_PROCESS), line(2, received="05/10/2020 09:00", **WAITING))
    imported(place.bogor, tmp_path, *(line(number, **WAITING) for number in range(1, 13)))
    db_session.commit()
    return place


def sign_in(client, role, where=None):
    login(client, user_with(role, **({"government": where} if where else {})))


def links(tree):
    """The tiles that lead somewhere: their words by their address."""
    return {
        each.get("href"): each.get("aria-label")
        for each in tree.iter()
        if str(each.tag).endswith("}a") and each.get("aria-label")
    }


@pytest.mark.parametrize("role", [Role.PROVINCE_SUPERVISOR, Role.OMBUDSMAN])
def test_a_province_sees_its_own_governments_and_no_other(app, client, place, role):
    sign_in(client, role, place.south)
    tree = assert_page(client.get("/pengaduan/peta"), app)
    text = words(tree)
    for name in ("Kabupaten Sinjai", "Kabupaten Bone", "Kabupaten Gowa", "Kota Makassar"):
        assert name in text
    assert "Bogor" not in text
    assert "2 dari 5 pemerintah daerah memiliki data" in text
    assert links(tree) == {
        "/pengaduan/statistik?pemerintah=73.07": (
            "Kabupaten Sinjai (73.07): 75,0% dari 40 pengaduan ditindaklanjuti"
        ),
        "/pengaduan/statistik?pemerintah=73.08": (
            "Kabupaten Bone (73.08): 50,0% dari 2 pengaduan ditindaklanjuti"
        ),
    }
    assert client.get("/pengaduan/peta?provinsi=32").status_code == 404
    assert client.get("/pengaduan/peta?provinsi=00").status_code == 404


def test_without_complaints_a_government_is_hatched_and_unknown_and_few_are_marked(app, client, place):
    sign_in(client, Role.PROVINCE_SUPERVISOR, place.south)
    page = client.get("/pengaduan/peta")
    tree = assert_page(page, app)
    unknown = "Kabupaten Gowa (73.06): tidak ada pengaduan tercatat, jadi tidak diketahui"
    assert f"<title>{unknown}</title>" in page.text
    (row,) = [each for each in tree.iter("tr") if "Kabupaten Gowa" in words(each)]
    assert words(row) == "Kabupaten Gowa 73.06 tidak diketahui tidak diketahui tidak diketahui belum ada data"
    (small,) = [each for each in tree.iter("tr") if "Kabupaten Bone" in words(each)]
    assert "jumlah kecil" in words(small)
    (large,) = [each for each in tree.iter("tr") if "Kabupaten Sinjai" in words(each)]
    assert "jumlah kecil" not in words(large)


def test_the_ministry_sees_provinces_and_goes_on_to_one(app, client, place):
    sign_in(client, Role.MINISTRY_REVIEWER)
    tree = assert_page(client.get("/pengaduan/peta"), app)
    found = links(tree)
    assert found["/pengaduan/peta?provinsi=73&ukuran=ditindaklanjuti"] == (
        "Provinsi Sulawesi Selatan (73): 73,8% dari 42 pengaduan ditindaklanjuti; "
        "2 dari 5 pemerintah daerah memiliki data"
    )
    assert "/pengaduan/statistik?pemerintah=32.01" in found  # a small tile of its own
    inside = assert_page(client.get("/pengaduan/peta?provinsi=73&ukuran=ditindaklanjuti"), app)
    assert "Kabupaten Sinjai" in words(inside)
    assert "Kabupaten Bogor" not in words(inside)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ukuran=masuk", "Kabupaten Sinjai (73.07): 40 pengaduan"),
        (
            "ukuran=tepat-waktu",
            "Kabupaten Sinjai (73.07): 100,0% dari 30 penyelesaian yang dapat dinilai tepat waktu",
        ),
        ("ukuran=entah", "Kabupaten Sinjai (73.07): 75,0% dari 40 pengaduan ditindaklanjuti"),
    ],
)
def test_each_measure_says_what_it_is_counted_from(client, place, query, expected):
    sign_in(client, Role.PROVINCE_SUPERVISOR, place.south)
    assert expected in client.get(f"/pengaduan/peta?{query}").text


def test_a_period_narrows_the_figures_and_is_kept_in_every_link(app, client, place):
    sign_in(client, Role.PROVINCE_SUPERVISOR, place.south)
    tree = assert_page(client.get("/pengaduan/peta?dari=2020-01-01&sampai=2020-12-31"), app)
    assert "Masuk 1 Januari 2020 sampai 31 Desember 2020" in words(tree)
    assert list(links(tree)) == ["/pengaduan/statistik?pemerintah=73.08&dari=2020-01-01&sampai=2020-12-31"]
    years = {words(each) for each in tree.iter("a") if "dari=" in each.get("href", "")}
    assert {"2020", "2021"} <= years
    empty = assert_page(client.get("/pengaduan/peta?dari=2018-01-01&sampai=2018-12-31"), app)
    assert "semua angka tidak diketahui" in words(empty)


def test_who_sees_one_government_is_led_to_its_figures(client, place):
    for role, where in (
        (Role.COORDINATOR, {"government": place.sinjai}),
        (Role.LEADER, {"government": place.sinjai}),
        (Role.OPD_ADMIN, {"unit": unit(place.sinjai)}),
    ):
        login(client, user_with(role, **where))
        answer = client.get("/pengaduan/peta")
        assert answer.status_code == 302
        assert answer.location == "/pengaduan/statistik"


def test_the_operator_sees_no_map(client, place):
    sign_in(client, Role.OPERATOR)
    assert client.get("/pengaduan/peta").status_code == 403


def test_the_way_there_is_shown_to_those_above_governments(client, place):
    sign_in(client, Role.MINISTRY_REVIEWER)
    assert 'href="/pengaduan/peta"' in client.get("/pengaduan").text
