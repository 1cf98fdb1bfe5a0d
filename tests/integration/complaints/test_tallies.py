"""Figures read from tallies are the figures counted from the complaints, whatever was changed and by whom."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, func, insert, select, update

import app.complaints
from app.access import SYSTEM, Role
from app.complaints import marking
from app.complaints.actions import tallies as tallying
from app.complaints.actions.rejudging import rejudge
from app.complaints.actions.tallies import DAYS_FROM, count_month, keep, mark_outdated, recount, refresh
from app.complaints.actions.units import save_alias
from app.complaints.calendar import DayKind
from app.complaints.marking import MANY
from app.complaints.models import CalendarDay, Complaint, ComplaintTally, TallyMark
from app.complaints.queries import figures, judge_for, patterns, tally_rows
from app.complaints.queries.figures import figures_by_unit, seen_at_of, total_figures
from app.complaints.queries.governments import government_figures
from app.complaints.queries.plans import marked_months, stamps_of, whole_years
from app.complaints.queries.series import flow_of, unit_months
from app.complaints.rules import HANDLED_HERE, OPEN, Klass, Origin, Status
from app.complaints.statistics import Dimension
from app.complaints.statistics.cells import NO_UNIT
from app.complaints.statistics.months import following
from app.organisations.actors import actor_of
from app.organisations.models import GovernmentKind
from tests.factories.complaints import FINISHED, WAITING, imported, line
from tests.factories.counted import counted
from tests.factories.organisations import government, unit, user_with
from tests.factories.varied import CATEGORIES, a_line

CUT_OFF = datetime(2022, 3, 31, tzinfo=UTC)
PERIODS = (
    (None, None),
    (date(2021, 1, 1), date(2021, 12, 31)),
    (date(2020, 12, 1), date(2022, 1, 31)),
    (date(2021, 2, 1), date(2021, 4, 30)),
    (date(2021, 2, 10), date(2021, 8, 20)),
    (date(2021, 5, 3), date(2021, 5, 9)),
    (date(2021, 3, 4), date(2021, 9, 27)),
    (None, date(2021, 6, 15)),
    (date(2021, 6, 15), None),
)


@pytest.fixture
def sinjai(db_session):
    return government(name="Kabupaten Sinjai")


def counted_and_kept(government_id: str, month: str) -> bool:
    found = count_month(government_id, month)
    assert found is not None
    return keep(found)


class Register:
    """A register that is changed in every way there is."""

    def __init__(self, session, owner, folder: Path, seed: int) -> None:
        self.session, self.owner, self.folder = session, owner, folder
        self.chance = random.Random(seed)
        self.units = [unit(owner, name=f"Dinas {name}") for name in ("Sosial", "Kesehatan", "Pendidikan")]
        self.entries = 0

    def some(self, n: int) -> list[Complaint]:
        everything = list(self.session.scalars(select(Complaint).order_by(Complaint.tracking_id)))
        return self.chance.sample(everything, min(n, len(everything)))

    def judged(self, complaint: Complaint) -> None:
        for name, value in judge_for(self.owner).derived(complaint).items():
            setattr(complaint, name, value)

    def import_file(self) -> None:
        numbers = self.chance.sample(range(80), 25)
        names = [one.name for one in self.units]
        lines = (a_line(self.chance, number, names) for number in numbers)
        imported(self.owner, self.folder, *lines, cut_off=CUT_OFF)

    def correct_the_time_of_arrival(self) -> None:
        for complaint in self.some(3):
            complaint.received_at -= timedelta(days=self.chance.randint(20, 200))
            self.judged(complaint)

    def handle(self) -> None:
        for complaint in self.some(4):
            complaint.origin = self.chance.choice(list(Origin))
            complaint.closed_at = self.chance.choice((None, complaint.received_at + timedelta(days=9)))
            complaint.archived_at = self.chance.choice((None, complaint.received_at + timedelta(days=4)))
            complaint.reopen_count = self.chance.randint(0, 2)
            self.judged(complaint)

    def file_elsewhere(self) -> None:
        for complaint in self.some(4):
            complaint.klass = self.chance.choice((None, *Klass))
            complaint.category = self.chance.choice(CATEGORIES)
            complaint.area = self.chance.choice(("", "Sinjai Utara", "Bulupoddo"))
            complaint.unit_id = self.chance.choice((None, *(one.id for one in self.units)))
            self.judged(complaint)

    def enter(self) -> None:
        self.entries += 1
        received = datetime(2021, self.chance.randint(1, 12), 5, tzinfo=UTC)
        made = Complaint(
            government_id=self.owner.id,
            source="Loket",
            tracking_id=f"L{self.entries}-{self.chance.random()}",
            content_hash="",
            origin=Origin.ENTRY,
            klass=self.chance.choice((None, *Klass)),
            received_at=received,
            closed_automatically=False,
            earlier_pauses=[],
        )
        self.judged(made)
        self.session.add(made)

    def know_a_spelling(self) -> None:
        save_alias(SYSTEM, self.owner, "Dinas Entah", self.chance.choice(self.units))

    def add_a_free_day(self) -> None:
        day = date(2021, self.chance.randint(1, 12), self.chance.randint(1, 28))
        known = select(CalendarDay.id).where(CalendarDay.day == day)
        if self.session.scalar(known) is None:
            self.session.add(
                CalendarDay(government_id=self.owner.id, day=day, kind=DayKind.LOCAL, name="Hari jadi")
            )
        self.session.flush()
        rejudge(SYSTEM, self.owner)

    def delete_some(self) -> None:
        for complaint in self.some(3):
            self.session.delete(complaint)

    def update_in_one_statement(self) -> None:
        some = self.some(5)
        unit_id = self.chance.choice(self.units).id
        ids = [complaint.id for complaint in some]
        self.session.execute(update(Complaint).where(Complaint.id.in_(ids)).values(unit_id=unit_id))
        self.session.flush()
        rows = [{"id": one.id, "category": "Kesehatan", "version": one.version} for one in some[:2]]
        self.session.execute(update(Complaint), rows)

    def delete_in_one_statement(self) -> None:
        ids = [complaint.id for complaint in self.some(3)]
        self.session.execute(delete(Complaint).where(Complaint.id.in_(ids)))

    def think_better_of_it(self) -> None:
        with self.session.begin_nested() as attempt:
            self.correct_the_time_of_arrival()
            self.session.flush()
            attempt.rollback()
        self.correct_the_time_of_arrival()

    def change_and_undo(self) -> None:
        self.session.commit()
        self.handle()
        self.session.flush()
        self.session.rollback()

    def count_anew(self) -> None:
        refresh()

    def count_some_months_anew(self) -> None:
        self.session.flush()
        for month in sorted(marked_months(self.owner.id))[::2]:
            assert counted_and_kept(self.owner.id, month)

    def settle(self) -> None:
        self.session.commit()


STEPS = [name for name in vars(Register) if not name.startswith("_") and name not in ("some", "judged")]


def agrees(register: Register, start: date | None, end: date | None, *, each_unit: bool) -> None:
    """Every figure of a period equals what a walk through the complaints counts."""
    owner, session = register.owner, register.session
    session.expire_all()
    everything = [
        one
        for one in session.scalars(select(Complaint))
        if (start is None or one.received_on >= start) and (end is None or one.received_on <= end)
    ]
    judge, now = judge_for(owner), seen_at_of(owner.id).here
    cut_off = seen_at_of(owner.id).source
    names = {one.id: one.name for one in register.units}

    def key_of(one: Complaint, field: str) -> str | None:
        if field in ("quarter", "year"):
            day = one.received_on
            return f"{day.year}" if field == "year" else f"{day.year}-Q{(day.month + 2) // 3}"
        return getattr(one, field) or None

    def expected(field: str) -> dict:
        keys = {key_of(one, field) for one in everything}
        return {
            key: counted(
                [one for one in everything if key_of(one, field) == key],
                judge,
                cut_off,
                now,
                key=key,
                name=names.get(key or "", "") if field == "unit_id" else "",
            )
            for key in keys
        }

    found = figures(owner.id, start, end)
    assert found.total == counted(everything, judge, cut_off, now)
    for field, groups in (
        ("unit_id", found.by_unit),
        ("month", found.by_month),
        ("quarter", found.by_quarter),
        ("year", found.by_year),
        ("klass", found.by_class),
        ("channel", found.by_channel),
        ("category", found.by_category),
        ("area", found.by_area),
        ("source", found.by_source),
    ):
        assert {group.key: group for group in groups} == expected(field), field
    of_units = {key: group.incoming for key, group in figures_by_unit(owner.id, start, end).items()}
    assert of_units == {key: group.incoming for key, group in expected("unit_id").items()}
    for key, group in expected("unit_id").items() if each_unit else ():
        alone = figures(owner.id, start, end, key or NO_UNIT)
        assert (alone.total.incoming, alone.total.stages) == (group.incoming, group.stages)
        assert sum(part.incoming for part in alone.by_category) == group.incoming
        assert [(part.key, part.incoming) for part in alone.by_unit] == [(key, group.incoming)]
    for pattern in patterns(owner.id, start, end):
        group = counted(
            [
                one
                for one in everything
                if one.category == pattern.category and one.unit_id == pattern.unit_id
            ],
            judge,
            cut_off,
            now,
        )
        assert (pattern.volume, pattern.late, pattern.closed, pattern.rating_mean) == (
            group.incoming,
            group.late,
            group.closed,
            group.rating_mean,
        )


def series_agree(register: Register) -> None:
    """Flow, ages, units by month and the row among other governments equal what a walk through the complaints finds."""
    owner, session = register.owner, register.session
    session.expire_all()
    everything = list(session.scalars(select(Complaint)))
    seen_at, judge = seen_at_of(owner.id), judge_for(owner)
    zone = judge.calendar.zone

    def month(moment: datetime) -> str:
        return f"{moment.astimezone(zone):%Y-%m}"

    flow = flow_of(owner.id)
    for number, one in enumerate(flow):
        came = [c for c in everything if c.month == one.month]
        ended = [c for c in everything if c.status in (Status.FINISHED, Status.ARCHIVED)]
        undated = [c for c in ended if (c.closed_at or c.archived_at) is None]
        gone = [c for c in ended if c not in undated]
        assert one.incoming == len(came)
        assert one.closed == sum(c.closed_at is not None and month(c.closed_at) == one.month for c in gone)
        assert one.archived == sum(c.closed_at is None and month(c.archived_at) == one.month for c in gone)
        assert one.undated == len([c for c in came if c in undated])
        still = [
            c
            for c in everything
            if c.month <= one.month
            and c not in undated
            and not (c in gone and month(c.closed_at or c.archived_at) <= one.month)
        ]
        assert one.backlog == len(still), one
        if number:
            assert one.month == following(flow[number - 1].month)
    assert flow[-1].backlog == figures(owner.id, None, None).total.open
    assert flow_of(owner.id, date(2021, 3, 9), date(2021, 5, 2)) == tuple(
        one for one in flow if "2021-03" <= one.month <= "2021-05"
    )

    opened = [c for c in everything if c.status in OPEN]
    found = figures(owner.id, None, None).ages
    days = [
        judge.calendar.elapsed(c.received_at, seen_at.here if c.origin in HANDLED_HERE else seen_at.source)
        for c in opened
    ]
    assert found is not None
    assert (found.count, found.oldest) == (len(opened), max(days))
    for bucket in found.buckets:
        assert bucket.count == sum(
            bucket.low <= n and (bucket.high is None or n <= bucket.high) for n in days
        )

    table = unit_months(owner.id)
    for row in table.rows:
        mine = [c for c in everything if c.unit_id == row.unit_id]
        assert row.incoming == tuple(sum(c.month == key for c in mine) for key in table.months)
    assert sum(sum(row.incoming) for row in table.rows) == len(everything)

    everywhere = actor_of(user_with(Role.MINISTRY_REVIEWER))
    for start, end in PERIODS:
        [standing] = [
            g
            for g in government_figures(everywhere, start, end, list(GovernmentKind))
            if g.government.id == owner.id
        ]
        total = figures(owner.id, start, end).total
        assert standing.figures == replace(total, key=owner.code, name=owner.name)


# How many changed complaints are remembered one by one, and from how many on the days of a month are tallied: as the
# product has it, then so that small registers go the ways of large ones.
LIMITS = [(MANY, DAYS_FROM), (3, 1), (1000, 1), (0, DAYS_FROM)]


@pytest.mark.parametrize(("seed", "limits"), list(enumerate(LIMITS)))
def test_whatever_is_changed_the_tallies_say_what_the_complaints_say(
    db_session, sinjai, tmp_path, monkeypatch, seed, limits
):
    monkeypatch.setattr(marking, "MANY", limits[0])
    monkeypatch.setattr(tallying, "DAYS_FROM", limits[1])
    register = Register(db_session, sinjai, tmp_path, seed)
    register.import_file()
    series_agree(register)
    steps = register.chance.sample(STEPS, len(STEPS))
    for step in steps:
        getattr(register, step)()
        db_session.flush()
        agrees(register, *register.chance.choice(PERIODS), each_unit=False)
    series_agree(register)
    for some in PERIODS[::3]:
        agrees(register, *some, each_unit=True)
    refresh()
    series_agree(register)
    assert not marked_months(sinjai.id)
    assert db_session.scalar(select(func.count()).select_from(Complaint)) > 20
    for period in PERIODS:
        agrees(register, *period, each_unit=True)


def test_a_fresh_month_is_read_without_looking_at_its_complaints(db_session, sinjai, tmp_path):
    """Or the test above would prove nothing."""
    imported(sinjai, tmp_path, line(1, **FINISHED), line(2, **WAITING), cut_off=CUT_OFF)
    refresh()
    # Past the session and without a mark: what nobody may do.
    table: Any = Complaint.__table__
    db_session.connection().execute(delete(table).where(table.c.tracking_id == "2"))
    assert figures(sinjai.id, None, None).incoming == 2
    recount(sinjai.id)
    assert figures(sinjai.id, None, None).incoming == 1


def reading_of(monkeypatch) -> list[str]:
    """The periods whose tallies are read from here on."""
    read: list[str] = []
    plainly = tally_rows._read

    def rows(plan: Any, subject: str, dimensions: Any, periods: Any, *args: Any) -> Any:
        read.extend(periods)
        return plainly(plan, subject, dimensions, periods, *args)

    monkeypatch.setattr(tally_rows, "_read", rows)
    return read


@pytest.mark.parametrize("days_from", [1, DAYS_FROM])
def test_a_large_register_is_added_up_once_until_it_is_counted_anew(
    db_session, sinjai, tmp_path, monkeypatch, days_from
):
    monkeypatch.setattr(tallying, "DAYS_FROM", days_from)
    imported(sinjai, tmp_path, line(1, **FINISHED), line(2, **WAITING), cut_off=CUT_OFF)
    refresh()
    read = reading_of(monkeypatch)

    def asked() -> tuple[int, int, int]:
        read.clear()
        whole = figures(sinjai.id, None, None)
        return whole.incoming, whole.by_status["finished"], len(read)

    first, again = asked(), asked()
    assert first[:2] == again[:2] == (2, 1)
    assert (again[2] == 0) == (days_from == 1)
    assert first[2] > 0
    waiting = db_session.scalars(select(Complaint).where(Complaint.tracking_id == "2")).one()
    waiting.status = Status.FINISHED
    db_session.flush()
    assert asked()[:2] == (2, 2), "what was changed since is counted on top"
    assert asked()[:2] == (2, 2), "and what was remembered is still as it was"
    refresh()
    assert asked()[:2] == (2, 2)
    assert unit_months(sinjai.id) == unit_months(sinjai.id)


def test_of_a_large_register_only_the_month_that_was_counted_anew_is_read_again(
    db_session, sinjai, tmp_path, monkeypatch
):
    monkeypatch.setattr(tallying, "DAYS_FROM", 1)
    dates = ("05/02/2020", "09/04/2021", "07/10/2021", "11/10/2021")
    imported(
        sinjai,
        tmp_path,
        *(line(number, received=received, **WAITING) for number, received in enumerate(dates)),
        cut_off=CUT_OFF,
    )
    refresh()
    read = reading_of(monkeypatch)
    cut = (date(2020, 2, 1), date(2021, 10, 8))

    def asked() -> tuple[int, int, int]:
        whole, part = figures(sinjai.id, None, None), figures(sinjai.id, *cut)
        return whole.by_status["finished"], part.by_status["finished"], part.incoming

    assert asked() == (0, 0, 3)
    assert {"2020", "2021", "2021-04", "2021-10", "2021-10<10"} <= set(read)
    late = db_session.scalars(select(Complaint).where(Complaint.received_on == date(2021, 10, 7))).one()
    late.status = Status.FINISHED
    db_session.flush()
    refresh()
    read.clear()
    assert asked() == (1, 1, 3)
    assert set(read) == {"2021", "2021-10", "2021-10<10", "2021-10-09", "2021-10-10"}
    read.clear()
    assert unit_months(sinjai.id) == unit_months(sinjai.id)
    assert sorted(read) == ["2020-02", "2021-04", "2021-10"]


def test_a_past_year_is_read_as_one(db_session, sinjai, tmp_path):
    imported(
        sinjai, tmp_path, line(1, received="05/02/2021"), line(2, received="07/10/2021"), cut_off=CUT_OFF
    )
    refresh()
    assert whole_years(stamps_of([sinjai.id])[sinjai.id], ()) == ["2021"]
    complaint = db_session.scalars(select(Complaint).where(Complaint.tracking_id == "1")).one()
    complaint.category = "Kesehatan"
    db_session.flush()
    assert {group.key: group.incoming for group in figures(sinjai.id, None, None).by_category} == {
        "Pekerjaan Umum": 1,
        "Kesehatan": 1,
    }
    assert counted_and_kept(sinjai.id, "2021-02")
    assert whole_years(stamps_of([sinjai.id])[sinjai.id], ()) == [], "its February was counted anew since"
    assert {group.key for group in figures(sinjai.id, None, None).by_category} == {
        "Pekerjaan Umum",
        "Kesehatan",
    }


def test_what_is_changed_while_a_month_is_counted_leaves_it_stale(db_session, sinjai, tmp_path):
    imported(sinjai, tmp_path, line(1, **WAITING), cut_off=CUT_OFF)
    db_session.commit()
    found = count_month(sinjai.id, "2021-10")
    imported(sinjai, tmp_path, line(2, **WAITING), cut_off=CUT_OFF)
    assert found is not None
    assert keep(found)
    assert marked_months(sinjai.id) == {"2021-10"}
    assert figures(sinjai.id, None, None).incoming == 2


def test_of_two_that_count_the_slower_one_gives_way(db_session, sinjai, tmp_path):
    imported(sinjai, tmp_path, line(1, **WAITING), cut_off=CUT_OFF)
    slow = count_month(sinjai.id, "2021-10")
    imported(sinjai, tmp_path, line(2, **WAITING), cut_off=CUT_OFF)
    assert counted_and_kept(sinjai.id, "2021-10")
    assert slow is not None
    assert not keep(slow)
    assert not counted_and_kept(sinjai.id, "2021-10"), "nothing is marked, so nobody may write"
    assert figures(sinjai.id, None, None).incoming == 2


def test_a_mark_outlives_a_savepoint_that_was_undone(db_session, sinjai, tmp_path):
    imported(sinjai, tmp_path, line(1, **WAITING), cut_off=CUT_OFF)
    refresh()
    complaint = db_session.scalars(select(Complaint)).one()
    with db_session.begin_nested() as attempt:
        complaint.category = "Kesehatan"
        db_session.flush()
        attempt.rollback()
    assert not marked_months(sinjai.id)
    complaint.category = "Kesehatan"
    db_session.flush()
    assert marked_months(sinjai.id) == {"2021-10"}


def test_what_figures_do_not_count_leaves_them_alone(db_session, sinjai, tmp_path):
    imported(sinjai, tmp_path, line(1, **WAITING), cut_off=CUT_OFF)
    refresh()
    complaint = db_session.scalars(select(Complaint)).one()
    complaint.title = ""
    db_session.flush()
    db_session.execute(update(Complaint).values(text=""))
    assert not marked_months(sinjai.id)


def test_a_statement_that_moves_complaints_between_months_is_refused(db_session, sinjai, tmp_path):
    imported(sinjai, tmp_path, line(1, **WAITING), cut_off=CUT_OFF)
    with pytest.raises(marking.UnseenMonthsError):
        db_session.execute(update(Complaint).values(month="2021-01"))


def test_complaints_inserted_by_a_statement_are_counted(db_session, sinjai, tmp_path):
    imported(sinjai, tmp_path, line(1, **WAITING), cut_off=CUT_OFF)
    refresh()
    columns = [column.key for column in Complaint.__table__.columns]
    row = dict(db_session.execute(select(*(getattr(Complaint, key) for key in columns))).mappings().one())
    db_session.execute(insert(Complaint), [{**row, "id": "a" * 22, "tracking_id": "2"}])
    assert figures(sinjai.id, None, None).incoming == 2


def test_tallies_of_one_government_are_never_those_of_another(db_session, sinjai, tmp_path):
    imported(sinjai, tmp_path, line(1, **WAITING), cut_off=CUT_OFF)
    other = government()
    imported(other, tmp_path, line(1, **WAITING), line(2, **FINISHED), cut_off=CUT_OFF)
    assert refresh(sinjai.id) == 1
    assert marked_months(other.id) == {"2021-10"}
    refresh()
    assert [total_figures(one.id, None, None).incoming for one in (sinjai, other)] == [1, 2]
    assert db_session.scalar(select(func.count()).select_from(TallyMark)) == 0


def test_a_month_that_lost_its_complaints_loses_its_tallies(db_session, sinjai, tmp_path):
    imported(sinjai, tmp_path, line(1, **WAITING), cut_off=CUT_OFF)
    refresh()
    db_session.delete(db_session.scalars(select(Complaint)).one())
    refresh()
    assert db_session.scalar(select(func.count()).select_from(ComplaintTally)) == 0
    assert figures(sinjai.id, None, None, splits=[Dimension.UNIT]).by_unit == ()


def test_whoever_writes_past_the_session_marks_what_becomes_stale():
    writers = {
        path: path.read_text()
        for path in Path(app.complaints.__file__).parents[1].rglob("*.py")
        if "Complaint.__table__" in path.read_text()
    }
    assert writers
    notes = ("mark_stale(", "note_changing(", "note_coming(")
    assert not [path for path, text in writers.items() if not any(note in text for note in notes)]


def test_one_change_does_not_cost_counting_its_month(db_session, sinjai, tmp_path):
    """The other complaints of the month are not looked at; or it would cost the more, the more there are."""
    imported(sinjai, tmp_path, *(line(number, **WAITING) for number in range(5)), cut_off=CUT_OFF)
    refresh()
    complaint = db_session.scalars(select(Complaint).where(Complaint.tracking_id == "1")).one()
    complaint.category = "Kesehatan"
    db_session.flush()
    table: Any = Complaint.__table__
    db_session.connection().execute(delete(table).where(table.c.tracking_id.in_(["2", "3"])))
    found = figures(sinjai.id, None, None)
    assert {group.key: group.incoming for group in found.by_category} == {"Pekerjaan Umum": 4, "Kesehatan": 1}


def test_a_cut_month_with_tallied_days_is_not_counted(db_session, sinjai, tmp_path, monkeypatch):
    monkeypatch.setattr(tallying, "DAYS_FROM", 1)
    days = [line(day, received=f"{day:02d}/10/2021", **WAITING) for day in range(1, 21)]
    imported(sinjai, tmp_path, *days, cut_off=CUT_OFF)
    refresh()
    table: Any = Complaint.__table__
    db_session.connection().execute(delete(table).where(table.c.tracking_id == "7"))
    assert figures(sinjai.id, date(2021, 10, 5), date(2021, 10, 14)).incoming == 10
    monkeypatch.setattr(tallying, "DAYS_FROM", 100)
    recount(sinjai.id)
    assert db_session.scalar(select(func.max(func.length(ComplaintTally.period)))) == len("2021-10")
    assert figures(sinjai.id, date(2021, 10, 5), date(2021, 10, 14)).incoming == 9


def test_tallies_of_a_program_that_counted_less_are_not_read(db_session, sinjai, tmp_path):
    imported(sinjai, tmp_path, line(1, **WAITING), line(2, **FINISHED), cut_off=CUT_OFF)
    refresh()
    db_session.execute(update(ComplaintTally).values(stamp="1m" + "x" * 22, counts={}))
    assert figures(sinjai.id, None, None).incoming == 2
    assert not marked_months(sinjai.id)
    assert mark_outdated() == 1
    refresh()
    assert (mark_outdated(), figures(sinjai.id, None, None).incoming) == (0, 2)
