"""The words of this package: levels, scopes, kinds of answer, measures, and what is wrong with a question set."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.instrument.comparing import Change
from app.instrument.measures import MeasureName
from app.instrument.problems import Problem, ProblemKind
from app.instrument.questionnaire import AnswerKind, InstrumentState, Scope

MENU_INSTRUMENT = _l("Instrumen")

AUDIT_ACTIONS: dict[str, LazyString] = {
    "instrument.loaded": _l("Konsep instrumen dimuat"),
    "instrument.published": _l("Instrumen diterbitkan"),
}
AUDIT_RECORDS: dict[str, LazyString] = {"instrument_version": _l("Versi instrumen")}

LEVEL_NAMES: dict[int, LazyString] = {
    1: _l("Rintisan"),
    2: _l("Terkelola"),
    3: _l("Terdefinisi"),
    4: _l("Terpadu dan Terukur"),
    5: _l("Optimum"),
}

SCOPE_LABELS: dict[Scope, LazyString] = {
    Scope.OPD: _l("Dijawab setiap OPD"),
    Scope.GOVERNMENT: _l("Dijawab sekali untuk pemerintah daerah"),
}

CHANGE_LABELS: dict[Change, LazyString] = {
    Change.ADDED: _l("Pertanyaan baru"),
    Change.REMOVED: _l("Tidak ditanyakan lagi"),
    Change.ASKED_OTHERWISE: _l("Cara menjawab berubah"),
    Change.REWORDED: _l("Bunyi berubah"),
    Change.JUDGED_OTHERWISE: _l("Bobot, sasaran, bukti, atau kegiatan berubah"),
    Change.SAME: _l("Tidak berubah"),
}

STATE_LABELS: dict[InstrumentState, LazyString] = {
    InstrumentState.DRAFT: _l("Konsep"),
    InstrumentState.PUBLISHED: _l("Terbit"),
}

ANSWER_LABELS: dict[AnswerKind, LazyString] = {
    AnswerKind.LEVEL: _l("Pilihan level"),
    AnswerKind.YES_NO: _l("Ya atau tidak"),
    AnswerKind.NUMBER: _l("Angka"),
    AnswerKind.PERCENTAGE: _l("Persentase"),
    AnswerKind.CHOICE: _l("Pilihan jawaban"),
    AnswerKind.MEASURED: _l("Dihitung dari register pengaduan"),
}

MEASURE_LABELS: dict[MeasureName, LazyString] = {
    MeasureName.FOLLOWED_UP_SHARE: _l("Pengaduan yang sudah ditindaklanjuti"),
    MeasureName.CLOSED_SHARE: _l("Pengaduan yang sudah selesai"),
    MeasureName.VERIFY_IN_TIME_SHARE: _l("Verifikasi dan penerusan tepat waktu"),
    MeasureName.FOLLOW_UP_IN_TIME_SHARE: _l("Tindak lanjut pertama tepat waktu"),
    MeasureName.RESOLVE_IN_TIME_SHARE: _l("Penyelesaian tepat waktu"),
    MeasureName.RATING_MEAN: _l("Rata-rata penilaian pelapor"),
    MeasureName.VOLUME: _l("Jumlah pengaduan"),
}

PROBLEM_TEXTS: dict[ProblemKind, LazyString] = {
    ProblemKind.VERSION_UNKNOWN: _l("tidak ada folder instrumen dengan nama ini; yang ada: %(known)s"),
    ProblemKind.FILE_MISSING: _l("berkas tidak ditemukan"),
    ProblemKind.YAML_INVALID: _l("bukan YAML yang sah: %(reason)s"),
    ProblemKind.MISSING_FIELD: _l("wajib diisi"),
    ProblemKind.UNKNOWN_FIELD: _l("tidak dikenal; periksa ejaannya"),
    ProblemKind.WRONG_TYPE: _l("isinya tidak sesuai; yang diharapkan: %(expected)s"),
    ProblemKind.NOT_ALLOWED: _l("nilai “%(value)s” tidak dikenal; yang boleh: %(allowed)s"),
    ProblemKind.EMPTY: _l("tidak boleh kosong"),
    ProblemKind.NOT_POSITIVE: _l("harus lebih besar dari nol"),
    ProblemKind.CODE_FORM: _l("kode tidak sesuai bentuk %(form)s"),
    ProblemKind.DUPLICATE_CODE: _l("kode dipakai lebih dari satu kali"),
    ProblemKind.LEVELS_INCOMPLETE: _l("harus memuat tepat level 1, 2, 3, 4, dan 5"),
    ProblemKind.LEVELS_ALIKE: _l("level %(first)s dan %(second)s memuat uraian yang sama"),
    ProblemKind.TARGET_MISSING: _l("target tahun %(year)s belum ada"),
    ProblemKind.TARGET_OUT_OF_RANGE: _l("target tahun %(year)s harus 1 sampai 5"),
    ProblemKind.TARGET_FALLS: _l("target tahun %(year)s lebih rendah daripada tahun sebelumnya"),
    ProblemKind.TARGET_UNREACHABLE: _l(
        "target %(target)s tidak dapat dicapai; jawaban paling tinggi level %(highest)s"
    ),
    ProblemKind.TOO_FEW: _l("baru ada %(count)s; paling sedikit %(minimum)s"),
    ProblemKind.LEVEL_OUT_OF_RANGE: _l("level di luar rentang yang boleh"),
    ProblemKind.LEVEL_ORDER: _l("harus lebih tinggi daripada level asalnya"),
    ProblemKind.ACTION_ORDER: _l("kegiatan harus urut dari level tujuan terendah"),
    ProblemKind.YEAR_UNKNOWN: _l("tahun %(year)s bukan tahun instrumen ini"),
    ProblemKind.THRESHOLDS: _l("harus empat angka yang berurutan (naik untuk higher, turun untuk lower)"),
    ProblemKind.MEASURE_TWICE: _l("ukuran %(measure)s sudah dipakai oleh %(other)s"),
    ProblemKind.PREDICATE_ORDER: _l(
        "predikat harus urut dari batas tertinggi, dan yang terakhir mulai dari 1"
    ),
    ProblemKind.BUDGET_NAME: _l("isi kode atau nama saja, bukan keduanya"),
}


def level_label(level: int) -> str:
    """A level with its name, as in "3 – Terdefinisi"."""
    return str(_("%(level)s – %(name)s", level=level, name=LEVEL_NAMES[level]))


def problem_text(problem: Problem) -> str:
    """One line for the person who edits the files: place first, then what is wrong."""
    place = " › ".join(part for part in (problem.file, problem.code, problem.field) if part)
    what = str(PROBLEM_TEXTS[problem.kind]) % dict(problem.details)
    return str(_("%(place)s: %(problem)s", place=place, problem=what))
