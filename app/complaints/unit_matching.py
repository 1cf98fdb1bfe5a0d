"""Which OPD does a source mean? What is surely the same is matched; for anything else the nearest are suggested.

Surely the same means: equal after folding (`name_key`), also when abbreviations that everybody uses are
written out and the name of the government itself is left away, and only if exactly one OPD fits. Anything
less is for a person to decide, once: the decision is kept as an alias.
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from app.organisations.rules import name_key

# Written out word by word, in folded form. Only what means the same in every regency.
ABBREVIATIONS: dict[str, str] = {
    "pu": "pekerjaan umum",
    "pupr": "pekerjaan umum penataan ruang",
    "dinkes": "dinas kesehatan",
    "disdik": "dinas pendidikan",
    "dinsos": "dinas sosial",
    "dishub": "dinas perhubungan",
    "dlh": "dinas lingkungan hidup",
    "disdukcapil": "dinas kependudukan pencatatan sipil",
    "dukcapil": "kependudukan pencatatan sipil",
    "diskominfo": "dinas komunikasi informatika",
    "kominfo": "komunikasi informatika",
    "dpmptsp": "dinas penanaman modal pelayanan terpadu satu pintu",
    "ptsp": "pelayanan terpadu satu pintu",
    "dpmd": "dinas pemberdayaan masyarakat desa",
    "pmd": "pemberdayaan masyarakat desa",
    "satpol": "satuan polisi",
    "pp": "pamong praja",
    "damkar": "pemadam kebakaran",
    "setda": "sekretariat daerah",
    "setwan": "sekretariat dprd",
    "kec": "kecamatan",
    "dis": "dinas",
    "perkim": "perumahan kawasan permukiman",
    "tata": "penataan",
}
# Words that nearly every name has, and that therefore say nothing about likeness.
_GENERIC = frozenset({"dinas", "badan", "kantor", "satuan", "daerah", "bagian"})
LIKE_ENOUGH = 0.45
MOST_SUGGESTIONS = 3


@dataclass(frozen=True)
class UnitNames:
    """An OPD with every spelling that is known for it."""

    unit_id: str
    spellings: tuple[str, ...]


@dataclass(frozen=True)
class Suggestion:
    """An OPD that may be meant. `likeness` is between 0 and 1."""

    unit_id: str
    likeness: float


class UnitMatcher:
    """Matches spellings against the units of one government; answers are remembered, files repeat themselves."""

    def __init__(self, units: Iterable[UnitNames], government_name: str) -> None:
        self._own_words = frozenset(name_key(government_name).split())
        self._units = tuple(units)
        self._exact: dict[str, str | None] = {}
        self._loose: dict[str, str | None] = {}
        for unit in self._units:
            for spelling in unit.spellings:
                _enter(self._exact, name_key(spelling), unit.unit_id)
                _enter(self._loose, self._loosened(spelling), unit.unit_id)
        self._known: dict[str, str | None] = {"": None}

    def match(self, spelling: str) -> str | None:
        """The id of the one OPD that is surely meant, or None."""
        if spelling not in self._known:
            key = name_key(spelling)
            found = self._exact.get(key)
            self._known[spelling] = found or self._loose.get(self._loosened(spelling))
        return self._known[spelling]

    def suggestions(self, spelling: str) -> list[Suggestion]:
        """Up to three OPD in order of likeness; none when nothing is near."""
        wanted = self._loosened(spelling)
        best = [
            Suggestion(unit.unit_id, max(_likeness(wanted, self._loosened(name)) for name in unit.spellings))
            for unit in self._units
        ]
        near = sorted((one for one in best if one.likeness >= LIKE_ENOUGH), key=lambda one: -one.likeness)
        return near[:MOST_SUGGESTIONS]

    def _loosened(self, spelling: str) -> str:
        words = " ".join(ABBREVIATIONS.get(word, word) for word in name_key(spelling).split()).split()
        without = [word for word in words if word not in self._own_words]
        # "Kecamatan Sinjai" would lose the one word that tells it apart.
        return " ".join(without if len(without) > 1 else words)


def _enter(table: dict[str, str | None], key: str, unit_id: str) -> None:
    """Note a key; one that fits two OPD belongs to neither."""
    if key:
        table[key] = unit_id if table.get(key, unit_id) == unit_id else None


def _likeness(first: str, second: str) -> float:
    words, others = set(first.split()) - _GENERIC, set(second.split()) - _GENERIC
    if not words or not others:
        return 0.0
    shared = len(words & others) / min(len(words), len(others))
    return (shared + difflib.SequenceMatcher(None, first, second).ratio()) / 2
