"""The minutes of a verification as a workbook: every OPD before and after, every answer that was changed and why."""

from flask_babel import gettext as _

from app.assessment.labels import STATE_LABELS
from app.assessment.states import AssessmentState
from app.reports.catalogue.verification_minutes.loading import MinutesData, UnitRow
from app.reports.renderers.excel import Column, Table, Value
from app.web.filters import tanggal, waktu


def tables(data: MinutesData) -> list[Table]:
    """OPD, changed answers, and objections where there are any."""
    notes = [
        _("Berita acara verifikasi, %(round)s", round=data.round_title),
        data.government.name,
        data.instrument_title,
        _("Terverifikasi: %(n)s dari %(total)s OPD", n=len(data.verified), total=len(data.units)),
        _("Indeks berskala 1–5; sel kosong berarti belum diketahui."),
        *([data.instrument_notice] if data.instrument_notice else []),
    ]
    found = [_units(data, notes), _changed(data, notes)]
    return [*found, _objections(data, notes)] if data.objections else found


def _units(data: MinutesData, notes: list[str]) -> Table:
    columns = [
        Column(_("No."), 6, "number"),
        Column(_("OPD"), 44),
        Column(_("Status"), 18),
        Column(_("Dikirim"), 24),
        Column(_("Terverifikasi"), 18),
        Column(_("Mandiri"), 12, "index"),
        Column(_("Verifikasi"), 12, "index"),
        Column(_("Jawaban diverifikasi"), 14, "number"),
        Column(_("Nilainya diubah"), 14, "number"),
    ]
    rows = [_unit(number, unit) for number, unit in enumerate(data.units, start=1)]
    judged: list[Value] = [
        sum(unit.verified for unit in data.units),
        sum(unit.changed for unit in data.units),
    ]
    sums: list[list[Value]] = [
        [None, _("Jumlah"), None, None, None, None, None, *judged],
        [None, _("Indeks pemerintah"), None, None, None, None, data.index, None, None],
    ]
    return Table(_("Hasil per OPD"), columns, rows, notes, sums)


def _unit(number: int, unit: UnitRow) -> list[Value]:
    return [
        number,
        unit.name,
        str(STATE_LABELS[AssessmentState(unit.state)]),
        waktu(unit.submitted_at) if unit.submitted_at else "",
        tanggal(unit.verified_at) if unit.is_verified and unit.verified_at else "",
        unit.own_index,
        unit.index,
        unit.verified if unit.is_verified else None,
        unit.changed if unit.is_verified else None,
    ]


def _changed(data: MinutesData, notes: list[str]) -> Table:
    columns = [
        Column(_("OPD"), 40),
        Column(_("Kode"), 10),
        Column(_("Indikator"), 60),
        Column(_("Mandiri"), 10, "number"),
        Column(_("Verifikasi"), 10, "number"),
        Column(_("Alasan"), 60),
    ]
    rows: list[list[Value]] = [
        [each.unit, each.code, each.text, each.self_score, each.verified_score, each.reason]
        for each in data.changed
    ]
    return Table(_("Jawaban yang nilainya diubah"), columns, rows, notes)


def _objections(data: MinutesData, notes: list[str]) -> Table:
    columns = [
        Column(_("OPD"), 40),
        Column(_("Kode"), 10),
        Column(_("Indikator"), 60),
        Column(_("Nilai semula"), 10, "number"),
        Column(_("Alasan keberatan"), 60),
        Column(_("Diajukan"), 18),
        Column(_("Nilai keputusan"), 12, "number"),
        Column(_("Alasan keputusan"), 60),
        Column(_("Diputuskan"), 18),
    ]
    rows: list[list[Value]] = [
        [
            each.unit,
            each.code,
            each.text,
            each.score,
            each.reason,
            tanggal(each.raised_at),
            each.decided_score,
            each.decision if not each.is_open else _("Belum diputuskan"),
            tanggal(each.decided_at) if each.decided_at else "",
        ]
        for each in data.objections
    ]
    return Table(_("Keberatan"), columns, rows, notes)
