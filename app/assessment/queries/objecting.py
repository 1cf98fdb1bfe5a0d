"""Until when a unit may object to what a verification decided."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import current_app

from app.assessment.models import Assessment
from app.assessment.queries.standing import government_of
from app.assessment.rules import ObjectionRule, Remaining, objection_rule, remaining
from app.assessment.working_days import working_deadline


@dataclass(frozen=True)
class ObjectionLimit:
    """The last day to object, and the rule that makes it."""

    working_days: int
    until: datetime  # the first moment that is too late
    last_day: date  # by the government's clock
    left: Remaining | None  # None: it is over


def objection_rules() -> tuple[ObjectionRule, ...]:
    """The installation's rules: `OBJECTION_RULES`, pairs of a day (ISO) and a number of working days."""
    return tuple(
        ObjectionRule(date.fromisoformat(since), int(days))
        for since, days in current_app.config["OBJECTION_RULES"]
    )


def objection_limit(assessment: Assessment, now: datetime) -> ObjectionLimit | None:
    """The limit that the latest verification began; `None` before one, or where the rule sets no limit."""
    verified_at = assessment.verified_at
    if verified_at is None:
        return None
    government = government_of(assessment.government_id)
    zone = ZoneInfo(government.time_zone.value)
    rule = objection_rule(objection_rules(), verified_at.astimezone(zone).date())
    if rule is None:
        return None
    until = working_deadline(government, verified_at, rule.working_days)
    last = until - timedelta(seconds=1)
    return ObjectionLimit(rule.working_days, until, last.astimezone(zone).date(), remaining(now, last))
