"""Masking again what is in the register, after the patterns have learnt more."""

from sqlalchemy import select
from sqlalchemy.orm import undefer

from app.access import Actor
from app.audit import record
from app.complaints.actions.batches import content_hash
from app.complaints.import_formats.fields import LENGTHS, Field
from app.complaints.masking import mask_personal_data
from app.complaints.models import Complaint, ComplaintEvent, ImportProblem
from app.db import db
from app.organisations.models import Government

BATCH = 500
_MASKED = (Field.TITLE, Field.TEXT, Field.AREA, Field.CATEGORY, Field.CHANNEL)
_LONGEST_VALUE = 120


def mask_complaints(government: Government, after: str = "", limit: int = BATCH) -> tuple[str, int]:
    """Mask the next `limit` complaints behind the id `after` anew, with the notes of their history.

    Answers the last id looked at (empty when there is none left) and how many complaints changed. An import of the same
    file afterwards finds nothing changed.
    """
    found = db.session.scalars(
        select(Complaint)
        .where(Complaint.government_id == government.id, Complaint.id > after)
        .options(undefer(Complaint.text))
        .order_by(Complaint.id)
        .limit(limit)
    ).all()
    noted = _mask_notes([complaint.id for complaint in found])
    changed = sum(_mask(complaint) | (complaint.id in noted) for complaint in found)
    last = found[-1].id if found else ""
    db.session.flush()
    db.session.expunge_all()
    return last, changed


def mask_problems(government: Government) -> int:
    """Mask the cells that imports complained about anew; answers how many changed."""
    changed = 0
    for problem in db.session.scalars(
        select(ImportProblem)
        .where(ImportProblem.government_id == government.id)
        .execution_options(yield_per=BATCH)
    ):
        masked = mask_personal_data(problem.value)[:_LONGEST_VALUE]
        if masked != problem.value:
            problem.value, changed = masked, changed + 1
    db.session.flush()
    return changed


def record_masking(actor: Actor, government: Government, changed: int) -> None:
    """Log that a government's register was masked anew."""
    record(
        actor,
        "complaints.masked_again",
        government,
        government_id=government.id,
        after={"complaints": changed},
    )


def _mask(complaint: Complaint) -> bool:
    # Only a fingerprint that fits what is stored may follow it.
    fits = complaint.content_hash == content_hash(complaint)  # type: ignore[arg-type]  # has every field that is told
    changed = False
    for field in _MASKED:
        before = getattr(complaint, field.value)
        masked = mask_personal_data(before)[: LENGTHS[field]]
        if masked != before:
            setattr(complaint, field.value, masked)
            changed = True
    if changed and fits:
        complaint.content_hash = content_hash(complaint)  # type: ignore[arg-type]
    return changed


def _mask_notes(ids: list[str]) -> set[str]:
    """The complaints among these of which a note changed."""
    changed = set()
    for event in db.session.scalars(
        select(ComplaintEvent).where(ComplaintEvent.complaint_id.in_(ids), ComplaintEvent.note != "")
    ):
        masked = mask_personal_data(event.note)
        if masked != event.note:
            event.note = masked
            changed.add(event.complaint_id)
    return changed
