"""Which unit the library means when it names a party, such as "Dinas yang membidangi komunikasi dan informatika"."""

from collections.abc import Iterable, Mapping

from app.organisations.models import Unit, UnitKind

LEAD_PARTY = "Unit koordinator"
# "Perangkat daerah" is whoever has the gap, so it names nobody in particular.

_BY_KIND: Mapping[str, UnitKind] = {
    "Sekretariat Daerah": UnitKind.SEKRETARIAT,
    "Inspektorat": UnitKind.INSPEKTORAT,
}

# Words of which one stands in the name of the unit that has the task, whatever else its name says.
_BY_WORD: Mapping[str, tuple[str, ...]] = {
    "Dinas yang membidangi komunikasi dan informatika": ("komunikasi", "kominfo"),
    "Perangkat daerah yang membidangi kepegawaian": ("kepegawaian", "bkpsdm", "bkd"),
    "Perangkat daerah yang membidangi perencanaan": ("bappeda", "bapperida", "perencanaan"),
    "Bagian Hukum": ("bagian hukum", "biro hukum"),
}


def lead_unit(units: Iterable[Unit], label: str) -> Unit | None:
    """The unit that leads: the one whose name the government's own label gives; None if no unit is called so."""
    wanted = label.casefold().strip()
    found = [
        unit for unit in units if wanted and wanted in (unit.name.casefold(), unit.short_name.casefold())
    ]
    return found[0] if found else None


def parties(units: Iterable[Unit], lead: Unit | None) -> dict[str, str]:
    """From the library's wording to a unit id, for every party that can be told from the units' kinds and names."""
    listed = list(units)
    found: dict[str, Unit | None] = {LEAD_PARTY: lead}
    for party, kind in _BY_KIND.items():
        found[party] = next((unit for unit in listed if unit.kind is kind), None)
    for party, words in _BY_WORD.items():
        found[party] = next((unit for unit in listed if _names_task(unit, words)), None)
    return {party: unit.id for party, unit in found.items() if unit is not None}


def _names_task(unit: Unit, words: tuple[str, ...]) -> bool:
    names = f"{unit.name} {unit.short_name}".casefold()
    return any(word in names for word in words)
