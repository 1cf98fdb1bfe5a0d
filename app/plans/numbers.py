"""Numbers as officials type them: 1.500.000 and 12,5. Pure."""

import re
from decimal import Decimal, InvalidOperation

_NOISE = re.compile(r"^\s*(rp\.?)?\s*|\s+|\u00a0", re.IGNORECASE)
_THOUSANDS = re.compile(r"^-?[1-9][0-9]{0,2}(\.[0-9]{3})+$")  # 0.125 is no grouped number
_PLAIN = re.compile(r"^-?[0-9]+(\.[0-9]+)?$")


class NotANumber(ValueError):
    """The text is no number in Indonesian or plain writing."""


def parse_decimal(text: str) -> Decimal:
    """The number that a person wrote: 12,5 · 12.5 · 1.500 · 1.500,25 · 1500000. Raises NotANumber.

    A single dot before exactly three digits separates thousands, as Indonesians write; before any other number of
    digits it can only be a decimal point.
    """
    plain = _NOISE.sub("", text)
    if "," in plain:
        whole, _, fraction = plain.partition(",")
        if not re.fullmatch(r"[0-9]+", fraction) or not (
            _THOUSANDS.match(whole) or re.fullmatch(r"-?[0-9]+", whole)
        ):
            raise NotANumber(text)
        plain = f"{whole.replace('.', '')}.{fraction}"
    elif _THOUSANDS.match(plain):
        plain = plain.replace(".", "")
    elif not _PLAIN.match(plain):
        raise NotANumber(text)
    try:
        return Decimal(plain)
    except InvalidOperation as error:
        raise NotANumber(text) from error


def parse_rupiah(text: str) -> int | Decimal:
    """Rupiah as a whole number; a Decimal if sen were written, for the rules to refuse. Raises NotANumber."""
    amount = parse_decimal(text)
    return int(amount) if amount == amount.to_integral_value() else amount
