"""Layouts of files that a person has explained once: remembered per source, used again, forgotten on request."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from app.access import Actor
from app.audit import record
from app.complaints.import_formats.fields import fold
from app.complaints.layouts import folded, signature_of
from app.complaints.models import ComplaintImport, ImportMapping
from app.db import db, utc_now

MOST_PER_SOURCE = 20


def remember(made: ComplaintImport, columns: Mapping[str, int]) -> None:
    """Keep the columns (field → position) that a person confirmed for the source's next file with the same headings.

    Of too many layouts the one that was not used for longest is forgotten.
    """
    known = db.session.scalars(
        select(ImportMapping).where(
            ImportMapping.government_id == made.government_id, ImportMapping.source == made.source
        )
    ).all()
    signature = signature_of(made.headings)
    layout = next((one for one in known if one.signature == signature), None)
    if layout is None:
        layout = ImportMapping(government_id=made.government_id, source=made.source, signature=signature)
        _make_room(known)
    layout.layout = folded(made.headings)
    layout.headings = {field: fold(made.headings[position]) for field, position in columns.items()}
    layout.used_at = utc_now()
    db.session.add(layout)
    db.session.flush()


def forget_layout(actor: Actor, layout: ImportMapping) -> None:
    """Forget a layout; files like it are recognised by their headings alone from now on."""
    record(
        actor,
        "complaints.layout_forgotten",
        layout,
        government_id=layout.government_id,
        before={"source": layout.source},
    )
    db.session.delete(layout)
    db.session.flush()


def _make_room(known: Sequence[ImportMapping]) -> None:
    if len(known) >= MOST_PER_SOURCE:
        oldest = min(known, key=lambda one: one.used_at.timestamp() if one.used_at else 0.0)
        db.session.delete(oldest)
