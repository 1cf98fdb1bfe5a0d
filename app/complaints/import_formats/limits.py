"""How much of a file is read before it is refused. Uploads are hostile until proven otherwise."""

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bounds for one file: bytes for sizes, seconds for times, `address_space` for the child that parses workbooks."""

    workbook_rows: int
    text_rows: int
    columns: int = 100
    cell: int = 32 * 1024
    members: int = 1_000
    inflated: int = 100 * MEBIBYTE
    address_space: int = 256 * MEBIBYTE
    seconds: int = 30


# What comes through the browser. Text is read row by row and cannot blow up, so it may hold more rows than a
# workbook.
# The fifty rows above fifty thousand are for the title block and the notes below.
UPLOAD = Limits(workbook_rows=50_050, text_rows=1_000_050)

# What an operator imports at the machine itself: as much as a sheet holds.
OPERATOR = Limits(
    workbook_rows=1_048_576,
    text_rows=10_000_000,
    inflated=2_048 * MEBIBYTE,
    address_space=4_096 * MEBIBYTE,
    seconds=600,
)
