"""The words for codes: statuses, classes, clocks, reasons."""

from collections.abc import Mapping
from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.complaints.calendar import DayKind
from app.complaints.import_formats.fields import Field, Trouble
from app.complaints.models import EventKind, ImportState
from app.complaints.reporters import ReporterField
from app.complaints.rules import Colour, Klass, Status
from app.complaints.sla import ClockState, Stage, Why
from app.complaints.statistics import Dimension
from app.complaints.undoing import Why as Stays

STATUS_LABELS: dict[Status, LazyString] = {
    Status.UNVERIFIED: _l("Belum Terverifikasi"),
    Status.DISPOSED: _l("Terdisposisi Belum Ditindaklanjuti"),
    Status.IN_PROCESS: _l("Terdisposisi Sedang Diproses"),
    Status.FINISHED: _l("Terdisposisi Selesai"),
    Status.POSTPONED: _l("Tertunda"),
    Status.ARCHIVED: _l("Arsip"),
}

# For lists, where the official words would not fit on a phone; the colour beside them says the rest.
STATUS_SHORT: dict[Status, LazyString] = {
    Status.UNVERIFIED: _l("Belum diverifikasi"),
    Status.DISPOSED: _l("Belum ditindaklanjuti"),
    Status.IN_PROCESS: _l("Sedang diproses"),
    Status.FINISHED: _l("Selesai"),
    Status.POSTPONED: _l("Tertunda"),
    Status.ARCHIVED: _l("Arsip"),
}

COLOUR_LABELS: dict[Colour, LazyString] = {
    Colour.RED: _l("Merah: belum ditindaklanjuti"),
    Colour.YELLOW: _l("Kuning: proses"),
    Colour.GREEN: _l("Hijau: selesai"),
    Colour.NONE: _l("Tanpa warna: diarsipkan"),
}

# The tones of the badge component; danger, warning and success are LAPOR!'s merah, kuning and hijau.
COLOUR_TONES: dict[Colour, str] = {
    Colour.RED: "danger",
    Colour.YELLOW: "warning",
    Colour.GREEN: "success",
    Colour.NONE: "neutral",
}

KLASS_LABELS: dict[Klass, LazyString] = {
    Klass.SUPERVISORY: _l("Pengaduan berkadar pengawasan"),
    Klass.NON_SUPERVISORY: _l("Pengaduan tidak berkadar pengawasan"),
    Klass.INFORMATION: _l("Permintaan informasi"),
    Klass.ASPIRATION: _l("Aspirasi"),
}

STAGE_LABELS: dict[Stage, LazyString] = {
    Stage.VERIFY: _l("Verifikasi dan penyaluran"),
    Stage.FOLLOW_UP: _l("Tindak lanjut pertama"),
    Stage.RESOLVE: _l("Penyelesaian"),
    Stage.AUTO_CLOSE: _l("Penutupan otomatis"),
}

CLOCK_LABELS: dict[ClockState, LazyString] = {
    ClockState.NOT_STARTED: _l("Belum dimulai"),
    ClockState.RUNNING: _l("Berjalan"),
    ClockState.PAUSED: _l("Berhenti sementara"),
    ClockState.IN_TIME: _l("Tepat waktu"),
    ClockState.LATE: _l("Terlambat"),
    ClockState.OPEN_LATE: _l("Terbuka dan lewat tenggat"),
    ClockState.UNKNOWN: _l("Tidak diketahui"),
    ClockState.STOPPED: _l("Tidak dihitung"),
}

CLOCK_TONES: dict[ClockState, str] = {
    ClockState.NOT_STARTED: "neutral",
    ClockState.RUNNING: "info",
    ClockState.PAUSED: "warning",
    ClockState.IN_TIME: "success",
    ClockState.LATE: "danger",
    ClockState.OPEN_LATE: "danger",
    ClockState.UNKNOWN: "neutral",
    ClockState.STOPPED: "neutral",
}

