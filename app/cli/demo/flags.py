"""Answers of the demonstration that the complaint figures doubt: some explained, settled where they were verified."""

from random import Random

from app.access import Actor
from app.assessment.actions import accept_explanation, decide, explain_flag
from app.assessment.models import Assessment
from app.assessment.queries import Flag, flags_of, load_sheet
from app.db import db, utc_now

EXPLANATIONS = (
    "Sebagian pengaduan tahun ini masuk sebelum petugas baru ditunjuk; sejak itu semuanya ditindaklanjuti.",
    "Beberapa pengaduan sudah dijawab langsung kepada pelapor, tetapi belum dicatat di aplikasi.",
    "Pengaduan yang tersisa menunggu anggaran perubahan; pelapor sudah diberi tahu.",
)
ACCEPTED = "Sesuai dengan catatan rapat evaluasi dan register OPD; dipantau lagi pada triwulan berikutnya."
LOWERED = "Disesuaikan dengan angka pengaduan pada register."


def explain_some(random: Random, admin: Actor, assessment: Assessment) -> None:
    """Let the OPD explain about half of what is doubted."""
    sheet = load_sheet(assessment)
    for code, flag in flags_of(assessment, sheet, utc_now()).items():
        line = sheet.line(code)
        if line is not None and flag.unsettled and random.random() < 0.5:
            words = random.choice(EXPLANATIONS)
            explain_flag(admin, assessment, line, flag, words, seen_version=_version(flag))


def settle(coordinator: Actor, assessment: Assessment) -> None:
    """What was explained is accepted, what was not gets a score that fits its figure."""
    sheet = load_sheet(assessment)
    for code, flag in flags_of(assessment, sheet, utc_now()).items():
        line = sheet.line(code)
        if line is None or flag.stored is None or not flag.unsettled:
            continue
        if flag.explanation:
            accept_explanation(
                coordinator, assessment, flag.stored, ACCEPTED, seen_version=flag.stored.version
            )
            continue
        fitting = min(flag.claimed - 1, flag.measured + flag.check.gap - 1)
        decide(coordinator, line.stored, fitting, LOWERED, seen_version=line.stored.version)
    db.session.flush()


def _version(flag: Flag) -> int:
    return 0 if flag.stored is None else flag.stored.version
