"""Clocks against the slow reference, over 2017–2027, in all three zones, around midnight and Lebaran, with pauses."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.complaints.calendar import working_calendar
from app.complaints.decree_days import national_free_days
from app.complaints.judging import Judge, Told
from app.complaints.rules import Klass, Origin, Status, Times, derive_status
from app.complaints.sla import JUDGED_STAGES, SlaRules, Stage, clocks, state_at
from tests.unit.complaints.slow_clocks import Office

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
FREE = frozenset(free.day for free in national_free_days())
CALENDARS = {zone: working_calendar(FREE, zone) for zone in ZONES}
OFFICES = {zone: Office(set(FREE), zone) for zone in ZONES}
RULES = SlaRules()
LEBARAN = (
    date(2017, 6, 25),
    date(2018, 6, 15),
    date(2019, 6, 5),
    date(2020, 5, 24),
    date(2021, 5, 13),
    date(2022, 5, 2),
    date(2023, 4, 22),
    date(2024, 4, 10),
    date(2025, 3, 31),
    date(2026, 3, 20),
    date(2027, 3, 10),
)

zones = st.sampled_from(ZONES)
ELEVEN_YEARS = timedelta(days=4017) - timedelta(seconds=1)
anytime = st.timedeltas(timedelta(0), ELEVEN_YEARS).map(lambda span: datetime(2017, 1, 1, tzinfo=UTC) + span)
around_lebaran = st.builds(
    lambda day, days, seconds: datetime.combine(day, time(), UTC) + timedelta(days=days, seconds=seconds),
    st.sampled_from(LEBARAN),
    st.integers(-12, 12),
    st.integers(0, 86_399),
)
# 15, 16 and 17 o'clock UTC are midnight in Jayapura, Makassar and Jakarta.
around_midnight = st.builds(
    lambda day, hour, seconds: datetime.combine(day, time(hour), UTC) + timedelta(seconds=seconds),
    st.dates(date(2017, 1, 1), date(2027, 12, 30)),
    st.sampled_from((15, 16, 17)),
    st.integers(-2, 2),
)
moments = st.one_of(anytime, around_lebaran, around_midnight)
some_time = st.one_of(
    st.timedeltas(timedelta(0), timedelta(days=40)),
    st.integers(0, 40).map(lambda days: timedelta(days=days)),
    st.integers(-2, 2).map(lambda seconds: timedelta(days=1, seconds=seconds)),
)
many = settings(max_examples=300)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Times, datetime]:
    """The times of a complaint in some order or none, its pauses (also overlapping, the last maybe open), and a now."""
    received = draw(moments)
    times: list[datetime | None] = []
    last = received
    for _ in range(3):
        if draw(st.booleans()):
            last += draw(some_time) - draw(st.sampled_from((timedelta(0), timedelta(0), timedelta(days=1))))
            times.append(last)
        else:
            times.append(None)
    pauses: list[tuple[datetime, datetime | None]] = []
    for _ in range(draw(st.integers(0, 3))):
        asked = received + draw(some_time)
        pauses.append((asked, asked + draw(some_time)))
    last_is_open = draw(st.booleans())
    if pauses and last_is_open:
        pauses[-1] = (max(start for start, _ in pauses), None)
    verified, answered, closed = times
    now = received + draw(some_time) + draw(some_time)
    return Times(received, verified, answered, closed, None, closed, tuple(pauses)), now


@many
@given(moments, st.integers(1, 60), zones)
def test_deadlines(start, days, zone):
    assert CALENDARS[zone].deadline(start, days) == OFFICES[zone].deadline(start, days, [])


@many
@given(moments, st.timedeltas(timedelta(days=-90), timedelta(days=200)), zones)
def test_elapsed(start, span, zone):
    assert CALENDARS[zone].elapsed(start, start + span) == OFFICES[zone].used(start, start + span, [])


@many
@given(histories(), st.sampled_from([*Klass, None]), zones)
def test_states_deadlines_and_days_of_clocks(history, klass, zone):
    times, now = history
    office = OFFICES[zone]
    found = clocks(times, derive_status(times), klass, RULES, CALENDARS[zone], now)
    for clock, expected in zip(found, reference(office, times, klass, now), strict=True):
        assert (clock.state.value, clock.due, clock.working_days) == expected


@many
@given(histories(), st.sampled_from([*Klass, None]), zones)
def test_what_is_stored_is_what_a_later_look_finds(history, klass, zone):
    """The stored state and deadline, aged to any later moment, are those of a fresh look at that moment."""
    times, now = history
    # A look from before the last thing that happened is no later look.
    now = max(now, *(moment for pause in times.pauses for moment in pause if moment), times.received)
    arguments = (times, derive_status(times), klass, RULES, CALENDARS[zone])
    for stored, fresh in zip(clocks(*arguments, times.received), clocks(*arguments, now), strict=True):
        assert (state_at(stored.state, stored.due, now), stored.due) == (fresh.state, fresh.due)


@many
@given(moments, zones)
def test_the_last_moment_is_in_time_and_the_next_is_late(received, zone):
    due = OFFICES[zone].deadline(received, 3, [])
    last = due - timedelta(microseconds=1)

    def state(verified: datetime | None, now: datetime) -> str:
        times = Times(received, verified)
        return clocks(times, derive_status(times), None, RULES, CALENDARS[zone], now)[0].state.value

    assert [state(last, due), state(due, due)] == ["in_time", "late"]
    assert [state(None, last), state(None, due)] == ["running", "open_late"]


@dataclass
class Register:
    """A complaint that is handled here, as the register tells it."""

    received_at: datetime
    last_follow_up_at: datetime | None = None
    replied_at: datetime | None = None
    verified_at: datetime | None = None
    first_follow_up_at: datetime | None = None
    closed_at: datetime | None = None
    closed_automatically: bool = False
    postponed_at: datetime | None = None
    resumed_at: datetime | None = None
    archived_at: datetime | None = None
    reported_status: Status | None = None
    klass: Klass | None = Klass.NON_SUPERVISORY
    origin: Origin = Origin.ENTRY
    earlier_pauses: list[list[str]] = field(default_factory=list)


@many
@given(histories(), zones)
def test_the_register_tells_its_spans_of_waiting_as_well(history, zone):
    """The same through the columns of the register: the last span in two of them, those before it as JSON."""
    times, _ = history
    told = Register(
        times.received,
        verified_at=times.verified,
        first_follow_up_at=times.first_follow_up,
        closed_at=times.closed,
    )
    if times.pauses:
        *earlier, (told.postponed_at, told.resumed_at) = times.pauses
        told.earlier_pauses = [[start.isoformat(), end.isoformat()] for start, end in earlier if end]
    found = Judge(CALENDARS[zone], RULES).derived(told)
    # Seen at the arrival, and so before everything else: an open clock is stored as running.
    for name, expected in zip(
        ("verify", "follow_up", "resolve"),
        reference(OFFICES[zone], times, told.klass, times.received),
        strict=True,
    ):
        state, due, days = expected
        ended = state in {"in_time", "late"}
        assert (found[f"{name}_state"].value, found[f"{name}_due"]) == (state, due)
        assert found[f"{name}_days"] == (days if ended else None)


@many
@given(
    moments,
    some_time,
    st.one_of(st.none(), some_time),
    st.one_of(st.none(), some_time),
    st.one_of(st.none(), some_time),
    zones,
)
def test_closing_by_itself(received, until_answer, until_next, until_reply, until_resumed, zone):
    first = received + until_answer
    told: Told = Register(received, first_follow_up_at=first)
    told.last_follow_up_at = first + until_next if until_next is not None else None
    told.replied_at = first + until_reply if until_reply is not None else None
    answered = told.last_follow_up_at or first
    if until_resumed is not None:  # the silence that counts began when the waiting was over
        told.postponed_at, told.resumed_at = first, first + until_resumed
    waits_for_us = told.replied_at is not None and told.replied_at > answered
    silent_since = answered if told.resumed_at is None or told.resumed_at < answered else told.resumed_at
    expected = None if waits_for_us else OFFICES[zone].deadline(silent_since, 10, [])
    assert Judge(CALENDARS[zone], RULES).derived(told)["close_due"] == expected


def reference(office, times, klass, now):
    """State, deadline and used days of the three clocks, by the reference; the days allowed are written out here."""
    allowed = {"verify": 3, "follow_up": 5}
    resolving = {"information": 5, "aspiration": 5, "non_supervisory": 14, "supervisory": 60}
    beginnings = {"verify": times.received, "follow_up": times.verified, "resolve": times.received}
    ends = {"verify": times.verified, "follow_up": times.first_follow_up, "resolve": times.closed}
    names = ["verify", "follow_up", "resolve"]
    # A recorded step proves those before it, recorded or not.
    proven = max((place for place, name in enumerate(names, 1) if ends[name]), default=0)
    for place, name in enumerate(names, 1):
        days = allowed.get(name) or resolving.get(klass)
        start = beginnings[name]
        if start is None:
            yield ("unknown" if proven >= place - 1 else "not_started"), None, None
        elif days is None or (ends[name] is None and proven >= place):
            yield "unknown", None, None
        else:
            yield office.verdict(days, start, ends[name], list(times.pauses), now)


# Nine instants around the last midnight before the Lebaran leave of 2022 (Thursday to Friday, 28 to 29 April, the first
# day of cuti bersama), on the wall of each office: one second more or less decides the day, and the wrong zone an hour.
NINE = (
    (time(0, 0, 0), 27, 12),
    (time(0, 0, 1), 27, 12),
    (time(22, 59, 59), 27, 12),
    (time(23, 59, 59), 27, 12),
    (time(0, 0, 0), 28, 13),
    (time(1, 0, 0), 28, 13),
    (time(22, 0, 0), 28, 13),
    (time(23, 0, 0), 28, 13),
    (time(23, 59, 59), 28, 13),
)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(("clock", "day", "deadline"), NINE)
def test_nine_instants_in_three_zones(zone, clock, day, deadline):
    start = datetime.combine(date(2022, 4, day), clock, ZoneInfo(zone)).astimezone(UTC)
    due = CALENDARS[zone].deadline(start, 5)
    assert due == datetime(2022, 5, deadline + 1, tzinfo=ZoneInfo(zone))
    assert CALENDARS[zone].elapsed(start, due - timedelta(microseconds=1)) == 5
    assert CALENDARS[zone].elapsed(start, due - timedelta(days=1, microseconds=1)) == 4


@pytest.mark.parametrize(
    ("instant", "days"),
    [
        # 27 April 2022, 23.30 in Jayapura is 21.30 in Jakarta; half an hour later it is the 28th in Jayapura only.
        (datetime(2022, 4, 27, 14, 30, tzinfo=UTC), (27, 27, 27)),
        (datetime(2022, 4, 27, 15, 0, tzinfo=UTC), (27, 27, 28)),
        (datetime(2022, 4, 27, 15, 59, 59, tzinfo=UTC), (27, 27, 28)),
        (datetime(2022, 4, 27, 16, 0, tzinfo=UTC), (27, 28, 28)),
        (datetime(2022, 4, 27, 16, 59, 59, tzinfo=UTC), (27, 28, 28)),
        (datetime(2022, 4, 27, 17, 0, tzinfo=UTC), (28, 28, 28)),
    ],
)
def test_one_instant_is_another_day_in_another_zone(instant, days):
    assert tuple(CALENDARS[zone].local_day(instant).day for zone in ZONES) == days
    # 28 April + 5 working days is 13 May: the whole leave lies between.
    deadlines = tuple(
        CALENDARS[zone].local_day(CALENDARS[zone].deadline(instant, 5)).day - 1 for zone in ZONES
    )
    assert deadlines == tuple({27: 12, 28: 13}[day] for day in days)


def test_the_reference_itself_knows_lebaran_2022():
    start = datetime(2022, 4, 27, 9, tzinfo=ZoneInfo("Asia/Makassar"))
    with_leave = Office({date(2022, 4, 29), *(date(2022, 5, day) for day in range(2, 7))}, "Asia/Makassar")
    without_leave = Office({date(2022, 5, 2), date(2022, 5, 3)}, "Asia/Makassar")
    assert with_leave.deadline(start, 5, []) == datetime(2022, 5, 13, tzinfo=with_leave.wall)
    assert without_leave.deadline(start, 5, []) == datetime(2022, 5, 7, tzinfo=with_leave.wall)


def test_every_judged_stage_is_compared():
    assert [stage.value for stage in JUDGED_STAGES] == ["verify", "follow_up", "resolve"]
    assert {Stage.AUTO_CLOSE, *JUDGED_STAGES} == set(Stage)
