"""Imports and what they remember."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select

from app.access import Actor, Permission, within
from app.complaints.import_formats.fields import Field, fold
from app.complaints.models import ComplaintImport, ImportMapping, ImportProblem
from app.db import db


def remembered_mapping(government_id: str, source: str, headings: Sequence[str]) -> dict[Field, int]:
    """The columns that a person chose for this source before, as far as this file has the same headings."""
    remembered = db.session.scalars(
        select(ImportMapping).where(
            ImportMapping.government_id == government_id, ImportMapping.source == source
        )
    ).one_or_none()
    if remembered is None:
        return {}
    places = {fold(heading): position for position, heading in enumerate(headings)}
    return {
        Field(name): places[heading] for name, heading in remembered.headings.items() if heading in places
    }


def imports_of(actor: Actor, government_id: str) -> Select[Any]:
    """The imports of a government that the actor may see, the latest first."""
    return (
        select(ComplaintImport)
        .where(
            within(actor, Permission.COMPLAINT_IMPORT, ComplaintImport),
            ComplaintImport.government_id == government_id,
        )
        .order_by(ComplaintImport.created_at.desc())
    )


def problems_of(made: ComplaintImport) -> Select[Any]:
    """What was wrong with an import's file, in the order of its rows."""
    return (
        select(ImportProblem)
        .where(ImportProblem.import_id == made.id)
        .order_by(ImportProblem.row, ImportProblem.position)
    )
