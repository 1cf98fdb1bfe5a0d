"""The assessment of one OPD as a workbook: categories, every question with its scores, the weakest, complaints."""

from collections.abc import Sequence

from flask_babel import gettext as _

from app.assessment.labels import STATE_LABELS
from app.assessment.states import AssessmentState
from app.complaints.labels.figures import data_until_text
from app.reports.catalogue.assessment_opd.loading import AssessmentData, ComplaintsOfUnit, IndicatorRow
from app.reports.renderers.excel import Column, Table, Value
from app.web.filters import tanggal, waktu


def tables(data: AssessmentData) -> list[Table]:
    """Categories and questions; the weakest and the complaints where there are any."""
    notes = notes_of(data)
    found = [category_table(data, notes), _questions(data, notes)]
    if data.weakest:
        found.append(distance_table(_("Indikator terlemah"), data.weakest, notes))
    if data.complaints is not None:
        found.append(complaint_table(data.complaints, notes))
    return found


def notes_of(data: AssessmentData) -> list[str]:
    """What every sheet says above: whose answers, of which round, how far they are."""
    state = str(STATE_LABELS[AssessmentState(data.state)])
    sent = [
        _("Dikirim %(moment)s, %(receipt)s", moment=waktu(data.submitted_at), receipt=data.receipt_number)
        if data.submitted_at
        else _("Belum dikirim: nilainya sementara dan belum dihitung dalam indeks pemerintah.")
    ]
    verified = [_("Terverifikasi %(day)s", day=tanggal(data.verified_at))] if data.verified_at else []
    return [
        _("Hasil asesmen %(unit)s, %(round)s", unit=data.unit_name, round=data.round_title),
        _("%(name)s, status %(state)s", name=data.government.name, state=state),
        *sent,
        *verified,
        data.instrument_title,
        *([data.instrument_notice] if data.instrument_notice else []),
        _("Indeks berskala 1–5; sel kosong berarti belum diketahui."),
    ]


def category_table(data: AssessmentData, notes: Sequence[str]) -> Table:
    """The index of the OPD beside that of the government, by category and as a whole."""
    columns = [
        Column(_("Kategori"), 36),
        Column(_("Indeks OPD"), 14, "index"),
        Column(_("Indeks pemerintah"), 14, "index"),
        Column(_("Predikat"), 20),
    ]
    rows: list[list[Value]] = [
        [category.name, category.index, category.government_index, None] for category in data.categories
    ]
    whole: list[Value] = [_("Keseluruhan"), data.index, data.government_index, data.predicate_name]
    return Table(_("Kategori"), columns, rows, notes, [whole])


def distance_table(name: str, rows: Sequence[IndicatorRow], notes: Sequence[str]) -> Table:
    """Questions with what counts now, and how far that is below the target."""
    columns = [
        Column(_("Kode"), 10),
        Column(_("Indikator"), 70),
        Column(_("Nilai"), 10, "number"),
        Column(_("Sasaran"), 10, "number"),
        Column(_("Jarak"), 10, "number"),
    ]
    return Table(
        name,
        columns,
        [[row.code, row.text, row.effective, row.target, _distance(row)] for row in rows],
        notes,
    )


def complaint_table(data: ComplaintsOfUnit, notes: Sequence[str]) -> Table:
    """The complaints of the base period in one row, with where they come from."""
    columns = [
        Column(_("Sumber"), 36),
        Column(_("Sejak"), 16),
        Column(_("Sampai dengan"), 16),
        Column(_("Masuk"), 12, "number"),
        Column(_("Bagian ditindaklanjuti"), 16, "share"),
        Column(_("Bagian selesai"), 16, "share"),
    ]
    row: list[Value] = [
        data.source,
        tanggal(data.start),
        tanggal(data.end),
        data.incoming,
        data.followed_up_share,
        data.closed_share,
    ]
    until = data_until_text(waktu(data.cut_off) if data.cut_off else None, data.here_until)
    return Table(_("Pengaduan"), columns, [row], [*notes, until])


def _questions(data: AssessmentData, notes: Sequence[str]) -> Table:
    columns = [
        Column(_("Kategori"), 28),
        Column(_("Kode"), 10),
        Column(_("Indikator"), 60),
        Column(_("Jawaban"), 36),
        Column(_("Mandiri"), 10, "number"),
        Column(_("Verifikasi"), 10, "number"),
        Column(_("Kementerian"), 12, "number"),
        Column(_("Nilai berlaku"), 10, "number"),
        Column(_("Sasaran"), 10, "number"),
        Column(_("Jarak"), 10, "number"),
        Column(_("Bukti dukung"), 12, "number"),
        Column(_("Alasan verifikasi"), 50),
    ]
    rows = [_question(category.name, row) for category in data.categories for row in category.rows]
    evidence = sum(row.evidence for category in data.categories for row in category.rows)
    answered = _("%(n)s dari %(total)s bernilai", n=data.answered, total=data.expected)
    sums: list[Value] = [_("Jumlah"), None, answered, *[None] * 7, evidence, None]
    return Table(_("Indikator"), columns, rows, notes, [sums])


def _question(category: str, row: IndicatorRow) -> list[Value]:
    return [
        category,
        row.code,
        row.text,
        row.answer,
        row.self_score,
        row.verified_score,
        row.ministry_score,
        row.effective,
        row.target,
        _distance(row),
        row.evidence,
        row.reason,
    ]


def _distance(row: IndicatorRow) -> int | None:
    """Unknown is not zero."""
    return None if row.effective is None or row.target is None else row.distance
