"""Objections, what is unchanged since it was accepted, and draws: pure decisions."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from app.assessment.rules.answers import AnswerFacts
from app.assessment.rules.steps import Refusal


def refuse_objection(facts: AnswerFacts, *, objected: bool) -> Refusal | None:
    """Why a unit cannot object to the verified score of an answer; `None` if it can.

    `objected`: it did so before, whatever was decided then. The state of the assessment is asked elsewhere.
    """
    if facts.measured:
        return Refusal.MEASURED
    if facts.verified_score is None:
        return Refusal.UNDECIDED
    return Refusal.OBJECTED_BEFORE if objected else None


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
