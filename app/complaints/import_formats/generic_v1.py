"""Any other table of complaints: a local channel's export, a register kept by hand. Ids may hold letters.

Also what the register exports in English comes back through here.
"""

from app.complaints.import_formats import lapor_v1
from app.complaints.import_formats.fields import SP4N_LAPOR, Field, ImportFormat

_MORE: dict[Field, tuple[str, ...]] = {
    Field.TRACKING_ID: (
        "nomor tiket",
        "no tiket",
        "tiket",
        "kode tiket",
        "nomor registrasi",
        "no registrasi",
        "nomor register",
        "no register",
        "kode aduan",
        "ticket id",
        "ticket",
        "report id",
        "report number",
    ),
    Field.TITLE: ("subjek", "topik aduan", "title", "subject"),
    Field.TEXT: (
        "uraian aduan",
        "uraian pengaduan",
        "pesan",
        "pengaduan",
        "keluhan",
        "text",
        "description",
        "message",
    ),
    Field.KLASS: ("jenis", "kelas", "tipe", "class", "classification", "type"),
    Field.CATEGORY: ("bidang", "urusan", "category", "topic"),
    Field.CHANNEL: ("via", "platform", "media pengaduan", "channel"),
    Field.AREA: ("tempat", "area", "location", "district"),
    Field.UNIT: ("unit", "dinas", "instansi terkait", "opd terkait", "unit terkait", "agency", "department"),
    Field.STATUS: ("keadaan", "progres", "state"),
    Field.RECEIVED: (
        "tanggal terima",
        "tgl terima",
        "tanggal dibuat",
        "dibuat pada",
        "waktu kirim",
        "received at",
        "received",
        "created at",
        "date",
    ),
    Field.VERIFIED: ("diverifikasi pada", "diteruskan pada", "verified at", "forwarded at", "verification"),
    Field.FIRST_FOLLOW_UP: (
        "ditindaklanjuti pada",
        "tanggal jawaban",
        "first follow up at",
        "first follow up",
        "responded at",
    ),
    Field.LAST_FOLLOW_UP: ("jawaban terakhir", "last follow up at"),
    Field.CLOSED: ("selesai pada", "ditutup pada", "closed at", "resolved at", "done"),
    Field.POSTPONED: ("ditunda pada", "postponed at"),
    Field.RESUMED: ("dilanjutkan pada", "resumed at"),
    Field.ARCHIVED: ("diarsipkan pada", "archived at"),
    Field.RATING: ("penilaian", "kepuasan", "nilai", "stars"),
}

FORMAT = ImportFormat(
    name="generic_v1",
    # A LAPOR! file with unusual headings must not become a second register of the same complaints: whoever
    # imports another channel names its source.
    source=SP4N_LAPOR,
    columns={field: (*lapor_v1.COLUMNS[field], *_MORE.get(field, ())) for field in Field},
    numeric_ids=False,
)
