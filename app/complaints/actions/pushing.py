"""Complaints that a local channel's application pushes: read like rows of a file, written beside what was done here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select, update
from sqlalchemy.orm import undefer

from app.complaints.actions.batches import TOLD, Fresh, RegisterWriter, content_hash, told_values
from app.complaints.import_formats.fields import Cell, Field, Incoming, Problem, Trouble
from app.complaints.import_formats.limits import UPLOAD
from app.complaints.import_formats.rows import RowReader
from app.complaints.models import Complaint, ComplaintEvent, EventKind
from app.complaints.queries.judging import judge_for
from app.complaints.queries.units import unit_matcher
from app.complaints.rules import Origin
from app.complaints.standing import standing_fields
from app.db import db, new_id, utc_now
from app.organisations.models import Government

MOST_AT_ONCE = 500


class Outcome(StrEnum):
    """What became of a pushed complaint."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


@dataclass
class Pushed:
    """One pushed complaint and what became of it. `kept`: what was told but stays as it was decided here."""

    tracking_id: str
    outcome: Outcome
    problems: list[Problem] = field(default_factory=list)
    kept: tuple[str, ...] = ()


def push(
    government: Government, source: str, items: Sequence[Mapping[Field, Cell]], names: Mapping[Field, str]
) -> list[Pushed]:
    """Take complaints (at most `MOST_AT_ONCE`) of one source into the register; answers in the order of `items`.

    Each item is the whole complaint as its source knows it: what it leaves out is emptied, except what officials
    decided here (see `standing`). Sound items are kept, whatever is wrong with others. `names` says how the
    source calls the fields, for problems.
    """
    # Two pushes wait for each other, and for an import: both decide by what is already there. Whoever only writes a row
    # that belongs to the government need not wait.
    db.session.execute(
        select(Government.id).where(Government.id == government.id).with_for_update(key_share=True)
    )
    read = _read(government, items, names)
    known = _known(government, source, [item.tracking_id for item in read if isinstance(item, Incoming)])
    kinds = _kinds([complaint.id for complaint in known.values()])
    with_us = [complaint.id for complaint in known.values() if _waits_for_a_unit(complaint, kinds)]
    answers: list[Pushed] = []
    fresh: list[Fresh] = []
    for item in read:
        if isinstance(item, Incoming):
            answers.append(_sort(item, known.get(item.tracking_id), kinds, fresh))
        else:
            answers.append(item)
    _write(government, source, fresh, with_us)
    _enter(government, source, answers)
    return answers


def _read(
    government: Government, items: Sequence[Mapping[Field, Cell]], names: Mapping[Field, str]
) -> list[Incoming | Pushed]:
    """Each item as a complaint of its own, or as what became of it already: rejected, or told twice."""
    columns = {each: place for place, each in enumerate(Field)}
    headings = [names[each] for each in Field]
    reader = RowReader(
        columns,
        headings,
        numeric_ids=False,
        zone=ZoneInfo(government.time_zone.value),
        now=utc_now(),
        longest_cell=UPLOAD.cell,
    )
    found: list[Incoming | Pushed] = []
    first: dict[str, tuple[int, str]] = {}
    for number, item in enumerate(items, start=1):
        result = reader.read(number, [item.get(each) for each in Field])
        if isinstance(result, list):
            found.append(Pushed(str(item.get(Field.TRACKING_ID) or ""), Outcome.REJECTED, result))
            continue
        result.origin = Origin.CHANNEL
        # What is handled here stands where its times say: a status of the source's own would outlive what is done.
        result.reported_status = None
        fingerprint = content_hash(result)
        before, same = first.setdefault(result.tracking_id, (number, fingerprint))
        if before == number:
            found.append(result)
        elif same == fingerprint:
            found.append(Pushed(result.tracking_id, Outcome.UNCHANGED))
        else:
            name = names[Field.TRACKING_ID]
            twice = Problem(number, name, result.tracking_id, Trouble.ID_TWICE, {"row": str(before)})
            found.append(Pushed(result.tracking_id, Outcome.REJECTED, [twice]))
    return found


