"""Choosing evidence as a good example, sharing it with every government, withdrawing it."""

from datetime import datetime

from app.access import Actor, Permission, check
from app.assessment.examples.models import ExampleScope, GoodExample
from app.assessment.hiding import without_people
from app.assessment.models import Answer, Evidence
from app.assessment.queries.examples import example_of
from app.assessment.queries.scheme import spec_of
from app.assessment.rules.examples import NoExample, refuse_example
from app.assessment.states import ReturnState
from app.audit import record
from app.db import db, utc_now
from app.web.conflict import require_version


class NotAnExample(ValueError):
    """This evidence cannot be an example now; the reason is the first argument (None: it is one already)."""

    @property
    def reason(self) -> NoExample | None:
        """Why not."""
        found: NoExample | None = self.args[0]
        return found


def choose_example(actor: Actor, answer: Answer, evidence: Evidence, description: str) -> GoodExample:
    """Show this evidence, in these words, to others who stand before the same question.

    Personal data in the words is masked. They see it once the verification of the unit is finished. Raises
    `NotAnExample`; `LookupError` for evidence of another answer.
    """
    check(actor, Permission.ASSESSMENT_VERIFY, answer.government_id, answer.assessment.unit_id)
    if evidence.answer_id != answer.id or evidence.removed_at is not None:
        raise LookupError(evidence.id)
    refusal = refuse_example(
        self_score=answer.self_score,
        verified_score=answer.verified_score,
        returned=answer.return_state is not ReturnState.NONE,
        evidence=len(answer.evidence),
    )
    if refusal is not None or answer.verified_score is None:
        raise NotAnExample(refusal)
    if example_of(evidence) is not None:
        raise NotAnExample(None)
    made = GoodExample(
        government_id=answer.government_id,
        answer_id=answer.id,
        evidence_id=evidence.id,
        indicator_code=spec_of(answer).code,
        level=answer.verified_score,
        description=without_people(" ".join(description.split())),
        chosen_by=actor.user_id,
    )
    db.session.add(made)
    db.session.flush()
    record(
        actor,
        "example.chosen",
        made,
        government_id=answer.government_id,
        after={"answer": answer.id, "level": made.level},
    )
    return made


def share_example(
    actor: Actor,
    example: GoodExample,
    scope: ExampleScope,
    *,
    seen_version: int | None,
    now: datetime | None = None,
) -> None:
    """Show an example to every government, or to its own again. Raises `Conflict`."""
    check(actor, Permission.ASSESSMENT_SCORE_MINISTRY, example.government_id)
    require_version(example, seen_version)
    before = example.scope
    example.scope = scope
    example.shared_by, example.shared_at = actor.user_id, now or utc_now()
    db.session.flush()
    record(
        actor,
        "example.shared",
        example,
        government_id=example.government_id,
        before={"scope": before.value},
        after={"scope": scope.value},
    )


def withdraw_example(
    actor: Actor, example: GoodExample, *, seen_version: int | None, now: datetime | None = None
) -> None:
    """Nobody sees it any more; that it was there stays known. Raises `Conflict`."""
    if not actor.may(Permission.ASSESSMENT_SCORE_MINISTRY, example.government_id):
        check(actor, Permission.ASSESSMENT_VERIFY, example.government_id)
    require_version(example, seen_version)
    if example.withdrawn_at is None:
        example.withdrawn_by, example.withdrawn_at = actor.user_id, now or utc_now()
        db.session.flush()
        record(actor, "example.withdrawn", example, government_id=example.government_id)
