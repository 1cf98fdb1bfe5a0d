"""Taking an import back: what it brought disappears, what it changed is as before, what was touched since stays."""

from datetime import timedelta

import pytest
from sqlalchemy import event, func, inspect, select

from app.access import SYSTEM, Role
from app.audit import AuditEntry
from app.complaints.actions.records import import_path
from app.complaints.actions.undoing import undo
from app.complaints.actions.units import save_alias
from app.complaints.models import (
    Complaint,
    ComplaintEvent,
    ComplaintImport,
    EventKind,
    ImportBefore,
    ImportState,
    RecurringProblem,
    RejectedRow,
)
from app.complaints.queries import undoing as looking
from app.complaints.queries.figures import cut_off_of
from app.complaints.queries.undoing import is_undoable, prospect
from app.complaints.recurring import ProblemState
from app.complaints.undoing import KEPT, Happened, Why, mark, why_it_stays
from app.db import utc_now
from app.organisations.actors import actor_of
from tests.factories.complaints import FINISHED, IN_PROCESS, line, write_file
from tests.factories.organisations import government, unit, user_with


@pytest.fixture
def sinjai(db_session):
    made = government(name="Kabupaten Sinjai", code="73.07")
    unit(made, name="Dinas Sosial")
    unit(made, name="Dinas Kesehatan")
    return made


@pytest.fixture
def bring(sinjai, tmp_path, db_session):
    """Import some lines, and answer the record of the import."""

    def importer(*lines: str, source: str | None = None) -> ComplaintImport:
        import_path(SYSTEM, sinjai, write_file(tmp_path / "a.csv", *lines), source=source)
        return db_session.scalars(
            select(ComplaintImport).order_by(ComplaintImport.created_at.desc()).limit(1)
        ).one()

    return importer


COLUMNS = [
    column.key
    for column in inspect(Complaint).column_attrs
    if column.key not in {"id", "created_at", "updated_at", "version", "import_id"}
]


def register(db_session) -> dict[str, dict[str, object]]:
    """Everything the register says, by tracking id."""
    db_session.expire_all()
    found = db_session.scalars(select(Complaint).order_by(Complaint.tracking_id))
    return {one.tracking_id: {name: getattr(one, name) for name in COLUMNS} for one in found}


def history(db_session, tracking_id: str) -> list[EventKind]:
    statement = (
        select(ComplaintEvent.kind)
        .join(Complaint, Complaint.id == ComplaintEvent.complaint_id)
        .where(Complaint.tracking_id == tracking_id)
        .order_by(ComplaintEvent.at)
    )
    return list(db_session.scalars(statement))


FIRST = (
    line(1, unit="Dinas Sosial", **IN_PROCESS),
    line(2, unit="Dinas Entah", title="Rumah Bapak X", text="Rahasia"),
    line(3, **FINISHED, rating="4"),
)


def test_what_it_brought_disappears_with_its_history(bring, db_session):
    made = bring(*FIRST)
    found = undo(SYSTEM, made)
    assert (found.removed, found.restored, found.kept) == (3, 0, 0)
    assert register(db_session) == {}
    assert db_session.scalar(select(func.count()).select_from(ComplaintEvent)) == 0
    assert (made.state, made.removed_count, made.undone_by) == (ImportState.UNDONE, 3, None)
    assert made.undone_at is not None


def test_what_it_changed_is_as_before_texts_included(bring, db_session):
    bring(*FIRST)
    before = register(db_session)
    made = bring(
        line(1, unit="Dinas Kesehatan", klass="Aspirasi", category="Kesehatan", **FINISHED),
        line(2, unit="Dinas Entah", title="Rumah", text="", received="06/10/2021 10:00", channel="SMS"),
        line(3, rating=""),
        line(4),
    )
    assert prospect(made).restored == 3
    found = undo(SYSTEM, made)
    assert (found.removed, found.restored, found.kept) == (1, 3, 0)
    assert register(db_session) == before
    assert history(db_session, "2") == [EventKind.CORRECTED, EventKind.UNDONE]
    event = db_session.scalars(select(ComplaintEvent).where(ComplaintEvent.kind == EventKind.UNDONE)).first()
    assert event.import_id == made.id
    assert "Rahasia" not in str(event.changes)
    assert db_session.scalar(select(func.count()).select_from(ImportBefore)) == 0


