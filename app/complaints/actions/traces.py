"""What an import leaves behind, for a time, so that it can be undone and, if it was interrupted, resumed."""

import json
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from app.complaints.actions.bulk import insert_rows
from app.complaints.actions.told import TOLD, plain
from app.complaints.models import ImportBefore, ImportSeen
from app.complaints.undoing import mark
from app.db import db

_BEFORE = ("government_id", "import_id", "complaint_id", "at", "told")
_SEEN = ("government_id", "import_id", "position", "marks")


class Traces:
    """The traces of one import; without an import id it leaves none."""

    def __init__(self, government_id: str, import_id: str | None) -> None:
        self._government_id = government_id
        self._import_id = import_id
        self._resumes = import_id is not None and self._last(ImportBefore.at) is not None
        self._position = 0 if import_id is None else self._last(ImportSeen.position) or 0

    def _last(self, column: Any) -> Any:
        statement = select(func.max(column)).where(column.class_.import_id == self._import_id)
        return db.session.scalar(statement)

    def changed_before(self, complaint_ids: Collection[str]) -> set[str]:
        """Those of some complaints that this very import changed, before it was interrupted."""
        if not self._resumes or not complaint_ids:
            return set()
        statement = select(ImportBefore.complaint_id).where(
            ImportBefore.import_id == self._import_id, ImportBefore.complaint_id.in_(complaint_ids)
        )
        return set(db.session.scalars(statement))

    def keep_before(self, changes: Iterable[tuple[str, dict[str, Any]]], at: datetime) -> None:
        """Keep what complaints (by id) were like before this import changed them."""
        if self._import_id is not None:
            rows = [
                (self._government_id, self._import_id, complaint_id, at, json.dumps(before))
                for complaint_id, before in changes
            ]
            insert_rows(ImportBefore.__table__, _BEFORE, rows)

    def keep_seen(self, complaint_ids: Sequence[str]) -> None:
        """Note complaints (by id) that this import found as they are."""
        if self._import_id is not None and complaint_ids:
            self._position += 1
            marks = array("Q", map(mark, complaint_ids)).tobytes()
            insert_rows(
                ImportSeen.__table__, _SEEN, [(self._government_id, self._import_id, self._position, marks)]
            )


def image(before: Mapping[str, Any], after: Mapping[str, Any], **decided: Any) -> dict[str, Any]:
    """The part of `before` that changes, with what was decided beside it (`content_hash`, `unit_id`)."""
    return {name: plain(before[name]) for name in TOLD if before[name] != after[name]} | decided
