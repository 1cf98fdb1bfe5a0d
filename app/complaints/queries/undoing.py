"""What undoing an import would do: complaints that disappear, that go back to what they were, and that must stay."""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from app.complaints.models import (
    Complaint,
    ComplaintEvent,
    ComplaintImport,
    EventKind,
    ImportBefore,
    ImportSeen,
    ImportState,
)
from app.complaints.undoing import KEPT, Happened, Why, mark, why_it_stays
from app.db import ID_LENGTH, db, utc_now
from app.jobs import Job

BATCH = 2_000
MOST_SHOWN = 200


@dataclass(frozen=True)
class Stays:
    """A complaint that stays, and why."""

    complaint_id: str
    tracking_id: str
    why: Why


class Candidate(NamedTuple):
    """A complaint that an import brought (`since` its beginning) or changed (`since` then)."""

    id: str
    since: datetime


@dataclass
class Prospect:
    """What undoing would do, or did, in numbers; of those that stay the first are named."""

    removed: int = 0
    restored: int = 0
    kept: int = 0
    kept_why: dict[Why, int] = field(default_factory=lambda: dict.fromkeys(Why, 0))
    shown: list[Stays] = field(default_factory=list)

    @property
    def held_by_imports(self) -> bool:
        """Whether some of those that stay would go once later imports are taken back."""
        return self.kept > self.kept_why[Why.HANDLED]

    def stay(self, found: Iterable[Stays]) -> None:
        """Count those that stay."""
        for one in found:
            self.kept += 1
            self.kept_why[one.why] += 1
            if len(self.shown) < MOST_SHOWN:
                self.shown.append(one)


def is_undoable(made: ComplaintImport) -> bool:
    """Whether an import can be undone, or what was left of undoing it: soon enough, and nobody is at it."""
    if made.forgotten_at is not None or (made.finished_at or made.created_at) < utc_now() - KEPT:
        return False
    if made.state in (ImportState.IMPORTING, ImportState.UNDOING):
        return not is_at_work(made)
    return made.state is ImportState.DONE or (made.state is ImportState.UNDONE and made.kept_count > 0)


def is_at_work(made: ComplaintImport) -> bool:
    """Whether a job checks, imports or undoes it at present; otherwise it stopped before its end."""
    job = db.session.get(Job, made.job_id) if made.job_id else None
    return job is not None and job.is_open


def cut_off_without(made: ComplaintImport) -> datetime | None:
    """Up to when the register is complete by the other imports."""
    return db.session.scalar(
        select(func.max(ComplaintImport.cut_off)).where(
            ComplaintImport.government_id == made.government_id,
            ComplaintImport.state == ImportState.DONE,
            ComplaintImport.id != made.id,
        )
    )


def prospect(made: ComplaintImport) -> Prospect:
    """What undoing this import would do now. It looks at every complaint concerned, in batches."""
    found, later = Prospect(), Later(made)
    for brought in (True, False):
        for batch in batches(ids_of(made, brought=brought)):
            staying = later.staying(candidates(made, batch, brought=brought))
            found.stay(staying)
            free = len(batch) - len(staying)
            if brought:
                found.removed += free
            else:
                found.restored += free
    return found


def ids_of(made: ComplaintImport, *, brought: bool) -> str:
    """The ids of the complaints that an import brought, or that it changed, one behind the other.

    As one text, because a list of a million ids takes a hundred megabytes.
    """
    statement = (
        select(Complaint.id).where(
            Complaint.government_id == made.government_id, Complaint.import_id == made.id
        )
        if brought
        else select(ImportBefore.complaint_id).where(ImportBefore.import_id == made.id)
    )
    return "".join(db.session.scalars(statement.execution_options(yield_per=10_000)))


def batches(ids: str) -> Iterator[list[str]]:
    """Ids out of such a text, some at a time."""
    length = BATCH * ID_LENGTH
    for start in range(0, len(ids), length):
        part = ids[start : start + length]
        yield [part[place : place + ID_LENGTH] for place in range(0, len(part), ID_LENGTH)]


def candidates(made: ComplaintImport, ids: Sequence[str], *, brought: bool) -> list[Candidate]:
    """These complaints with the moment since when anything that happened to them forbids undoing."""
    if brought:
        statement = select(Complaint.id, Complaint.created_at).where(Complaint.id.in_(ids))
    else:
        statement = select(ImportBefore.complaint_id, ImportBefore.at).where(
            ImportBefore.import_id == made.id, ImportBefore.complaint_id.in_(ids)
        )
    return [Candidate(*row) for row in db.session.execute(statement)]


class Later:
    """What happened after an import to complaints that it brought or changed."""

    def __init__(self, made: ComplaintImport) -> None:
        self._made = made
        self._marks = _seen_later(made)

    def staying(self, found: Sequence[Candidate]) -> list[Stays]:
        """Those of some complaints that something later touched."""
        touched = self._touched(found)
        for candidate in found:
            if candidate.id not in touched and self._seen(candidate.id):
                touched[candidate.id] = Why.SEEN_LATER
        if not touched:
            return []
        names = select(Complaint.id, Complaint.tracking_id).where(Complaint.id.in_(touched))
        return [Stays(row[0], row[1], touched[row[0]]) for row in db.session.execute(names)]

    def _touched(self, found: Sequence[Candidate]) -> dict[str, Why]:
        since = dict(found)
        histories: dict[str, list[Happened]] = defaultdict(list)
        statement = select(
            ComplaintEvent.complaint_id, ComplaintEvent.at, ComplaintEvent.import_id, ComplaintEvent.kind
        ).where(ComplaintEvent.complaint_id.in_(since))
        for complaint_id, at, import_id, kind in db.session.execute(statement):
            histories[complaint_id].append(Happened(at, import_id, kind is EventKind.UNDONE))
        whys = {id_: why_it_stays(history, since[id_], self._made.id) for id_, history in histories.items()}
        return {id_: why for id_, why in whys.items() if why is not None}

    def _seen(self, complaint_id: str) -> bool:
        own = mark(complaint_id) if self._marks else 0
        place = bisect_left(self._marks, own)
        return place < len(self._marks) and self._marks[place] == own


def _seen_later(made: ComplaintImport) -> "array[int]":
    """The marks of what later imports of the same source found unchanged, in order."""
    statement = (
        select(ImportSeen.marks)
        .join(ComplaintImport, ComplaintImport.id == ImportSeen.import_id)
        .where(
            ComplaintImport.government_id == made.government_id,
            ComplaintImport.source == made.source,
            ComplaintImport.state == ImportState.DONE,
            ComplaintImport.id != made.id,
            ComplaintImport.finished_at >= (made.finished_at or made.created_at),
        )
    )
    found: array[int] = array("Q")
    for marks in db.session.scalars(statement):
        found.frombytes(marks)
    return array("Q", sorted(found))
