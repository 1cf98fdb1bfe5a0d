"""Receipts of submissions."""

from collections.abc import Sequence

from sqlalchemy import select

from app.access import Actor, Permission, within
from app.assessment.models import Assessment, Receipt
from app.db import db


def find_receipt(actor: Actor, receipt_id: str) -> Receipt | None:
    """A receipt that the actor may read; `None` for a foreign or unknown one alike."""
    statement = (
        select(Receipt)
        .join(Assessment, Assessment.id == Receipt.assessment_id)
        .where(Receipt.id == receipt_id, within(actor, Permission.ASSESSMENT_READ, Assessment))
    )
    return db.session.scalars(statement).one_or_none()


def receipts_of(assessment: Assessment) -> Sequence[Receipt]:
    """The submissions of one assessment, latest first."""
    return db.session.scalars(
        select(Receipt)
        .where(Receipt.assessment_id == assessment.id)
        .order_by(Receipt.submitted_at.desc(), Receipt.number.desc())
    ).all()
