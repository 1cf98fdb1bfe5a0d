"""The words for an index that officials know from the evaluation of electronic government (SPBE)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction


class Predicate(StrEnum):
    """From the highest to the lowest."""

    MEMUASKAN = "memuaskan"
    SANGAT_BAIK = "sangat_baik"
    BAIK = "baik"
    CUKUP = "cukup"
    KURANG = "kurang"


@dataclass(frozen=True, slots=True)
class Band:
    """A predicate and the lowest index (two decimals) that earns it."""

    predicate: Predicate
    minimum: Decimal


SPBE_BANDS = (
    Band(Predicate.MEMUASKAN, Decimal("4.2")),
    Band(Predicate.SANGAT_BAIK, Decimal("3.5")),
    Band(Predicate.BAIK, Decimal("2.6")),
    Band(Predicate.CUKUP, Decimal("1.8")),
    Band(Predicate.KURANG, Decimal(1)),
)


def rounded(index: Fraction) -> Decimal:
    """The index as it is shown and judged: two decimals, halves upwards."""
    hundredths = (Decimal(index.numerator * 100) / Decimal(index.denominator)).quantize(
        Decimal(1), ROUND_HALF_UP
    )
    return (hundredths / 100).quantize(Decimal("0.01"))


def predicate(index: Fraction | None, bands: Sequence[Band] = SPBE_BANDS) -> Predicate | None:
    """The predicate of an index, `None` without one.

    The index is judged as it is shown, with two decimals: nobody should read "4,20" beside the word for 4,19.
    """
    if index is None:
        return None
    shown = rounded(index)
    for band in sorted(bands, key=lambda band: band.minimum, reverse=True):
        if shown >= band.minimum:
            return band.predicate
    return None
