"""The form of a workbook that comes back."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired

from app.web.forms import CreatingForm


class WorkbookForm(CreatingForm):
    """The filled-in workbook, XLSX or ODS."""

    file = FileField(_l("Lembar asesmen"), validators=[FileRequired(_l("Pilih berkas dahulu."))])
