"""Reading a whole version: frame, categories, indicators, actions; then the rules."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from app.instrument.answer_types import REGISTRY
from app.instrument.loader.files import CONTENT, VERSION_CODE, available_versions, read_mapping
from app.instrument.loader.frame import Frame, read_frame
from app.instrument.loader.section import Section
from app.instrument.problems import InvalidInstrument, Problem, ProblemKind
from app.instrument.questionnaire import (
    ActionSpec,
    AnswerKind,
    CategorySpec,
    IndicatorSpec,
    LevelSpec,
    Questionnaire,
    Scope,
)
from app.instrument.rules import find_problems

GENERAL_REFERENCE = "(rujukan umum)"


def read_version(code: str, folder: Path = CONTENT) -> Questionnaire:
    """The questionnaire of version `code` from its files; raises `InvalidInstrument` with every mistake."""
    known = available_versions(folder)
    if not VERSION_CODE.fullmatch(code) or code not in known:
        details = {"known": ", ".join(known) or "–"}
        raise InvalidInstrument((Problem(ProblemKind.VERSION_UNKNOWN, code, details=details),))
    problems: list[Problem] = []
    frame = read_frame(folder / code, problems)
    reachable: dict[str, frozenset[int]] = {}
    categories = tuple(
        _read_category(folder / code, category, frame, reachable, problems) for category in frame.categories
    )
    questionnaire = Questionnaire(
        code=code,
        title=frame.title,
        notice=frame.notice,
        years=frame.years,
        categories=categories,
        aggregation=frame.aggregation,
        predicates=frame.predicates,
    )
    problems += find_problems(questionnaire, reachable)
    if problems:
        raise InvalidInstrument(tuple(problems))
    return questionnaire


def _read_category(
    folder: Path,
    category: CategorySpec,
    frame: Frame,
    reachable: dict[str, frozenset[int]],
    problems: list[Problem],
) -> CategorySpec:
    file = f"{category.code}.yaml"
    raw, found = read_mapping(folder / file)
    problems += found
    if found:
        return category
    section = Section(problems, file, raw, code="")
    if section.text("category") not in ("", category.code):
        section.report(ProblemKind.NOT_ALLOWED, "category", value=raw.get("category"), allowed=category.code)
    indicators = tuple(
        _read_indicator(Section(problems, file, item), category.code, position, frame, reachable, problems)
        for position, item in enumerate(section.items("indicators"), 1)
    )
    section.close()
    return replace(category, indicators=indicators)


def _read_indicator(
    section: Section,
    category: str,
    position: int,
    frame: Frame,
    reachable: dict[str, frozenset[int]],
    problems: list[Problem],
) -> IndicatorSpec:
    code = section.text("code")
    kind = section.member("answer_type", AnswerKind)
    parameters = section.mapping("parameters", required=False)
    wrong = REGISTRY[kind].problems(parameters)
    for problem in wrong:
        section.report(problem.kind, problem.field, **problem.details)
    if not wrong:
        reachable[code] = REGISTRY[kind].reachable(parameters)
    indicator = IndicatorSpec(
        code=code,
        category=category,
        text=section.text("text"),
        why=section.text("why"),
        legal_basis=_legal_basis(section, frame),
        scope=section.member("scope", Scope),
        weight=section.integer("weight", 1),
        answer_type=kind,
        parameters=parameters,
        levels=_levels(section, problems),
        evidence=section.texts("evidence"),
        targets=_targets(section),
        actions=tuple(
            _read_action(Section(problems, f"{category}.yaml", item), frame)
            for item in section.items("actions")
        ),
        position=position,
    )
    section.close()
    return indicator


def _legal_basis(section: Section, frame: Frame) -> str:
    """The names of the rules, marked as what they are: pointers to a rule as a whole, not quotations."""
    titles = []
    for code in section.texts("legal_basis"):
        if code and code not in frame.legal_references:
            allowed = ", ".join(frame.legal_references)
            section.report(ProblemKind.NOT_ALLOWED, "legal_basis", value=code, allowed=allowed)
        titles.append(frame.legal_references.get(code, ""))
    return f"{'; '.join(titles)} {GENERAL_REFERENCE}"


def _levels(section: Section, problems: list[Problem]) -> tuple[LevelSpec, ...]:
    raw = section.mapping("levels")
    if not all(isinstance(level, int) for level in raw):
        section.report(ProblemKind.LEVELS_INCOMPLETE, "levels")
        return ()
    found = []
    for level in sorted(raw):
        if not isinstance(raw[level], str) or not raw[level].strip():
            section.report(ProblemKind.EMPTY, f"levels.{level}")
        found.append(LevelSpec(level, " ".join(str(raw[level] or "").split())))
    return tuple(found)


def _targets(section: Section) -> dict[int, int]:
    raw: dict[Any, Any] = section.mapping("targets")
    targets = {}
    for year, level in raw.items():
        if not isinstance(year, int) or not isinstance(level, int) or isinstance(level, bool):
            section.report(ProblemKind.WRONG_TYPE, "targets", expected="2021: 2")
            continue
        targets[year] = level
    return targets


def _read_action(section: Section, frame: Frame) -> ActionSpec:
    budget_code, budget_name = _budget(section, frame)
    action = ActionSpec(
        code=section.text("code"),
        to_level=section.integer("to_level", 2),
        from_level=section.integer("from_level", 1) if section.has("from_level") else None,
        activity=section.text("activity"),
        output_indicator=section.text("output_indicator"),
        unit_of_measure=section.text("unit_of_measure"),
        usual_year=section.integer("usual_year", frame.years[0] if frame.years else 0),
        responsible=section.one_of("responsible", frame.responsible_parties),
        budget_code=budget_code,
        budget_name=budget_name,
    )
    section.close()
    return action


def _budget(section: Section, frame: Frame) -> tuple[str, str]:
    """The proposed budget line: by its code, or by its name if the nomenclature gives it no code."""
    code = section.one_of("budget_code", frame.budget_lines, required=False)
    name = section.one_of("budget_name", frame.budget_lines.values(), required=False)
    if code and name:
        section.report(ProblemKind.BUDGET_NAME, "budget_code")
    return code, frame.budget_lines[code] if code else name
