"""What is wrong with a pattern of numbers, in words."""

from typing import Any

from flask_babel import gettext as _

from app.organisations.rules.numbering import Fault, PatternFault


def fault_text(fault: Fault) -> str:
    """One fault for the person who typed the pattern."""
    return str(_text(fault))


def _text(fault: Fault) -> Any:
    match fault.kind:
        case PatternFault.UNKNOWN_PART if fault.nearest:
            near = "{" + fault.nearest + "}"
            return _("{%(name)s} tidak dikenal. Mungkin maksudnya %(near)s.", name=fault.typed, near=near)
        case PatternFault.UNKNOWN_PART:
            return _("{%(name)s} tidak dikenal.", name=fault.typed)
        case PatternFault.NO_NUMBER:
            return _("Pola harus memuat {nomor} satu kali.")
        case PatternFault.NO_YEAR:
            return _("Pola harus memuat {tahun}, karena nomor urut dimulai lagi setiap tahun.")
        case PatternFault.NO_CODE:
            return _("Pola memuat {kode}; isi kodenya.")
        case PatternFault.BRACE:
            return _("Ada kurung kurawal yang tidak berpasangan.")
        case PatternFault.SIGN:
            return _("Tanda %(sign)s tidak dapat dipakai dalam nomor.", sign=fault.typed)
        case PatternFault.TOO_LONG:
            return _("Pola ini terlalu panjang.")
