"""The made corpus, read: texts with the places of what has to be masked."""

import re
from dataclasses import dataclass
from pathlib import Path
from random import Random

from app.complaints.masking import Found, Kind
from app.complaints.masking.words import PARTICLES

FOLDER = Path(__file__).parent
_MARK = re.compile(r"\{(\w+)\|([^}]*)\}")


@dataclass(frozen=True)
class Sample:
    """A text and what a careful person would mask in it."""

    text: str
    marks: tuple[Found, ...]


def read(name: str) -> list[Sample]:
    """The samples of `development` or `held_out`."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [parse(line) for line in lines if line and not line.startswith("# ")]


def with_unlisted_names(samples: list[Sample]) -> list[Sample]:
    """The same texts with other names, which no list of names can hold: the least that must be found of real names."""
    random = Random(1)
    return [_renamed(sample, random) for sample in samples]


def _renamed(sample: Sample, random: Random) -> Sample:
    parts: list[str] = []
    marks: list[Found] = []
    place = length = 0
    for mark in sample.marks:
        before, words = sample.text[place : mark.start], sample.text[mark.start : mark.end]
        if mark.kind is Kind.NAME:
            words = re.sub(r"[^\W\d_]{2,}", lambda word: _invented(word[0], random), words)
        length += len(before)
        marks.append(Found(length, length + len(words), mark.kind))
        parts += [before, words]
        length += len(words)
        place = mark.end
    return Sample("".join([*parts, sample.text[place:]]), tuple(marks))


def _invented(word: str, random: Random) -> str:
    if word.lower() in PARTICLES:
        return word
    syllables = [
        random.choice("bdgjklmnprstw") + random.choice("aiueo") for _ in range(random.randrange(2, 4))
    ]
    made = "".join([*syllables, "x"])
    if word.isupper():
        return made.upper()
    return made.capitalize() if word[0].isupper() else made


def parse(line: str) -> Sample:
    """A line of the corpus: marks become places, `\\n` becomes a line break."""
    line = line.replace("\\n", "\n")
    parts, marks, place, length = [], [], 0, 0
    for match in _MARK.finditer(line):
        before = line[place : match.start()]
        length += len(before)
        marks.append(Found(length, length + len(match[2]), Kind(match[1])))
        parts += [before, match[2]]
        length += len(match[2])
        place = match.end()
    return Sample("".join([*parts, line[place:]]), tuple(marks))
