"""What every kind of answer can do."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from app.instrument.problems import Problem, ProblemKind
from app.instrument.questionnaire import AnswerKind

Parameters = Mapping[str, Any]


class InvalidAnswer(ValueError):
    """A typed answer that cannot be accepted; the text says in the reader's language what to type."""


class AnswerType(ABC):
    """A kind of answer: its stored value (JSON), its form value (text), its level, and how it reads.

    `parameters` are those of the indicator, validated when the version was published. A stored value of None means that
    there is no answer.
    """

    kind: ClassVar[AnswerKind]
    # False when nobody types the answer: it is computed.
    is_typed: ClassVar[bool] = True
    allowed: ClassVar[frozenset[str]] = frozenset()

    @property
    def template(self) -> str:
        """The partial that asks for the answer; it gets `indicator`, `field_name`, `form_value`, `read_only`."""
        return f"instrument/answers/{self.kind.value}.html"

    def problems(self, parameters: Parameters) -> list[Problem]:
        """What is wrong with the parameters in an instrument file."""
        return [
            Problem(ProblemKind.UNKNOWN_FIELD, field=f"parameters.{name}")
            for name in parameters
            if name not in self.allowed
        ]

    @abstractmethod
    def reachable(self, parameters: Parameters) -> frozenset[int]:
        """The levels that an answer can lead to."""

    @abstractmethod
    def from_form(self, parameters: Parameters, raw: str) -> Any:
        """The stored value of what was typed, None for an empty field; raises `InvalidAnswer`."""

    @abstractmethod
    def to_form(self, parameters: Parameters, value: Any) -> str:
        """The text that the form field shows for a stored value ("" for none)."""

    @abstractmethod
    def level(self, parameters: Parameters, value: Any) -> int | None:
        """The maturity level (1 to 5) of a stored value; None if there is none."""

    @abstractmethod
    def display(self, parameters: Parameters, value: Any) -> str:
        """The answer as people read it on screen and paper ("" for none)."""

    @abstractmethod
    def export(self, parameters: Parameters, value: Any) -> str | int | float | None:
        """The answer for a spreadsheet cell: a number where it is one, else text; None for none."""
