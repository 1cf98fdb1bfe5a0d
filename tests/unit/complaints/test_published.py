"""Totals that were really published, and what of them does not add up; then the same asked of made-up ones."""

from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.complaints.published import (
    Beside,
    Mistake,
    Part,
    Published,
    Reason,
    Relation,
    Says,
    Total,
    Trouble,
    beside,
    check,
    counted,
    percent_of,
    relation,
)
from app.complaints.published.misprints import one_digit, swapped
from app.complaints.published.typed import (
    NotANumber,
    parse_count,
    parse_percent,
    write_count,
    write_percent,
)
from app.complaints.rules import Status
from app.complaints.statistics import GroupFigures, Tally


def parts(**counts: int) -> tuple[Part, ...]:
    return tuple(Part(name, count) for name, count in counts.items())


def told(finding, names: str) -> tuple[Any, ...]:
    return tuple(attrgetter(name)(finding) for name in names.split())


def mistakes(finding) -> list[Mistake]:
    return [reason.mistake for reason in finding.reasons]


# ------------------------------------------------------------------------------------------- what was published

JATIM_2024 = Total(1_011, parts(proses=48, selesai=905, tertunda=51, arsip=7))
JATIM_2025 = Total(2_809, parts(selesai=2_568, proses=241))
LEBARAN_2018 = Total(1_607, parts(a=1_295, b=9, c=24, d=278, e=1))
JAMBI_2020 = Total(
    215,
    (
        Part(
            "ditindaklanjuti",
            89,
            Decimal("41.4"),
            (Part("selesai", 77, Decimal("35.8")), Part("proses", 12, Decimal("5.6"))),
        ),
    ),
    complete=False,
)
SUMBAR = [Total(total, parts(selesai=closed), complete=False) for total, closed in
          ((97, 82), (62, 46), (40, 29), (60, 60))]  # fmt: skip
TANGSEL_2024 = Total(
    997,
    (
        Part("semua", 997, Decimal(100)),
        *parts(dinsos=643, pamulang=65, pencemaran=68),
    ),
    complete=False,
)
DEPOK_2023 = Total(1_000, (Part("selesai", None, Decimal("99.6")),), complete=False)
NATIONAL_2021 = Total(141_253, (Part("selesai", None, Decimal(67)),), complete=False)


@pytest.mark.parametrize(
    "total",
    [JATIM_2024, JATIM_2025, LEBARAN_2018, JAMBI_2020, *SUMBAR, TANGSEL_2024, DEPOK_2023, NATIONAL_2021],
)
def test_what_adds_up_is_left_alone(total):
    assert check(total) == ()


def test_jambi_also_when_all_three_stand_side_by_side():
    flat = (
        Part("ditindaklanjuti", 89, Decimal("41.4")),
        Part("selesai", 77, Decimal("35.8")),
        Part("proses", 12, Decimal("5.6")),
    )
    assert check(Total(215, flat, complete=False)) == ()


def test_pontianak_two_printed_percentages_are_wrong():
    """17 = 15 disposed + 2 postponed and 15 = 7 + 6 + 2 add up; 46 % and 7 % ought to be 40,0 and 13,3."""
    disposed = Part(
        "terdisposisi",
        15,
        None,
        (Part("belum", 7), Part("proses", 6, Decimal(46)), Part("selesai", 2, Decimal(7))),
    )
    process, finished = check(Total(17, (disposed, Part("tertunda", 2))))
    assert told(process, "trouble label printed found") == (
        Trouble.PERCENT, "proses", 46, Decimal("40.0"),
    )  # fmt: skip
    assert process.reasons == (Reason(Mistake.PERCENT_OF_OTHER_PART, "belum", fitting=7),)  # 46,7 cut off
    assert told(finished, "label printed found") == ("selesai", 7, Decimal("13.3"))
    assert finished.reasons == ()  # nothing simple explains it
    assert told(finished, "count whole") == (2, 15)


def test_the_national_total_of_2018_is_off_by_a_thousand():
    counts = (15_061, 3_189, 7_542, 1_158, 4_876, 24_345)
    (found,) = check(Total(57_171, tuple(Part(str(place), n) for place, n in enumerate(counts))))
    assert told(found, "trouble printed found difference") == (
        Trouble.PARTS_MISSING, 57_171, 56_171, 1_000,
    )  # fmt: skip
    assert found.reasons[0] == Reason(Mistake.ONE_DIGIT, "", 57_171, 56_171)
    assert {reason.label for reason in found.reasons if reason.mistake is Mistake.ONE_DIGIT} == {
        "",
        *"012345",
    }
    assert mistakes(found)[-1] is Mistake.UNNAMED_PART


