"""What stands around one answer beside its scores: the objection, second opinions, with the forms for them."""

from dataclasses import dataclass

from app.access import Permission
from app.assessment.queries import Line, user_names
from app.assessment.queries.objecting import ObjectionLimit, objection_limit
from app.assessment.queries.people import coordinator_ids
from app.assessment.queries.standing import zone_of
from app.assessment.queries.verifying import objection_to, opinions_of
from app.assessment.routes.loading import OpenedSheet
from app.assessment.rules import Duty, Refusal, Step, Verdict, refuse_objection, wrote_it
from app.assessment.verifying.forms import AskOpinionForm, ObjectionDecisionForm, ObjectionForm, OpinionForm
from app.assessment.verifying.models import Objection, Opinion
from app.assessment.verifying.states import ObjectionOutcome
from app.db import day_in


@dataclass(frozen=True)
class Around:
    """For one person: what others said of an answer, and what the person may say now (a form, or None)."""

    objection: Objection | None
    opinions: tuple[Opinion, ...]
    object_form: ObjectionForm | None
    decision_form: ObjectionDecisionForm | None
    ask_form: AskOpinionForm | None
    opinion_form: OpinionForm | None
    names: dict[str, str]
    limit: ObjectionLimit | None = None  # until when the unit may object
    is_too_late: bool = False  # the unit could have objected
    is_own: bool = False  # the verifier wrote the answer: others judge it
    judges: tuple[str, ...] = ()  # then who may, by name

    @property
    def waits(self) -> bool:
        """Whether somebody was asked and has not answered: nothing is decided before."""
        return any(each.given_at is None for each in self.opinions)


def around(opened: OpenedSheet, line: Line) -> Around:
    """What stands around one answer, as this person may see it; empty for an answer that nobody gave."""
    answer = line.answer
    if answer is None:
        return Around(None, (), None, None, None, None, {})
    verifying = Duty.VERIFY in opened.standing.duties
    inside = verifying or opened.actor.may(Permission.ASSESSMENT_SCORE_MINISTRY)
    objection = objection_to(answer)
    opinions = tuple(opinions_of(answer)) if inside else ()
    people = [each for opinion in opinions for each in (opinion.asked_by, opinion.asked_of)]
    if objection is not None:
        people += [objection.raised_by, objection.decided_by]
    names = user_names(people)
    limit = objection_limit(opened.assessment, opened.now)
    is_late = limit is not None and limit.left is None
    refusal = refuse_objection(line.facts, objected=objection is not None, is_late=is_late)
    concerned = opened.standing.may(Step.OBJECT)
    is_own = verifying and wrote_it(opened.actor.user_id, answer.self_by)
    return Around(
        objection=objection,
        opinions=opinions,
        object_form=ObjectionForm(formdata=None) if concerned and refusal is None else None,
        decision_form=None if is_own else decision_form(opened, objection),
        ask_form=_ask_form(opened, line) if verifying and not is_own else None,
        opinion_form=None if is_own else _opinion_form(opened, opinions),
        names=names,
        limit=limit,
        is_too_late=concerned and refusal is Refusal.OBJECTION_LATE,
        is_own=is_own,
        judges=tuple(name for _id, name in others(opened)) if is_own else (),
    )


def decision_form(opened: OpenedSheet, objection: Objection | None) -> ObjectionDecisionForm | None:
    """The form to decide an open objection with, for whoever may."""
    if objection is None or objection.outcome is not ObjectionOutcome.OPEN:
        return None
    if not opened.standing.may(Step.DECIDE_OBJECTION):
        return None
    return ObjectionDecisionForm(
        formdata=None, version=objection.version, decided_score=str(objection.answer.verified_score or "")
    )


def others(opened: OpenedSheet, line: Line | None = None) -> list[tuple[str, str]]:
    """The other verifiers of this government today, as (user id, name); not who wrote the answer of this line."""
    today = day_in(zone_of(opened.assessment.government_id), opened.now)
    ids = [
        each
        for each in coordinator_ids(opened.assessment.government_id, today)
        if each != opened.actor.user_id and not (line and line.answer and wrote_it(each, line.answer.self_by))
    ]
    return sorted(user_names(ids).items(), key=lambda pair: pair[1])


def _ask_form(opened: OpenedSheet, line: Line) -> AskOpinionForm | None:
    if not opened.standing.may(Step.DECIDE) or line.verdict is not Verdict.UNDECIDED:
        return None
    people = others(opened, line)
    return AskOpinionForm(people, formdata=None) if people else None


def _opinion_form(opened: OpenedSheet, opinions: tuple[Opinion, ...]) -> OpinionForm | None:
    own = own_waiting(opened, opinions)
    if own is None or not opened.standing.may(Step.DECIDE):
        return None
    return OpinionForm(formdata=None, version=own.version)


def own_waiting(opened: OpenedSheet, opinions: tuple[Opinion, ...]) -> Opinion | None:
    """The question that waits for this person, if there is one."""
    return next(
        (each for each in opinions if each.given_at is None and each.asked_of == opened.actor.user_id), None
    )
