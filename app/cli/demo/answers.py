"""What the demonstration's OPD answer: a level near their standing, a reason that fits the level, evidence to show."""

from datetime import date
from random import Random
from typing import Any

from app.instrument.questionnaire import AnswerKind, IndicatorSpec

# By level; {evidence} is the first evidence the indicator asks for, {category} its category in plain words.
REASONS: dict[int, tuple[str, ...]] = {
    1: (
        "Belum ada pengaturan tertulis; pelaksanaan masih bergantung pada petugas yang ada.",
        "Kegiatan ini belum kami laksanakan. Kami mengusulkannya dalam rencana aksi.",
        "Saat ini masih bersifat insidental dan belum terdokumentasi.",
    ),
    2: (
        "Sudah mulai dilaksanakan, namun belum menyeluruh dan dokumennya belum lengkap. Tersedia: {evidence}.",
        "Sebagian sudah berjalan di sekretariat; bidang lain belum mengikuti. Bukti: {evidence}.",
        "Pelaksanaan ada, tetapi belum ada jadwal tetap dan belum dievaluasi.",
    ),
    3: (
        "Sudah ditetapkan dan dilaksanakan di seluruh bidang. Bukti dukung: {evidence}.",
        "Prosedur baku tersedia dan dijalankan; evaluasi masih setahun sekali. Bukti dukung: {evidence}.",
        "Berjalan sesuai ketetapan pimpinan, dengan laporan semesteran. Lihat {evidence}.",
    ),
    4: (
        "Dilaksanakan secara terpadu, diukur setiap triwulan, dan hasilnya dilaporkan. Bukti dukung: {evidence}.",
        "Terhubung dengan perencanaan dan dipantau melalui laporan triwulan. Lihat {evidence}.",
    ),
    5: (
        "Sudah membudaya dan diperbaiki terus-menerus berdasarkan hasil evaluasi. Bukti dukung: {evidence}.",
        "Menjadi rujukan OPD lain; perbaikan dilakukan setiap tahun dari hasil evaluasi. Lihat {evidence}.",
    ),
}
# Why an answer goes back, and what would be enough.
RETURN_REASONS = (
    (
        "Bukti dukung belum menunjukkan level yang dipilih.",
        "Dokumen yang sudah ditandatangani, lengkap dengan halaman lampirannya.",
    ),
    (
        "Dokumen yang diunggah adalah tahun sebelumnya.",
        "Dokumen tahun berjalan, atau keterangan bahwa dokumen lama masih berlaku.",
    ),
    (
        "Alasan belum menjelaskan pelaksanaan di lapangan.",
        "Satu alinea yang menyebut kapan dilaksanakan dan siapa pelaksananya.",
    ),
)
LOWER_REASONS = (
    "Bukti yang ada baru memenuhi uraian level ini.",
    "Pelaksanaan belum menyeluruh di semua bidang sebagaimana diminta level di atasnya.",
)
DOCUMENT_DAYS = (date(2021, 2, 15), date(2021, 4, 8), date(2021, 6, 21), date(2021, 8, 30))


def level_near(random: Random, standing: float) -> int:
    """A level around the OPD's standing (1.0–5.0)."""
    return min(5, max(1, round(random.gauss(standing, 0.75))))


def raw_value(spec: IndicatorSpec, level: int) -> str:
    """What somebody would enter in the form to end up at `level`, or at the nearest level the answer can express."""
    parameters: Any = spec.parameters
    match AnswerKind(spec.answer_type):
        case AnswerKind.LEVEL:
            return str(level)
        case AnswerKind.YES_NO:
            return "yes" if level >= parameters["yes_level"] else "no"
        case AnswerKind.CHOICE:
            nearest = min(parameters["options"], key=lambda option: abs(option["level"] - level))
            return str(nearest["code"])
        case AnswerKind.NUMBER | AnswerKind.PERCENTAGE:
            return _threshold(list(parameters["thresholds"]), level)
        case AnswerKind.MEASURED:
            raise ValueError(f"{spec.code} is measured, nobody types it")


def _threshold(thresholds: list[float], level: int) -> str:
    """The smallest value of a level; below the first threshold it is 0."""
    return "0" if level == 1 else f"{thresholds[level - 2]:g}".replace(".", ",")


def reason(random: Random, spec: IndicatorSpec, level: int) -> str:
    """Why the OPD chose the level."""
    evidence = spec.evidence[0] if spec.evidence else "dokumen pelaksanaan"
    if not evidence[1:2].isupper():  # "SOP" stays as it is
        evidence = evidence[0].lower() + evidence[1:]
    return random.choice(REASONS[level]).format(evidence=evidence)
