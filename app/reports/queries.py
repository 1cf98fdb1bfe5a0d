"""Which documents there are for whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from app.access import Actor, Permission, within
from app.db import db
from app.files import StoredFile
from app.organisations.models import Government, GovernmentKind, Unit
from app.plans.models import ReviewDecision
from app.plans.rules import Verdict
from app.reports.catalogue import DOCUMENTS, Document, Format, Option, Subject, UnitChoice, find
from app.reports.collection import Collection
from app.reports.models import GeneratedDocument

MOST = 60  # rows of the list


@dataclass(frozen=True)
class Offer:
    """A document that the actor may have made, and what there is to choose."""

    document: Document
    units: tuple[Unit, ...]
    whole: bool  # also without an OPD
    records: tuple[Option, ...]


def may_read(actor: Actor, document: Document, subject: Subject) -> bool:
    """Whoever may read what a document is made from may read the document."""
    return actor.may(document.permission(subject), subject.government_id, subject.unit_id)


def may_make(actor: Actor, document: Document, subject: Subject) -> bool:
    """Making one takes the right to make documents there besides."""
    return may_read(actor, document, subject) and actor.may(
        Permission.REPORT_CREATE, subject.government_id, subject.unit_id
    )


def offers(actor: Actor, government: Government) -> list[Offer]:
    """The documents that the actor may have made for a government now."""
    found = (offer_of(actor, document, government) for document in DOCUMENTS.values())
    return [offer for offer in found if offer is not None]


def grouped(found: Sequence[Offer]) -> list[tuple[str, list[Offer]]]:
    """Offers under the headings of the page: one document, many documents at once. Empty groups are left out."""
    groups = (
        (_("Buat dokumen"), [each for each in found if not isinstance(each.document, Collection)]),
        (_("Banyak dokumen sekaligus"), [each for each in found if isinstance(each.document, Collection)]),
    )
    return [(heading, group) for heading, group in groups if group]


def offer_of(actor: Actor, document: Document, government: Government) -> Offer | None:
    """What the actor may have made of one document; `None` when there is nothing."""

    def may(unit_id: str | None, record: str = "") -> bool:
        return may_make(actor, document, Subject(government.id, unit_id, record))

    records = tuple(document.records(actor, government))
    if document.unit_choice is UnitChoice.NONE:
        records = tuple(option for option in records if may(option.unit_id, option.value))
        return Offer(document, (), True, records) if records else None
    whole = document.unit_choice is UnitChoice.OPTIONAL and may(None)
    units = tuple(unit for unit in document.units(government) if may(unit.id)) if records else ()
    return Offer(document, units, whole, records) if records and (whole or units) else None


def made_documents(actor: Actor, government: Government) -> list[GeneratedDocument]:
    """The documents of a government that the actor may read, the latest first; also those that are being made."""
    rows = db.session.scalars(
        select(GeneratedDocument)
        .where(GeneratedDocument.government_id == government.id)
        .options(joinedload(GeneratedDocument.file), joinedload(GeneratedDocument.job))
        .order_by(GeneratedDocument.created_at.desc(), GeneratedDocument.id)
        .limit(MOST * 5)
    ).all()
    return [row for row in rows if _readable(actor, row)][:MOST]


def document_with_file(actor: Actor, document_id: str) -> GeneratedDocument | None:
    """A finished document that the actor may read; `None` for an unknown, unfinished or foreign one alike."""
    row = db.session.get(GeneratedDocument, document_id)
    return row if row is not None and row.file is not None and _readable(actor, row) else None


def accepted_pdf(submission_id: str) -> StoredFile | None:
    """The finished document of an accepted submission, without the mark of a concept; for the public page.

    The caller has made sure that the plan is public, and reads with the rights of the system.
    """
    return db.session.scalars(
        select(StoredFile)
        .join(GeneratedDocument, GeneratedDocument.file_id == StoredFile.id)
        .join(ReviewDecision, ReviewDecision.submission_id == GeneratedDocument.record)
        .where(
            GeneratedDocument.name == "action_plan",
            GeneratedDocument.kind == Format.PDF,
            GeneratedDocument.language == "id",
            GeneratedDocument.record == submission_id,
            ReviewDecision.verdict == Verdict.ACCEPTED,
            # What was made before the decision still says that it is a concept.
            GeneratedDocument.made_at >= ReviewDecision.created_at,
        )
        .order_by(GeneratedDocument.made_at.desc())
        .limit(1)
    ).one_or_none()


def unit_names(rows: Sequence[GeneratedDocument]) -> dict[str, str]:
    """Names of the OPD that documents are about, by id."""
    wanted = {row.unit_id for row in rows if row.unit_id}
    if not wanted:
        return {}
    return {
        row[0]: row[1] for row in db.session.execute(select(Unit.id, Unit.name).where(Unit.id.in_(wanted)))
    }


def record_labels(
    actor: Actor, government: Government, rows: Sequence[GeneratedDocument]
) -> dict[tuple[str, str], str]:
    """What the records of documents are called, by document and record."""
    names = {row.name for row in rows}
    return {
        (name, option.value): option.label
        for name, document in DOCUMENTS.items()
        if name in names
        for option in document.records(actor, government)
    }


def _readable(actor: Actor, row: GeneratedDocument) -> bool:
    document = find(row.name)
    return document is not None and may_read(actor, document, row.subject)


def governments_to_choose(actor: Actor, words: str) -> Select[Government]:
    """Those within reach that use Renaksi, and the provinces: the own one and the ministry first, then by name.

    `words` looks in name and code.
    """
    return (
        select(Government)
        .where(
            or_(Government.is_active.is_(True), Government.kind == GovernmentKind.PROVINCE),
            within(actor, Permission.REPORT_READ, Government, column=Government.id),
            or_(
                Government.name.icontains(words, autoescape=True),
                Government.code.startswith(words, autoescape=True),
            ),
        )
        .order_by(
            Government.id != (actor.government_id or ""),
            Government.kind != GovernmentKind.MINISTRY,
            Government.name,
        )
    )
