"""What stands around the verification of the demonstration: objections, a second opinion, a sample."""

from collections.abc import Iterator, Mapping

from sqlalchemy import select

from app.access import Actor
from app.assessment.actions.objections import decide_objection, object_to
from app.assessment.actions.opinions import ask_opinion, give_opinion
from app.assessment.actions.sampling import draw_answers, note_finding
from app.assessment.models import Assessment, Round
from app.assessment.queries.sampling import drawn_of
from app.assessment.queries.sheet import Line, load_sheet
from app.assessment.rules import Verdict
from app.assessment.states import AssessmentState
from app.assessment.verifying.states import Finding
from app.db import db

OBJECTIONS = (
    "Dokumen pada lampiran kedua sudah ditandatangani; mohon dilihat kembali.",
    "Pelaksanaannya sudah berjalan di semua bidang sejak triwulan kedua, seperti tercatat pada laporan.",
    "Bukti dukung yang kami unggah memenuhi uraian level ini; mohon diperiksa ulang.",
)


def speak_up(round_: Round, coordinator: Actor, colleague: Actor, admins: Mapping[str, Actor]) -> None:
    """One objection waits, one was granted, one was not; a colleague was asked twice; a sample is half looked at."""
    lowered = _lowered(round_)
    for place, words in enumerate(OBJECTIONS):
        assessment, line = next(lowered)
        raised = object_to(admins[assessment.unit_id or ""], line.stored, words)
        own, verified = line.stored.self_score or 1, line.stored.verified_score or 1
        if place == 0:
            decide_objection(
                coordinator,
                raised,
                own,
                "Lampiran kedua memang sudah ditandatangani; nilai dikembalikan.",
                seen_version=raised.version,
            )
        elif place == 1:
            decide_objection(
                coordinator,
                raised,
                verified,
                "Laporannya baru mencakup dua bidang, sehingga uraian level di atasnya belum terpenuhi.",
                seen_version=raised.version,
            )
    _ask_colleague(round_, coordinator, colleague)
    sample = draw_answers(coordinator, round_, 10, "Rapat verifikasi (demonstrasi)")
    for drawn in drawn_of(sample)[:4]:
        differs = drawn.position == 3  # one of them, so that there is something to see
        note_finding(
            colleague,
            drawn,
            Finding.DIFFERS if differs else Finding.AGREES,
            "Bukti dukungnya hanya surat undangan, bukan laporan kegiatan." if differs else "",
            seen_version=drawn.version,
        )


def _ask_colleague(round_: Round, coordinator: Actor, colleague: Actor) -> None:
    """Of the first OPD that waits: one opinion is given, the other still on its way."""
    waiting = db.session.scalars(
        select(Assessment)
        .where(Assessment.round_id == round_.id, Assessment.state == AssessmentState.SUBMITTED)
        .where(Assessment.unit_id.is_not(None))
        .order_by(Assessment.submitted_at)
    ).first()
    if waiting is None or colleague.user_id is None:
        return
    lines = [line for line in load_sheet(waiting).lines if line.verdict is Verdict.UNDECIDED]
    for place, line in enumerate(lines[:2]):
        asked = ask_opinion(
            coordinator, line.stored, colleague.user_id, "Apakah buktinya cukup untuk level ini?"
        )
        if place == 0:
            give_opinion(
                colleague,
                asked,
                max(1, (line.stored.self_score or 1) - 1),
                "Menurut saya baru memenuhi level di bawahnya: pelaksananya belum disebut.",
                seen_version=asked.version,
            )


def _lowered(round_: Round) -> Iterator[tuple[Assessment, Line]]:
    """Answers of verified OPD that the coordinator set lower, one an OPD."""
    verified = db.session.scalars(
        select(Assessment)
        .where(Assessment.round_id == round_.id, Assessment.state == AssessmentState.VERIFIED)
        .where(Assessment.unit_id.is_not(None))
        .order_by(Assessment.verified_at, Assessment.id)
    ).all()
    for assessment in verified:
        for line in load_sheet(assessment).lines:
            if line.verdict is Verdict.CHANGED:
                yield assessment, line
                break
