"""The registry through which the complaint register hands figures down."""

from datetime import date

import pytest

from app.instrument import measures
from app.instrument.measures import Measured, MeasureName, UnknownMeasure, measure, register_measure

DAYS = (date(2021, 1, 1), date(2021, 12, 31))


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch):
    monkeypatch.setattr(measures, "_providers", {})


def test_it_asks_the_provider_for_the_government_unit_and_period():
    asked = []

    def provider(*question):
        asked.append(question)
        return Measured(0.5, 2, None, "uji")

    register_measure("closed_share", provider)
    assert measure("closed_share", "g", None, *DAYS) == Measured(0.5, 2, None, "uji")
    assert asked == [("g", None, *DAYS)]
    assert measures.registered_measures() == {MeasureName.CLOSED_SHARE}


def test_a_measure_that_nobody_provides_is_an_error_and_not_a_zero():
    with pytest.raises(UnknownMeasure):
        measure("volume", "g", None, *DAYS)


def test_only_measures_that_an_instrument_can_name_are_accepted():
    with pytest.raises(ValueError, match="happiness"):
        register_measure("happiness", lambda *_: Measured(None, 0, None, ""))


def test_several_measures_of_one_provider_are_asked_for_once():
    asked = []

    def together(names, *place):
        asked.append((tuple(names), *place))
        return {name: Measured(1.0, 3, None, "uji") for name in names}

    measures.register_measures([MeasureName.CLOSED_SHARE, MeasureName.RATING_MEAN], together)
    register_measure("volume", lambda *_: Measured(3.0, 3, None, "lain"))
    wanted = [MeasureName.RATING_MEAN, MeasureName.VOLUME, MeasureName.CLOSED_SHARE]
    found = measures.measures([*wanted, MeasureName.FOLLOWED_UP_SHARE], "g", "u", *DAYS)
    assert asked == [((MeasureName.RATING_MEAN, MeasureName.CLOSED_SHARE), "g", "u", *DAYS)]
    assert set(found) == set(wanted), "what nobody provides is left out"
    assert found[MeasureName.VOLUME].source == "lain"
