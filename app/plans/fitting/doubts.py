"""Which sentences of a chapter a person should read again, and why."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.plans.fitting.claims import Claim, Values, directions_denied, shares_denied, typed_figures
from app.plans.fitting.figures import FIGURES, moved
from app.plans.fitting.sentences import Sentence, reads, sentences

TOKEN_LENGTH = 16


class Doubt(StrEnum):
    """Why a sentence is listed; the gravest first."""

    CONTRADICTED = "contradicted"  # its words speak against the figure
    TYPED = "typed"  # a figure typed by hand is no longer what it was
    CHANGED = "changed"  # a figure moved since somebody last confirmed the sentence


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a sentence's figures said when it was saved or confirmed.

    `values` are those of its placeholders, `typed` those of figures that stood there as typed numbers, `confirmed` says
    that a person looked at exactly these and found that the sentence fits.
    """

    values: Mapping[str, str | None]
    typed: Mapping[str, str]
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A figure before and now; None where there was none."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Doubts:
    """One sentence to be read again. `token` names the sentence and the figures that are shown beside it."""

    sentence: Sentence
    reads: str  # as it reads with the figures of now, plain text
    token: str
    changes: tuple[Change, ...]
    typed: tuple[Change, ...]
    claims: tuple[Claim, ...]

    @property
    def gravest(self) -> Doubt:
        """The foremost reason."""
        if self.claims:
            return Doubt.CONTRADICTED
        return Doubt.TYPED if self.typed else Doubt.CHANGED


def doubts(html: str, values: Values, remembered: Mapping[str, Remembered]) -> tuple[Doubts, ...]:
    """The doubtful sentences of a chapter in their order. `remembered` is by the key of the sentence.

    A sentence that nobody ever saved is held against its words only: it has no earlier figure to differ from.
    """
    found = []
    for sentence in sentences(html):
        earlier = remembered.get(sentence.key, Remembered({}, {}))
        changes = tuple(
            Change(name, earlier.values[name], values.get(name))
            for name in sentence.names
            if name in FIGURES and name in earlier.values and moved(earlier.values[name], values.get(name))
        )
        typed = tuple(
            Change(name, before, values.get(name))
            for name, before in earlier.typed.items()
            if moved(before, values.get(name))
        )
        claims = () if earlier.confirmed and not changes else _claims(sentence, values, earlier)
        if changes or typed or claims:
            found.append(
                Doubts(
                    sentence,
                    reads(sentence, values),
                    token_of(sentence, values, earlier),
                    changes,
                    typed,
                    claims,
                )
            )
    return tuple(found)


def _claims(sentence: Sentence, values: Values, earlier: Remembered) -> tuple[Claim, ...]:
    return shares_denied(sentence, values) + directions_denied(sentence, values, earlier.values)


def remember(sentence: Sentence, values: Values) -> Remembered:
    """What the figures of a sentence say now, as it is saved."""
    figures = {name: values.get(name) for name in sentence.names if name in FIGURES}
    return Remembered(figures, typed_figures(sentence, values))


def token_of(sentence: Sentence, values: Values, earlier: Remembered) -> str:
    """Names a sentence together with the figures that somebody saw, so that only these are confirmed."""
    seen = {name: values.get(name) for name in (*sentence.names, *earlier.typed) if name in FIGURES}
    digest = hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()
    return f"{sentence.key}-{digest[:TOKEN_LENGTH]}"
