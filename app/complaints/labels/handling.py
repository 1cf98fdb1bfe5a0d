"""The words for what officials do with a complaint, and for what happens next."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.complaints.handling import Next, Party, Step
from app.complaints.rules import Origin

ORIGIN_LABELS: dict[Origin, LazyString] = {
    Origin.IMPORT: _l("Impor dari sumber lain"),
    Origin.ENTRY: _l("Dicatat di sini"),
    Origin.CHANNEL: _l("Dikirim kanal daerah"),
}

# Where a complaint that somebody writes down came in; stored in these words, as a file would tell them.
CHANNELS: tuple[tuple[str, LazyString], ...] = (
    ("Datang langsung", _l("Datang langsung")),
    ("Surat", _l("Surat")),
    ("SMS", _l("SMS")),
    ("Telepon", _l("Telepon")),
    ("Kotak saran", _l("Kotak saran")),
    ("Media sosial", _l("Media sosial")),
    ("Lainnya", _l("Lainnya")),
)

PARTY_LABELS: dict[Party, LazyString] = {
    Party.COORDINATOR: _l("Koordinator"),
    Party.UNIT: _l("OPD"),
    Party.REPORTER: _l("Pelapor"),
    Party.SOURCE: _l("Sumber data"),
    Party.NOBODY: _l("Tidak ada"),
}

NEXT_LABELS: dict[Next, LazyString] = {
    Next.VERIFY: _l("Periksa dan salurkan kepada OPD yang berwenang"),
    Next.ROUTE: _l("Tetapkan OPD yang berwenang"),
    Next.ANSWER: _l("Tindak lanjuti dan jawab pelapor"),
    Next.ANSWER_REPLY: _l("Jawab tanggapan pelapor"),
    Next.COMPLETE: _l("Menunggu pelapor melengkapi laporan"),
    Next.MAY_REPLY: _l("Menunggu tanggapan pelapor"),
    Next.CLOSED: _l("Selesai"),
    Next.ARCHIVED: _l("Diarsipkan"),
    Next.AT_SOURCE: _l("Ditangani di sumbernya"),
}

NEXT_REASONS: dict[Next, LazyString] = {
    Next.VERIFY: _l("Belum ada yang memeriksa laporan ini."),
    Next.ROUTE: _l("Laporan ini sudah diperiksa, tetapi belum ada OPD yang menanganinya."),
    Next.ANSWER: _l("Laporan sudah disalurkan dan belum dijawab."),
    Next.ANSWER_REPLY: _l("Pelapor menanggapi jawaban terakhir."),
    Next.COMPLETE: _l(
        "Laporan belum lengkap. Waktu menunggu pelapor tidak dihitung sebagai waktu pemerintah daerah."
    ),
    Next.MAY_REPLY: _l(
        "Laporan sudah dijawab. Bila pelapor tidak menanggapi, laporan selesai dengan sendirinya."
    ),
    Next.CLOSED: _l("Bila pelapor menanggapi, catat tanggapannya dan laporan dibuka kembali."),
    Next.ARCHIVED: _l("Laporan ini tidak ditindaklanjuti."),
    Next.AT_SOURCE: _l(
        "Laporan ini berasal dari impor: waktu dan jawabannya dicatat di sumbernya dan masuk ke sini pada "
        "impor "
        "berikutnya. Di sini hanya OPD-nya yang dapat ditetapkan."
    ),
}

# What a receipt promises, in words for the reporter; `day` is the last day, if there is one.
PROMISES: dict[Next, LazyString] = {
    Next.VERIFY: _l("Laporan diperiksa dan disalurkan kepada OPD yang berwenang."),
    Next.ROUTE: _l("Laporan disalurkan kepada OPD yang berwenang."),
    Next.ANSWER: _l("OPD yang berwenang menjawab laporan."),
    Next.ANSWER_REPLY: _l("OPD yang berwenang menjawab tanggapan Anda."),
    Next.COMPLETE: _l("Laporan menunggu keterangan tambahan dari Anda."),
    Next.MAY_REPLY: _l(
        "Laporan sudah dijawab. Anda dapat menanggapi jawaban itu sebelum laporan selesai dengan sendirinya."
    ),
    Next.CLOSED: _l("Laporan sudah selesai. Bila masih ada yang kurang, Anda dapat menanggapinya."),
    Next.ARCHIVED: _l("Laporan diarsipkan dan tidak ditindaklanjuti."),
    Next.AT_SOURCE: _l("Laporan ditangani melalui kanal asalnya."),
}


@dataclass(frozen=True)
class StepWords:
    """How a step reads. `slug` is its address; `note` the label of the field with the words that go with it."""

    slug: str
    button: LazyString
    explanation: LazyString
    note: LazyString
    done: LazyString
    icon: str


STEP_WORDS: dict[Step, StepWords] = {
    Step.VERIFY: StepWords(
        "salurkan",
        _l("Periksa dan salurkan"),
        _l(
            "Periksa apakah laporan ini jelas dan lengkap, lalu pilih OPD yang berwenang. Admin OPD langsung "
            "diberi tahu."
        ),
        _l("Catatan untuk OPD"),
        _l("Laporan disalurkan. OPD sudah diberi tahu."),
        "send",
    ),
    Step.ROUTE: StepWords(
        "alihkan",
        _l("Tetapkan OPD"),
        _l(
            "Pilih OPD yang berwenang. Waktu penyaluran pertama tetap: mencari OPD yang tepat adalah waktu "
            "pemerintah daerah."
        ),
        _l("Alasan pengalihan"),
        _l("OPD ditetapkan dan sudah diberi tahu."),
        "send",
    ),
    Step.DECLINE: StepWords(
        "bukan-wewenang",
        _l("Bukan wewenang OPD ini"),
        _l(
            "Laporan kembali kepada koordinator, yang menyalurkannya kepada OPD lain. Sesudah itu laporan "
            "tidak lagi tampil di daftar OPD Anda."
        ),
        _l("Alasan, dan OPD yang menurut Anda berwenang"),
        _l("Laporan dikembalikan kepada koordinator."),
        "undo",
    ),
    Step.FOLLOW_UP: StepWords(
        "tindak-lanjut",
        _l("Tindak lanjuti"),
        _l(
            "Tulis apa yang sudah dilakukan dan apa yang dijawab kepada pelapor. Bila pelapor tidak menanggapi "
            "sampai batas waktunya, laporan selesai dengan sendirinya."
        ),
        _l("Tindakan dan jawaban kepada pelapor"),
        _l("Tindak lanjut dicatat."),
        "check",
    ),
    Step.POSTPONE: StepWords(
        "tunda",
        _l("Tunda, laporan belum lengkap"),
        _l(
            "Dipakai bila keterangan penting belum ada: apa, siapa, di mana, kapan, mengapa, bagaimana. "
            "Tenggat berhenti sampai pelapor melengkapinya."
        ),
        _l("Keterangan yang masih kurang"),
        _l("Laporan ditunda. Tenggat berhenti selama menunggu pelapor."),
        "clock",
    ),
    Step.RESUME: StepWords(
        "lanjutkan",
        _l("Lanjutkan"),
        _l("Dipakai bila laporan dapat ditangani tanpa menunggu pelapor lagi. Tenggat berjalan kembali."),
        _l("Catatan"),
        _l("Laporan dilanjutkan. Tenggat berjalan kembali."),
        "check",
    ),
    Step.REPLY: StepWords(
        "tanggapan",
        _l("Catat tanggapan pelapor"),
        _l(
            "Tulis apa yang disampaikan pelapor. Laporan yang tertunda dilanjutkan, dan laporan yang sudah "
            "selesai dibuka kembali."
        ),
        _l("Tanggapan pelapor"),
        _l("Tanggapan pelapor dicatat."),
        "message",
    ),
    Step.CLOSE: StepWords(
        "selesai",
        _l("Nyatakan selesai"),
        _l(
            "Dipakai bila pelapor sudah menerima jawabannya. Bila pelapor menanggapi lagi, laporan dibuka "
            "kembali."
        ),
        _l("Catatan penutup"),
        _l("Laporan selesai."),
        "check",
    ),
    Step.ARCHIVE: StepWords(
        "arsip",
        _l("Arsipkan"),
        _l(
            "Dipakai untuk laporan yang tidak dapat atau tidak perlu ditindaklanjuti, misalnya laporan ganda. "
            "Laporan yang diarsipkan tidak dapat dibuka lagi."
        ),
        _l("Alasan pengarsipan"),
        _l("Laporan diarsipkan."),
        "files",
    ),
}

# A complaint that is with an OPD already is not decided but moved.
MOVE_ELSEWHERE = _l("Alihkan ke OPD lain")


def button_of(step: Step, *, routed: bool) -> LazyString:
    """What the button of a step says, for a complaint that is with an OPD (`routed`) or not."""
    return MOVE_ELSEWHERE if step is Step.ROUTE and routed else STEP_WORDS[step].button


STEP_OF_SLUG: dict[str, Step] = {words.slug: step for step, words in STEP_WORDS.items()}
