"""Reading aids in English for the questions: what is asked, and why. The Indonesian text alone counts.

A file `<version>.yaml` beside this one belongs to `content/<version>`. It is no part of the frozen instrument.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from app.instrument.loader import read_version
from app.instrument.questionnaire import IndicatorSpec

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class ReadingAid:
    """A question in English."""

    text: str
    why: str


def aid_for(spec: IndicatorSpec) -> ReadingAid | None:
    """The reading aid of a question, found by its code and its very words: a reworded question has none yet."""
    return _known().get((spec.code, spec.text))


def aids_of(version: str) -> Mapping[str, ReadingAid]:
    """The reading aids of a version, by code; none if it has no file."""
    file = FOLDER / f"{version}.yaml"
    content = yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else {}
    return {code: ReadingAid(str(told["text"]), str(told["why"])) for code, told in content.items()}


@cache
def _known() -> Mapping[tuple[str, str], ReadingAid]:
    found: dict[tuple[str, str], ReadingAid] = {}
    for file in sorted(FOLDER.glob("*.yaml")):
        aids = aids_of(file.stem)
        for spec in read_version(file.stem).indicators:
            if spec.code in aids:
                found[spec.code, spec.text] = aids[spec.code]
    return found
