"""The words of this package."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.plans.compile import OriginKind
from app.plans.rules import (
    AssignedHow,
    CommentKind,
    Fault,
    FundSource,
    Gap,
    Outcome,
    Party,
    PlanState,
    SecondOpinion,
    Severity,
    Step,
    Verdict,
)

STATE_LABELS: Mapping[PlanState, LazyString] = {
    PlanState.DRAFTING: _l("Sedang disusun"),
    PlanState.AWAITING_APPROVAL: _l("Menunggu persetujuan pimpinan"),
    PlanState.APPROVED: _l("Disetujui pimpinan"),
    PlanState.SUBMITTED: _l("Terkirim ke kementerian"),
    PlanState.UNDER_REVIEW: _l("Sedang ditelaah"),
    PlanState.RETURNED: _l("Dikembalikan"),
    PlanState.ACCEPTED: _l("Diterima"),
}

STATE_TONES: Mapping[PlanState, str] = {
    PlanState.DRAFTING: "neutral",
    PlanState.AWAITING_APPROVAL: "warning",
    PlanState.APPROVED: "info",
    PlanState.SUBMITTED: "info",
    PlanState.UNDER_REVIEW: "warning",
    PlanState.RETURNED: "danger",
    PlanState.ACCEPTED: "success",
}

# Whose turn it is, said to the person who reads it.
TURN_LABELS: Mapping[Party, LazyString] = {
    Party.COORDINATOR: _l("Giliran koordinator"),
    Party.LEADER: _l("Giliran pimpinan"),
    Party.MINISTRY: _l("Giliran kementerian"),
    Party.NOBODY: _l("Selesai"),
}

# Why units cannot propose anything in this state; in the states that are missing here they can.
PROPOSALS_CLOSED: Mapping[PlanState, LazyString] = {
    PlanState.AWAITING_APPROVAL: _l("Rencana aksi sedang menunggu persetujuan pimpinan."),
    PlanState.APPROVED: _l("Rencana aksi sudah disetujui pimpinan dan akan dikirim ke kementerian."),
    PlanState.SUBMITTED: _l("Rencana aksi sudah dikirim ke kementerian."),
    PlanState.UNDER_REVIEW: _l("Rencana aksi sedang ditelaah kementerian."),
    PlanState.RETURNED: _l(
        "Kementerian mengembalikan rencana aksi. Usulan dibuka lagi setelah koordinator memulai perbaikannya."
    ),
    PlanState.ACCEPTED: _l("Rencana aksi sudah diterima kementerian."),
}

STEP_LABELS: Mapping[Step, LazyString] = {
    Step.REQUEST_APPROVAL: _l("Dimintakan persetujuan pimpinan"),
    Step.WITHDRAW: _l("Permintaan persetujuan ditarik"),
    Step.APPROVE: _l("Disetujui pimpinan"),
    Step.SEND_BACK: _l("Dikembalikan pimpinan untuk diperbaiki"),
    Step.REOPEN: _l("Dibuka kembali untuk diubah"),
    Step.SUBMIT: _l("Dikirim ke kementerian"),
    Step.START_REVIEW: _l("Telaah dimulai"),
    Step.RETURN: _l("Dikembalikan kementerian"),
    Step.ACCEPT: _l("Diterima kementerian"),
    Step.REVISE: _l("Perbaikan dimulai"),
}

STEP_TONES: Mapping[Step, str] = {
    Step.APPROVE: "success",
    Step.ACCEPT: "success",
    Step.SEND_BACK: "warning",
    Step.RETURN: "danger",
}

FUND_SOURCE_LABELS: Mapping[FundSource, LazyString] = {
    FundSource.APBD: _l("APBD"),
    FundSource.APBN: _l("APBN"),
    FundSource.GRANT: _l("Hibah"),
    FundSource.OTHER: _l("Lainnya"),
}

SEVERITY_LABELS: Mapping[Severity, LazyString] = {
    Severity.MUST: _l("Wajib diperbaiki"),
    Severity.SHOULD: _l("Sebaiknya diperbaiki"),
    Severity.NOTE: _l("Catatan"),
}

SEVERITY_TONES: Mapping[Severity, str] = {
    Severity.MUST: "danger",
    Severity.SHOULD: "warning",
    Severity.NOTE: "info",
}

COMMENT_KIND_LABELS: Mapping[CommentKind, LazyString] = {
    CommentKind.REVIEW: _l("Telaah kementerian"),
    CommentKind.RECOMMENDATION: _l("Rekomendasi provinsi"),
    CommentKind.FINDING: _l("Temuan Ombudsman"),
}

OUTCOME_LABELS: Mapping[Outcome, LazyString] = {
    Outcome.FIXED: _l("Diperbaiki"),
    Outcome.UNCHANGED: _l("Tidak diubah"),
}

OUTCOME_TONES: Mapping[Outcome, str] = {Outcome.FIXED: "success", Outcome.UNCHANGED: "neutral"}

SECOND_OPINION_LABELS: Mapping[SecondOpinion, LazyString] = {
    SecondOpinion.AGREES: _l("Sependapat dengan keputusannya"),
    SecondOpinion.DIFFERS: _l("Berbeda pendapat"),
}

ASSIGNED_HOW_LABELS: Mapping[AssignedHow, LazyString] = {
    AssignedHow.SELF: _l("mengambil sendiri"),
    AssignedHow.OTHER: _l("ditugaskan"),
    AssignedHow.SPREAD: _l("dari pembagian antrean"),
}

VERDICT_LABELS: Mapping[Verdict, LazyString] = {
    Verdict.ACCEPTED: _l("Diterima"),
    Verdict.RETURNED: _l("Dikembalikan"),
}

ORIGIN_LABELS: Mapping[OriginKind, LazyString] = {
    OriginKind.GAP: _l("Kesenjangan asesmen"),
    OriginKind.COMPLAINT: _l("Pola pengaduan"),
    OriginKind.PROPOSAL: _l("Usulan OPD"),
}

GAP_LABELS: Mapping[Gap, LazyString] = {
    Gap.NO_TARGET: _l("target belum diisi"),
    Gap.NO_OUTPUT: _l("indikator keluaran belum diisi"),
    Gap.NO_UNIT_OF_MEASURE: _l("satuan belum diisi"),
    Gap.NO_RESPONSIBLE: _l("penanggung jawab belum dipilih"),
    Gap.NO_BUDGET: _l("anggaran belum diisi (isi 0 bila tanpa anggaran)"),
    Gap.NO_FUND_SOURCE: _l("sumber dana belum dipilih"),
    Gap.NO_QUARTERS: _l("triwulan belum dipilih"),
}

FAULT_TEXTS: Mapping[Fault, LazyString] = {
    Fault.MISSING: _l("Wajib diisi."),
    Fault.NOT_A_NUMBER: _l("Isi dengan angka, misalnya 12 atau 12,5."),
    Fault.NEGATIVE: _l("Tidak boleh kurang dari 0."),
    Fault.TOO_LARGE: _l("Angkanya terlalu besar."),
    Fault.NOT_WHOLE: _l("Isi dengan rupiah bulat, tanpa sen."),
    Fault.FOREIGN_YEAR: _l("Tahun ini tidak termasuk tahun rencana."),
    Fault.NO_QUARTER: _l("Pilih triwulan I sampai IV."),
    Fault.UNKNOWN: _l("Pilihan ini tidak dikenal."),
    Fault.AMBIGUOUS: _l("Lebih dari satu yang bernama begini; tulis nama lengkapnya."),
    Fault.TOO_LONG: _l("Terlalu panjang."),
}

FIELD_LABELS: Mapping[str, LazyString] = {
    "category_code": _l("Kategori"),
    "indicator_id": _l("Indikator asesmen"),
    "indicator_code": _l("Indikator asesmen"),
    "problem": _l("Permasalahan"),
    "activity": _l("Kegiatan"),
    "output_indicator": _l("Indikator keluaran"),
    "unit_of_measure": _l("Satuan"),
    "baseline": _l("Kondisi awal"),
    "targets": _l("Target"),
    "budgets": _l("Anggaran"),
    "fund_source": _l("Sumber dana"),
    "budget_code": _l("Kode anggaran"),
    "budget_name": _l("Nomenklatur anggaran"),
    "responsible_unit_id": _l("Penanggung jawab"),
    "responsible_unit": _l("Penanggung jawab"),
    "supporting_unit_ids": _l("OPD pendukung"),
    "supporting_units": _l("OPD pendukung"),
    "quarters": _l("Triwulan"),
    "complaint_category": _l("Kategori pengaduan"),
    "remarks": _l("Keterangan"),
}

QUARTER_LABELS: Mapping[int, str] = {1: "TW I", 2: "TW II", 3: "TW III", 4: "TW IV"}

AUDIT_LABELS: Mapping[str, LazyString] = {
    "plan.created": _l("Rencana aksi dibuat"),
    "plan.carried_over": _l("Rencana dibawa dari rencana sebelumnya"),
    "plan.line_confirmed": _l("Kegiatan lama dinyatakan masih berlaku"),
    "plan.goals_set": _l("Sasaran level diubah"),
    "plan.renamed": _l("Judul, tahun, atau nomor rencana aksi diubah"),
    "plan.compiled": _l("Hasil penyusunan diterima"),
    "nomenclature.loaded": _l("Nomenklatur anggaran dimuat"),
    "plan.workbook_taken": _l("Berkas matriks diambil alih"),
    "plan.line_added": _l("Baris rencana ditambahkan"),
    "plan.line_edited": _l("Baris rencana diubah"),
    "plan.line_moved": _l("Baris rencana dipindahkan"),
    "plan.line_deleted": _l("Baris rencana dihapus"),
    "plan.line_restored": _l("Baris rencana dipulihkan"),
    "plan.lines_merged": _l("Baris rencana digabungkan"),
    "plan.line_adopted": _l("Praktik baik diambil ke dalam rencana"),
    "plan.problem_answered": _l("Masalah pengaduan dijawab dengan baris rencana"),
    "plan.problem_left": _l("Kaitan baris dengan masalah pengaduan dilepas"),
    "plan.chapter_edited": _l("Naskah rencana diubah"),
    "plan.chapter_restored": _l("Naskah rencana dikembalikan ke keadaan sebelumnya"),
    "plan.sentences_confirmed": _l("Kalimat naskah dinyatakan masih sesuai dengan angkanya"),
    "plan.margin_noted": _l("Catatan pinggir ditulis"),
    "plan.margin_answered": _l("Catatan pinggir dibalas"),
    "plan.margin_closed": _l("Catatan pinggir ditutup atau dibuka kembali"),
    "plan.commented": _l("Catatan telaah diberikan"),
    "plan.comment_answered": _l("Catatan telaah dijawab"),
    "plan.comment_edited": _l("Catatan telaah diubah"),
    "plan.comment_withdrawn": _l("Catatan telaah ditarik"),
    "plan.review_assigned": _l("Telaah ditugaskan"),
    "plan.review_released": _l("Penugasan telaah dilepas"),
    "plan.review_scored": _l("Nilai telaah disimpan"),
    "plan.review_drawn": _l("Sampel telaah ditarik"),
    "plan.review_looked_again": _l("Pembacaan kedua dicatat"),
    "plan.comment_resolved": _l("Catatan telaah ditutup"),
    "review.phrase_saved": _l("Pustaka catatan disimpan"),
    "review.phrase_deleted": _l("Pustaka catatan dihapus"),
    "plan.submission_kept": _l("Kiriman dibekukan dengan sidik digitalnya"),
    "plan.template_taken": _l("Perubahan templat naskah ditanggapi"),
    "template.begun": _l("Konsep templat naskah dimulai"),
    "template.edited": _l("Konsep templat naskah diubah"),
    "template.published": _l("Templat naskah diterbitkan"),
    "template.draft_deleted": _l("Konsep templat naskah dihapus"),
    "proposal.created": _l("Usulan kegiatan dibuat"),
    "proposal.edited": _l("Usulan kegiatan diubah"),
    "proposal.withdrawn": _l("Usulan kegiatan ditarik"),
    **{f"plan.{step.value}": label for step, label in STEP_LABELS.items()},
}

RECORD_LABELS: Mapping[str, LazyString] = {
    "plan": _l("Rencana aksi"),
    "plan_line": _l("Baris rencana"),
    "budget_nomenclature": _l("Nomenklatur anggaran"),
    "plan_chapter": _l("Bab rencana"),
    "plan_chapter_template": _l("Templat naskah"),
    "plan_proposal": _l("Usulan kegiatan"),
    "plan_submission": _l("Kiriman rencana"),
    "plan_margin_note": _l("Catatan pinggir"),
    "plan_review_comment": _l("Catatan telaah"),
    "plan_review_decision": _l("Keputusan telaah"),
    "plan_review_sheet": _l("Lembar nilai telaah"),
    "plan_review_phrase": _l("Pustaka catatan"),
    "plan_review_draw": _l("Sampel telaah"),
    "plan_review_second_look": _l("Pembacaan kedua"),
}


def year_label(field: str, year: int) -> str:
    """The name of a cell that exists once a year, as in "Target 2022"."""
    return str(_("%(field)s %(year)s", field=str(FIELD_LABELS[field]), year=year))


def cell_label(cell: str, year: int | None) -> str:
    """The name of the cell that a comment points at."""
    return year_label(cell, year) if year else str(FIELD_LABELS[cell])


def cell_control(cell: str | None, year: int | None) -> str:
    """The id that a cell has in the form of its line, to jump to; empty without a cell."""
    yearly = {"targets": f"target_{year}", "budgets": f"budget_{year}", "quarters": f"quarters_{year}-0"}
    others = {
        "indicator_code": "indicator_id",
        "responsible_unit": "responsible_unit_id",
        "supporting_units": "supporting_unit_ids-0",
    }
    return yearly.get(cell or "", others.get(cell or "", cell or ""))


def label_of(labels: Mapping[Any, LazyString], code: str) -> str:
    """The label of a stored code; an empty string for an empty or unknown one."""
    return str(labels[code]) if code in labels else ""
