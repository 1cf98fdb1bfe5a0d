"""Counts of several registers as one: each keeps the moment at which it was judged."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.complaints.rules import Status
from app.complaints.sla import JUDGED_STAGES, ClockState, Stage
from app.complaints.statistics import Keeper, SeenAt, Tally
from app.complaints.statistics.combining import added, as_seen

DUE = datetime(2021, 3, 10, 12, 0, tzinfo=UTC)
LATER = datetime(2022, 1, 1, tzinfo=UTC)


def waiting(due: datetime = DUE, keeper: Keeper = Keeper.SOURCE) -> Tally:
    """One open complaint whose first follow-up is due then."""
    tally = Tally()
    tally.count(Status.DISPOSED)
    held = tally.waiting[keeper]
    seconds = int(due.timestamp())
    held.dues[Stage.FOLLOW_UP][seconds] += 1
    held.first_due[seconds] += 1
    held.late_from[seconds] += 1
    return tally


def seen(moment: datetime) -> SeenAt:
    return SeenAt(source=moment, here=moment)


def test_each_register_is_judged_by_its_own_last_day():
    early, late = as_seen(waiting(), seen(DUE - timedelta(days=1))), as_seen(waiting(), seen(DUE))
    both = added([{"2021-03": early}, {"2021-03": late}])["2021-03"].figures(None, seen_at=seen(LATER))
    assert (both.incoming, both.overdue, both.late) == (2, 1, 1)
    assert both.stages["follow_up"].open_late == 1
    # Judged together at one moment, both would be late.
    plain = added([{"2021-03": waiting()}, {"2021-03": waiting()}])["2021-03"]
    assert plain.figures(None, seen_at=seen(LATER)).overdue == 2


def test_what_was_given_stays_as_it_was():
    tally = waiting()
    before = waiting()
    as_seen(tally, seen(LATER))
    added([{"a": tally}, {"a": tally}])
    assert tally == before


counts = st.integers(0, 40)
days = st.integers(-20, 20)


@st.composite
def registers(draw: st.DrawFn) -> tuple[Tally, SeenAt]:
    tally = Tally()
    for status in Status:
        tally.count(status, n=draw(counts))
    for stage in JUDGED_STAGES:
        for state in (ClockState.IN_TIME, ClockState.LATE):
            tally.clock(stage, state, draw(st.integers(0, 30)), n=draw(counts))
    for keeper in Keeper:
        for day in draw(st.lists(days, max_size=4)):
            tally.add(waiting(DUE + timedelta(days=day), keeper))
    moments = [DUE + timedelta(days=draw(days)) for _ in range(2)]
    return tally, SeenAt(*moments)


@given(st.lists(registers(), min_size=1, max_size=4))
def test_the_sum_says_what_its_parts_say(parts: list[tuple[Tally, SeenAt]]):
    alone = [tally.figures(None, seen_at=moment) for tally, moment in parts]
    together = added([{"": as_seen(tally, moment)} for tally, moment in parts])[""].figures(
        None, seen_at=seen(LATER)
    )
    for name in ("incoming", "followed_up", "closed", "open", "overdue", "late"):
        assert getattr(together, name) == sum(getattr(each, name) for each in alone), name
    for stage in JUDGED_STAGES:
        for name in ("measured", "in_time", "late", "open_late"):
            assert getattr(together.stages[stage.value], name) == sum(
                getattr(each.stages[stage.value], name) for each in alone
            )