def test_365_regencies_do_not_make_523_and_395_would():
    (found,) = check(Total(523, parts(provinsi=34, kota=94, kabupaten=365)))
    assert told(found, "trouble found difference") == (Trouble.PARTS_MISSING, 493, 30)
    assert Reason(Mistake.ONE_DIGIT, "kabupaten", 365, 395) in found.reasons
    # 34 provinces are known to be right, but arithmetic does not know it; a city more would need a third digit.
    assert {(r.label, r.fitting) for r in found.reasons if r.mistake is Mistake.ONE_DIGIT} == {
        ("provinsi", 64), ("kabupaten", 395),
    }  # fmt: skip


def test_sidoarjo_leaves_183_unexplained():
    (found,) = check(Total(669, parts(proses=55, selesai=359, belum=72)))
    assert told(found, "trouble difference") == (Trouble.PARTS_MISSING, 183)
    assert mistakes(found) == [Mistake.UNNAMED_PART]


def test_846_and_1011_of_the_same_half_year_follow_two_definitions():
    article = Published(date(2024, 1, 1), date(2024, 7, 1), 1_011)
    application = Published(date(2024, 1, 1), date(2024, 6, 30), 846)
    assert relation(article, application) is Relation.TWO_DEFINITIONS
    assert relation(application, article) is Relation.TWO_DEFINITIONS


# ------------------------------------------------------------------------------------------- single rules


def test_parts_of_different_kinds_may_overlap_but_none_is_more_than_the_whole():
    assert check(Total(997, parts(dinsos=643, pamulang=400, pencemaran=300), complete=False)) == ()
    (found,) = check(Total(82, parts(selesai=97), complete=False))
    assert told(found, "trouble label printed found") == (
        Trouble.PART_ABOVE_WHOLE, "selesai", 82, 97,
    )  # fmt: skip


def test_a_part_that_equals_the_excess_may_be_within_another():
    (found,) = check(Total(89, parts(ditindaklanjuti=89, proses=12)))
    assert found.trouble is Trouble.PARTS_EXCEED
    assert Reason(Mistake.PART_WITHIN_PART, "proses") in found.reasons
    assert mistakes(found)[-1] is Mistake.COUNTED_TWICE


def test_a_part_that_denies_its_own_parts_is_named_when_these_fit():
    wrong = Part("terdisposisi", 51, None, parts(proses=7, selesai=8))
    whole, part = check(Total(17, (wrong, Part("tertunda", 2))))
    assert (whole.label, whole.reasons[0]) == ("", Reason(Mistake.OWN_PARTS, "terdisposisi", 51, 15))
    assert told(part, "label printed found") == ("terdisposisi", 51, 15)


def test_two_digits_that_changed_places():
    (found,) = check(Total(1_011, parts(selesai=950, proses=106)))  # 905 was meant
    assert Reason(Mistake.SWAPPED_DIGITS, "selesai", 950, 905) in found.reasons
    assert Mistake.ONE_DIGIT not in mistakes(found)


def test_a_small_difference_is_no_sign_of_a_misprint():
    (found,) = check(Total(17, parts(a=8, b=6)))
    assert mistakes(found) == [Mistake.UNNAMED_PART]


def test_nothing_is_asked_of_counts_that_were_not_printed():
    assert check(Total(100, (Part("a", 60), Part("b", None)))) == ()
    (found,) = check(Total(100, (Part("a", 160), Part("b", None))))
    assert found.trouble is Trouble.PARTS_EXCEED


def test_percentages_of_the_parts_sum_instead_of_the_whole():
    (total, *percents) = check(Total(669, (Part("a", 359, Decimal("73.9")), Part("b", 127))))
    assert total.trouble is Trouble.PARTS_MISSING
    assert [(found.trouble, found.reasons) for found in percents] == [
        (Trouble.PERCENT, (Reason(Mistake.PERCENT_OF_OTHER_WHOLE, fitting=486),))
    ]


@pytest.mark.parametrize(
    ("percents", "wrong"),
    [
        (("60", "40"), False),
        (("33", "33", "33"), False),
        (("60", "45"), True),
        (("33.3", "33.3", "36.7"), True),
    ],
)
def test_percentages_alone_are_a_hundred_together(percents, wrong):
    alone = tuple(Part(str(place), None, Decimal(text)) for place, text in enumerate(percents))
    found = check(Total(500, alone))
    assert [one.trouble for one in found] == ([Trouble.PERCENTS] if wrong else [])
    assert check(Total(500, alone, complete=False)) == ()


