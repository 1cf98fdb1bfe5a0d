"""The derived columns of a complaint in the session: one place writes them."""

from app.complaints.judging import Judge
from app.complaints.models import Complaint


def derive(complaint: Complaint, judge: Judge) -> None:
    """Bring status, colour, clocks and closing in step with the times of a complaint."""
    for name, value in judge.derived(complaint).items():
        setattr(complaint, name, value)
