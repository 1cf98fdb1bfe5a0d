"""Giving a finished PDF its record and the code that leads to it."""

from dataclasses import replace
from hashlib import sha256

from flask import current_app

from app.access import Actor
from app.audit import record as audit
from app.db import db, new_id
from app.reports.document import Format, Subject
from app.reports.making import Made
from app.reports.models import IssuedDocument
from app.reports.renderers.verification import stamp

PLANS = ("action_plan", "plan_archive")
PATH = "/publik/verifikasi/"


def issue(actor: Actor, name: str, subject: Subject, kind: Format, language: str, made: Made) -> Made:
    """The document with its code on every page, and its record; other files than PDF stay as they are."""
    if kind is not Format.PDF:
        return made
    reference = new_id()
    content = stamp(made.content, address_of(reference), reference)
    issued = IssuedDocument(
        id=reference,
        government_id=subject.government_id,
        name=name,
        language=language,
        unit_id=subject.unit_id,
        record=subject.record,
        submission_id=subject.record or None if name in PLANS else None,
        file_name=made.file_name[:120],
        sha256=sha256(content).hexdigest(),
        size=len(content),
        is_concept=made.is_concept or bool(made.missing),
        issued_by=actor.user_id,
    )
    db.session.add(issued)
    db.session.flush()
    audit(
        actor,
        "report.issued",
        issued,
        government_id=issued.government_id,
        after={"name": name, "record": subject.record, "sha256": issued.sha256},
    )
    return replace(made, content=content)


def address_of(reference: str) -> str:
    """Where a stranger finds the record of a document."""
    return f"{str(current_app.config['PUBLIC_URL']).rstrip('/')}{PATH}{reference}"
