"""The assessment as it comes back in a workbook: which question each row is, and what it would change. Pure.

The first row of the sheet is for machines: a mark, the assessment, the question set and its fingerprint, and above each
column that may be written its key. The first two columns are for machines too: the question's id and the version of its
answer that was handed out. A hidden sheet holds every answer as it was handed out, so that a cell nobody touched never
overwrites anything, and a cell that two people touched is shown with all three values.

A question that no row names is left as it is: nothing is ever emptied by leaving it out.
"""

from app.assessment.rules.workbook.cells import (
    LONGEST,
    Asked,
    CellRefused,
    Part,
    RowFault,
    clean,
    read_part,
    shown_number,
)
from app.assessment.rules.workbook.difference import sheet_difference
from app.assessment.rules.workbook.places import (
    BASE_SHEET,
    FIRST_ROW,
    LEAD,
    MARK,
    MOST_ROWS,
    SHEET,
    Identity,
    identity_of,
)
from app.assessment.rules.workbook.told import (
    ChangedAnswer,
    ChangedCell,
    Handed,
    Present,
    Returned,
    RowProblem,
    SheetDifference,
)

__all__ = [
    "BASE_SHEET",
    "FIRST_ROW",
    "LEAD",
    "LONGEST",
    "MARK",
    "MOST_ROWS",
    "SHEET",
    "Asked",
    "CellRefused",
    "ChangedAnswer",
    "ChangedCell",
    "Handed",
    "Identity",
    "Part",
    "Present",
    "Returned",
    "RowFault",
    "RowProblem",
    "SheetDifference",
    "clean",
    "identity_of",
    "read_part",
    "sheet_difference",
    "shown_number",
]
