"""What every write on a plan begins with."""

from app.db import Base, db
from app.plans.models import Plan
from app.plans.rules import Step, WrongState, is_editable


def latest(record: Base) -> None:
    """Read a record anew before its version is compared, kept to this transaction.

    What belongs to a plan is read after the plan is held: whoever writes holds the plan first, so that nobody waits in
    a circle. Only the record itself is kept, not what is read beside it (PostgreSQL refuses that).
    """
    db.session.refresh(record, with_for_update={"of": type(record)})


def hold(plan: Plan) -> None:
    """Read the plan anew and keep it to this transaction: of two people who press a button, one comes second."""
    latest(plan)


def hold_for_editing(plan: Plan) -> None:
    """Hold the plan; WrongState unless its lines and chapters may be changed now."""
    hold(plan)
    if not is_editable(plan.state):
        raise WrongState(Step.REVISE, plan.state)
