"""The lines of a plan as a workbook hands them out and takes them back."""

from app.plans.models import Plan
from app.plans.queries.compiling import fields_of
from app.plans.queries.matrix import matrix_of
from app.plans.queries.rows import line_rows
from app.plans.rules.cells import CellWords, within_years
from app.plans.rules.workbook import PresentLine


def present_lines(plan: Plan, words: CellWords) -> list[PresentLine]:
    """The living lines in the plan's order, with their numbers and versions."""
    rows = line_rows(plan, with_deleted=False)
    found = {line.id: line for line in rows.lines}
    return [
        PresentLine(
            data.id,
            data.number,
            found[data.id].version,
            within_years(fields_of(found[data.id], rows.supporting[data.id]), words.years),
        )
        for data in matrix_of(plan).lines
    ]
