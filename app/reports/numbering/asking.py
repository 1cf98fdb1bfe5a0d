"""Giving a number on the page that asks for a document."""

from flask import flash
from flask_babel import gettext as _

from app.access import Actor, Permission
from app.organisations.models import Government
from app.reports.document import Document, NothingToPrintError, Subject
from app.reports.forms import NO_NUMBER, DocumentForm
from app.reports.numbering.actions import NoPatternError, NumberTakenError, give_number
from app.reports.numbering.queries import coming_number
from app.reports.queries import Offer


def number_form(actor: Actor, government: Government, offer: Offer) -> DocumentForm:
    """The form, with the number that comes next for whom may give one."""
    may = actor.may(Permission.GOVERNMENT_DOCUMENTS, government.id)
    coming = coming_number(government, offer.document.series) if may and offer.document.numbered else None
    return DocumentForm(offer, coming[1] if coming else None, may_number=may)


def numbered_as_asked(
    actor: Actor, government: Government, document: Document, subject: Subject, form: DocumentForm
) -> bool:
    """Give the number that the form asks for. False: it cannot be given, and the form says why beside the field."""
    if form.chosen_numbering == NO_NUMBER:
        return True
    try:
        content = document.load(subject)
    except NothingToPrintError as error:
        form.numbering.errors = [str(error)]
        return False
    if document.is_concept(content):
        form.numbering.errors = [_("Dokumen ini masih konsep. Nomor diberikan setelah dokumennya final.")]
        return False
    if printed := document.printed_number(content):
        form.numbering.errors = [_("Dokumen ini sudah bernomor %(number)s.", number=printed)]
        return False
    try:
        given = give_number(
            actor, government, document.series, document.numbered_subject(subject, content), form.typed_number
        )
    except NumberTakenError as error:
        form.number.errors = [_("Nomor %(number)s sudah dipakai.", number=str(error))]
        return False
    except NoPatternError:
        form.numbering.errors = [_("Pola nomor belum diatur untuk dokumen ini.")]
        return False
    flash(_("Dokumen ini bernomor %(number)s.", number=given.number), "info")
    return True
