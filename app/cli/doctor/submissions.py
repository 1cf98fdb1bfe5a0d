"""What was sent to the ministry."""

from sqlalchemy import select

from app.cli.doctor.finding import NotAsked, Wrong
from app.db import db
from app.plans.models import Submission
from app.plans.proof import is_whole
from app.plans.queries.proof import proof_of

NEWEST = 50


def unchanged() -> str:
    """The newest submissions are recomputed; `flask plans verify` does it for all."""
    found = db.session.scalars(
        select(Submission).order_by(Submission.submitted_at.desc(), Submission.id).limit(NEWEST)
    ).all()
    if not found:
        raise NotAsked("nothing was submitted yet")
    broken = [each.receipt_number for each in found if not is_whole(proof_of(each))]
    if broken:
        raise Wrong(f"{', '.join(broken)} no longer fits; run flask plans verify")
    return f"the newest {len(found)} fit their receipts"
