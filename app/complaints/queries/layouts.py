"""Remembered layouts, and what they say about a new file."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Select, select

from app.access import Actor, Permission, within
from app.complaints.import_formats.fields import Field, fold
from app.complaints.import_formats.mapping import reporter_columns, told_columns
from app.complaints.import_formats.reporter_columns import recognise_reporters
from app.complaints.import_formats.table import Table
from app.complaints.layouts import signature_of
from app.complaints.models import ImportMapping
from app.complaints.queries.reporters import may_keep_reporters
from app.complaints.reporters import ReporterField
from app.db import db

Key = TypeVar("Key", Field, ReporterField)


def layouts_of(actor: Actor, government_id: str) -> Select[Any]:
    """The layouts that a government's imports remember, by source, the latest first."""
    return (
        select(ImportMapping)
        .where(
            within(actor, Permission.COMPLAINT_IMPORT, ImportMapping),
            ImportMapping.government_id == government_id,
        )
        .order_by(ImportMapping.source, ImportMapping.used_at.desc(), ImportMapping.id)
    )


def proposed_columns(
    government_id: str, source: str, table: Table
) -> tuple[dict[Field, int], dict[ReporterField, int], ImportMapping | None]:
    """The columns of a file: as a person chose them for a file like it, else as their headings say.

    Those about the reporter only where the government keeps who complained.

    A file is like an earlier one of its source if it has the same headings, or at least all those that were chosen
    (a file of rejected rows lacks columns); of several the one that says most and was used last.
    """
    known = db.session.scalars(
        select(ImportMapping).where(
            ImportMapping.government_id == government_id, ImportMapping.source == source
        )
    ).all()
    signature = signature_of(table.headings)
    places = {fold(heading): position for position, heading in enumerate(table.headings) if fold(heading)}
    alike = [one for one in known if one.signature == signature] or [
        one for one in known if one.headings and _told_headings(one) <= set(places)
    ]
    if not alike:
        may_keep = may_keep_reporters(government_id)
        return table.columns, recognise_reporters(table.headings) if may_keep else {}, None
    layout = max(alike, key=lambda one: (len(one.headings), one.used_at.timestamp() if one.used_at else 0.0))
    chosen = {name: places[heading] for name, heading in layout.headings.items() if heading in places}
    seen = set(layout.layout)
    columns = _with_new(told_columns(chosen), table.columns, table.headings, seen)
    if not may_keep_reporters(government_id):
        return columns, {}, layout
    recognised = recognise_reporters(table.headings)
    return columns, _with_new(reporter_columns(chosen), recognised, table.headings, seen), layout


def _told_headings(layout: ImportMapping) -> set[str]:
    """The headings that were chosen for the complaint itself."""
    return {layout.headings[field] for field in Field if field in layout.headings}


def _with_new(
    chosen: Mapping[Key, int], recognised: Mapping[Key, int], headings: Sequence[str], known: set[str]
) -> dict[Key, int]:
    """Columns that the person has not seen may still be recognised; what they left out stays left out."""
    taken = set(chosen.values())
    return dict(chosen) | {
        field: position
        for field, position in recognised.items()
        if field not in chosen and position not in taken and fold(headings[position]) not in known
    }
