"""What `flask seed demo` prints for people, and what its OPD write."""

from random import Random

from flask import Flask
from flask_babel import force_locale

from app.cli.demo.answers import reason
from app.cli.seed import account_table
from tests.factories import instrument as questions


def test_a_heading_and_roles_in_words(app: Flask) -> None:
    accounts = [
        {
            "role": "opd_admin",
            "username": "dinsos",
            "password": "rahasia-1",
            "government": "G",
            "unit": "Dinsos",
        },
        {
            "role": "leader",
            "username": "pimpinan",
            "password": "rahasia-2",
            "government": "Sinjai",
            "unit": "",
        },
        {"role": "operator", "username": "operator", "password": "rahasia-3", "government": "", "unit": ""},
    ]
    with app.test_request_context("/"), force_locale("id"):
        lines = account_table(accounts)
    assert lines[0].split() == ["Peran", "Nama", "pengguna", "Kata", "sandi", "Wilayah", "kerja"]
    assert [line.split("  ")[0] for line in lines[2:]] == ["Pimpinan", "Operator sistem", "Admin OPD"]
    columns = {
        line.index(word) for line, word in zip(lines[2:], ("pimpinan", "operator", "dinsos"), strict=True)
    }
    assert columns == {lines[0].index("Nama pengguna")}


def test_an_abbreviation_keeps_its_capitals() -> None:
    for written, expected in (
        ("SOP pengelolaan", "SOP pengelolaan"),
        ("Keputusan bupati", "keputusan bupati"),
    ):
        spec = questions.indicator("S-01", evidence=[written])
        found = {reason(Random(seed), spec, level) for seed in range(30) for level in (2, 3, 4)}
        assert any(expected in text for text in found)
        assert not any("sOP" in text for text in found)
