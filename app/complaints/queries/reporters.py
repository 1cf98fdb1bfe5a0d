"""Who complained: whether a government keeps it, and what is kept of a complaint."""

from sqlalchemy import func, select

from app.complaints.models import ComplaintReporter, ReporterSetting
from app.db import db


def may_keep_reporters(government_id: str) -> bool:
    """Whether the government decided to keep who complained; nobody else may."""
    setting = db.session.get(ReporterSetting, government_id)
    return setting is not None and setting.allowed


def reporter_of(complaint_id: str) -> ComplaintReporter | None:
    """What was told last of who complained, if anything is kept."""
    statement = (
        select(ComplaintReporter)
        .where(ComplaintReporter.complaint_id == complaint_id)
        .order_by(ComplaintReporter.created_at.desc(), ComplaintReporter.id.desc())
    )
    return db.session.scalars(statement.limit(1)).first()


def kept_reporters(government_id: str) -> int:
    """Of how many complaints it is kept who complained."""
    statement = select(func.count(ComplaintReporter.complaint_id.distinct()))
    return db.session.scalar(statement.where(ComplaintReporter.government_id == government_id)) or 0
