"""The annex: what the plan means for each OPD."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.plans.document_data import LineData, OriginData, PlanDocument, UnitAnnex
from app.reports.catalogue.action_plan.scores import state_label

MOST_GAPS = 8  # weakest indicators of a profile


@dataclass(frozen=True, slots=True)
class Gap:
    """An indicator of an OPD below its target, and the lines that answer it."""

    code: str
    text: str
    score: float | None
    target: float | None
    lines: tuple[int, ...]

    @property
    def distance(self) -> float:
        """How far below the target."""
        return (self.target or 0) - (self.score or 0)


@dataclass(slots=True)
class Profile:
    """One OPD; `anchor` is given when the annex is put together."""

    annex: UnitAnnex
    name: str
    state: str
    scores: tuple[tuple[str, float | None, float | None], ...]  # category, this OPD, whole government
    gaps: tuple[Gap, ...]
    more_gaps: int
    lines: tuple[LineData, ...]
    supported: tuple[LineData, ...]
    anchor: str = field(default="")

    @property
    def supported_numbers(self) -> str:
        """The lines that the OPD supports, by number: "1–3, 5, 8"."""
        return ranges(line.number for line in self.supported)

    @property
    def is_short(self) -> bool:
        """Nothing is known yet: several such profiles share a page."""
        return self.annex.score.overall is None and not (self.gaps or self.lines or self.supported)


def ranges(numbers: Iterable[int]) -> str:
    """Numbers as a reader wants them: runs of three and more are joined, "1–3, 5, 8, 9"."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = [f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    return ", ".join(said)


def profiles(document: PlanDocument) -> list[Profile]:
    """One profile per OPD, in the government's own order."""
    by_id = {line.id: line for line in document.lines}
    found: dict[str, dict[str, list[tuple[OriginData, LineData]]]] = {}
    for line in document.lines:
        for origin in line.origins:
            if origin.kind == "gap" and origin.unit_name:
                found.setdefault(origin.unit_name, {}).setdefault(origin.indicator_code, []).append(
                    (origin, line)
                )
    return [_profile(document, annex, by_id, found.get(annex.unit.name, {})) for annex in document.units]


def _profile(
    document: PlanDocument,
    annex: UnitAnnex,
    by_id: dict[str, LineData],
    found: dict[str, list[tuple[OriginData, LineData]]],
) -> Profile:
    gaps = [
        Gap(
            code=code,
            text=next((line.indicator_text for _, line in each if line.indicator_code == code), ""),
            score=each[0][0].score,
            target=each[0][0].target,
            lines=tuple(line.number for _, line in each),
        )
        for code, each in found.items()
    ]
    gaps.sort(key=lambda gap: (-gap.distance, gap.code))
    return Profile(
        annex=annex,
        name=annex.unit.name,
        state=state_label(annex.score.state),
        scores=tuple(
            (category.name, annex.score.categories.get(category.code), category.index)
            for category in document.scores.categories
        ),
        gaps=tuple(gaps[:MOST_GAPS]),
        more_gaps=max(0, len(gaps) - MOST_GAPS),
        lines=tuple(by_id[line_id] for line_id in annex.line_ids if line_id in by_id),
        supported=tuple(by_id[line_id] for line_id in annex.supporting_line_ids if line_id in by_id),
    )
