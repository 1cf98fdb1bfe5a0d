"""Workbooks that a coordinator brought: a batch, and what waits for an OPD."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.access import Actor
from app.assessment.models import Assessment, Round
from app.assessment.workbook.archive import read_member
from app.assessment.workbook.models import BroughtWorkbook
from app.db import db
from app.files import read


def batch_of(actor: Actor, round_: Round, batch: str) -> Sequence[BroughtWorkbook]:
    """The files of a batch that this person brought, by name; whoever has a fault first."""
    return db.session.scalars(
        select(BroughtWorkbook)
        .where(
            BroughtWorkbook.government_id == round_.government_id,
            BroughtWorkbook.round_id == round_.id,
            BroughtWorkbook.batch == batch,
            BroughtWorkbook.brought_by == actor.user_id,
        )
        .options(joinedload(BroughtWorkbook.assessment))
        .order_by(BroughtWorkbook.fault == "", BroughtWorkbook.name, BroughtWorkbook.id)
    ).all()


def waiting_for(assessment: Assessment) -> BroughtWorkbook | None:
    """The workbook that was handed over for this assessment and that nobody has decided about."""
    return db.session.scalars(
        select(BroughtWorkbook)
        .where(
            BroughtWorkbook.government_id == assessment.government_id,
            BroughtWorkbook.assessment_id == assessment.id,
            BroughtWorkbook.handed_at.is_not(None),
        )
        .order_by(BroughtWorkbook.handed_at.desc(), BroughtWorkbook.id)
        .limit(1)
    ).one_or_none()


def content_of(brought: BroughtWorkbook) -> bytes:
    """Its bytes, out of the ZIP that it came in."""
    content = read(brought.file)
    return read_member(content, brought.member) if brought.member else content
