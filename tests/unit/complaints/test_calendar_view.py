from datetime import date

from app.complaints.calendar import DayKind
from app.complaints.calendar_view import Note, months_of
from app.complaints.decree_days import national_free_days

YEAR = months_of(2022, national_free_days(2022, 2022))


def test_the_months_of_a_year_add_up_to_its_working_days():
    assert [month.first for month in YEAR] == [date(2022, number, 1) for number in range(1, 13)]
    # 260 days from Monday to Friday; of the twenty free days fourteen fell on one of them.
    assert sum(month.working_days for month in YEAR) == 260 - 14
    assert YEAR[4].working_days == 15


def test_every_day_stands_once_below_its_weekday():
    for month in YEAR:
        days = [cell for week in month.weeks for cell in week if cell]
        assert [cell.day.day for cell in days] == list(range(1, days[-1].day.day + 1))
        for week in month.weeks:
            assert len(week) == 7
            assert all(cell.day.weekday() == place for place, cell in enumerate(week) if cell)


def test_days_in_a_row_are_named_once():
    assert YEAR[4].notes[3] == Note(4, 6, "Cuti Bersama Hari Raya Idul Fitri", estimate=False)
    assert [note.first for note in YEAR[4].notes] == [1, 2, 3, 4, 16, 26]


def test_what_is_free_is_marked_by_its_kind():
    cells = {cell.day: cell for month in YEAR for week in month.weeks for cell in week if cell}
    assert cells[date(2022, 4, 29)].kind is DayKind.CUTI_BERSAMA
    assert cells[date(2022, 5, 2)].kind is DayKind.NATIONAL
    assert cells[date(2022, 5, 7)].is_weekend
    assert cells[date(2022, 5, 9)].kind is None
