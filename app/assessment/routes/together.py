"""What stands beside an answer, and beside a list of answers, when several people work on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.access import Permission
from app.assessment.actions.talking import note_read, side_of
from app.assessment.models import Assessment
from app.assessment.queries import Line, user_names
from app.assessment.queries.handed import holders_of, wishes_for
from app.assessment.queries.talking import Talk, common_answers, find_thread, read_until, talks_of
from app.assessment.routes.loading import OpenedSheet
from app.assessment.rules.talking import Side, may_take_back
from app.assessment.together.forms import MessageForm
from app.assessment.together.models import (
    AnswerPresence,
    AnswerThread,
    CommonAnswer,
    Handover,
    ThreadMessage,
)
from app.organisations.presence import note_seen, others_seen


@dataclass(frozen=True)
class Said:
    """One message as this person sees it."""

    message: ThreadMessage
    is_new: bool
    may_take_back: bool


@dataclass(frozen=True)
class Beside:
    """For one person at one answer: the conversation, answers for all, who is here, who has it."""

    side: Side | None  # None: only reads, and sees nothing of this
    thread: AnswerThread | None
    said: Sequence[Said]
    common: Sequence[CommonAnswer]
    form: MessageForm | None
    present: Sequence[str]
    holders: Sequence[tuple[str, str]]  # (user id, name)
    names: Mapping[str, str]

    @property
    def unread(self) -> int:
        """Messages that this person has not read."""
        return sum(1 for each in self.said if each.is_new)


def beside(opened: OpenedSheet, line: Line, form: MessageForm | None = None) -> Beside:
    """What stands beside one answer; `form`: what was typed and refused."""
    assessment, spec = opened.assessment, line.spec
    side = side_of(opened.actor, assessment, spec.id)
    if side is None:
        return Beside(None, None, (), (), None, (), (), {})
    thread = find_thread(assessment, spec.id)
    common = common_answers(assessment.round, spec.id)
    said = _said(opened, thread)
    people = [each.published_by for each in common]
    if thread is not None:
        people += [thread.settled_by, *(each.author_id for each in thread.messages)]
    return Beside(
        side=side,
        thread=thread,
        said=said,
        common=common,
        form=form or MessageForm(formdata=None),
        present=present_at(opened, line),
        holders=holders_of(assessment).get(spec.id, ()),
        names=user_names(people),
    )


def _said(opened: OpenedSheet, thread: AnswerThread | None) -> list[Said]:
    if thread is None:
        return []
    own, until = opened.actor.user_id, read_until(opened.actor, thread)
    last_of_others = max(
        (each.created_at for each in thread.messages if each.author_id != own and not each.withdrawn_at),
        default=None,
    )
    return [
        Said(
            message,
            is_new=message.author_id != own
            and message.withdrawn_at is None
            and (until is None or message.created_at > until),
            may_take_back=may_take_back(
                own=message.author_id == own,
                written=message.created_at,
                now=opened.now,
                followed=last_of_others is not None and last_of_others > message.created_at,
                taken_back=message.withdrawn_at is not None,
            ),
        )
        for message in thread.messages
    ]


def present_at(opened: OpenedSheet, line: Line) -> list[str]:
    """The names of other people who have this answer open."""
    what = {"assessment_id": opened.assessment.id, "indicator_id": line.spec.id}
    return [name for (name,) in others_seen(opened.actor, AnswerPresence, what)]


def note_here(opened: OpenedSheet, line: Line) -> None:
    """This person has the answer open, and has read what is written beside it."""
    if side_of(opened.actor, opened.assessment, line.spec.id) is None:
        return
    what = {"assessment_id": opened.assessment.id, "indicator_id": line.spec.id}
    note_seen(opened.actor, AnswerPresence, opened.assessment.government_id, what)
    thread = find_thread(opened.assessment, line.spec.id)
    if thread is not None:
        note_read(opened.actor, thread)


@dataclass(frozen=True)
class BesideSheet:
    """For one person at a list of answers; everything by indicator id."""

    talks: Mapping[str, Talk]
    holders: Mapping[str, Sequence[tuple[str, str]]]
    answered: frozenset[str]  # with an answer of the coordinator for all OPD
    authors: Mapping[str, str]  # who filled it in, where that was a colleague
    present: Sequence[tuple[str, str]]  # (name, code)
    wishes: Sequence[Handover]  # that came with what was handed to this person
    may_hand_over: bool


def beside_sheet(opened: OpenedSheet) -> BesideSheet | None:
    """What stands beside the list; None for those who only read it."""
    assessment = opened.assessment
    lines = opened.sheet.lines
    if not lines or side_of(opened.actor, assessment, lines[0].spec.id) is None:
        return None
    holders = holders_of(assessment)
    colleagues = {user_id for found in holders.values() for user_id, _name in found if user_id}
    written = {
        line.spec.id: line.answer.self_by
        for line in lines
        if line.answer is not None and line.answer.self_by in colleagues
    }
    names = user_names(written.values())
    return BesideSheet(
        talks=talks_of(opened.actor, assessment),
        holders=holders,
        answered=frozenset(each.indicator_id for each in common_answers(assessment.round)),
        authors={key: names.get(author or "", "") for key, author in written.items()},
        present=present_in(opened),
        wishes=wishes_for(opened.actor, assessment) if opened.partial else (),
        may_hand_over=may_hand_over(opened),
    )


def present_in(opened: OpenedSheet) -> list[tuple[str, str]]:
    """(name, code of the question) of other people who are at work in this sheet."""
    codes = {line.spec.id: line.spec.code for line in opened.sheet.lines}
    rows = others_seen(opened.actor, AnswerPresence, {"assessment_id": opened.assessment.id}, "indicator_id")
    return [(name, codes[indicator_id]) for name, indicator_id in rows if indicator_id in codes]


def may_hand_over(opened: OpenedSheet) -> bool:
    """Whether this person may give indicators of this assessment to colleagues."""
    assessment: Assessment = opened.assessment
    return assessment.unit_id is not None and opened.actor.may(
        Permission.ASSESSMENT_HAND_OVER, assessment.government_id, assessment.unit_id
    )
