"""Numbers, dates and money as an Indonesian official writes them."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from flask import Flask
from flask_babel import Babel, force_locale

from app.web import filters


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    app = Flask("filters")
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Asia/Jakarta"
    Babel().init_app(app, default_locale="id")
    with app.app_context():
        yield


def test_thousands_take_a_point_and_decimals_a_comma() -> None:
    assert filters.number(1234567) == "1.234.567"
    assert filters.number(1234.5) == "1.234,5"
    assert filters.decimal1(3.14) == "3,1"
    assert filters.decimal2(3) == "3,00"


def test_halves_are_rounded_by_one_rule_whatever_the_type() -> None:
    assert filters.decimal2(Decimal("2.675")) == "2,68"
    assert filters.decimal1(Decimal("0.25")) == "0,2"


def test_shares_become_percent() -> None:
    assert filters.percent1(0.0937) == "9,4%"
    assert filters.percent0(0.2) == "20%"


def test_money_is_whole_rupiah() -> None:
    assert filters.rupiah(1500000) == "Rp1.500.000"
    assert filters.rupiah(0) == "Rp0"
    assert filters.rupiah_short(1500000) == "Rp1,5\xa0jt"


def test_days_are_written_out() -> None:
    assert filters.tanggal(date(2021, 10, 5)) == "5 Oktober 2021"
    assert filters.tanggal_singkat(date(2021, 10, 5)) == "5 Okt 2021"
    assert filters.tanggal_singkat(None) == "–"


def test_a_moment_is_shown_in_the_zone_of_the_government() -> None:
    moment = datetime(2021, 10, 5, 5, 53, tzinfo=UTC)
    assert filters.waktu(moment) == "5 Okt 2021 12.53 WIB"
    assert filters.waktu(moment, "Asia/Makassar") == "5 Okt 2021 13.53 WITA"
    filters.use_zone("Asia/Jayapura")
    assert filters.waktu(moment) == "5 Okt 2021 14.53 WIT"


def test_a_moment_near_midnight_falls_on_the_governments_day() -> None:
    late = datetime(2021, 10, 5, 17, 30, tzinfo=UTC)
    assert filters.tanggal(late) == "6 Oktober 2021"
    assert filters.tanggal_singkat(late) == "6 Okt 2021"


def test_an_unknown_zone_is_an_error_not_a_guess() -> None:
    with pytest.raises(KeyError):
        filters.use_zone("Asia/Atlantis")


@pytest.mark.parametrize("apply", filters.FILTERS.values(), ids=filters.FILTERS)
def test_unknown_is_a_dash_never_a_zero(apply: Callable[[None], str]) -> None:
    assert apply(None) == "–"


def test_english_readers_get_english_forms() -> None:
    with force_locale("en"):
        assert filters.number(1234.5) == "1,234.5"
        assert filters.tanggal(date(2021, 10, 5)) == "5 October 2021"
        assert filters.rupiah(1500000) == "Rp1,500,000"
