"""The forms of workbooks that come back."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import Field, MultipleFileField, ValidationError

from app.web.forms import CreatingForm


class WorkbookForm(CreatingForm):
    """The filled-in workbook, XLSX or ODS."""

    file = FileField(_l("Lembar asesmen"), validators=[FileRequired(_l("Pilih berkas dahulu."))])


class WorkbooksForm(CreatingForm):
    """Several workbooks at once, or a ZIP of them."""

    files = MultipleFileField(_l("Lembar asesmen"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.files.flags.required = True  # checked below, as an empty field sends one nameless file

    @property
    def given(self) -> list[Any]:
        """The chosen files; browsers send one nameless entry for an empty field."""
        return [upload for upload in self.files.data or [] if getattr(upload, "filename", "")]

    def validate_files(self, _field: Field) -> None:
        """At least one file."""
        if not self.given:
            raise ValidationError(_("Pilih berkas dahulu."))
