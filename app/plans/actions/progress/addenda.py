"""Changes of targets after acceptance: proposed by the coordinator with a reason, decided by the leader."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select

from app.access import Actor, Permission, check
from app.audit import record
from app.db import db, utc_now
from app.plans import progress_notices as notices
from app.plans.actions.guards import hold, latest
from app.plans.actions.progress.guards import require_accepted, sum_up
from app.plans.canonical import plain_decimal
from app.plans.models import Plan, PlanAddendum, PlanLine
from app.plans.queries.progress import changes_of, open_periods, periods_of, proposed_addendum
from app.plans.rules import target_fault
from app.plans.rules.progress import AddendumRefused, AddendumState, PeriodState, target_in_force

LAST_QUARTER = 4


def targets_now(plan: Plan, line: PlanLine) -> dict[int, Decimal | None]:
    """The targets that hold today, by year of the plan."""
    changes = changes_of(plan).get(line.id, ())
    return {year: target_in_force(line.targets.get(year), year, changes, None) for year in plan.years}


def finished_years(plan: Plan) -> frozenset[int]:
    """The years whose last quarter was closed: their targets are settled."""
    return frozenset(
        year
        for (year, quarter), period in periods_of(plan).items()
        if quarter == LAST_QUARTER and period.state is PeriodState.CLOSED
    )


def propose_addendum(
    actor: Actor, plan: Plan, line: PlanLine, targets: Mapping[int, Decimal | None], reason: str
) -> PlanAddendum:
    """Ask the leader for other targets of one line. AddendumRefused says what is in the way."""
    check(actor, Permission.ADDENDUM_PROPOSE, plan.government_id)
    hold(plan)
    require_accepted(plan)
    if line.plan_id != plan.id or line.deleted_at is not None:
        raise ValueError("line and plan belong to different places")
    if proposed_addendum(line) is not None:
        raise AddendumRefused("one_waits")
    present = targets_now(plan, line)
    changed = {
        year: target
        for year, target in targets.items()
        if year in present and target is not None and target != present[year]
    }
    _require_possible(plan, changed, reason)
    last = db.session.scalar(select(func.max(PlanAddendum.number)).where(PlanAddendum.plan_id == plan.id))
    addendum = PlanAddendum(
        government_id=plan.government_id,
        plan_id=plan.id,
        line_id=line.id,
        number=(last or 0) + 1,
        reason=reason.strip(),
        targets_before={year: before for year in changed if (before := present[year]) is not None},
        targets_after=changed,
        proposed_by=actor.user_id,
        proposer_name=actor.name,
    )
    db.session.add(addendum)
    db.session.flush()
    record(
        actor,
        "progress.addendum_proposed",
        addendum,
        government_id=plan.government_id,
        before=_plain(addendum.targets_before),
        after=_plain(changed),
    )
    notices.addendum_proposed(plan, addendum, line)
    return addendum


def decide_addendum(
    actor: Actor,
    plan: Plan,
    addendum: PlanAddendum,
    *,
    approve: bool,
    note: str = "",
    now: datetime | None = None,
) -> None:
    """The leader agrees, or refuses with a reason. Whatever quarter is open is measured by the new target at once."""
    check(actor, Permission.ADDENDUM_DECIDE, plan.government_id)
    _hold_proposed(plan, addendum)
    if approve and finished_years(plan) & set(addendum.targets_after):
        raise AddendumRefused("year_finished")
    if not approve and not note.strip():
        raise AddendumRefused("reason_missing")
    addendum.decision_note, addendum.decider_name = note.strip(), actor.name
    _settle(actor, addendum, AddendumState.APPROVED if approve else AddendumState.REJECTED, now)
    if approve:
        for period in open_periods(plan):
            latest(period)
            sum_up(period)
    notices.addendum_decided(plan, addendum)


def withdraw_addendum(actor: Actor, plan: Plan, addendum: PlanAddendum, now: datetime | None = None) -> None:
    """Take a proposal back before it is decided; its number stays taken."""
    check(actor, Permission.ADDENDUM_PROPOSE, plan.government_id)
    _hold_proposed(plan, addendum)
    _settle(actor, addendum, AddendumState.WITHDRAWN, now)


def _hold_proposed(plan: Plan, addendum: PlanAddendum) -> None:
    hold(plan)
    latest(addendum)
    if addendum.state is not AddendumState.PROPOSED:
        raise AddendumRefused("decided_already")


def _settle(actor: Actor, addendum: PlanAddendum, state: AddendumState, now: datetime | None) -> None:
    addendum.state = state
    addendum.decided_at, addendum.decided_by = now or utc_now(), actor.user_id
    db.session.flush()
    record(
        actor,
        f"progress.addendum_{state.value}",
        addendum,
        government_id=addendum.government_id,
        after={"number": addendum.number, "note": addendum.decision_note},
    )


def _require_possible(plan: Plan, changed: Mapping[int, Decimal], reason: str) -> None:
    if not reason.strip():
        raise AddendumRefused("reason_missing")
    if not changed:
        raise AddendumRefused("nothing_changes")
    if any(target_fault(target) for target in changed.values()):
        raise AddendumRefused("invalid_target")
    if finished_years(plan) & set(changed):
        raise AddendumRefused("year_finished")


def _plain(targets: Mapping[int, Decimal]) -> dict[str, str]:
    return {str(year): plain_decimal(target) for year, target in targets.items()}
