"""The words of the budget nomenclature."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.plans.rules.nomenclature import BudgetLevel, NomenclatureFault, NomenclatureProblem

LEVEL_LABELS: Mapping[BudgetLevel, LazyString] = {
    BudgetLevel.AFFAIR: _l("Urusan"),
    BudgetLevel.FIELD: _l("Bidang urusan"),
    BudgetLevel.PROGRAM: _l("Program"),
    BudgetLevel.ACTIVITY: _l("Kegiatan"),
    BudgetLevel.SUB_ACTIVITY: _l("Sub-kegiatan"),
}

_FAULTS: Mapping[NomenclatureFault, LazyString] = {
    NomenclatureFault.NO_HEADER: _l("tidak ada baris judul dengan kolom Kode dan Nama"),
    NomenclatureFault.NO_ROWS: _l("tidak ada baris di bawah judul kolom"),
    NomenclatureFault.TOO_MANY_ROWS: _l("barisnya terlalu banyak; paling banyak 50.000"),
    NomenclatureFault.CODE_MISSING: _l("kodenya kosong"),
    NomenclatureFault.CODE_UNREADABLE: _l("bukan kode; tulis seperti 2.16.01.2.06"),
    NomenclatureFault.CODE_TWICE: _l("kode ini sudah ada di baris sebelumnya"),
    NomenclatureFault.LEVEL_UNKNOWN: _l(
        "jumlah bagian kodenya tidak dikenal; program 3, kegiatan 5, sub-kegiatan 6 bagian"
    ),
    NomenclatureFault.PARENT_MISSING: _l("kode induknya tidak ada dalam berkas ini"),
    NomenclatureFault.NAME_MISSING: _l("namanya kosong"),
    NomenclatureFault.NAME_TOO_LONG: _l("namanya lebih dari 300 karakter"),
}


def fault_text(problem: NomenclatureProblem) -> str:
    """A fault as the operator reads it, with its row."""
    reason, value = str(_FAULTS[problem.fault]), problem.value
    if not problem.row:
        return f"{reason} ({value})" if value else reason
    told = _("baris %(row)s: %(reason)s", row=problem.row, reason=reason)
    return f"{told} ({value})" if value else str(told)