def test_details_may_be_shares_of_their_part_or_of_the_total():
    def told(*percents: int) -> Total:
        details = tuple(Part(str(place), None, Decimal(percent)) for place, percent in enumerate(percents))
        return Total(200, (Part("a", 120, Decimal(60), details), Part("b", 80, Decimal(40))))

    assert check(told(75, 25)) == ()
    assert check(told(45, 15)) == ()
    assert [found.label for found in check(told(45, 25))] == ["a"]


def test_an_empty_total_asks_for_no_share():
    assert check(Total(0, (Part("selesai", 0, Decimal(0)),))) == ()


@pytest.mark.parametrize(("one", "other", "told"), [(365, 395, True), (365, 356, False), (99, 109, False)])
def test_one_digit(one, other, told):
    assert one_digit(one, other) is told


@pytest.mark.parametrize(("one", "other", "told"), [(846, 864, True), (846, 648, False), (846, 847, False)])
def test_swapped_digits(one, other, told):
    assert swapped(one, other) is told


YEAR = Published(date(2021, 1, 1), date(2021, 12, 31), 365)


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (Published(date(2022, 1, 1), date(2022, 12, 31), 365), Relation.APART),
        (YEAR, Relation.AGREES),
        (Published(YEAR.first_day, YEAR.last_day, 366), Relation.TWO_DEFINITIONS),
        (Published(date(2021, 1, 1), date(2021, 6, 30), 180), Relation.OVERLAPS),
        (Published(date(2021, 1, 1), date(2021, 6, 30), 366), Relation.MORE_IN_LESS),
        (Published(date(2021, 1, 1), date(2021, 12, 30), 363), Relation.OVERLAPS),
        (Published(date(2021, 1, 1), date(2021, 12, 30), 300), Relation.TWO_DEFINITIONS),
        (Published(date(2020, 7, 1), date(2021, 6, 30), 1_000), Relation.OVERLAPS),
    ],
)
def test_how_two_publications_stand_to_each_other(other, told):
    assert relation(YEAR, other) is told
    assert relation(other, YEAR) is told


# ------------------------------------------------------------------------------------------- any total at all

labels = st.text("abcdefgh", min_size=1, max_size=4)
counts = st.integers(0, 99_999)
decimals = st.sampled_from((0, 1, 2))


def rounded(count: int, whole: int, places: int) -> Decimal | None:
    return None if not whole else (Decimal(count) * 100 / whole).quantize(Decimal(1).scaleb(-places))


@st.composite
def totals(draw) -> Total:
    """Made of its parts, and of the parts of parts, each with a rounded share or without."""
    places = draw(decimals)
    rows = draw(
        st.lists(st.tuples(labels, st.lists(st.tuples(labels, counts), max_size=3), counts), max_size=5)
    )
    sizes = [(label, own, sum(n for _, n in own) if own else alone) for label, own, alone in rows]
    whole = sum(size for _, _, size in sizes)
    told = draw(st.booleans())
    return Total(
        whole,
        tuple(
            Part(
                label,
                size,
                rounded(size, whole, places) if told else None,
                tuple(Part(name, n, rounded(n, size, places) if told else None) for name, n in own),
            )
            for label, own, size in sizes
        ),
    )


@given(totals())
def test_a_total_made_of_its_parts_has_no_findings(total):
    assert check(total) == ()


@given(st.lists(st.tuples(labels, counts), min_size=1, max_size=6), st.data())
def test_one_changed_digit_is_found_and_explained(rows, data):
    whole = sum(n for _, n in rows)
    place = data.draw(st.integers(-1, len(rows) - 1), label="which number, -1 the whole")
    number = whole if place < 0 else rows[place][1]
    digits = str(number)
    at = data.draw(st.integers(0, len(digits) - 1), label="which digit")
    new = data.draw(st.sampled_from("0123456789"), label="instead")
    assume(new != digits[at] and (at > 0 or new != "0" or len(digits) == 1))
    changed = int(digits[:at] + new + digits[at + 1 :])
    if place < 0:
        whole = changed
    else:
        rows = [*rows[:place], (rows[place][0], changed), *rows[place + 1 :]]
    (found,) = check(Total(whole, tuple(Part(label, n) for label, n in rows)))
    assert found.trouble in {Trouble.PARTS_MISSING, Trouble.PARTS_EXCEED}
    assert abs(found.difference) == abs(changed - number)
    if abs(changed - number) >= 10:
        label = "" if place < 0 else rows[place][0]
        assert Reason(Mistake.ONE_DIGIT, label, changed, number) in found.reasons


