"""Words that say something about a figure: shares ("lebih dari separuh") and directions ("meningkat").

Only plain cases are judged, and a negated one never ("tidak meningkat"): what is not understood is not doubted.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.plans.fitting.figures import FIGURES, NUMBER, Kind, parse, read
from app.plans.fitting.sentences import Sentence

_FRACTIONS: Mapping[str, Decimal] = {
    "separuh": Decimal(50),
    "setengah": Decimal(50),
    "sepertiga": Decimal(100) / 3,
    "dua pertiga": Decimal(200) / 3,
    "seperempat": Decimal(25),
    "tiga perempat": Decimal(75),
    "seperlima": Decimal(20),
}
_MORE, _LESS = frozenset({"lebih dari", "di atas"}), frozenset({"kurang dari", "di bawah"})
_WHOLE: Mapping[str, tuple[Decimal, Decimal]] = {
    "sebagian besar": (Decimal(50), Decimal(100)),
    "mayoritas": (Decimal(50), Decimal(100)),
    "sebagian kecil": (Decimal(0), Decimal(50)),
    "hampir semua": (Decimal(75), Decimal(100)),
    "hampir seluruh": (Decimal(75), Decimal(100)),
}
AROUND = Decimal(5)  # "separuh" and "hampir separuh" may be five points off; this project's reading
_SHARE_WORDS = re.compile(
    r"\b(?:(lebih dari|di atas|kurang dari|di bawah|hampir|sekitar)\s+)?"
    r"(separuh|setengah|sepertiga|dua pertiga|seperempat|tiga perempat|seperlima)(?:nya)?\b"
    r"|\b(sebagian besar|mayoritas|sebagian kecil|hampir semua|hampir seluruh)(?:nya)?\b",
    re.IGNORECASE,
)
_UP = r"meningkat|naik|bertambah|membaik|tumbuh|lebih tinggi|lebih banyak|peningkatan|kenaikan"
_DOWN = r"menurun|turun|berkurang|memburuk|menyusut|lebih rendah|lebih sedikit|penurunan"
DIRECTION = re.compile(rf"\b(?:({_UP})|({_DOWN}))\b", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:tidak|belum|bukan|tanpa)\s+(?:\w+\s+)?$", re.IGNORECASE)
_TERM = r"(\{\{[a-z_]+\}\}|(?:Rp\s?)?\d[\d.]*(?:,\d+)?(?:\s?%|\spersen)?)"
_FROM_TO = re.compile(rf"\bdari\s+{_TERM}(?:\s+\w+){{0,4}}?\s+(?:menjadi|ke)\s+{_TERM}", re.IGNORECASE)
_OF = re.compile(r"\{\{([a-z_]+)\}\}\s+dari\s+\{\{([a-z_]+)\}\}")
Values = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Claim:
    """Words of a sentence that the figure speaks against; `figure` is what it says now."""

    words: str
    name: str
    figure: str


def shares_denied(sentence: Sentence, values: Values) -> tuple[Claim, ...]:
    """Words about a share that the nearest share in the sentence does not bear out."""
    places = list(_shares(sentence, values))
    if not places:
        return ()
    found = []
    for match in _SHARE_WORDS.finditer(sentence.text):
        if _NEGATED.search(sentence.text[: match.start()]):
            continue
        _at, name, share, shown = min(places, key=lambda place: abs(place[0] - match.start()))
        low, high, strict = _span(match)
        inside = low < share < high if strict else low <= share <= high
        if not inside:
            found.append(Claim(match.group(0), name, shown))
    return tuple(found)


def _span(match: re.Match[str]) -> tuple[Decimal, Decimal, bool]:
    """The shares in percent that the words allow, and whether the ends are outside."""
    comparison, fraction, whole = (part.casefold() if part else "" for part in match.groups())
    if whole:
        low, high = _WHOLE[whole]
        return (low, high + 1, True) if low else (low, high, False)
    middle = _FRACTIONS[fraction]
    if comparison in _MORE:
        return middle, Decimal(101), True
    if comparison in _LESS:
        return Decimal(-1), middle, True
    return middle - AROUND, middle + (Decimal(0) if comparison == "hampir" else AROUND), False


def _shares(sentence: Sentence, values: Values) -> Iterator[tuple[int, str, Decimal, str]]:
    """Every share of the sentence: where it stands, its placeholder, percent, and how it reads."""
    for name in sentence.names:
        number = parse(values.get(name) or "")
        if name in FIGURES and FIGURES[name].kind is Kind.SHARE and number is not None:
            yield sentence.text.index(f"{{{{{name}}}}}"), name, number.value, values[name] or ""
    for match in _OF.finditer(sentence.text):
        part, whole = (parse(values.get(name) or "") for name in match.groups())
        if part is not None and whole is not None and whole.value and part.value <= whole.value:
            shown = f"{values[match.group(1)]} dari {values[match.group(2)]}"
            yield match.start(), match.group(1), 100 * part.value / whole.value, shown


def directions_denied(sentence: Sentence, values: Values, before: Values) -> tuple[Claim, ...]:
    """A word of direction against "dari … menjadi …", or against how the one figure moved since it was confirmed."""
    upward = _direction(sentence.text)
    if upward is None:
        return ()
    words, rises = upward
    pair = _FROM_TO.search(sentence.text)
    if pair is not None:
        old, new = (_value_of(term, values) for term in pair.groups())
        if old is None or new is None or old[0] == new[0] or (new[0] > old[0]) == rises:
            return ()
        return (Claim(words, _name_in(pair.group(2)) or _name_in(pair.group(1)), f"{old[1]} → {new[1]}"),)
    names = [name for name in sentence.names if name in FIGURES]
    if len(names) != 1 or names[0] not in before:
        return ()
    old_number, new_number = parse(before[names[0]] or ""), parse(values.get(names[0]) or "")
    if old_number is None or new_number is None or old_number.value == new_number.value:
        return ()
    if (new_number.value > old_number.value) == rises:
        return ()
    return (Claim(words, names[0], f"{before[names[0]]} → {values[names[0]]}"),)


def _direction(text: str) -> tuple[str, bool] | None:
    """The one direction that a sentence speaks of; None if there is none, both, or a negated one."""
    found = list(DIRECTION.finditer(text))
    if not found or any(_NEGATED.search(text[: match.start()]) for match in found):
        return None
    upward = {bool(match.group(1)) for match in found}
    return (found[0].group(0), upward.pop()) if len(upward) == 1 else None


def _value_of(term: str, values: Values) -> tuple[Decimal, str] | None:
    name = _name_in(term)
    shown = (values.get(name) or "") if name else term.rstrip(".,")
    number = parse(shown)
    return None if number is None else (number.value, shown)


def _name_in(term: str) -> str:
    return term[2:-2] if term.startswith("{{") else ""


def typed_figures(sentence: Sentence, values: Values) -> dict[str, str]:
    """Figures that stand in the sentence as typed numbers: their placeholder and the value it has.

    A number counts when the sentence names what is counted, and when it is no single digit: "5 kategori" is no figure.
    Of two figures that say the same, the first is meant.
    """
    text = sentence.text.casefold()
    written = [read(match) for match in NUMBER.finditer(sentence.text)]
    found: dict[str, str] = {}
    for name, figure in FIGURES.items():
        number = parse(values.get(name) or "")
        if number is None or name in sentence.names or not any(noun in text for noun in figure.nouns):
            continue
        telling = number.places > 0 or number.value >= 10
        same = any(
            each.value == number.value
            and each.is_share == number.is_share
            and each.is_money == number.is_money
            for each in written
        )
        shown = values[name] or ""
        if telling and same and shown not in found.values():
            found[name] = shown
    return found
