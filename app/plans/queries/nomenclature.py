"""Finding codes of the budget nomenclature. It belongs to the installation: all see the same."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Select, select

from app.db import db
from app.plans.compile import LineFields
from app.plans.models import Nomenclature, NomenclatureItem
from app.plans.rules.nomenclature import normal_code, parent_of, search_words

MOST_FOUND = 20  # beside a form; the page of its own has pages


@dataclass(frozen=True)
class Found:
    """An entry with the names of what it stands in, the program first."""

    item: NomenclatureItem
    path: tuple[str, ...]


@dataclass(frozen=True)
class CodeNote:
    """What is to be said about the code of a line: the list that was asked, and the entry if it has one."""

    code: str
    nomenclature: Nomenclature
    item: NomenclatureItem | None


def current_nomenclature() -> Nomenclature | None:
    """The list in force: the one that was loaded last."""
    return db.session.scalars(
        select(Nomenclature).order_by(Nomenclature.loaded_at.desc(), Nomenclature.id).limit(1)
    ).one_or_none()


def matching_items(nomenclature: Nomenclature, text: str) -> Select[NomenclatureItem]:
    """The entries whose code or name has every word, by code."""
    wanted = select(NomenclatureItem).where(NomenclatureItem.nomenclature_id == nomenclature.id)
    for word in search_words(text):
        wanted = wanted.where(NomenclatureItem.search.contains(word, autoescape=True))
    return wanted.order_by(NomenclatureItem.code)


def found_items(text: str) -> list[Found]:
    """The first entries that fit; nothing without a word or without a list."""
    nomenclature = current_nomenclature()
    if nomenclature is None or not search_words(text):
        return []
    return with_paths(nomenclature, db.session.scalars(matching_items(nomenclature, text).limit(MOST_FOUND)))


def with_paths(nomenclature: Nomenclature, items: Iterable[NomenclatureItem]) -> list[Found]:
    """Entries with the names of their parents, in one query."""
    items = list(items)
    chains = {item.code: _chain(item.code) for item in items}
    wanted = {code for chain in chains.values() for code in chain}
    names = _names(
        select(NomenclatureItem.code, NomenclatureItem.name).where(
            NomenclatureItem.nomenclature_id == nomenclature.id, NomenclatureItem.code.in_(wanted)
        )
    )
    return [Found(item, tuple(names[code] for code in chains[item.code] if code in names)) for item in items]


def item_of(code: str) -> NomenclatureItem | None:
    """The entry with this code in the list in force."""
    note = code_note(code)
    return note.item if note else None


def code_note(code: str) -> CodeNote | None:
    """What to say about a code; None without a code, or while no list is loaded."""
    code = normal_code(code)
    nomenclature = current_nomenclature() if code else None
    if nomenclature is None:
        return None
    item = db.session.scalars(
        select(NomenclatureItem).where(
            NomenclatureItem.nomenclature_id == nomenclature.id, NomenclatureItem.code == code
        )
    ).one_or_none()
    return CodeNote(code, nomenclature, item)


def known_codes(codes: Iterable[str]) -> dict[str, str]:
    """Those of the codes that the list in force has, with their names."""
    nomenclature = current_nomenclature()
    wanted = sorted({normal_code(code) for code in codes if code})
    if nomenclature is None or not wanted:
        return {}
    return _names(
        select(NomenclatureItem.code, NomenclatureItem.name).where(
            NomenclatureItem.nomenclature_id == nomenclature.id, NomenclatureItem.code.in_(wanted)
        )
    )


def unknown_codes(codes: Iterable[str]) -> frozenset[str]:
    """Those of the codes, as they are written, that the list in force does not have; none while no list is loaded."""
    if current_nomenclature() is None:
        return frozenset()
    written = {code for code in codes if code}
    known = known_codes(written)
    return frozenset(code for code in written if normal_code(code) not in known)


def with_nomenclature(fields: LineFields, picked: str) -> LineFields:
    """The fields with the code that was picked and its name, or with the name of a known code that was typed alone."""
    if picked:
        item = item_of(picked)
        return replace(fields, budget_code=item.code, budget_name=item.name) if item else fields
    if fields.budget_code and not fields.budget_name:
        item = item_of(fields.budget_code)
        return replace(fields, budget_code=item.code, budget_name=item.name) if item else fields
    return fields


def _names(wanted: Select[str, str]) -> dict[str, str]:
    return {row[0]: row[1] for row in db.session.execute(wanted)}


def _chain(code: str) -> tuple[str, ...]:
    chain: list[str] = []
    while code := parent_of(code):
        chain.insert(0, code)
    return tuple(chain)