@given(counts, st.integers(1, 99_999), decimals)
def test_a_share_rounded_or_cut_off_fits(count, whole, places):
    assume(count <= whole)
    exact = Decimal(count) * 100 / whole
    unit = Decimal(1).scaleb(-places)
    for way in ("ROUND_HALF_UP", "ROUND_HALF_EVEN", "ROUND_DOWN"):
        part = Part("a", count, exact.quantize(unit, rounding=way))
        assert check(Total(whole, (part,), complete=False)) == ()
    cut = exact.quantize(unit, rounding="ROUND_DOWN")
    for off in (cut + 2 * unit, cut - unit):
        part = Part("a", count, off)
        assert [found.trouble for found in check(Total(whole, (part,), complete=False))] == [Trouble.PERCENT]


@given(totals())
def test_whatever_is_told_is_about_a_label_that_is_there(total):
    wrong = Total(total.count + 30, total.parts)
    known = {"", *(part.label for part in total.parts)}
    for found in check(wrong):
        assert {found.label, *(reason.label for reason in found.reasons)} <= known


def test_a_percentage_with_one_decimal():
    assert percent_of(1, 3) == Decimal("33.3")
    assert percent_of(1, 16) == Decimal("6.3")


# ------------------------------------------------------------------------------------------- as it is typed


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("57.171", 57_171),
        ("57171", 57_171),
        (" 57 171 ", 57_171),
        ("1.234.567", 1_234_567),
        ("0", 0),
        ("007", 7),
    ],
)
def test_counts_as_they_stand_in_print(text, number):
    assert parse_count(text) == number


@pytest.mark.parametrize(
    "text", ["", "57,171", "5.71", "0.125", "57.17", "-3", "1e3", "٣", "46%", "1000000000"]
)
def test_what_is_no_count(text):
    with pytest.raises(NotANumber):
        parse_count(text)


@pytest.mark.parametrize(
    ("text", "printed"),
    [("46%", "46"), ("46", "46"), ("40,0", "40.0"), ("40.0 %", "40.0"), ("0,05%", "0.05"), ("100", "100")],
)
def test_percentages_keep_their_decimals(text, printed):
    assert str(parse_percent(text)) == printed


@pytest.mark.parametrize("text", ["", "%", "46,123", "1000", "-4", "4,", "empat", "46 %%"])
def test_what_is_no_percentage(text):
    with pytest.raises(NotANumber):
        parse_percent(text)


@given(st.integers(0, 999_999_999), st.decimals(0, 999, places=2))
def test_what_is_written_is_read_again(number, percent):
    assert parse_count(write_count(number)) == number
    assert str(parse_percent(write_percent(percent))) == str(percent)


# ------------------------------------------------------------------------------------------- beside the register


def group(**counts: int) -> GroupFigures:
    tally = Tally()
    for status, n in counts.items():
        tally.count(Status(status), n=n)
    return tally.figures(None)


REGISTER = group(unverified=1, disposed=2, in_process=3, finished=10, postponed=4, archived=5)


@pytest.mark.parametrize(
    ("says", "number"),
    [
        (Says.FOLLOWED_UP, 13),
        (Says.NOT_FOLLOWED_UP, 12),
        (Says.OPEN, 10),
        (Says.OVERDUE, 0),
        (Says.UNVERIFIED, 1),
        (Says.DISPOSED, 2),
        (Says.IN_PROCESS, 3),
        (Says.FINISHED, 10),
        (Says.POSTPONED, 4),
        (Says.ARCHIVED, 5),
    ],
)
def test_which_figure_is_meant(says, number):
    assert counted(says, REGISTER) == number


def test_a_published_number_beside_the_registers():
    told = beside(Part("selesai", 12), Says.FINISHED, REGISTER)
    assert told == Beside(10, 0.4, 2)
    assert beside(Part("selesai", None, Decimal(46)), Says.FINISHED, REGISTER) == Beside(
        10, 0.4, points=Decimal("6.0")
    )
    assert beside(Part("selesai", None), Says.FINISHED, REGISTER) == Beside(10, 0.4)
    assert beside(Part("dinsos", 12), None, REGISTER) == Beside()
    assert beside(Part("selesai", 12), Says.FINISHED, group()) == Beside(), "of nothing nothing is known"