def test_the_history_does_not_quote_texts_but_the_copy_for_undoing_holds_only_what_changed(bring, db_session):
    bring(*FIRST)
    bring(line(2, unit="Dinas Entah", title="Rumah", text="Rahasia"))
    (image,) = db_session.scalars(select(ImportBefore))
    assert set(image.told) == {"title", "content_hash", "unit_id"}
    assert image.told["title"] == "Rumah Bapak X"


def test_the_same_file_again_is_known_afterwards(bring, db_session):
    bring(*FIRST)
    undo(SYSTEM, bring(line(1, **FINISHED), line(9)))
    again = bring(*FIRST)
    assert (again.new_count, again.changed_count, again.unchanged_count) == (0, 0, 3)


def test_the_cut_off_falls_back_to_the_import_before(bring, sinjai, tmp_path):
    first = bring(line(1))
    undone = bring(line(2, received="01/11/2021 08:00"))
    assert cut_off_of(sinjai.id) == undone.cut_off > first.cut_off
    elsewhere = government(name="Kabupaten Bone")
    import_path(SYSTEM, elsewhere, write_file(tmp_path / "b.csv", line(3, received="02/12/2021 08:00")))
    assert looking.cut_off_without(undone) == first.cut_off
    undo(SYSTEM, undone)
    assert cut_off_of(sinjai.id) == first.cut_off
    assert looking.cut_off_without(first) is None
    undo(SYSTEM, first)
    assert cut_off_of(sinjai.id) is None


def test_what_a_later_import_changed_stays(bring, db_session):
    made = bring(*FIRST)
    bring(line(1, unit="Dinas Sosial", **FINISHED))
    found = undo(SYSTEM, made)
    assert (found.removed, found.kept, found.kept_why[Why.CHANGED_LATER]) == (2, 1, 1)
    assert [(one.tracking_id, one.why) for one in found.shown] == [("1", Why.CHANGED_LATER)]
    assert list(register(db_session)) == ["1"]
    assert made.kept_count == 1


def test_what_a_later_import_tells_as_well_stays(bring, db_session):
    """Exports are cumulative: the newer one holds the rows of the older one."""
    first = bring(*FIRST)
    second = bring(*FIRST, line(4))
    assert second.unchanged_count == 3
    found = prospect(first)
    assert (found.removed, found.kept_why[Why.SEEN_LATER]) == (0, 3)
    undo(SYSTEM, second)
    assert list(register(db_session)) == ["1", "2", "3"]
    assert prospect(first).removed == 3


def test_what_was_seen_before_the_import_does_not_hold_it(bring, db_session):
    bring(*FIRST)
    before = register(db_session)
    assert bring(*FIRST).unchanged_count == 3
    made = bring(line(1, title="Lain"))
    found = undo(SYSTEM, made)
    assert (found.restored, found.kept) == (1, 0)
    assert register(db_session) == before


def test_another_source_does_not_hold_a_complaint(bring):
    made = bring(line(1))
    bring(line(1), source="Baruga")
    assert prospect(made).removed == 1


def test_imports_are_taken_back_one_after_the_other(bring, db_session):
    bring(*FIRST)
    before = register(db_session)
    second = bring(line(1, title="Kedua"))
    middle = register(db_session)
    third = bring(line(1, title="Ketiga"))
    assert prospect(second).kept == 1
    undo(SYSTEM, third)
    assert register(db_session) == middle
    undo(SYSTEM, second)
    assert register(db_session) == before
    assert history(db_session, "1") == [
        EventKind.CORRECTED,
        EventKind.CORRECTED,
        EventKind.UNDONE,
        EventKind.UNDONE,
    ]


def test_each_import_goes_back_to_what_was_before_it(bring, db_session):
    """Several imports keep an image of the same complaint: none of them is taken for another's."""
    standings, made = [], []
    for number in range(6):
        made.append(bring(line(1, title=f"Keadaan {number}")))
        standings.append(register(db_session))
    # In whatever order the database gives them.
    oldest = db_session.scalars(select(ImportBefore).where(ImportBefore.import_id == made[1].id)).one()
    again = {column.key: getattr(oldest, column.key) for column in ImportBefore.__table__.columns}
    db_session.delete(oldest)
    db_session.flush()
    db_session.add(ImportBefore(**again))
    db_session.flush()
    for number in range(5, 0, -1):
        undo(SYSTEM, made[number])
        assert register(db_session) == standings[number - 1]


