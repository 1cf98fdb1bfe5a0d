"""Objections, what is unchanged since it was accepted, and draws: pure decisions."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.assessment.rules.answers import AnswerFacts
from app.assessment.rules.steps import Refusal


@dataclass(frozen=True)
class ObjectionRule:
    """For verifications from `since` on: how many working days a unit has to object; 0: no limit.

    The number is this installation's own configuration, no regulation's.
    """

    since: date
    working_days: int


def objection_rule(rules: Iterable[ObjectionRule], day: date) -> ObjectionRule | None:
    """The rule for a verification of this day, the latest that had begun; `None` where there is no limit."""
    begun = [rule for rule in rules if rule.since <= day]
    found = max(begun, key=lambda rule: rule.since, default=None)
    return found if found is not None and found.working_days else None


def refuse_objection(facts: AnswerFacts, *, objected: bool, is_late: bool = False) -> Refusal | None:
    """Why a unit cannot object to the verified score of an answer; `None` if it can.

    `objected`: it did so before, whatever was decided then; `is_late`: the time for it is over. The state of the
    assessment is asked elsewhere.
    """
    if facts.measured:
        return Refusal.MEASURED
    if facts.verified_score is None:
        return Refusal.UNDECIDED
    if objected:
        return Refusal.OBJECTED_BEFORE
    return Refusal.OBJECTION_LATE if is_late else None


def wrote_it(person: str | None, self_by: str | None) -> bool:
    """Whether this person wrote the unit's own score that stands: then others judge it, whatever duties came since."""
    return person is not None and person == self_by


def accepted_as_it_was(
    now: Mapping[str, Any], then: Mapping[str, Any] | None, facts: AnswerFacts, verified_then: int | None
) -> bool:
    """Whether an answer says, with its evidence, exactly what was accepted in the round before.

    `now` and `then` are the contents of the answer as a receipt keeps them; `verified_then` is the score that the
    verification of the round before closed with. What the verifier set lower or higher then is looked at again.
    """
    if facts.measured or facts.self_score is None or then is None:
        return False
    return verified_then is not None and verified_then == then.get("level") and dict(now) == dict(then)


def draw(ids: Sequence[str], count: int, seed: str) -> tuple[str, ...]:
    """`count` of the ids, the same for the same seed whatever the order they come in; all when there are fewer.

    Ranked by the SHA-256 of "seed:id", so that anybody can repeat the draw with a pocket tool.
    """
    ranked = sorted(set(ids), key=lambda each: hashlib.sha256(f"{seed}:{each}".encode()).hexdigest())
    return tuple(ranked[: max(0, count)])


def fingerprint(ids: Sequence[str]) -> str:
    """SHA-256 over the sorted ids, one a line: tells later whether a draw is repeated from the same answers."""
    return hashlib.sha256("\n".join(sorted(set(ids))).encode()).hexdigest()
