"""What reaches the log is plain and names no citizen."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum

import pytest

from app.audit.plain import HIDDEN, plain


class State(StrEnum):
    DRAFT = "draft"


def test_values_become_what_json_can_hold():
    values = {
        "state": State.DRAFT,
        "at": datetime(2021, 1, 2, 3, 4, tzinfo=UTC),
        "day": date(2021, 1, 2),
        "budget": Decimal("1.50"),
        "units": {"b", "a"},
        "nested": {"years": (2021, 2022)},
        "nothing": None,
        "unknown": float("nan"),
        "yes": True,
    }
    expected = {
        "state": "draft",
        "at": "2021-01-02T03:04:00+00:00",
        "day": "2021-01-02",
        "budget": "1.50",
        "units": ["a", "b"],
        "nested": {"years": [2021, 2022]},
        "nothing": None,
        "unknown": None,
        "yes": True,
    }
    assert plain(values) == expected
    assert json.loads(json.dumps(plain(values), allow_nan=False)) == expected


@pytest.mark.parametrize(
    "field", ["email", "password", "phone", "nik", "reporter_name", "totp_secret", "signatory_nip"]
)
def test_personal_fields_are_hidden(field):
    assert plain({field: "apa saja"}) == {field: HIDDEN}


def test_an_empty_personal_field_shows_that_it_was_empty():
    assert plain({"phone": ""}) == {"phone": ""}


@pytest.mark.parametrize(
    "secret", ["7307011234560001", "warga@example.id", "0812-3456-7890", "+62 812 3456 7890"]
)
def test_personal_numbers_and_addresses_are_hidden_within_text(secret):
    found = plain({"note": f"Hubungi {secret} segera"})
    assert found == {"note": f"Hubungi {HIDDEN} segera"}


@pytest.mark.parametrize(
    "harmless", ["4.01.01.2.13.0002", "Rp1.500.000.000", "#9165816", "2021-10-05", "73.07"]
)
def test_other_numbers_stay(harmless):
    assert plain({"note": harmless}) == {"note": harmless}


def test_a_fingerprint_stays_whole_though_it_holds_digits_like_a_phone_number():
    fingerprint = "ab0812345678901cd".ljust(64, "e")
    assert plain({"sha256": fingerprint}) == {"sha256": fingerprint}


def test_long_text_is_cut():
    found = plain({"body": "a" * 2000})
    assert found is not None
    assert len(found["body"]) == 500
