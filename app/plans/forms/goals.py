"""The form of goals: one box a year for every category and indicator, empty where the instrument's goal holds."""

from collections.abc import Collection, Mapping, Sequence

from app.plans.compile.goals import HIGHEST, LOWEST
from app.web.forms import VersionedForm


def cell_name(code: str, year: int) -> str:
    """The name of a box."""
    return f"sasaran-{code}-{year}"


class GoalsForm(VersionedForm):
    """Only the version and the token bind; the boxes are read by `cells`."""


def cells(
    typed: Mapping[str, str], codes: Collection[str], years: Sequence[int]
) -> tuple[dict[tuple[str, int], int], list[tuple[str, int]]]:
    """The levels that were chosen, and the cells in which something else stands."""
    found: dict[tuple[str, int], int] = {}
    wrong: list[tuple[str, int]] = []
    for code in codes:
        for year in years:
            text = typed.get(cell_name(code, year), "").strip()
            if text in LEVELS:
                found[code, year] = int(text)
            elif text:
                wrong.append((code, year))
    return found, wrong


LEVELS = tuple(str(level) for level in range(LOWEST, HIGHEST + 1))