WHY_LABELS: dict[Why, LazyString] = {
    Why.WAITS_FOR_EARLIER_STAGE: _l("Menunggu tahap sebelumnya."),
    Why.NO_RULE: _l("Klasifikasi pengaduan tidak disebutkan, sehingga tenggatnya tidak dapat ditentukan."),
    Why.START_NOT_RECORDED: _l("Sumber data tidak mencatat kapan tahap ini dimulai."),
    Why.END_NOT_RECORDED: _l("Sumber data tidak mencatat kapan tahap ini berakhir."),
    Why.TIMES_OUT_OF_ORDER: _l("Waktu pada sumber data tidak berurutan."),
    Why.WAITS_FOR_REPORTER: _l("Menunggu pelapor melengkapi laporan; waktu ini tidak dihitung."),
    Why.ARCHIVED: _l("Pengaduan diarsipkan sebelum tahap ini."),
    Why.WITHIN_DEADLINE: _l("Selesai sebelum tenggat."),
    Why.AFTER_DEADLINE: _l("Selesai setelah tenggat."),
    Why.STILL_OPEN: _l("Belum selesai, tenggat belum lewat."),
    Why.STILL_OPEN_AFTER_DEADLINE: _l("Belum selesai, tenggat sudah lewat."),
}

DIMENSION_LABELS: dict[Dimension, LazyString] = {
    Dimension.UNIT: _l("OPD"),
    Dimension.MONTH: _l("Bulan"),
    Dimension.CLASS: _l("Klasifikasi"),
    Dimension.CHANNEL: _l("Kanal"),
    Dimension.CATEGORY: _l("Kategori"),
    Dimension.QUARTER: _l("Triwulan"),
    Dimension.YEAR: _l("Tahun"),
    Dimension.AREA: _l("Wilayah"),
    Dimension.SOURCE: _l("Sumber"),
}

DAY_LABELS: dict[DayKind, LazyString] = {
    DayKind.NATIONAL: _l("Hari libur nasional"),
    DayKind.CUTI_BERSAMA: _l("Cuti bersama"),
    DayKind.ELECTION: _l("Hari pemungutan suara"),
    DayKind.LOCAL: _l("Hari libur daerah"),
}

IMPORT_LABELS: dict[ImportState, LazyString] = {
    ImportState.UPLOADED: _l("Kolom perlu diperiksa"),
    ImportState.CHECKING: _l("Sedang diperiksa"),
    ImportState.CHECKED: _l("Menunggu konfirmasi"),
    ImportState.IMPORTING: _l("Sedang diimpor"),
    ImportState.DONE: _l("Selesai diimpor"),
    ImportState.REFUSED: _l("Berkas tidak dapat dibaca"),
    ImportState.CANCELLED: _l("Dibatalkan"),
    ImportState.UNDOING: _l("Sedang ditarik kembali"),
    ImportState.UNDONE: _l("Ditarik kembali"),
}

EVENT_LABELS: dict[EventKind, LazyString] = {
    EventKind.CORRECTED: _l("Data diperbarui dari sumber"),
    EventKind.ENTERED: _l("Dicatat dalam register"),
    EventKind.VERIFIED: _l("Diverifikasi dan disalurkan"),
    EventKind.ROUTED: _l("OPD ditetapkan"),
    EventKind.DECLINED: _l("Dinyatakan bukan wewenang"),
    EventKind.FOLLOWED_UP: _l("Ditindaklanjuti"),
    EventKind.POSTPONED: _l("Ditunda, menunggu pelapor"),
    EventKind.RESUMED: _l("Dilanjutkan"),
    EventKind.REPLIED: _l("Pelapor menanggapi"),
    EventKind.CLOSED: _l("Diselesaikan"),
    EventKind.CLOSED_AUTOMATICALLY: _l("Selesai otomatis"),
    EventKind.REOPENED: _l("Dibuka kembali"),
    EventKind.ARCHIVED: _l("Diarsipkan"),
    EventKind.TEXT_REMOVED: _l("Judul dan isi dihapus setelah masa simpan"),
    EventKind.UNDONE: _l("Impor ditarik kembali"),
}

