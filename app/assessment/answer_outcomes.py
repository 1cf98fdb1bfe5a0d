"""What packages above made of an answer: the plan lines that were compiled from its gap.

The assessment knows nothing of plans; the plan hands in a function at registration.
"""

from collections.abc import Callable
from dataclasses import dataclass

from app.access import Actor
from app.assessment.models import Answer


@dataclass(frozen=True)
class AnswerOutcome:
    """Something that was undertaken because of an answer; `note` says where it stands, in words."""

    title: str
    url: str
    note: str


Outcomes = Callable[[Actor, Answer], list[AnswerOutcome]]

_outcomes: dict[str, Outcomes] = {}


def register_outcomes(name: str, outcomes: Outcomes) -> None:
    """Let a package say what became of answers."""
    _outcomes[name] = outcomes


def outcomes_of(actor: Actor, answer: Answer) -> list[AnswerOutcome]:
    """Everything that was undertaken because of this answer, as far as the person may see it."""
    return [outcome for supply in _outcomes.values() for outcome in supply(actor, answer)]