def test_what_had_to_stay_can_be_taken_back_once_nothing_holds_it(bring, db_session):
    first = bring(*FIRST)
    second = bring(line(1, title="Kedua"))
    undo(SYSTEM, first)
    assert (first.removed_count, first.kept_count) == (2, 1)
    assert is_undoable(first)
    undo(SYSTEM, second)
    undo(SYSTEM, first)
    assert register(db_session) == {}
    assert (first.removed_count, first.kept_count) == (3, 0)
    assert not is_undoable(first)


@pytest.mark.parametrize("kind", [EventKind.ROUTED, EventKind.FOLLOWED_UP, EventKind.TEXT_REMOVED])
def test_what_somebody_worked_on_stays(bring, db_session, sinjai, kind):
    first = bring(*FIRST)
    second = bring(line(1, title="Kedua"))
    complaint = db_session.scalars(select(Complaint).where(Complaint.tracking_id == "1")).one()
    db_session.add(ComplaintEvent(government_id=sinjai.id, complaint_id=complaint.id, kind=kind))
    db_session.flush()
    assert prospect(second).kept_why[Why.HANDLED] == 1
    found = undo(SYSTEM, first)
    assert (found.removed, found.kept) == (2, 1)


def test_spellings_that_were_learnt_meanwhile_hold(bring, db_session, sinjai):
    entah = unit(sinjai, name="Dinas Pangan")
    bring(*FIRST)
    made = bring(line(2, unit="Dinas Lain", title="Rumah"))
    save_alias(SYSTEM, sinjai, "Dinas Entah", entah)
    undo(SYSTEM, made)
    found = register(db_session)["2"]
    assert (found["raw_unit"], found["unit_id"], found["title"]) == ("Dinas Entah", entah.id, "Rumah Bapak X")


def test_naming_an_agency_is_no_work_on_its_complaints(bring, sinjai):
    made = bring(*FIRST)
    save_alias(SYSTEM, sinjai, "Dinas Entah", unit(sinjai, name="Dinas Pangan"))
    assert prospect(made).removed == 3


def test_a_text_past_its_keeping_does_not_come_back(bring, db_session):
    bring(*FIRST)
    made = bring(line(2, unit="Dinas Entah", title="Rumah", text="Lain"))
    complaint = db_session.scalars(select(Complaint).where(Complaint.tracking_id == "2")).one()
    complaint.title, complaint.text, complaint.text_removed_at = "", "", utc_now()
    db_session.flush()
    undo(SYSTEM, made)
    assert (register(db_session)["2"]["title"], register(db_session)["2"]["text"]) == ("", "")


def test_whoever_holds_a_complaint_sees_what_it_was(bring, db_session):
    bring(line(1, title="Semula"))
    made = bring(line(1, title="Lain"))
    held = db_session.scalars(select(Complaint)).one()
    assert held.title == "Lain"
    undo(SYSTEM, made)
    assert held.title == "Semula"


def test_its_rejected_rows_are_of_no_use_any_more(bring, db_session):
    made = bring(line(1), line(2, received="Kemarin"))
    rows = select(func.count()).select_from(RejectedRow).where(RejectedRow.import_id == made.id)
    assert db_session.scalar(rows) == 1
    undo(SYSTEM, made)
    assert db_session.scalar(rows) == 0


def test_problems_are_searched_anew_without_it(bring, db_session):
    """What recurred only in the import that was taken back recurs no longer."""
    bring(line(1, received="31/10/2021 09:00", unit="Dinas Kesehatan"))
    late = {"received": "05/08/2021 09:00", "unit": "Dinas Sosial", "category": "Bantuan"}
    made = bring(*(line(number, **late) for number in range(10, 18)))
    problem = db_session.scalars(select(RecurringProblem)).one()
    assert (problem.state, problem.category) == (ProblemState.OPEN, "Bantuan")
    undo(SYSTEM, made)
    db_session.expire_all()
    assert problem.state is ProblemState.FADED


