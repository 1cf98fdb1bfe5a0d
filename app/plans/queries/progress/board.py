"""One quarter as the coordinator sees it: by unit, and by what waits."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.plans.document_data import UnitRef
from app.plans.queries.progress.years import Row, YearProgress
from app.plans.rules.progress import ReportState, Standing, falls, total

SHOWN = ("sent", "missing", "returned", "verified", "all")


@dataclass(frozen=True)
class UnitProgress:
    """A unit with how its lines stand; `unit` None: lines that nobody answers for."""

    unit: UnitRef | None
    standing: Standing


@dataclass(frozen=True)
class Board:
    """The quarter of a plan."""

    progress: YearProgress
    quarter: int
    units: Sequence[UnitProgress]

    @property
    def standing(self) -> Standing:
        """The whole plan."""
        return self.progress.standing(self.quarter)

    def rows(self, wanted: str) -> list[Row]:
        """The lines of one heap: sent, missing (due and neither sent nor returned), returned, verified, all."""
        return [row for row in self.progress.rows if wanted in ("all", self._heap(row))]

    @property
    def counts(self) -> dict[str, int]:
        """How many lines lie on each heap."""
        return {name: len(self.rows(name)) for name in SHOWN}

    def falls(self, row: Row) -> bool:
        """Whether a figure is smaller than at the end of the last reported quarter before."""
        report = row.cells[self.quarter].report
        earlier = [row.cells[each] for each in range(self.quarter - 1, 0, -1) if row.cells[each].counts]
        return bool(report and earlier and falls(earlier[0].reported, report.output, report.spent))

    def _heap(self, row: Row) -> str:
        cell = row.cells[self.quarter]
        if cell.report is None or cell.report.state is ReportState.DRAFT:
            return "missing" if cell.is_due else ""
        return cell.report.state.value


def board_of(progress: YearProgress, quarter: int) -> Board:
    """The board; units with the most missing reports first."""
    found: dict[str, tuple[UnitRef | None, list[Standing]]] = {}
    for row in progress.rows:
        unit = row.line.responsible_unit
        found.setdefault(unit.id if unit else "", (unit, []))[1].append(row.cells[quarter].standing)
    units = [UnitProgress(unit, total(standings)) for unit, standings in found.values()]
    units.sort(key=lambda each: (-each.standing.missing, each.unit.name if each.unit else ""))
    return Board(progress, quarter, [each for each in units if each.standing.due])
