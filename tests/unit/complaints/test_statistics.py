"""Published figures of 2018–2025 recomputed, and the arithmetic of percentiles."""

import statistics as reference

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.complaints.rules import Status
from app.complaints.sla import ClockState, Stage
from app.complaints.statistics import (
    Dimension,
    Figures,
    Tally,
    in_order,
    mean,
    median,
    percentile,
    share,
)


def tally(**counts: int) -> Tally:
    result = Tally()
    for status, n in counts.items():
        result.count(Status(status), n=n)
    return result


def test_jambi_january_to_august_2020():
    figures = tally(finished=77, in_process=12, disposed=126).figures(None)
    assert figures.incoming == 215
    assert figures.followed_up == 89
    assert figures.followed_up_share == pytest.approx(0.414, abs=5e-4)
    assert figures.closed_share == pytest.approx(0.358, abs=5e-4)


def test_jatim_first_half_of_2024_adds_up():
    figures = tally(in_process=48, finished=905, postponed=51, archived=7).figures(None)
    assert figures.incoming == 1011
    assert sum(figures.by_status.values()) == 1011
    assert figures.open == 48 + 51
    assert figures.closed_share == pytest.approx(905 / 1011)


def test_jatim_2025_adds_up():
    figures = tally(finished=2568, in_process=241).figures(None)
    assert (figures.incoming, figures.followed_up_share) == (2809, 1.0)


def test_pontianak_2020_shares_are_what_they_are_not_what_was_printed():
    assert share(6, 15) == pytest.approx(0.400)
    assert share(2, 15) == pytest.approx(0.133, abs=5e-4)


@pytest.mark.parametrize(("total", "closed"), [(97, 82), (62, 46), (40, 29), (60, 60)])
def test_sumbar_closed_of_total(total, closed):
    figures = tally(finished=closed, disposed=total - closed).figures(None)
    assert figures.closed_share == closed / total


def test_zero_complaints_are_unknown_not_perfect():
    figures = Tally().figures(None)
    assert figures.incoming == 0
    assert figures.followed_up_share is None
    assert figures.closed_share is None
    assert figures.rating_mean is None
    for stage in figures.stages.values():
        assert stage.in_time_share is None
        assert (stage.measured, stage.median_days, stage.mean_days, stage.p90_days) == (0, None, None, None)


def test_open_overdue_counts_against_in_time():
    group = Tally()
    group.clock(Stage.RESOLVE, ClockState.IN_TIME, 3, n=6)
    group.clock(Stage.RESOLVE, ClockState.LATE, 20, n=2)
    group.clock(Stage.RESOLVE, ClockState.OPEN_LATE, n=4)
    stage = group.figures(None).stages["resolve"]
    assert (stage.measured, stage.in_time, stage.late, stage.open_late) == (12, 6, 2, 4)
    assert stage.in_time_share == 0.5
    assert (stage.median_days, stage.mean_days, stage.p90_days) == (3.0, 7.25, 20.0)


@pytest.mark.parametrize(
    "state",
    [ClockState.RUNNING, ClockState.PAUSED, ClockState.UNKNOWN, ClockState.STOPPED, ClockState.NOT_STARTED],
)
def test_what_is_not_decided_is_not_measured(state):
    group = Tally()
    group.clock(Stage.VERIFY, state, 99)
    assert group.figures(None).stages["verify"].measured == 0


def test_one_of_one_is_marked_small():
    assert tally(finished=1).figures("x").small
    assert not tally(finished=10).figures("x").small


def test_rating_counts_only_the_rated():
    group = Tally()
    group.count(Status.FINISHED, rating=5, n=2)
    group.count(Status.FINISHED, rating=2)
    group.count(Status.FINISHED, n=7)
    figures = group.figures(None)
    assert (figures.rating_mean, figures.rated, figures.incoming) == (4.0, 3, 10)


def test_unknown_groups_come_last_and_volume_decides():
    groups = [tally(finished=n).figures(key) for key, n in ((None, 50), ("a", 1), ("b", 9))]
    assert [group.key for group in in_order(groups, Dimension.CHANNEL)] == ["b", "a", None]
    months = [tally(finished=n).figures(key) for key, n in (("2021-02", 9), ("2020-12", 1))]
    assert [group.key for group in in_order(months, Dimension.MONTH)] == ["2020-12", "2021-02"]


def test_json_has_the_names_that_others_script_against():
    data = Figures("73.07", "SP4N-LAPOR!", None, Tally().figures(None)).as_json()
    assert set(data) >= {
        "government", "source", "cut_off", "incoming", "by_status", "followed_up_share", "closed_share",
        "stages", "by_unit", "by_month", "by_class", "by_channel", "by_category",
    }  # fmt: skip
    assert set(data["stages"]) == {"verify", "follow_up", "resolve"}
    assert set(data["stages"]["verify"]) == {
        "measured", "in_time", "late", "open_late", "median_days", "mean_days", "p90_days",
    }  # fmt: skip
    assert set(data["by_status"]) == {status.value for status in Status}


histograms = st.dictionaries(st.integers(0, 90), st.integers(1, 30), min_size=1, max_size=12)


@given(histograms)
def test_histogram_arithmetic_agrees_with_the_plain_list(days):
    values = sorted(value for value, n in days.items() for _ in range(n))
    assert mean(days) == pytest.approx(reference.mean(values))
    assert median(days) == reference.median(values)
    smallest = next(v for v in values if sum(x <= v for x in values) * 10 >= 9 * len(values))
    assert percentile(days, 0.9) == smallest
