"""Small question sets for tests, and how they get published."""

from collections.abc import Sequence
from typing import Any

from app.access import SYSTEM
from app.instrument.actions import load_draft, publish
from app.instrument.models import InstrumentVersion
from app.instrument.questionnaire import (
    ActionSpec,
    AnswerKind,
    CategorySpec,
    IndicatorSpec,
    LevelSpec,
    PredicateSpec,
    Questionnaire,
    Scope,
)
from app.instrument.rules import CATEGORY_CODES

LETTERS = dict(zip(CATEGORY_CODES, "KSDPM", strict=True))
AGGREGATION = {
    "missing_answer": "lowest",
    "unknown_measure": "exclude",
    "missing_unit": "exclude",
    "unit_weight": "equal",
    "government_scope": "by_indicator_weight",
    "explanation": "Rata-rata tertimbang.",
}
YEARS = (2021, 2022, 2023, 2024)


def action(code: str = "K-01-A1", **fields: Any) -> ActionSpec:
    """An action that lifts to level 2."""
    defaults: dict[str, Any] = {
        "to_level": 2,
        "activity": f"Melaksanakan kegiatan {code}",
        "output_indicator": f"Kegiatan {code} terlaksana",
        "unit_of_measure": "kali",
        "usual_year": 2021,
        "responsible": "Perangkat daerah",
    }
    return ActionSpec(code=code, **(defaults | fields))


def indicator(code: str = "K-01", **fields: Any) -> IndicatorSpec:
    """An OPD-scope question with chosen levels, target 3 in every year, and three actions."""
    category = next(name for name, letter in LETTERS.items() if letter == code[0])
    defaults: dict[str, Any] = {
        "category": category,
        "text": f"Pertanyaan {code}",
        "why": f"Alasan {code}",
        "legal_basis": "UU 25/2009 (rujukan umum)",
        "scope": Scope.OPD,
        "weight": 1,
        "answer_type": AnswerKind.LEVEL,
        "parameters": {},
        "levels": tuple(LevelSpec(level, f"Keadaan {level} untuk {code}") for level in range(1, 6)),
        "evidence": ("Surat keputusan",),
        "targets": dict.fromkeys(YEARS, 3),
        "actions": tuple(action(f"{code}-A{number}", to_level=number + 1) for number in (1, 2, 3)),
        "position": int(code[2:]),
    }
    return IndicatorSpec(code=code, **(defaults | fields))


def category(
    code: str = "kebijakan", indicators: Sequence[IndicatorSpec] = (), **fields: Any
) -> CategorySpec:
    """A category; without indicators of its own it gets one."""
    defaults: dict[str, Any] = {
        "letter": LETTERS[code],
        "name": code.replace("_", " ").title(),
        "description": f"Tentang {code}",
        "weight": 20,
        "position": CATEGORY_CODES.index(code) + 1,
        "indicators": tuple(indicators) or (indicator(f"{LETTERS[code]}-01"),),
    }
    return CategorySpec(code=code, **(defaults | fields))


def questionnaire(code: str = "uji", categories: Sequence[CategorySpec] = (), **fields: Any) -> Questionnaire:
    """Five categories with one question each unless told otherwise: enough to answer, too few for the files' rules."""
    defaults: dict[str, Any] = {
        "title": f"Instrumen {code}",
        "notice": "Instrumen contoh untuk uji.",
        "years": YEARS,
        "categories": tuple(categories) or tuple(category(name) for name in CATEGORY_CODES),
        "aggregation": AGGREGATION,
        "predicates": (PredicateSpec("baik", "Baik", "3"), PredicateSpec("kurang", "Kurang", "1")),
    }
    return Questionnaire(code=code, **(defaults | fields))


def published(content: Questionnaire | None = None) -> InstrumentVersion:
    """A published version, by default of the small `questionnaire()`. It cannot be changed afterwards."""
    return publish(SYSTEM, content or questionnaire())


def drafted(content: Questionnaire | None = None) -> InstrumentVersion:
    """A version that is only loaded."""
    return load_draft(SYSTEM, content or questionnaire())