STAYS_LABELS: dict[Stays, LazyString] = {
    Stays.CHANGED_LATER: _l("Diubah lagi oleh impor yang lebih baru"),
    Stays.SEEN_LATER: _l("Tercantum juga dalam impor yang lebih baru"),
    Stays.HANDLED: _l("Sudah dikerjakan di register ini"),
}

FIELD_LABELS: dict[Field, LazyString] = {
    Field.TRACKING_ID: _l("Nomor laporan (tracking ID)"),
    Field.TITLE: _l("Judul"),
    Field.TEXT: _l("Isi laporan"),
    Field.KLASS: _l("Klasifikasi"),
    Field.CATEGORY: _l("Kategori"),
    Field.CHANNEL: _l("Kanal"),
    Field.AREA: _l("Wilayah"),
    Field.UNIT: _l("OPD tujuan"),
    Field.STATUS: _l("Status"),
    Field.RECEIVED: _l("Waktu masuk"),
    Field.VERIFIED: _l("Waktu verifikasi dan penyaluran"),
    Field.FIRST_FOLLOW_UP: _l("Waktu tindak lanjut pertama"),
    Field.LAST_FOLLOW_UP: _l("Waktu tindak lanjut terakhir"),
    Field.CLOSED: _l("Waktu selesai"),
    Field.POSTPONED: _l("Waktu ditunda"),
    Field.RESUMED: _l("Waktu dilanjutkan"),
    Field.ARCHIVED: _l("Waktu diarsipkan"),
    Field.RATING: _l("Rating pelapor"),
}

REPORTER_LABELS: dict[ReporterField, LazyString] = {
    ReporterField.NAME: _l("Nama pelapor"),
    ReporterField.PHONE: _l("Telepon pelapor"),
    ReporterField.MAIL: _l("Surel pelapor"),
    ReporterField.ADDRESS: _l("Alamat pelapor"),
}

_COLUMN_LABELS: dict[str, LazyString] = {
    field.value: label for field, label in (*FIELD_LABELS.items(), *REPORTER_LABELS.items())
}

CHANGED_LABELS: dict[str, LazyString] = {
    **{field.value: label for field, label in FIELD_LABELS.items()},
    "raw_unit": FIELD_LABELS[Field.UNIT],
    "reported_status": FIELD_LABELS[Field.STATUS],
    "closed_automatically": _l("Ditutup otomatis"),
    "unit": _l("OPD"),
    "replied": _l("Tanggapan pelapor"),
}

