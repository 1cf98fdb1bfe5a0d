"""Giving a document its number, and voiding one."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.access import Actor, Permission, check
from app.audit import record
from app.db import db, utc_now
from app.organisations.models import Government
from app.reports.document import Subject
from app.reports.models import DocumentNumber
from app.reports.numbering.queries import (
    coming_number,
    number_in_force,
    stands_on_a_plan,
    subject_key,
)


class NumberTakenError(ValueError):
    """Another document has this number, or had it once."""


class NoPatternError(LookupError):
    """No pattern is set for this kind of document: its numbers are typed."""


def give_number(
    actor: Actor, government: Government, name: str, subject: Subject, typed: str = ""
) -> DocumentNumber:
    """The number of a final document: the one it has, else `typed`, else the next one of the pattern.

    Two who ask at once come one after the other. Raises `NumberTakenError` and `NoPatternError`.
    """
    check(actor, Permission.GOVERNMENT_DOCUMENTS, government.id)
    # Held until the transaction ends: nobody else counts meanwhile.
    db.session.scalars(
        select(Government).where(Government.id == government.id).with_for_update(of=Government)
    ).one()
    found = number_in_force(name, subject)
    if found is not None:
        return found
    running, number = _wanted(government, name, typed)
    if stands_on_a_plan(government.id, number):
        raise NumberTakenError(number)
    given = DocumentNumber(
        government_id=government.id,
        name=name,
        subject=subject_key(subject),
        year=government.today().year,
        running=running,
        number=number,
        given_by=actor.user_id,
    )
    try:
        with db.session.begin_nested():
            db.session.add(given)
    except IntegrityError as error:
        raise NumberTakenError(number) from error
    record(
        actor,
        "report.numbered",
        given,
        government_id=government.id,
        after={"name": name, "number": number, "typed": running is None},
    )
    return given


def void_number(actor: Actor, given: DocumentNumber, reason: str) -> None:
    """Take a number from its document. It stays in the book and is never given again."""
    check(actor, Permission.GOVERNMENT_DOCUMENTS, given.government_id)
    db.session.refresh(given, with_for_update={"of": DocumentNumber})
    if given.voided_at is not None:
        return
    given.voided_at, given.voided_by, given.void_reason = utc_now(), actor.user_id, reason.strip()
    db.session.flush()
    record(
        actor,
        "report.number_voided",
        given,
        government_id=given.government_id,
        after={"number": given.number, "reason": given.void_reason},
    )


def _wanted(government: Government, name: str, typed: str) -> tuple[int | None, str]:
    if typed:
        return None, typed
    coming = coming_number(government, name)
    if coming is None:
        raise NoPatternError(name)
    return coming
