"""Spellings of the same OPD are the same key; different OPD stay different."""

import pytest

from app.organisations.models import GovernmentKind, TimeZone
from app.organisations.regions import read_regions
from app.organisations.rules import name_key
from app.organisations.rules.names import is_username, suggested_username, whatsapp_number


@pytest.mark.parametrize(
    "spelling",
    [
        "Dinas Pekerjaan Umum dan Tata Ruang",
        "DINAS\u00a0PEKERJAAN UMUM DAN TATA RUANG KABUPATEN",
        "dinas-pekerjaan-umum-tata-ruang",
        "Dinas Pekerjaan  Umum & Tata Ruang, Kab.",
    ],
)
def test_spellings_of_one_unit_have_one_key(spelling: str) -> None:
    assert name_key(spelling) == "dinas pekerjaan umum tata ruang"


def test_different_units_have_different_keys() -> None:
    assert name_key("Dinas Sosial") != name_key("Dinas Kesehatan")


def test_the_list_holds_every_province_regency_and_city() -> None:
    regions = list(read_regions())
    kinds = [region.kind for region in regions]
    assert kinds.count(GovernmentKind.PROVINCE) == 38
    assert kinds.count(GovernmentKind.REGENCY) + kinds.count(GovernmentKind.CITY) == 514
    assert kinds.count(GovernmentKind.CITY) == 98
    assert len({region.code for region in regions}) == len(regions)


def test_every_regency_and_city_lies_in_the_zone_of_its_province() -> None:
    regions = {region.code: region for region in read_regions()}
    for region in regions.values():
        if region.parent_code:
            assert regions[region.parent_code].time_zone is region.time_zone


@pytest.mark.parametrize(
    ("code", "name", "zone"),
    [
        ("73.07", "Kabupaten Sinjai", TimeZone.WITA),
        ("31.71", "Kota Administrasi Jakarta Pusat", TimeZone.WIB),
        ("91.03", "Kabupaten Jayapura", TimeZone.WIT),
    ],
)
def test_known_regions(code: str, name: str, zone: TimeZone) -> None:
    found = {region.code: region for region in read_regions()}[code]
    assert (found.name, found.time_zone) == (name, zone)


@pytest.mark.parametrize("text", ["siti", "siti.aminah", "kabag-organisasi", "opd_01", "a1b"])
def test_a_username_is_small_letters_and_digits(text):
    assert is_username(text)


@pytest.mark.parametrize(
    "text", ["", "ab", "Siti", "siti aminah", ".siti", "siti.", "a..b", "x" * 42, "siti@a"]
)
def test_anything_else_is_no_username(text):
    assert not is_username(text)


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        ("Siti.Aminah@sinjaikab.go.id", "siti.aminah"),
        ("kabag+lapor@x.id", "kabaglapor"),
        ("__a__b@x.id", "a.b"),
        ("a@x.id", ""),
    ],
)
def test_a_username_is_suggested_from_the_address(email, expected):
    assert suggested_username(email) == expected


@pytest.mark.parametrize(
    ("phone", "expected"),
    [
        ("0812-3456-7890", "6281234567890"),
        ("+62 812 3456 7890", "6281234567890"),
        ("81234567890", "6281234567890"),
        ("(0482) 21000", "6248221000"),
        ("12345", ""),
        ("", ""),
    ],
)
def test_a_telephone_number_as_whatsapp_wants_it(phone, expected):
    assert whatsapp_number(phone) == expected
