"""What was printed, and what is found wrong with it."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a total, as printed. `percent` (0 to 100) keeps the decimals that were printed; `parts` are its own."""

    label: str
    count: int | None
    percent: Decimal | None = None
    parts: tuple["Part", ...] = ()


@dataclass(frozen=True, slots=True)
class Total:
    """A published total. `complete`: its parts claim to be all there is and to overlap nowhere, on every level."""

    count: int
    parts: tuple[Part, ...] = ()
    complete: bool = True


class Trouble(StrEnum):
    """What does not fit."""

    PARTS_MISSING = "parts_missing"  # the parts are less than the whole
    PARTS_EXCEED = "parts_exceed"
    PART_ABOVE_WHOLE = "part_above_whole"  # one part alone is more than the whole
    PERCENT = "percent"  # of one part
    PERCENTS = "percents"  # of all parts together


class Mistake(StrEnum):
    """A mistake that would explain it."""

    OWN_PARTS = "own_parts"  # a part that says something else than its own parts, and these fit
    ONE_DIGIT = "one_digit"
    SWAPPED_DIGITS = "swapped_digits"
    PART_WITHIN_PART = "part_within_part"
    UNNAMED_PART = "unnamed_part"
    COUNTED_TWICE = "counted_twice"
    PERCENT_OF_OTHER_PART = "percent_of_other_part"
    PERCENT_OF_OTHER_WHOLE = "percent_of_other_whole"


@dataclass(frozen=True, slots=True)
class Reason:
    """A mistake, and where. `label` names the part it would be in ("": the whole).

    Of a misread number `printed` is what stands there and `fitting` what would fit; of a percentage `fitting` is the
    number that it is a share of.
    """

    mistake: Mistake
    label: str = ""
    printed: int | None = None
    fitting: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit. `label` is the part it is about, "" the total itself.

    Of counts `printed` is the whole and `found` the sum of its parts (or the one part above it); of percentages both
    are percentages, and `count` of `whole` is what `found` was computed from.
    """

    trouble: Trouble
    label: str
    printed: Decimal
    found: Decimal
    reasons: tuple[Reason, ...] = ()
    count: int | None = None
    whole: int | None = None

    @property
    def difference(self) -> Decimal:
        """What is printed less what was found."""
        return self.printed - self.found


def percent_of(count: int, whole: int) -> Decimal:
    """A percentage with one decimal; `whole` is above zero."""
    exact = Decimal(count) * HUNDRED / Decimal(whole)
    return exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def unit_of(percent: Decimal) -> Decimal:
    """The last decimal that was printed: 1 of "46", 0.1 of "40,0"."""
    exponent = percent.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0)


def fits(printed: Decimal, count: int, whole: int) -> bool:
    """Whether a percentage is this share, rounded or cut off to the decimals that were printed."""
    over = Decimal(count) * HUNDRED / Decimal(whole) - printed
    unit = unit_of(printed)
    return -unit / 2 <= over < unit