def _known(government: Government, source: str, ids: list[str]) -> dict[str, Complaint]:
    """What the register has of these, locked: an official may be handling one at this very moment."""
    rows = db.session.scalars(
        select(Complaint)
        .where(
            Complaint.government_id == government.id,
            Complaint.source == source,
            Complaint.tracking_id.in_(ids),
        )
        .options(undefer(Complaint.text))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {complaint.tracking_id: complaint for complaint in rows}


def _kinds(ids: list[str]) -> dict[str, set[EventKind]]:
    """What happened to these complaints here, by complaint."""
    found: dict[str, set[EventKind]] = {}
    statement = select(ComplaintEvent.complaint_id, ComplaintEvent.kind).where(
        ComplaintEvent.complaint_id.in_(ids)
    )
    for complaint_id, kind in db.session.execute(statement):
        found.setdefault(complaint_id, set()).add(kind)
    return found


def _sort(
    told: Incoming, known: Complaint | None, kinds: Mapping[str, set[EventKind]], fresh: list[Fresh]
) -> Pushed:
    fingerprint = content_hash(told)
    if known is None:
        fresh.append(Fresh(told, fingerprint))
        return Pushed(told.tracking_id, Outcome.CREATED)
    if known.content_hash == fingerprint:
        return Pushed(told.tracking_id, Outcome.UNCHANGED)
    kept = _stand(told, known, standing_fields(kinds.get(known.id, set()), known))
    if all(getattr(known, name) == value for name, value in told_values(told).items()):
        known.content_hash = fingerprint  # nothing is left of what was told that would change anything
        return Pushed(told.tracking_id, Outcome.UNCHANGED, kept=kept)
    fresh.append(Fresh(told, fingerprint))
    return Pushed(told.tracking_id, Outcome.CHANGED, kept=kept)


def _stand(told: Incoming, known: Complaint, standing: frozenset[str]) -> tuple[str, ...]:
    """Put what was decided here in place of what is told; answers which told fields that overruled."""
    kept = []
    for name in TOLD:
        if name not in standing:
            continue
        here, there = getattr(known, name), getattr(told, name)
        if here != there:
            setattr(told, name, here)
            if there not in (None, "", False):
                kept.append(name)
    if told.rating is None and "closed_at" in standing:
        told.rating = known.rating  # stars that an official wrote down at the closing
    told.origin = known.origin
    told.replied_at = known.replied_at
    told.earlier_pauses = tuple((start, end) for start, end in known.earlier_pauses)
    return tuple(kept)


def _waits_for_a_unit(complaint: Complaint, kinds: Mapping[str, set[EventKind]]) -> bool:
    """An OPD said that it is not its business: the coordinator decides, not the name that the source wrote."""
    return complaint.unit_id is None and EventKind.DECLINED in kinds.get(complaint.id, set())


def _write(government: Government, source: str, fresh: list[Fresh], with_us: list[str]) -> None:
    db.session.flush()
    if not fresh:
        return
    writer = RegisterWriter(
        government, source, judge_for(government), unit_matcher(government), None, None, writes=True
    )
    writer.take(fresh)
    if with_us:
        db.session.execute(
            update(Complaint)
            .where(Complaint.id.in_(with_us))
            .values(unit_id=None)
            .execution_options(synchronize_session=False)
        )


def _enter(government: Government, source: str, answers: list[Pushed]) -> None:
    """The first entry in the history of the new ones."""
    new = [pushed.tracking_id for pushed in answers if pushed.outcome is Outcome.CREATED]
    if not new:
        return
    ids = db.session.scalars(
        select(Complaint.id).where(
            Complaint.government_id == government.id,
            Complaint.source == source,
            Complaint.tracking_id.in_(new),
        )
    )
    now: datetime = utc_now()
    rows: list[dict[str, Any]] = [
        {
            "id": new_id(),
            "government_id": government.id,
            "complaint_id": complaint_id,
            "kind": EventKind.ENTERED,
            "at": now,
            "note": "",
            "changes": {},
        }
        for complaint_id in ids
    ]
    db.session.execute(insert(ComplaintEvent), rows)
