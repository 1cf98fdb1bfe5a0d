"""Forms about a document: what is said of it, and a newer file for it."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import to_user_timezone
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, Field, StringField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from app.assessment.documents.facts import Facts
from app.db import utc_now
from app.web.forms import VersionedForm

LAST_YEAR = 2100
FIRST_YEAR = 2000  # older papers prove nothing of today; nearly always a slip of the date box


def document_date_in_reach(_form: Any, field: Field) -> None:
    """A document that is evidence was issued in this century, and not after today."""
    if field.data is None:
        return
    if field.data.year < FIRST_YEAR:
        raise ValidationError(_("Tanggal dokumen paling awal 1 Januari %(year)s.", year=FIRST_YEAR))
    if field.data > to_user_timezone(utc_now()).date():
        raise ValidationError(_("Tanggal dokumen tidak boleh sesudah hari ini."))


def period_in_reach(_form: Any, field: Field) -> None:
    """The years of a period are ones that a document of today may speak of."""
    if field.data is not None and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
        raise ValidationError(_("Isi tahun antara %(first)s dan %(last)s.", first=FIRST_YEAR, last=LAST_YEAR))


def period_in_order(form: Any, field: Field) -> None:
    """A period ends on or after the day it begins."""
    if field.data and form.valid_from.data and field.data < form.valid_from.data:
        raise ValidationError(_("Akhir masa berlaku tidak boleh sebelum awalnya."))


class FactFields:
    """The fields that ask for the facts, for any form that has them among others."""

    document_date = DateField(
        _l("Tanggal dokumen"),
        description=_l("Tanggal yang tertulis pada dokumen."),
        validators=[Optional(), document_date_in_reach],
    )
    issuing_unit = StringField(
        _l("Penerbit dokumen"),
        description=_l("Misalnya Bupati, Sekretariat Daerah, atau OPD Anda."),
        validators=[Optional(), Length(max=200)],
    )
    valid_from = DateField(_l("Berlaku sejak"), validators=[Optional(), period_in_reach])
    valid_until = DateField(
        _l("Berlaku sampai"),
        description=_l("Kosongkan bila dokumen tidak menyebut akhir masa berlaku."),
        validators=[Optional(), period_in_reach, period_in_order],
    )

    @property
    def facts(self) -> Facts:
        """What was typed, once it is valid."""
        return {
            "document_date": self.document_date.data,
            "issuing_unit": (self.issuing_unit.data or "").strip(),
            "valid_from": self.valid_from.data,
            "valid_until": self.valid_until.data,
        }


class EvidenceForm(FactFields, VersionedForm):
    """What is said about a piece of evidence."""

    title = StringField(
        _l("Nama bukti dukung"),
        validators=[InputRequired(message=_l("Tulis nama bukti dukung.")), Length(max=255)],
    )


class UploadedForm(FactFields, FlaskForm):
    """What is said about a file that came in pieces, as the form of the answer asks it."""


class ReplaceForm(VersionedForm):
    """A newer file in the place of a document's file."""

    file = FileField(_l("Berkas baru"), validators=[FileRequired(message=_l("Pilih berkas penggantinya."))])
    note = StringField(
        _l("Mengapa diganti"),
        description=_l("Misalnya: ditandatangani, atau halaman dilengkapi. Pemverifikasi membacanya."),
        validators=[Optional(), Length(max=300)],
    )
