"""The annex: what the plan means for each OPD."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.plans.document_data import LineData, OriginData, PlanDocument, UnitAnnex
from app.reports.catalogue.action_plan.scores import state_label

# A profile fills a page: with this many weakest indicators, and up to this many lines below them. More lines, or the
# annex's own heading above the first profile, take the room of some indicators; what cannot fit takes a second page.
MOST_GAPS, FEWEST_GAPS = 8, 4
LINES_BESIDE = 3
ROOM_OF_HEADING = 4


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
    gaps: tuple[Gap, ...]  # the widest first
    lines: tuple[LineData, ...]
    supported: tuple[LineData, ...]
    more_gaps: int = 0  # that are not among `gaps`
    anchor: str = ""

    def keep_gaps(self, most: int) -> None:
        """Name only the `most` widest, and count the others."""
        self.gaps, self.more_gaps = self.gaps[:most], max(0, len(self.gaps) - most)

    @property
    def supported_numbers(self) -> str:
        """The lines that the OPD supports, by number: "1–3, 5, 8"."""
        return ranges(line.number for line in self.supported)

    @property
    def has_few_lines(self) -> bool:
        """So few that they must not stand on a page by themselves."""
        return len(self.lines) <= LINES_BESIDE

    @property
    def is_short(self) -> bool:
        """Nothing is known yet: such profiles come last, several to a page."""
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


def most_gaps(lines: int, *, first: bool) -> int:
    """How many weakest indicators a profile names beside `lines` lines; `first`: below the annex's heading."""
    room = MOST_GAPS - max(0, lines - LINES_BESIDE) - (ROOM_OF_HEADING if first else 0)
    return room if room >= FEWEST_GAPS else MOST_GAPS


def profiles(document: PlanDocument) -> list[Profile]:
    """One profile per OPD, in the government's own order; those of which nothing is known stand last."""
    by_id = {line.id: line for line in document.lines}
    found: dict[str, dict[str, list[tuple[OriginData, LineData]]]] = {}
    for line in document.lines:
        for origin in line.origins:
            if origin.kind == "gap" and origin.unit_name:
                found.setdefault(origin.unit_name, {}).setdefault(origin.indicator_code, []).append(
                    (origin, line)
                )
    made = [_profile(document, annex, by_id, found.get(annex.unit.name, {})) for annex in document.units]
    made.sort(key=lambda profile: profile.is_short)
    for place, profile in enumerate(made):
        profile.keep_gaps(most_gaps(len(profile.lines), first=place == 0))
    return made


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
        gaps=tuple(gaps),
        lines=tuple(by_id[line_id] for line_id in annex.line_ids if line_id in by_id),
        supported=tuple(by_id[line_id] for line_id in annex.supporting_line_ids if line_id in by_id),
    )
