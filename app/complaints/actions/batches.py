"""One batch of an import against the register: what is new is inserted, what changed is updated with its history."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, select, update

from app.complaints.actions.bulk import insert_rows
from app.complaints.actions.told import TEXTS, TOLD, changes_between, content_hash, told_of, told_values
from app.complaints.actions.traces import Traces, image
from app.complaints.import_formats.fields import Incoming
from app.complaints.judging import DERIVED, Judge
from app.complaints.marking import note_changing, note_coming
from app.complaints.models import Complaint, ComplaintEvent, EventKind
from app.complaints.rules import HANDLED_HERE, Origin
from app.complaints.undoing import KEPT
from app.complaints.unit_matching import UnitMatcher
from app.db import db, new_id, utc_now
from app.organisations.models import Government

__all__ = [
    "NO_PAUSES",
    "TOLD",
    "BatchCounts",
    "Fresh",
    "RegisterWriter",
    "content_hash",
    "told_values",
]

# The columns of a new complaint in the order of `RegisterWriter._row`.
_INSERTED = (
    "id",
    "government_id",
    "source",
    "tracking_id",
    "content_hash",
    "unit_id",
    "import_id",
    "created_at",
    "updated_at",
    "version",
    "origin",
    "earlier_pauses",
    "reopen_count",
    *TOLD,
    *DERIVED,
)
_ID, _MONTH = _INSERTED.index("id"), _INSERTED.index("month")
NO_PAUSES = "[]"  # as JSON: rows are inserted past SQLAlchemy's types


class Known(NamedTuple):
    """What the register knows of a complaint that a file tells again."""

    id: str
    content_hash: str
    unit_id: str | None
    raw_unit: str
    import_id: str | None
    declined_at: datetime | None
    origin: Origin
    updated_at: datetime
    text_removed_at: datetime | None

    def keeps_unit(self, raw_unit: str) -> bool:
        """Whether the OPD stays as decided: the source names the same agency, and it is known, or was declined here."""
        decided = self.unit_id is not None or self.declined_at is not None
        return decided and self.raw_unit == raw_unit

    def is_closed_to(self, told: Incoming) -> bool:
        """Whether it is handled here, so that its times are ours and no file may overwrite them."""
        return told.origin is Origin.IMPORT and self.origin in HANDLED_HERE


class Fresh(NamedTuple):
    """A complaint of a file with its fingerprint."""

    told: Incoming
    fingerprint: str


@dataclass
class BatchCounts:
    """What became of a batch."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[Incoming] = field(default_factory=list)  # handled here: not for a file to change
    unknown_units: Counter[str] = field(default_factory=Counter)


