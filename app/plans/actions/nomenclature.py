"""Loading a budget nomenclature."""

import hashlib
import json
from collections.abc import Sequence

from sqlalchemy import delete, insert, select

from app.access import Actor
from app.audit import record
from app.db import db, new_id, utc_now
from app.plans.models import Nomenclature, NomenclatureItem
from app.plans.rules.nomenclature import NomenclatureRow, search_text


def load_nomenclature(
    actor: Actor, name: str, source: str, rows: Sequence[NomenclatureRow], *, is_example: bool = False
) -> bool:
    """Put a list into force under its name, in place of what it had before. False if nothing of it is new.

    Lines keep the codes that they have: a code that the new list does not know is shown with a hint.
    """
    present = db.session.scalars(select(Nomenclature).where(Nomenclature.name == name)).one_or_none()
    sha256 = _fingerprint(source, rows, is_example)
    if present is not None and present.sha256 == sha256 and _is_in_force(present):
        return False
    before = _told(present) if present is not None else None
    if present is None:
        present = Nomenclature(name=name)
        db.session.add(present)
    present.source, present.is_example = source, is_example
    present.sha256, present.size, present.loaded_at = sha256, len(rows), utc_now()
    db.session.flush()
    _replace_items(present, rows)
    record(actor, "nomenclature.loaded", present, government_id=None, before=before, after=_told(present))
    return True


def _replace_items(nomenclature: Nomenclature, rows: Sequence[NomenclatureRow]) -> None:
    db.session.execute(delete(NomenclatureItem).where(NomenclatureItem.nomenclature_id == nomenclature.id))
    db.session.execute(
        insert(NomenclatureItem),
        [
            {
                "id": new_id(),
                "nomenclature_id": nomenclature.id,
                "code": row.code,
                "level": row.level,
                "parent": row.parent,
                "name": row.name,
                "search": search_text(row.code, row.name),
            }
            for row in rows
        ],
    )


def _is_in_force(nomenclature: Nomenclature) -> bool:
    newest = select(Nomenclature.id).order_by(Nomenclature.loaded_at.desc(), Nomenclature.id).limit(1)
    return db.session.scalar(newest) == nomenclature.id


def _fingerprint(source: str, rows: Sequence[NomenclatureRow], is_example: bool) -> str:
    content = json.dumps([source, is_example, [[row.code, row.name] for row in rows]], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()


def _told(nomenclature: Nomenclature) -> dict[str, object]:
    return {
        "name": nomenclature.name,
        "source": nomenclature.source,
        "example": nomenclature.is_example,
        "entries": nomenclature.size,
        "sha256": nomenclature.sha256,
    }
