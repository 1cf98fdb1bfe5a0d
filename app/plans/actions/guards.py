"""What every write on a plan begins with."""

from app.db import db
from app.plans.models import Plan
from app.plans.rules import Step, WrongState, is_editable


def hold(plan: Plan) -> None:
    """Read the plan anew and keep it to this transaction: of two people who press a button, one comes second."""
    db.session.refresh(plan, with_for_update={"of": Plan})


def hold_for_editing(plan: Plan) -> None:
    """Hold the plan; WrongState unless its lines and chapters may be changed now."""
    hold(plan)
    if not is_editable(plan.state):
        raise WrongState(Step.REVISE, plan.state)
