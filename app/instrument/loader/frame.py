"""Reading `instrument.yaml`: what concerns all categories of a version."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.instrument.loader.files import FRAME_FILE, read_mapping
from app.instrument.loader.section import Section
from app.instrument.problems import Problem, ProblemKind
from app.instrument.questionnaire import CategorySpec, PredicateSpec

SCHEMA = 1
# The words of the aggregation rule that scoring knows.
AGGREGATION_WORDS: dict[str, tuple[str, ...]] = {
    "missing_answer": ("lowest", "exclude"),
    "unknown_measure": ("lowest", "exclude"),
    "missing_unit": ("lowest", "exclude"),
    "unit_weight": ("equal",),
    "government_scope": ("by_indicator_weight",),
}


@dataclass(frozen=True)
class Frame:
    """The content of `instrument.yaml`: parts of the questionnaire, and the lists that limit the categories' files."""

    code: str
    title: str
    notice: str
    years: tuple[int, ...]
    categories: tuple[CategorySpec, ...]
    aggregation: Mapping[str, str]
    predicates: tuple[PredicateSpec, ...]
    legal_references: Mapping[str, str]
    responsible_parties: tuple[str, ...]
    budget_lines: Mapping[str, str]  # nomenclature code → name; a line without a code has its name as key


def read_frame(folder: Path, problems: list[Problem]) -> Frame:
    """The frame of the version in `folder`; mistakes are added to `problems`."""
    raw, found = read_mapping(folder / FRAME_FILE)
    problems += found
    section = Section([] if found else problems, FRAME_FILE, raw)
    if section.integer("schema", SCHEMA) != SCHEMA:
        section.report(ProblemKind.NOT_ALLOWED, "schema", value=raw.get("schema"), allowed=SCHEMA)
    if section.text("code") not in ("", folder.name):
        section.report(ProblemKind.NOT_ALLOWED, "code", value=raw.get("code"), allowed=folder.name)
    frame = Frame(
        code=folder.name,
        title=section.text("title"),
        notice=section.text("notice"),
        years=_years(section),
        categories=tuple(
            _category(Section(problems, FRAME_FILE, item), position)
            for position, item in enumerate(section.items("categories"), 1)
        ),
        aggregation=_aggregation(section, problems),
        predicates=tuple(
            _predicate(Section(problems, FRAME_FILE, item, path="predicates"))
            for item in section.items("predicates")
        ),
        legal_references=_texts_by_code(section, "legal_references"),
        responsible_parties=section.texts("responsible_parties"),
        budget_lines=_budget_lines(section, problems),
    )
    section.close()
    return frame


def _years(section: Section) -> tuple[int, ...]:
    years = section.items("years")
    if any(not isinstance(year, int) or isinstance(year, bool) for year in years):
        section.report(ProblemKind.WRONG_TYPE, "years", expected="2021, 2022, …")
        return ()
    return tuple(years)


def _category(section: Section, position: int) -> CategorySpec:
    category = CategorySpec(
        code=section.text("code"),
        letter=section.text("letter"),
        name=section.text("name"),
        description=section.text("description"),
        weight=section.integer("weight", 1),
        position=position,
        indicators=(),
    )
    section.close()
    return category


def _aggregation(section: Section, problems: list[Problem]) -> dict[str, str]:
    stated = Section(problems, FRAME_FILE, section.mapping("aggregation"), path="aggregation")
    rule = {name: stated.one_of(name, words) for name, words in AGGREGATION_WORDS.items()}
    rule["explanation"] = stated.text("explanation")
    stated.close()
    return rule


def _predicate(section: Section) -> PredicateSpec:
    minimum = section.take("minimum")
    if section.has("minimum") and (isinstance(minimum, bool) or not isinstance(minimum, int | float)):
        section.report(ProblemKind.WRONG_TYPE, "minimum", expected="4.2")
        minimum = None
    predicate = PredicateSpec(
        code=section.text("code"),
        name=section.text("name"),
        minimum=str(Decimal(str(minimum)).normalize()) if minimum is not None else "0",
    )
    section.close()
    return predicate


def _texts_by_code(section: Section, name: str) -> dict[str, str]:
    raw: dict[Any, Any] = section.mapping(name)
    return {str(code): str(text) for code, text in raw.items()}


def _budget_lines(section: Section, problems: list[Problem]) -> dict[str, str]:
    lines = {}
    for item in section.items("budget_nomenclature"):
        line = Section(problems, FRAME_FILE, item, path="budget_nomenclature")
        name = line.text("name")
        lines[line.text("code", required=False) or name] = name
        line.close()
    return lines
