"""Which claims of an instrument the complaint register can confirm or doubt.

One file per version, `<version>.yaml`: `gap` (levels, 1 to 4) and `checks`, each with `claim` (code of a typed
indicator, once), `figure` (code of a measured one) and `why` (one sentence: what ties them together). They stand beside
the question set and not in it: a published set never changes, while a pair that proves misleading can be taken out.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.instrument.loader.files import read_mapping
from app.instrument.problems import InvalidInstrument, Problem, ProblemKind
from app.instrument.questionnaire import Questionnaire

FOLDER = Path(__file__).parent
DEFAULT_GAP = 2


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """A claimed indicator beside the figure that should agree with it. `gap`: levels apart before anybody is asked."""

    claim: str
    figure: str
    why: str
    gap: int = DEFAULT_GAP


@lru_cache(maxsize=8)
def cross_checks(version: str) -> tuple[CrossCheck, ...]:
    """The checks of a version; none if it has no file. Raises `InvalidInstrument` for a file that cannot be read."""
    path = FOLDER / f"{version}.yaml"
    if not path.exists():
        return ()
    content, problems = read_mapping(path)
    if problems:
        raise InvalidInstrument(tuple(problems))
    gap = content.get("gap", DEFAULT_GAP)
    return tuple(_check(item, gap, path.name) for item in content.get("checks") or ())


def cross_check_problems(questionnaire: Questionnaire) -> list[Problem]:
    """Everything wrong with a version's checks: unknown codes, a claim that is measured, a figure that is not."""
    file = f"cross_checks/{questionnaire.code}.yaml"
    known = {spec.code: spec for spec in questionnaire.indicators}
    found: list[Problem] = []
    seen: set[str] = set()
    for check in cross_checks(questionnaire.code):
        for field, code, measured in (("claim", check.claim, False), ("figure", check.figure, True)):
            spec = known.get(code)
            if spec is None or spec.is_measured is not measured:
                kind = "measured" if measured else "typed"
                found.append(
                    Problem(ProblemKind.NOT_ALLOWED, file, code, field, {"value": code, "allowed": kind})
                )
        if check.claim in seen:  # one question about an answer is enough
            found.append(Problem(ProblemKind.DUPLICATE_CODE, file, check.claim, "claim"))
        seen.add(check.claim)
        if not 1 <= check.gap <= 4:
            found.append(
                Problem(ProblemKind.LEVEL_OUT_OF_RANGE, file, check.claim, "gap", {"value": check.gap})
            )
    return found


def _check(item: Any, gap: Any, file: str) -> CrossCheck:
    fields = ("claim", "figure", "why")
    if not isinstance(item, dict) or not all(isinstance(item.get(name), str) for name in fields):
        raise InvalidInstrument((Problem(ProblemKind.MISSING_FIELD, file, field="claim, figure, why"),))
    if not isinstance(gap, int):
        raise InvalidInstrument(
            (Problem(ProblemKind.WRONG_TYPE, file, field="gap", details={"expected": "2"}),)
        )
    return CrossCheck(item["claim"], item["figure"], item["why"], gap)
