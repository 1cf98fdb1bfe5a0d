"""Numbers as they stand in print, and as officials type them: 57.171 and 46%."""

import re
from decimal import Decimal

MOST = 999_999_999  # what a column of the register's size holds, and more complaints than there are people
MOST_DECIMALS = 2
_COUNT = re.compile(r"\d+|[1-9]\d{0,2}(\.\d{3})+")  # 0.125 is no grouped number
_PERCENT = re.compile(r"(\d{1,3})(?:[.,](\d+))?")
_BLANKS = re.compile(r"\s+")


class NotANumber(ValueError):
    """The text is no such number."""


def parse_count(text: str) -> int:
    """57.171 · 57171 · "57 171". A comma begins decimals, which a count has none of. Raises `NotANumber`."""
    plain = _BLANKS.sub("", text)
    if not plain.isascii() or not _COUNT.fullmatch(plain):
        raise NotANumber(text)
    found = int(plain.replace(".", ""))
    if found > MOST:
        raise NotANumber(text)
    return found


def parse_percent(text: str) -> Decimal:
    """46% · 46 · "40,0 %" · 40.0, with the decimals that were printed, two at most. Raises `NotANumber`."""
    plain = _BLANKS.sub("", text).removesuffix("%")
    found = _PERCENT.fullmatch(plain) if plain.isascii() else None
    if found is None or len(found[2] or "") > MOST_DECIMALS:
        raise NotANumber(text)
    return Decimal(f"{found[1]}.{found[2]}" if found[2] else found[1])


def write_count(count: int | None) -> str:
    """A count as `parse_count` reads it, in whatever language the page is."""
    return "" if count is None else f"{count:,}".replace(",", ".")


def write_percent(percent: Decimal | None) -> str:
    """A percentage as it was printed: "40,0"."""
    return "" if percent is None else f"{percent:f}".replace(".", ",")
