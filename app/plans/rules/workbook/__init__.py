"""The matrix as it comes back in a workbook: which line each row is, and what it would change. Pure.

The first row of the sheet is for machines: a mark, the plan, the question set, and above each column the key of its
cell. The first two columns are for machines too: the line's id and the version that was handed out. A hidden sheet
holds every cell as it was handed out, so that a cell nobody touched never overwrites anything, and a cell that two
people touched is shown with all three values. A row without an id is a new line. A line that no row names is left as it
is: nothing is ever deleted by leaving it out.
"""

from app.plans.rules.workbook.difference import matrix_difference
from app.plans.rules.workbook.places import (
    BASE_SHEET,
    FIRST_ROW,
    LEAD,
    MARK,
    MOST_ROWS,
    SHEET,
    Handed,
    Table,
    handed_out,
)
from app.plans.rules.workbook.told import (
    ChangedCell,
    ChangedLine,
    MatrixDifference,
    NewLine,
    PresentLine,
    RejectedRow,
    RowFault,
    RowProblem,
)

__all__ = [
    "BASE_SHEET",
    "FIRST_ROW",
    "LEAD",
    "MARK",
    "MOST_ROWS",
    "SHEET",
    "ChangedCell",
    "ChangedLine",
    "Handed",
    "MatrixDifference",
    "NewLine",
    "PresentLine",
    "RejectedRow",
    "RowFault",
    "RowProblem",
    "Table",
    "handed_out",
    "matrix_difference",
]
