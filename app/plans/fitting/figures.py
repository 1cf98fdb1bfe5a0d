"""Which placeholders are figures, and how their formatted values are read back and compared."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What sort of value a placeholder has."""

    COUNT = "count"
    SHARE = "share"  # a percentage
    MONEY = "money"  # rupiah
    DECIMAL = "decimal"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Figure:
    """A placeholder whose value moves with the data; `nouns` tell that a number typed by hand means this one."""

    kind: Kind
    nouns: tuple[str, ...] = ()


# Names and years are no figures: a sentence fits whatever the government is called.
FIGURES: Mapping[str, Figure] = {
    "indeks": Figure(Kind.DECIMAL, ("indeks",)),
    "predikat": Figure(Kind.WORD),
    "jumlah_opd": Figure(Kind.COUNT, ("opd", "perangkat daerah")),
    "jumlah_opd_mengirim": Figure(Kind.COUNT, ("opd", "perangkat daerah")),
    "jumlah_kegiatan": Figure(Kind.COUNT, ("kegiatan",)),
    "jumlah_anggaran": Figure(Kind.MONEY, ("rp",)),
    "jumlah_pengaduan": Figure(Kind.COUNT, ("pengaduan", "laporan")),
    "persen_tindak_lanjut": Figure(Kind.SHARE, ("ditindaklanjuti", "tindak lanjut")),
    "persen_selesai": Figure(Kind.SHARE, ("selesai", "diselesaikan")),
}

# 1.234 · 1234 · 42,5 · with or without Rp and %. Not part of a code such as 4.01.02 or 62/2018.
NUMBER = re.compile(
    r"(?<![\w.,/:-])(?:Rp\s?)?(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?(\s?%|\spersen)?(?![\w/:-]|[.,]\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in a text: 42,0% has the value 42.0 and one place."""

    value: Decimal
    places: int
    is_share: bool
    is_money: bool


def parse(text: str) -> Number | None:
    """The number that a formatted value is; None for a word."""
    match = NUMBER.fullmatch(text.strip())
    return read(match) if match else None


def read(match: re.Match[str]) -> Number:
    """A found number."""
    whole, places, share = match.group(1).replace(".", ""), match.group(2) or "", match.group(3)
    value = Decimal(f"{whole}.{places}" if places else whole)
    return Number(value, len(places), bool(share), match.group(0).casefold().startswith("rp"))


def moved(before: str | None, after: str | None) -> bool:
    """Whether a value says something else than before: more than one unit of the last place that is shown."""
    if before == after:
        return False
    old, new = parse(before or ""), parse(after or "")
    if old is None or new is None:
        return True
    places = min(old.places, new.places)
    rounding = Decimal(1).scaleb(-places) if places else Decimal(0)
    return abs(new.value - old.value) > rounding
