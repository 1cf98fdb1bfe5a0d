"""What packages above say about a recurring problem: which plan lines answer it, and where to begin one.

The register knows nothing of plans; the plan hands in two functions at registration.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.access import Actor
from app.complaints.models import RecurringProblem
from app.complaints.recurring import Effect


@dataclass(frozen=True)
class ProblemAnswer:
    """Something that was undertaken against a problem from a day on, and what changed since; None: not known yet."""

    title: str
    url: str
    begins_on: date
    effect: Effect | None


Answers = Callable[[Actor, RecurringProblem], list[ProblemAnswer]]
Beginning = Callable[[Actor, RecurringProblem], str | None]

_answers: dict[str, Answers] = {}
_beginnings: dict[str, Beginning] = {}


def register_answers(name: str, answers: Answers, beginning: Beginning) -> None:
    """Let a package answer problems. `beginning` gives the address at which this person may begin, or None."""
    _answers[name], _beginnings[name] = answers, beginning


def answers_to(actor: Actor, problem: RecurringProblem) -> list[ProblemAnswer]:
    """Everything that was undertaken, as far as the person may see it."""
    return [answer for supply in _answers.values() for answer in supply(actor, problem)]


def beginning_for(actor: Actor, problem: RecurringProblem) -> str | None:
    """Where this person may begin an answer."""
    return next((url for supply in _beginnings.values() if (url := supply(actor, problem)) is not None), None)
