"""Imports and what came of them."""

from typing import Any

from sqlalchemy import Select, select

from app.access import Actor, Permission, within
from app.complaints.models import ComplaintImport, ImportProblem, RejectedRow


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


def rejected_of(made: ComplaintImport) -> Select[Any]:
    """The rejected rows that are kept of an import, in the order of the file."""
    return select(RejectedRow).where(RejectedRow.import_id == made.id).order_by(RejectedRow.row)
