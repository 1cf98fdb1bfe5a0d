"""Where things stand in the workbook of an assessment, and whose workbook it says it is."""

from collections.abc import Sequence
from dataclasses import dataclass

# Names of sheets are not translated: the upload looks for them.
SHEET = "Jawaban"
BASE_SHEET = "Versi"
MARK = "renaksi-asesmen-1"
LEAD = 2  # id, version
FIRST_ROW = 3  # as a spreadsheet counts: keys, headings, questions
MOST_ROWS = 500

Row = tuple[int, Sequence[str]]
Table = Sequence[Row]


@dataclass(frozen=True, slots=True)
class Identity:
    """What a workbook says of itself; `mark` is empty where it says nothing that Renaksi wrote."""

    mark: str = ""
    assessment_id: str = ""
    instrument: str = ""
    fingerprint: str = ""


def identity_of(table: Table) -> Identity:
    """Whose workbook it says it is."""
    if not table or not text_at(table[0][1], 0).startswith("renaksi-"):
        return Identity()
    first = table[0][1]
    return Identity(*(text_at(first, place) for place in range(4)))


def text_at(cells: Sequence[str], place: int) -> str:
    """The text of a cell without blanks around it; empty where the row is shorter."""
    return cells[place].strip() if place < len(cells) else ""
