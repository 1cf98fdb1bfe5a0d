"""The free days of Indonesia 2017–2027 as a list that an official can check, from the `holidays` library.

The library carries what the joint decrees of three ministers (SKB Tiga Menteri) fixed. It is copied into the
table `calendar_day` once, because the decree is the authority and not a library: days are then added, moved
or corrected there.
"""

from collections.abc import Iterator

import holidays

from app.complaints.calendar import DayKind, FreeDay

FIRST_YEAR, LAST_YEAR = 2017, 2027

# Joint decrees on the days of a year, as far as public copies of them could be read. A year that is missing
# here is not without a decree; its number was just not verified, and an empty note is better than a guess.
DECREES: dict[int, str] = {
    2017: "SKB 684/2016, 302/2016, SKB/02/MENPAN-RB/11/2016",
    2018: "SKB 707/2017, 256/2017, 01/SKB/MENPAN-RB/09/2017",
    2020: "SKB 744/2020, 05/2020, 06/2020",
    2021: "SKB 642/2020, 4/2020, 4/2020",
    2022: "SKB 963/2021, 3/2021, 4/2021; SKB 375/2022, 1/2022, 1/2022; SKB 678/2022, 2/2022, 2/2022",
    2023: "SKB 1066/2022, 3/2022, 3/2022; SKB 327/2023, 1/2023, 1/2023",
}


_ESTIMATE = " (perkiraan)"  # how the library marks a date that it computed ahead of the decree


def national_free_days(first_year: int = FIRST_YEAR, last_year: int = LAST_YEAR) -> Iterator[FreeDay]:
    """Every national free day of these years in order of date; one entry a day, a holiday before a cuti bersama."""
    years = range(first_year, last_year + 1)
    public = holidays.country_holidays("ID", categories=("public",), years=years, language="id")
    joint = holidays.country_holidays("ID", categories=("government",), years=years, language="id")
    for day in sorted({*public, *joint}):
        name = str(public[day] if day in public else joint[day]).replace("Pegangti", "Pengganti")
        yield FreeDay(
            day,
            _kind(name, is_public=day in public),
            name.removesuffix(_ESTIMATE),
            DECREES.get(day.year, ""),
            estimate=name.endswith(_ESTIMATE),
        )


def _kind(name: str, *, is_public: bool) -> DayKind:
    if not is_public:
        return DayKind.CUTI_BERSAMA
    if "Pemilihan" in name or "Pemungutan Suara" in name:
        return DayKind.ELECTION
    return DayKind.NATIONAL
