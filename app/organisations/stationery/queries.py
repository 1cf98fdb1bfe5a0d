"""Reading how a government's documents look."""

from sqlalchemy import select

from app.db import as_system, db
from app.organisations.models import MAIN, SECOND, SIGNATORY_FIELDS, DocumentSettings


def settings_of(government_id: str) -> DocumentSettings | None:
    """The settings; `None` while nobody set any.

    They are printed on every letter that leaves the house, so whoever may make a document may read them: the letter of
    result carries the ministry's head, whoever prints it.
    """
    with as_system():
        return db.session.scalars(
            select(DocumentSettings).where(DocumentSettings.government_id == government_id)
        ).one_or_none()


def signatory_of(settings: DocumentSettings | None, kind: str = MAIN) -> dict[str, str]:
    """Who signs documents of this kind: its own signatory, else the main one; all of `SIGNATORY_FIELDS` are keys."""
    known = settings.signatories if settings is not None else {}
    found = known.get(kind) or known.get(MAIN) or {}
    return {field: found.get(field, "") for field in SIGNATORY_FIELDS}


def second_of(settings: DocumentSettings | None, kind: str = MAIN) -> dict[str, str] | None:
    """Who takes note of documents of this kind beside the signatory; None where there is nobody.

    A kind with a signatory of its own has its own second one, or none.
    """
    known = settings.signatories if settings is not None else {}
    found = known.get(kind + SECOND) or (None if known.get(kind) else known.get(MAIN + SECOND))
    return {field: found.get(field, "") for field in SIGNATORY_FIELDS} if found else None
