"""Which complaints a change may touch, and what it does to one."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.complaints.calendar import DayKind, FreeDay, working_calendar
from app.complaints.calendar_checks import Fault, Notice, faults_of_day, faults_of_rules, warnings_of_day
from app.complaints.calendar_items import DatedRule, Item, added, day_of, plain_day, plain_rule, rule_of
from app.complaints.decree_days import national_free_days
from app.complaints.effects import Outcome, Reach, RuleSpan, outcome, reach_of_days, reach_of_rules
from app.complaints.judging import Judge
from app.complaints.rules import Klass, Origin
from app.complaints.sla import DEFAULT_RULES, SlaRule, SlaRules, Stage

FREE = frozenset(free.day for free in national_free_days())
BEFORE = Judge(working_calendar(FREE, "Asia/Makassar"), SlaRules())
WEDNESDAY = date(2021, 10, 6)
NEW = SlaRule(Stage.VERIFY, None, 2, date(2021, 10, 5))


def told(received: datetime, **times: Any) -> Any:
    """A complaint as the register tells it."""
    usual: dict[str, Any] = dict.fromkeys(
        "verified_at first_follow_up_at last_follow_up_at closed_at postponed_at resumed_at archived_at "
        "reported_status replied_at".split()
    )
    usual |= {"closed_automatically": False, "klass": Klass.NON_SUPERVISORY, "origin": Origin.IMPORT}
    return SimpleNamespace(received_at=received, earlier_pauses=[], **{**usual, **times})


def at(day: int, hour: int = 2) -> datetime:
    return datetime(2021, 10, day, hour, tzinfo=UTC)


def test_only_days_on_which_offices_would_work_matter():
    saturday = date(2021, 10, 9)
    assert reach_of_days((), (WEDNESDAY, saturday)).days == (WEDNESDAY,)
    assert reach_of_days((WEDNESDAY,), (WEDNESDAY,)).is_empty


def test_a_new_deadline_reaches_from_its_day_to_the_next_one():
    later = SlaRule(Stage.VERIFY, None, 2, date(2022, 1, 1))
    assert reach_of_rules(DEFAULT_RULES, (*DEFAULT_RULES, NEW)).rules == tuple(
        RuleSpan(klass, date(2021, 10, 5), None) for klass in (*Klass, None)
    )
    spans = reach_of_rules((*DEFAULT_RULES, later), (*DEFAULT_RULES, later, NEW)).rules
    assert {(span.first, span.last) for span in spans} == {(date(2021, 10, 5), date(2021, 12, 31))}


def test_a_deadline_of_one_class_reaches_that_class_only():
    shorter = SlaRule(Stage.RESOLVE, Klass.ASPIRATION, 3, date(2021, 1, 1))
    assert {span.klass for span in reach_of_rules(DEFAULT_RULES, (*DEFAULT_RULES, shorter)).rules} == {
        Klass.ASPIRATION
    }
    basis_only = reach_of_rules(DEFAULT_RULES, tuple(reversed(DEFAULT_RULES)))
    assert basis_only.is_empty


def test_what_a_free_day_does_to_a_complaint():
    after = Judge(working_calendar(FREE | {WEDNESDAY}, "Asia/Makassar"), SlaRules())
    late = told(at(4), verified_at=at(8), first_follow_up_at=at(8), closed_at=at(8))
    assert outcome(late, BEFORE, after, at(30)) == Outcome(moved=True, turned_late=False, recovered=True)
    assert outcome(late, after, BEFORE, at(30)) == Outcome(moved=True, turned_late=True, recovered=False)
    before_it = told(at(1), verified_at=at(4), first_follow_up_at=at(4), closed_at=at(4))
    assert outcome(told(at(6)), BEFORE, after, at(30)) == Outcome(False, False, False)
    assert outcome(before_it, BEFORE, after, at(30)).moved  # its deadline was still to come


def test_a_complaint_of_the_day_before_is_left_alone_by_a_new_deadline():
    after = Judge(BEFORE.calendar, SlaRules((*DEFAULT_RULES, NEW)))
    assert outcome(told(at(4)), BEFORE, after, at(30)) == Outcome(False, False, False)
    assert outcome(told(at(5)), BEFORE, after, at(30)).moved


days = st.dates(date(2021, 6, 1), date(2022, 6, 30))


@settings(max_examples=200)
@given(days, st.lists(st.timedeltas(timedelta(0), timedelta(days=30)), min_size=3, max_size=3), days)
def test_nothing_moves_that_is_not_within_reach(arrival, spans, free):
    """What the reach leaves out must not change: else complaints would keep a wrong verdict."""
    received = datetime(arrival.year, arrival.month, arrival.day, 2, tzinfo=UTC)
    verified = received + spans[0]
    complaint = told(
        received,
        verified_at=verified,
        first_follow_up_at=verified + spans[1],
        closed_at=verified + spans[1] + spans[2],
    )
    after = Judge(working_calendar(FREE ^ {free}, "Asia/Makassar"), SlaRules())
    stored = BEFORE.derived(complaint)
    ends = [stored["verify_due"], stored["follow_up_due"], stored["resolve_due"], complaint.closed_at]
    in_reach = arrival < free <= max(end for end in ends if end).date() + timedelta(days=1)
    if outcome(complaint, BEFORE, after, received).moved:
        assert free.weekday() < 5
        assert in_reach


def test_plain_data_tells_the_same_again():
    free = FreeDay(WEDNESDAY, DayKind.CUTI_BERSAMA, "Cuti", "SKB 1", estimate=True)
    assert day_of(plain_day(free)) == free
    for klass in (None, Klass.ASPIRATION):
        dated = DatedRule(SlaRule(Stage.RESOLVE, klass, 7, WEDNESDAY), "Peraturan")
        assert rule_of(plain_rule(dated)) == dated
    item = added(plain_day(free))
    assert Item.of(item.plain()) == item
    reach = Reach(
        (WEDNESDAY,), (RuleSpan(None, WEDNESDAY, None), RuleSpan(Klass.ASPIRATION, WEDNESDAY, WEDNESDAY))
    )
    assert Reach.of(reach.plain()) == reach


def test_what_cannot_be_saved_and_what_deserves_a_second_look():
    cuti = FreeDay(WEDNESDAY, DayKind.CUTI_BERSAMA, "Cuti")
    assert faults_of_day(cuti, {WEDNESDAY}) == [Fault.DAY_TAKEN, Fault.DECREE_MISSING]
    assert faults_of_day(FreeDay(WEDNESDAY, DayKind.NATIONAL, "X"), ()) == []
    today = date(2022, 1, 3)
    assert warnings_of_day(cuti, today, (), {2021}) == [Notice.PAST_YEAR]
    local = FreeDay(date(2022, 1, 1), DayKind.LOCAL, "X")
    assert warnings_of_day(local, today, {local.day}, ()) == [
        Notice.WEEKEND,
        Notice.ON_NATIONAL_DAY,
        Notice.PAST_DAY,
    ]
    twice = (*DEFAULT_RULES, DEFAULT_RULES[0])
    assert faults_of_rules(DEFAULT_RULES, twice) == [Fault.RULE_TAKEN]
    assert faults_of_rules(DEFAULT_RULES, DEFAULT_RULES[1:]) == [Fault.FIRST_RULE_MOVED]
    assert faults_of_rules(DEFAULT_RULES, (*DEFAULT_RULES, NEW)) == []
