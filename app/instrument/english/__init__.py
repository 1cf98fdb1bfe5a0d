"""Reading aids in English for the questions: what is asked and why, what each level says, which evidence is asked for.

The Indonesian text alone counts. A file `<version>.yaml` beside this one belongs to `content/<version>` and names its
parts as that does; it is no part of the frozen instrument.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from app.instrument.loader import read_version
from app.instrument.loader.files import read_mapping
from app.instrument.problems import InvalidInstrument, Problem, ProblemKind
from app.instrument.questionnaire import IndicatorSpec, Questionnaire
from app.web.template_globals import page_language

FOLDER = Path(__file__).parent
QUESTION = ("text", "why")


@dataclass(frozen=True, slots=True)
class ReadingAid:
    """A question in English. `words` leads from Indonesian words to English ones: levels, evidence, options, unit."""

    text: str
    why: str
    words: Mapping[str, str]

    def of(self, words: str) -> str | None:
        """The English for these very words of the question; None if they have been reworded since."""
        return self.words.get(words)


def aid_for(spec: IndicatorSpec) -> ReadingAid | None:
    """The reading aid of a question, found by its code and its very words: a reworded question has none yet."""
    return _known().get((spec.code, spec.text))


def aid_here(spec: IndicatorSpec) -> ReadingAid | None:
    """The reading aid of a question on a page in English; None on one in Indonesian."""
    return aid_for(spec) if page_language() == "en" else None


def has_aids(version: str) -> bool:
    """Whether the version has a file of reading aids."""
    return _file(version).exists()


def aids_of(questionnaire: Questionnaire) -> Mapping[str, ReadingAid]:
    """The reading aids of a version, by code; none if it has no file. What its file lacks is missing here too."""
    told = _told(questionnaire.code)
    found: dict[str, ReadingAid] = {}
    for spec in questionnaire.indicators:
        english = dict(_flat(told.get(spec.code)))
        if all(english.get(part) for part in QUESTION):
            words = {words: english[place] for place, words in _parts(spec) if english.get(place)}
            found[spec.code] = ReadingAid(english["text"], english["why"], words)
    return found


def aid_problems(questionnaire: Questionnaire) -> list[Problem]:
    """What a version's reading aid lacks or has too many: questions, levels, evidence, options. None without a file."""
    if not has_aids(questionnaire.code):
        return []
    file = f"english/{questionnaire.code}.yaml"
    told = _told(questionnaire.code)
    known = {spec.code: spec for spec in questionnaire.indicators}
    found = [Problem(ProblemKind.UNKNOWN_FIELD, file, str(code)) for code in told if code not in known]
    for code, spec in known.items():
        if code not in told:
            found.append(Problem(ProblemKind.MISSING_FIELD, file, code))
            continue
        wanted = [*QUESTION, *(place for place, _words in _parts(spec))]
        given = dict(_flat(told[code]))
        found += [
            Problem(ProblemKind.MISSING_FIELD, file, code, place) for place in wanted if not given.get(place)
        ]
        found += [
            Problem(ProblemKind.UNKNOWN_FIELD, file, code, place) for place in given if place not in wanted
        ]
    return found


def _parts(spec: IndicatorSpec) -> Iterator[tuple[str, str]]:
    """What else is read with a question: the place in the file, and the Indonesian words."""
    for level in spec.levels:
        yield f"levels.{level.level}", level.description
    for number, words in enumerate(spec.evidence, start=1):
        yield f"evidence.{number}", words
    for option in spec.parameters.get("options", ()):
        yield f"options.{option['code']}", option["label"]
    if "unit" in spec.parameters:
        yield "unit", spec.parameters["unit"]


def _flat(told: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """The entry of a question as `_parts` names its places."""
    if isinstance(told, Mapping):
        items = [(str(key), item) for key, item in told.items()]
    elif isinstance(told, list):
        items = [(str(number), item) for number, item in enumerate(told, start=1)]
    else:
        if place:
            yield place, "" if told is None else str(told).strip()
        return
    for key, item in items:
        yield from _flat(item, f"{place}.{key}" if place else key)


def _file(version: str) -> Path:
    return FOLDER / f"{version}.yaml"


def _told(version: str) -> Mapping[Any, Any]:
    if not has_aids(version):
        return {}
    content, problems = read_mapping(_file(version))
    if problems:
        raise InvalidInstrument(tuple(problems))
    return content


@cache
def _known() -> Mapping[tuple[str, str], ReadingAid]:
    found: dict[tuple[str, str], ReadingAid] = {}
    for file in sorted(FOLDER.glob("*.yaml")):
        questionnaire = read_version(file.stem)
        for code, aid in aids_of(questionnaire).items():
            key = code, questionnaire.indicator(code).text
            earlier = found[key].words if key in found else {}
            found[key] = replace(aid, words={**earlier, **aid.words})
    return found
