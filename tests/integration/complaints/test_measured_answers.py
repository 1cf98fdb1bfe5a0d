"""A measured answer says from which complaints it was counted, and leads to exactly those."""

from datetime import UTC, date, datetime

from flask import Flask

from app.instrument.measures import MeasureName, measures
from tests.factories import assessment as rounds
from tests.factories.complaints import FINISHED, IN_PROCESS, WAITING, imported, line
from tests.factories.organisations import login
from tests.style_guide import assert_page, words


def test_the_figure_leads_to_the_complaints_that_were_counted(app: Flask, client, db_session, tmp_path):
    place = rounds.place()
    place.round.year = 2021
    mine, other = (unit.name for unit in place.units)
    imported(
        place.government,
        tmp_path,
        line(1, unit=mine, **FINISHED),
        line(2, unit=mine, **IN_PROCESS),
        line(3, unit=mine, **WAITING),
        line(4, unit=other, **FINISHED),
        line(5, unit=mine, received="05/10/2020 09:00", status="Selesai"),  # another year
        cut_off=datetime(2021, 10, 31, tzinfo=UTC),
    )
    db_session.commit()
    login(client, place.coordinator)  # who would see the other OPD's complaints too
    tree = assert_page(client.get(f"/asesmen/isian/{place.assessment().id}/M-01"), app)
    assert "Dihitung dari 3 pengaduan yang masuk 1 Januari 2021" in words(tree)
    link = next(a for a in tree.iter("a") if words(a) == "Lihat pengaduannya")
    listed = words(assert_page(client.get(link.get("href")), app))
    assert "3 pengaduan" in listed
    assert [f"#{number}" in listed for number in (1, 2, 3, 4, 5)] == [True, True, True, False, False]


def test_a_share_in_time_is_of_the_complaints_that_can_be_judged(db_session, tmp_path):
    place = rounds.place()
    imported(
        place.government,
        tmp_path,
        line(1, **FINISHED),
        line(2, **FINISHED),
        line(3, received="30/10/2021 09:00"),  # its deadline had not passed when the file was made
        cut_off=datetime(2021, 10, 31, tzinfo=UTC),
    )
    asked = (MeasureName.RESOLVE_IN_TIME_SHARE, MeasureName.CLOSED_SHARE)
    found = measures(asked, place.government.id, None, date(2021, 1, 1), date(2021, 12, 31))
    in_time, closed = (found[name] for name in asked)
    assert (in_time.volume, in_time.base, in_time.value) == (3, 2, 1.0)
    assert (closed.volume, closed.base) == (3, 3)
