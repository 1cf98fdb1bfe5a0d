"""A second opinion: another verifier says an own score before the decision."""

from datetime import datetime

from flask_babel import gettext as _

from app.access import Actor
from app.assessment.actions.ministry import ReasonMissing
from app.assessment.actions.steps import lock, refuse_own, take
from app.assessment.addresses import decision_path
from app.assessment.models import Answer
from app.assessment.queries.people import coordinator_ids
from app.assessment.queries.scheme import spec_of
from app.assessment.queries.standing import zone_of
from app.assessment.queries.verifying import opinions_of
from app.assessment.rules import ForbiddenStep, Refusal, Step
from app.assessment.states import ReturnState
from app.assessment.verifying.models import Opinion
from app.audit import record
from app.db import day_in, db, utc_now
from app.notifications import notify
from app.web.conflict import require_version


class NotAVerifier(ValueError):
    """Whoever is asked must verify this government today, be somebody else, and not have written the answer."""


def ask_opinion(
    actor: Actor, answer: Answer, asked_of: str, question: str, now: datetime | None = None
) -> Opinion:
    """Ask another verifier (user id) for an own score of an answer that is not decided yet.

    Until it is given or taken back the answer cannot be decided. Raises `NotAVerifier`, and `ForbiddenStep` for an
    answer that is decided, or that this person was asked about already.
    """
    now = now or utc_now()
    take(actor, lock(answer.assessment), Step.DECIDE, now)
    refuse_own(actor, answer)
    if answer.verified_score is not None or answer.return_state is ReturnState.MARKED:
        raise ForbiddenStep(Step.DECIDE, Refusal.WRONG_STATE)
    today = day_in(zone_of(answer.government_id), now)
    if asked_of in (actor.user_id, answer.self_by) or asked_of not in coordinator_ids(
        answer.government_id, today
    ):
        raise NotAVerifier(asked_of)
    if any(each.asked_of == asked_of and each.given_at is None for each in opinions_of(answer)):
        raise ForbiddenStep(Step.DECIDE, Refusal.OPINION_ASKED)
    made = Opinion(
        government_id=answer.government_id,
        assessment_id=answer.assessment_id,
        answer_id=answer.id,
        asked_by=actor.user_id,
        asked_of=asked_of,
        question=question.strip(),
    )
    db.session.add(made)
    db.session.flush()
    record(
        actor,
        "answer.opinion_asked",
        made,
        government_id=answer.government_id,
        after={"answer": answer.id, "asked_of": asked_of},
    )
    unit = answer.assessment.unit.name if answer.assessment.unit is not None else ""
    _tell(
        asked_of,
        answer,
        _("Pendapat Anda diminta untuk %(code)s", code=spec_of(answer).code),
        _("Beri nilai dan alasan Anda sendiri atas jawaban %(unit)s.", unit=unit),
    )
    return made


def withdraw_opinion(actor: Actor, opinion: Opinion, now: datetime | None = None) -> None:
    """Take a question back that nobody answered. Raises `ForbiddenStep`."""
    answer = opinion.answer
    take(actor, lock(answer.assessment), Step.DECIDE, now or utc_now())
    if opinion.given_at is not None:
        raise ForbiddenStep(Step.DECIDE, Refusal.WRONG_STATE)
    record(
        actor,
        "answer.opinion_withdrawn",
        opinion,
        government_id=opinion.government_id,
        before={"answer": opinion.answer_id, "asked_of": opinion.asked_of},
    )
    db.session.delete(opinion)
    db.session.flush()


def give_opinion(
    actor: Actor,
    opinion: Opinion,
    score: int,
    reason: str,
    *,
    seen_version: int | None,
    now: datetime | None = None,
) -> None:
    """Say an own score (1 to 5) with its reason; only the person that was asked, once.

    Raises `ReasonMissing`, `ForbiddenStep` and `Conflict`.
    """
    now = now or utc_now()
    answer = opinion.answer
    take(actor, lock(answer.assessment), Step.DECIDE, now)
    if opinion.asked_of != actor.user_id:
        raise ForbiddenStep(Step.DECIDE, Refusal.WRONG_DUTY)
    refuse_own(actor, answer)
    if opinion.given_at is not None:
        raise ForbiddenStep(Step.DECIDE, Refusal.WRONG_STATE)
    require_version(opinion, seen_version)
    words = reason.strip()
    if not words:
        raise ReasonMissing
    opinion.score, opinion.reason, opinion.given_at = score, words, now
    db.session.flush()
    record(
        actor,
        "answer.opinion_given",
        opinion,
        government_id=answer.government_id,
        after={"answer": answer.id, "score": score},
    )
    if opinion.asked_by is not None:
        _tell(
            opinion.asked_by,
            answer,
            _("Pendapat kedua untuk %(code)s sudah ada", code=spec_of(answer).code),
            _("Sekarang jawaban itu dapat Anda putuskan."),
        )


def _tell(user_id: str, answer: Answer, title: str, text: str) -> None:
    path = decision_path(answer.assessment_id, spec_of(answer).code)
    notify([user_id], "assessment.opinion", title, text, path, answer.government_id)
