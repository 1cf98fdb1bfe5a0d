"""Undoing an import as a whole: what it brought disappears, what it changed goes back to what it was.

What something later touched stays, and is told. Each batch is complete in itself, so that undoing may stop anywhere
and be begun again; done twice it does nothing.
"""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, cast

from sqlalchemy import delete, insert, select, update

from app.access import Actor
from app.audit import record
from app.complaints.actions.findings import forget_rejected
from app.complaints.actions.importing import Checkpoint, one_at_a_time
from app.complaints.actions.problems import search_problems
from app.complaints.actions.reporters import take_reporters_back
from app.complaints.actions.told import TEXTS, TOLD, changes_between, unplain
from app.complaints.actions.units import assign_known_units
from app.complaints.actions.uploads import forget_upload
from app.complaints.judging import Judge, Told
from app.complaints.models import (
    Complaint,
    ComplaintEvent,
    ComplaintImport,
    EventKind,
    ImportBefore,
    ImportState,
)
from app.complaints.queries.judging import judge_for
from app.complaints.queries.undoing import Later, Prospect, batches, candidates, ids_of
from app.db import db, new_id, utc_now
from app.organisations.models import Government

# What judging needs beside what a source tells.
_BESIDE = ("origin", "earlier_pauses", "replied_at", "text_removed_at", "unit_id", "content_hash", "version")


def undo(actor: Actor, made: ComplaintImport, checkpoint: Checkpoint | None = None) -> Prospect:
    """Undo an import. `checkpoint(complaints done)` may commit after each batch, which it says by True."""
    made.state = ImportState.UNDOING
    db.session.flush()
    found = take_back(actor, made, checkpoint)
    _finish(actor, made, found)
    return found


def take_back(actor: Actor, made: ComplaintImport, checkpoint: Checkpoint | None = None) -> Prospect:
    """Take back what an import did to the register so far, and leave the import itself as it is."""
    government = db.session.get_one(Government, made.government_id)
    one_at_a_time(government)
    take_reporters_back(made.id)  # also of what stays: nobody is to be known by a file that was a mistake
    work = _Undoing(actor, made, judge_for(government))
    done = 0
    for brought in (True, False):
        for batch in batches(ids_of(made, brought=brought)):
            work.take(batch, brought=brought)
            done += len(batch)
            if checkpoint is not None and checkpoint(done):
                one_at_a_time(government)
    return work.found


class _Undoing:
    """One import on its way out."""

    def __init__(self, actor: Actor, made: ComplaintImport, judge: Judge) -> None:
        self._actor_user_id = actor.user_id
        self._made = made
        self._judge = judge
        self._later = Later(made)
        self.found = Prospect()

    def take(self, ids: Sequence[str], *, brought: bool) -> None:
        """Take some complaints back, except those that must stay."""
        found = candidates(self._made, ids, brought=brought)
        staying = self._later.staying(found)
        self.found.stay(staying)
        stay = {one.complaint_id for one in staying}
        free = [candidate.id for candidate in found if candidate.id not in stay]
        if not free:
            return
        if brought:
            self._remove(free)
        else:
            self._restore(free)
        # Counted with each batch: whoever goes on after an interruption goes on counting.
        made = self._made
        made.removed_count += len(free) if brought else 0
        made.restored_count += 0 if brought else len(free)
        db.session.flush()

    def _remove(self, ids: list[str]) -> None:
        self.found.removed += len(ids)
        db.session.execute(
            delete(Complaint)
            .where(Complaint.government_id == self._made.government_id, Complaint.id.in_(ids))
            .execution_options(synchronize_session=False)
        )

    def _restore(self, ids: list[str]) -> None:
        self.found.restored += len(ids)
        images = select(ImportBefore.complaint_id, ImportBefore.told).where(
            ImportBefore.import_id == self._made.id, ImportBefore.complaint_id.in_(ids)
        )
        before = {row[0]: row[1] for row in db.session.execute(images)}
        now = utc_now()
        owner = {"government_id": self._made.government_id}
        updates, events = [], []
        for complaint_id, present in self._present(ids).items():
            values = self._values(present, before[complaint_id])
            updates.append({"id": complaint_id, **owner, "updated_at": now, **values})
            events.append(self._event(complaint_id, changes_between(present, values), now))
        db.session.execute(update(Complaint), updates)
        db.session.execute(insert(ComplaintEvent), events)
        db.session.execute(
            delete(ImportBefore).where(
                ImportBefore.import_id == self._made.id, ImportBefore.complaint_id.in_(ids)
            )
        )
        db.session.expire_all()

    def _present(self, ids: list[str]) -> dict[str, dict[str, Any]]:
        names = (*TOLD, *_BESIDE)
        columns = [getattr(Complaint, name) for name in names]
        rows = db.session.execute(select(Complaint.id, *columns).where(Complaint.id.in_(ids)))
        return {row[0]: dict(zip(names, row[1:], strict=True)) for row in rows}

    def _values(self, present: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
        """Everything that a restored complaint says, judged by the calendar of today."""
        values = present | {name: unplain(name, value) for name, value in before.items()}
        if present["text_removed_at"] is not None:
            values |= {name: present[name] for name in TEXTS}
        derived = self._judge.derived(cast(Told, SimpleNamespace(**values)))
        written = {name: values[name] for name in (*TOLD, "unit_id", "content_hash")}
        # The version as it is: the update compares it, and counts it on.
        return {**written, **derived, "version": present["version"]}

    def _event(self, complaint_id: str, changes: dict[str, Any], now: Any) -> dict[str, Any]:
        return {
            "id": new_id(),
            "government_id": self._made.government_id,
            "complaint_id": complaint_id,
            "kind": EventKind.UNDONE,
            "at": now,
            "actor_user_id": self._actor_user_id,
            "import_id": self._made.id,
            "note": "",
            "changes": changes,
        }


def _finish(actor: Actor, made: ComplaintImport, found: Prospect) -> None:
    made.state = ImportState.UNDONE
    made.kept_count = found.kept
    made.undone_at, made.undone_by = utc_now(), actor.user_id
    forget_upload(made)
    forget_rejected(made)
    # What people taught about spellings meanwhile holds for what went back as well.
    assign_known_units(made.government_id)
    search_problems(actor, db.session.get_one(Government, made.government_id))
    db.session.flush()
    record(
        actor,
        "complaints.import_undone",
        made,
        government_id=made.government_id,
        after={"removed": made.removed_count, "restored": made.restored_count, "kept": made.kept_count},
    )
