"""Money in narrow columns."""

from markupsafe import Markup, escape

# Digits and dots of Noto Sans in em, for the size of money in narrow columns.
_SIZES = ((14, ""), (18, "money-m"), (999, "money-l"))


def money_class(text: str) -> str:
    """The class that makes a long amount small enough for its column: "" up to 14 signs, then "money-m", "money-l"."""
    return next(name for limit, name in _SIZES if len(text) <= limit)


def breakable(text: str) -> Markup:
    """A number that may break after its group separators, and nowhere else."""
    return Markup("<wbr>").join(escape(part + mark) for part, mark in _groups(text))


def _groups(text: str) -> list[tuple[str, str]]:
    found, current = [], ""
    for sign in text:
        if sign in ".,":
            found.append((current, sign))
            current = ""
        else:
            current += sign
    return [*found, (current, "")]