def test_the_history_says_who_took_it_back(bring, db_session, sinjai):
    person = user_with(Role.COORDINATOR, sinjai)
    bring(line(1))
    made = bring(line(1, title="Lain", channel="SMS"))
    held = db_session.scalars(select(Complaint)).one()
    changed = held.updated_at
    undo(actor_of(person), made)
    assert held.updated_at > changed
    entry = db_session.scalars(select(ComplaintEvent).where(ComplaintEvent.kind == EventKind.UNDONE)).one()
    assert (entry.actor_user_id, made.undone_by) == (person.id, person.id)
    assert entry.changes == {"title": None, "channel": ["SMS", "Website"]}


def test_doing_it_twice_does_nothing_more(bring, db_session):
    bring(line(1))
    made = bring(line(1, title="Kedua"), line(2))
    undo(SYSTEM, made)
    before = register(db_session)
    again = undo(SYSTEM, made)
    assert (again.removed, again.restored, again.kept) == (0, 0, 0)
    assert (made.removed_count, made.restored_count) == (1, 1)
    assert register(db_session) == before


def test_it_is_written_into_the_log(bring, db_session):
    made = bring(*FIRST)
    undo(SYSTEM, made)
    db_session.commit()
    entry = db_session.scalars(
        select(AuditEntry).where(AuditEntry.action == "complaints.import_undone")
    ).one()
    assert entry.record_id == made.id
    assert entry.after == {"removed": 3, "restored": 0, "kept": 0}


def test_after_its_time_it_can_no_longer_be_done(bring, db_session):
    made = bring(line(1))
    assert is_undoable(made)
    made.forgotten_at = utc_now()  # the copies that it needs are gone
    assert not is_undoable(made)
    made.forgotten_at = None
    made.finished_at = utc_now() - KEPT - timedelta(minutes=1)
    db_session.flush()
    assert not is_undoable(made)


@pytest.mark.parametrize("stopped_after", [1, 2, 3])
def test_stopped_anywhere_it_is_finished_when_begun_again(
    bring, db_session, monkeypatch, stopped_after, sinjai
):
    """A worker is killed between two batches; what it committed stands, and the next one goes on."""
    monkeypatch.setattr(looking, "BATCH", 1)
    bring(line(1), line(2))
    before = register(db_session)
    made = bring(line(1, title="Lain"), line(2, title="Lain"), line(3), line(4))
    db_session.commit()
    done = 0

    def killed(_done: int) -> bool:
        nonlocal done
        done += 1
        db_session.commit()
        if done == stopped_after:
            raise KeyboardInterrupt
        return True

    with pytest.raises(KeyboardInterrupt):
        undo(SYSTEM, made, killed)
    db_session.rollback()
    assert made.state is ImportState.UNDOING
    assert register(db_session) != before
    undo(SYSTEM, made)
    assert register(db_session) == before
    assert (made.removed_count, made.restored_count, made.kept_count) == (2, 2, 0)


def test_it_asks_the_database_by_batches(bring, db_session, sinjai):
    """However many complaints: the number of statements does not grow with them."""
    few, many = bring(*(line(n) for n in range(5))), bring(*(line(n) for n in range(100, 200)))
    assert statements_of(db_session, lambda: prospect(few)) == statements_of(
        db_session, lambda: prospect(many)
    )


def statements_of(db_session, work) -> int:
    count = 0

    def counted(*_arguments) -> None:
        nonlocal count
        count += 1

    engine = db_session.get_bind()
    event.listen(engine, "before_cursor_execute", counted)
    work()
    event.remove(engine, "before_cursor_execute", counted)
    return count


NOW = utc_now()


@pytest.mark.parametrize(
    ("history_", "why"),
    [
        ([], None),
        ([Happened(NOW, "own", False)], None),
        ([Happened(NOW - timedelta(days=1), "other", False)], None),  # before
        ([Happened(NOW, "other", False)], Why.CHANGED_LATER),
        ([Happened(NOW, "other", False), Happened(NOW, "other", True)], None),  # and taken back
        ([Happened(NOW, "other", False), Happened(NOW, "third", True)], Why.CHANGED_LATER),
        ([Happened(NOW, None, False)], Why.HANDLED),
        ([Happened(NOW, "own", True)], None),
    ],
)
def test_why_a_complaint_stays(history_, why):
    assert why_it_stays(history_, NOW, "own") is why


def test_marks_are_eight_bytes_and_always_the_same():
    assert mark("abc") == mark("abc") != mark("abd")
    assert 0 <= mark("abc") < 1 << 64