# The placeholders are filled with what the reader of the file gives along with the trouble.
TROUBLE_LABELS: dict[Trouble, LazyString] = {
    Trouble.ID_MISSING: _l("Nomor laporan kosong."),
    Trouble.ID_PRECISION_LOST: _l(
        "Angka nomor laporan sudah dibulatkan oleh aplikasi lembar kerja dan tidak dapat dipulihkan. "
        "Ekspor ulang dengan kolom ini sebagai teks."
    ),
    Trouble.ID_NOT_A_NUMBER: _l("Nomor laporan bukan angka."),
    Trouble.ID_TOO_LONG: _l("Nomor laporan terlalu panjang."),
    Trouble.ID_TWICE: _l("Nomor laporan ini sudah ada di baris %(row)s dengan isi yang berbeda."),
    Trouble.ONLY_ID: _l("Hanya nomor laporan, tanpa isi lain."),
    Trouble.QUOTE_UNCLOSED: _l(
        'Tanda kutip (") di baris ini tidak ditutup dengan benar, sehingga kolomnya tidak dapat dibedakan.'
    ),
    Trouble.DATE_MISSING: _l("Waktu masuk kosong."),
    Trouble.DATE_RELATIVE: _l(
        "Waktu relatif hanya berarti pada hari halaman itu dibaca. Isikan tanggal yang sebenarnya."
    ),
    Trouble.DATE_WITHOUT_DAY: _l("Hanya jam, tanpa tanggal. Isikan tanggalnya juga."),
    Trouble.DATE_UNREADABLE: _l("Bukan tanggal yang dikenali. Contoh: 05/10/2021 13.53 atau 5 Okt 2021."),
    Trouble.DATE_IMPOSSIBLE: _l("Tanggal ini tidak ada. Urutannya tanggal, bulan, tahun."),
    Trouble.DATE_IN_FUTURE: _l("Tanggal ini belum terjadi."),
    Trouble.DATE_BEFORE_RECEIVED: _l("Lebih awal daripada waktu masuk."),
    Trouble.DATE_OUTSIDE_CALENDAR: _l("Tahun ini terlalu lama untuk sebuah pengaduan."),
    Trouble.STATUS_UNKNOWN: _l("Status ini tidak dikenal."),
    Trouble.CLASS_UNKNOWN: _l("Klasifikasi ini tidak dikenal."),
    Trouble.RATING_UNREADABLE: _l("Rating harus antara 1 dan 5."),
    Trouble.CELL_TOO_LONG: _l("Isi sel lebih panjang dari %(limit)s karakter."),
    Trouble.HANDLED_HERE: _l(
        "Pengaduan ini dicatat dan ditangani di register ini, sehingga tidak diubah oleh berkas. "
        "Perbarui di halaman pengaduannya."
    ),
    Trouble.NOT_A_TABLE: _l("Berkas ini bukan tabel CSV, XLSX, atau ODS."),
    Trouble.OLD_EXCEL: _l(
        "Berkas .xls lama atau berkas bersandi tidak diterima. Simpan sebagai .xlsx tanpa sandi."
    ),
    Trouble.EMPTY: _l("Berkas ini tidak berisi data."),
    Trouble.NO_HEADER: _l("Baris judul kolom tidak ditemukan."),
    Trouble.COLUMN_MISSING: _l(
        "Kolom untuk “%(field)s” tidak ditemukan. Judul kolom dalam berkas: %(headings)s"
    ),
    Trouble.DAMAGED: _l("Berkas ini rusak dan tidak dapat dibaca."),
    Trouble.PROTECTED: _l("Berkas ini bersandi. Simpan tanpa sandi."),
    Trouble.TOO_MANY_ROWS: _l(
        "Berkas ini berisi lebih dari %(limit)s baris. Bagi menjadi beberapa berkas, atau simpan sebagai CSV."
    ),
    Trouble.TOO_MANY_COLUMNS: _l("Berkas ini berisi lebih dari %(limit)s kolom."),
    Trouble.TOO_LARGE: _l("Isi berkas ini terlalu besar untuk dibuka. Simpan sebagai CSV atau bagi."),
    Trouble.QUOTES_EVERYWHERE: _l(
        'Lebih dari %(limit)s baris berisi tanda kutip (") yang tidak ditutup. Ekspor ulang berkasnya.'
    ),
    Trouble.TOO_SLOW: _l("Berkas ini terlalu lama dibaca. Simpan sebagai CSV atau bagi."),
}


def trouble_text(trouble: Trouble, params: Mapping[str, str]) -> str:
    """The sentence for a trouble, in the language of the reader."""
    given = dict(params)
    if "field" in given:
        given["field"] = str(_COLUMN_LABELS[given["field"]])
    text = str(TROUBLE_LABELS[trouble])
    return str(text % given) if given else text


def status_text(status: Status | str) -> str:
    """A status as it is read."""
    return str(STATUS_LABELS[Status(status)])


def group_text(dimension: Dimension, key: str | None, name: str = "") -> str:
    """What a group of figures is called; what the source left open says so."""
    if key is None:
        return str(_("Tidak diketahui"))
    if dimension is Dimension.CLASS:
        return str(KLASS_LABELS[Klass(key)])
    return name or key


def month_text(key: str) -> str:
    """A month as it stands under a chart: "Okt 2021"."""
    year, month = key.split("-")
    return str(format_date(date(int(year), int(month), 1), "MMM y"))
