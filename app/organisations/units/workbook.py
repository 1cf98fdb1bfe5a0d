"""The list of OPD as a workbook: what is there, or an empty one to fill in."""

import io
from collections.abc import Iterable

import xlsxwriter
from flask_babel import gettext as _

from app.organisations.labels import UNIT_KINDS
from app.organisations.models import Unit

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDTHS = (50, 20, 24, 60, 12)


def unit_workbook(units: Iterable[Unit]) -> bytes:
    """XLSX with one row an OPD. Its columns are those that the upload understands; text never becomes a formula."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        bold = book.add_format({"bold": True, "bg_color": "#e6f1f4", "bottom": 1})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(_("Daftar OPD"))
        # The headings are the ones the upload knows; they are not translated.
        for column, heading in enumerate(("Nama OPD", "Jenis", "Singkatan", "Nama lain", "Status")):
            sheet.set_column(column, column, _WIDTHS[column])
            sheet.write_string(0, column, heading, bold)
        sheet.freeze_panes(1, 0)
        kinds = [str(label) for label in UNIT_KINDS.values()]
        sheet.data_validation(
            1, 1, 1_000, 1, {"validate": "list", "source": kinds, "error_type": "information"}
        )
        for row, unit in enumerate(units, start=1):
            cells = (
                unit.name,
                str(UNIT_KINDS[unit.kind]),
                unit.short_name,
                "; ".join(alias.alias for alias in unit.aliases),
                _("Aktif") if unit.is_active else _("Nonaktif"),
            )
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, cell, plain)
        _explain(book)
    return buffer.getvalue()


def _explain(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet(_("Petunjuk"))
    sheet.set_column(0, 0, 100)
    lines = (
        _("Satu baris untuk satu OPD. Hanya kolom Nama OPD yang wajib diisi."),
        _("Jenis boleh dikosongkan; Renaksi menebaknya dari nama, misalnya Dinas Sosial menjadi Dinas."),
        _("Nama lain adalah ejaan yang dipakai di SP4N-LAPOR!. Pisahkan dengan titik koma."),
        _("OPD yang sudah ada di Renaksi tidak berubah; hanya nama lainnya yang ditambahkan."),
    )
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line)