class RegisterWriter:
    """Writes batches into one register. Without an import id it only counts, unless `writes` says otherwise."""

    def __init__(
        self,
        government: Government,
        source: str,
        judge: Judge,
        matcher: UnitMatcher,
        import_id: str | None,
        actor_user_id: str | None,
        *,
        writes: bool | None = None,
    ) -> None:
        self._government_id = government.id
        self._source = source
        self._judge = judge
        self._matcher = matcher
        self._import_id = import_id
        self._actor_user_id = actor_user_id
        self._writes = import_id is not None if writes is None else writes
        self._traces = Traces(government.id, import_id)
        self._categories: dict[str, str] = {}
        self._load_categories()
        self._is_empty = db.session.scalar(self._mine().with_only_columns(Complaint.id).limit(1)) is None

    def take(self, batch: Sequence[Fresh]) -> BatchCounts:
        """Sort a batch (each id once) into new, changed and unchanged, and write the first two."""
        known = self._known([told.tracking_id for told, _ in batch])
        counts = BatchCounts()
        new: list[tuple[Any, ...]] = []
        changed: list[tuple[Known, Incoming, str]] = []
        same: list[Known] = []
        for told, fingerprint in batch:
            told.category = self._usual_spelling(told.category)
            found = known.get(told.tracking_id)
            if found is None:
                counts.new += 1
                new.append(self._row(told, fingerprint))
            elif found.is_closed_to(told):
                counts.refused.append(told)
            elif found.content_hash != fingerprint:
                counts.changed += 1
                changed.append((found, told, fingerprint))
            elif found.import_id == self._import_id is not None:
                counts.new += 1  # this very import wrote it, before it was interrupted
            else:
                same.append(found)
            self._count_unknown_unit(told, found, counts)
        if self._writes:
            insert_rows(Complaint.__table__, _INSERTED, new)
            note_coming(self._government_id, {row[_ID]: row[_MONTH] for row in new})
            self._update(changed)
        self._count_same(same, counts)
        return counts

    def _count_same(self, same: Sequence[Known], counts: BatchCounts) -> None:
        """What the register has just so already, whether it was told so before or by this import until it stopped."""
        mine = self._traces.changed_before([found.id for found in same])
        counts.changed += len(mine)
        counts.unchanged += len(same) - len(mine)
        # What was written longer ago no undoing can take away.
        recent = utc_now() - KEPT
        self._traces.keep_seen(
            [found.id for found in same if found.updated_at > recent and found.id not in mine]
        )

    def let_others_in(self) -> None:
        """After a commit between two batches: somebody else may have written meanwhile."""
        self._is_empty = False

    def _count_unknown_unit(self, told: Incoming, found: Known | None, counts: BatchCounts) -> None:
        decided = found is not None and found.keeps_unit(told.raw_unit)
        if told.raw_unit and not decided and self._matcher.match(told.raw_unit) is None:
            counts.unknown_units[told.raw_unit] += 1

    def _known(self, ids: list[str]) -> dict[str, Known]:
        if self._is_empty or not ids:
            return {}
        statement = self._mine().with_only_columns(
            Complaint.tracking_id,
            Complaint.id,
            Complaint.content_hash,
            Complaint.unit_id,
            Complaint.raw_unit,
            Complaint.import_id,
            Complaint.declined_at,
            Complaint.origin,
            Complaint.updated_at,
            Complaint.text_removed_at,
        )
        rows = db.session.execute(statement.where(Complaint.tracking_id.in_(ids)))
        return {row[0]: Known(*row[1:]) for row in rows}

    def _mine(self) -> Any:
        return select(Complaint).where(
            Complaint.government_id == self._government_id, Complaint.source == self._source
        )

    def _load_categories(self) -> None:
        statement = (
            select(Complaint.category).where(Complaint.government_id == self._government_id).distinct()
        )
        for category in db.session.scalars(statement):
            self._categories.setdefault(category.casefold(), category)

    def _usual_spelling(self, category: str) -> str:
        """`PEKERJAAN UMUM` and `Pekerjaan Umum` are one category: the first spelling in the register stays."""
        return self._categories.setdefault(category.casefold(), category)

    def _row(self, told: Incoming, fingerprint: str) -> tuple[Any, ...]:
        now = utc_now()
        return (
            new_id(),
            self._government_id,
            self._source,
            told.tracking_id,
            fingerprint,
            self._matcher.match(told.raw_unit),
            self._import_id,
            now,
            now,
            1,
            told.origin,
            NO_PAUSES,
            0,
            *told_of(told),
            *self._judge.derived(told).values(),
        )

    def _update(self, changed: list[tuple[Known, Incoming, str]]) -> None:
        if not changed:
            return
        before = self._before([found.id for found, _, _ in changed])
        note_changing(self._government_id, before)
        now = utc_now()
        updates, events, images = [], [], []
        for found, told, fingerprint in changed:
            was = before[found.id]
            values = told_values(told)
            if found.text_removed_at is not None:
                values |= dict.fromkeys(TEXTS, "")  # past their keeping, words do not come back
            kept = found.keeps_unit(told.raw_unit)
            unit_id = found.unit_id if kept else self._matcher.match(told.raw_unit)
            updates.append(
                {
                    "of_id": found.id,
                    "content_hash": fingerprint,
                    "unit_id": unit_id,
                    "declined_at": found.declined_at if kept else None,
                    "updated_at": now,
                    **values,
                    **self._judge.derived(told),
                }
            )
            events.append(self._event(found.id, changes_between(was, values), now))
            decided = {"content_hash": found.content_hash, "unit_id": found.unit_id}
            images.append((found.id, image(was, values, **decided)))
        moved = {
            values["of_id"]: values["month"]
            for values in updates
            if values["month"] != before[values["of_id"]]["month"]
        }
        note_coming(self._government_id, moved)
        table: Any = Complaint.__table__
        names = [name for name in updates[0] if name != "of_id"]
        statement = (
            update(table)
            .where(table.c.id == bindparam("of_id"))
            .values(version=table.c.version + 1, **{name: bindparam(name) for name in names})
        )
        connection = db.session.connection()
        connection.execute(statement, updates)
        connection.execute(insert(ComplaintEvent.__table__), events)  # type: ignore[arg-type]
        self._traces.keep_before(images, now)
        db.session.expire_all()

    def _before(self, ids: list[str]) -> dict[str, dict[str, Any]]:
        names = (*TOLD, "month")
        columns = [getattr(Complaint, name) for name in names]
        rows = db.session.execute(select(Complaint.id, *columns).where(Complaint.id.in_(ids)))
        return {row[0]: dict(zip(names, row[1:], strict=True)) for row in rows}

    def _event(self, complaint_id: str, changes: dict[str, Any], now: datetime) -> dict[str, Any]:
        return {
            "id": new_id(),
            "government_id": self._government_id,
            "complaint_id": complaint_id,
            "kind": EventKind.CORRECTED,
            "at": now,
            "actor_user_id": self._actor_user_id,
            "import_id": self._import_id,
            "changes": changes,
        }
