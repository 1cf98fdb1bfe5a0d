"""Where things stand in the workbook of a matrix, and what its hidden sheet says was handed out."""

from collections.abc import Mapping, Sequence

# Names of sheets are not translated: the upload looks for them.
SHEET = "Matriks"
BASE_SHEET = "Versi"
MARK = "renaksi-matriks-1"
LEAD = 3  # id, version, number
FIRST_ROW = 3  # as a spreadsheet counts: keys, headings, lines
MOST_ROWS = 2_000

Table = Sequence[tuple[int, Sequence[str]]]
Handed = Mapping[str, Mapping[str, str]]  # by line id, then by the cell's key: what stood in it


def handed_out(base: Table) -> dict[str, dict[str, str]]:
    """Every cell as it was handed out; nothing of a sheet that does not begin with "id" and the keys of cells."""
    if not base or text_at(base[0][1], 0) != "id":
        return {}
    keys = [key.strip() for key in base[0][1]]
    return {
        text_at(cells, 0): {
            key: cells[place] if place < len(cells) else ""
            for place, key in enumerate(keys)
            if place > 0 and key
        }
        for _number, cells in base[1:]
        if text_at(cells, 0)
    }


def text_at(cells: Sequence[str], place: int) -> str:
    """The text of a cell without blanks around it; empty where the row is shorter."""
    return cells[place].strip() if place < len(cells) else ""
