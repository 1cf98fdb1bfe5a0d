"""The derived columns of a complaint in the session: one place writes them."""

from app.complaints.judging import Judge
from app.complaints.models import Complaint


def derive(complaint: Complaint, judge: Judge) -> bool:
    """Bring status, colour, clocks and closing in step with the times of a complaint; answers whether any changed."""
    derived = judge.derived(complaint)
    different = {name: value for name, value in derived.items() if getattr(complaint, name) != value}
    for name, value in different.items():
        setattr(complaint, name, value)
    return bool(different)
