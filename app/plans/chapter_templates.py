"""The chapters that a new plan begins with, by the kind of its government: read from `content/narrative.yaml`."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from app.plans.rules import ChapterCode

FILE = Path(__file__).parent / "content" / "narrative.yaml"
KINDS = ("province", "regency", "city")

Template = tuple[ChapterCode, str, str]


@dataclass(frozen=True, slots=True)
class ChapterTemplates:
    """The chapters in the order of the document as code, title and body; `version` is that of the file."""

    version: int
    chapters: tuple[Template, ...]


def templates_for(kind: str) -> ChapterTemplates:
    """What a plan of a government of this kind begins with; a body is one line, as editors keep it."""
    content = _content()
    chapters = {each["code"]: each for each in content["chapters"]}
    return ChapterTemplates(
        int(content["version"]),
        tuple(
            (code, str(chapters[code]["title"]), _body(chapters[code]["parts"], kind)) for code in ChapterCode
        ),
    )


def default_title(government_name: str, years: tuple[int, ...]) -> str:
    """The title that a new plan is offered."""
    return f"Rencana Aksi SP4N-LAPOR! {government_name} Tahun {years[0]}–{years[-1]}"


def _body(parts: list[dict[str, Any]], kind: str) -> str:
    texts = (part["text"] for part in parts if kind in part.get("only", (kind,)))
    return " ".join(" ".join(texts).split())


@lru_cache(maxsize=1)
def _content() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return content
