"""What a channel pushes, and what it is answered."""

from flask_babel import lazy_gettext as _l
from marshmallow import RAISE, Schema, fields

from app.api.v1 import examples
from app.api.v1.schemas.pieces import NOT_A_NUMBER, WORDS, Answer, moment, words
from app.complaints.actions.pushing import MOST_AT_ONCE, Outcome
from app.complaints.import_formats.fields import LENGTHS, Field
from app.complaints.reporters import LONGEST
from app.complaints.rules import Klass, Status


class ReporterSchema(Schema):
    """Who complained."""

    class Meta:
        unknown = RAISE

    error_messages = {  # noqa: RUF012  # marshmallow's way
        "type": _l("Harus berupa objek JSON."),
        "unknown": _l("Isian ini tidak dikenal."),
    }

    name = words(_l("Nama."), longest=LONGEST)
    phone = words(_l("Nomor telepon atau WhatsApp."), longest=LONGEST)
    email = words(_l("Surel."), longest=LONGEST, attribute="mail")
    address = words(_l("Alamat."), longest=LONGEST)


class ComplaintSchema(Schema):
    """A complaint as its channel knows it."""

    class Meta:
        unknown = RAISE

    error_messages = {"type": _l("Setiap pengaduan harus berupa objek JSON.")}  # noqa: RUF012  # marshmallow's way

    id = words(
        _l(
            "Nomor pengaduan di kanal ini, paling panjang 64 huruf, angka, spasi, dan . / _ - :. Tidak pernah berubah."
        ),
        required=True,
        metadata={"examples": [examples.ID], "maxLength": LENGTHS[Field.TRACKING_ID]},
    )
    received_at = moment(
        _l(
            "Kapan pengaduan diterima kanal. Sebaiknya ISO 8601 dengan zona; tanpa zona dibaca menurut zona waktu "
            "pemerintah daerah."
        ),
        required=True,
    )
    title = words(
        _l("Judul. Data pribadi di dalamnya disamarkan sebelum disimpan."), longest=LENGTHS[Field.TITLE]
    )
    text = words(
        _l("Isi pengaduan. Data pribadi di dalamnya disamarkan sebelum disimpan."),
        longest=LENGTHS[Field.TEXT],
    )
    class_ = words(
        _l("Klasifikasi, menurut kata yang dikenal impor: %(words)s.", words=", ".join(Klass)),
        data_key="class",
        attribute="class",
        metadata={"examples": [Klass.NON_SUPERVISORY.value]},
    )
    category = words(_l("Kategori menurut kanal."), longest=LENGTHS[Field.CATEGORY])
    channel = words(
        _l("Lewat apa warga melapor, misalnya Android, WhatsApp, atau Telepon."),
        longest=LENGTHS[Field.CHANNEL],
    )
    area = words(_l("Kecamatan atau desa, bukan alamat orang."), longest=LENGTHS[Field.AREA])
    unit = words(
        _l("OPD tujuan, sebagaimana kanal menulisnya; nama, singkatan, dan nama lain yang dikenal register."),
        longest=LENGTHS[Field.UNIT],
    )
    status = words(
        _l(
            "Status menurut kanal, bersama waktunya (misalnya selesai dengan closed_at). Register menurunkan status "
            "dari waktu; status tanpa waktunya ditolak."
        ),
        metadata={"examples": [Status.IN_PROCESS.value]},
    )
    verified_at = moment(_l("Kapan diverifikasi dan diteruskan ke OPD."))
    first_follow_up_at = moment(_l("Kapan OPD pertama kali menjawab."))
    last_follow_up_at = moment(_l("Kapan OPD terakhir menjawab."))
    closed_at = moment(_l("Kapan selesai."))
    postponed_at = moment(_l("Sejak kapan menunggu pelapor melengkapi."))
    resumed_at = moment(_l("Kapan pelapor melengkapi."))
    archived_at = moment(_l("Kapan diarsipkan tanpa tindak lanjut."))
    rating = fields.Float(
        allow_none=True,
        error_messages={**WORDS, "invalid": NOT_A_NUMBER, "special": NOT_A_NUMBER},
        metadata={"description": _l("Bintang dari pelapor, 1 sampai 5; 0 berarti tidak menilai.")},
    )
    reporter = fields.Nested(
        ReporterSchema,
        allow_none=True,
        metadata={
            "description": _l(
                "Siapa yang melapor. Hanya diterima bila pemerintah daerah memutuskan menyimpan identitas pelapor, "
                "dan selain itu ditolak; disimpan tersandi dan tidak pernah dikembalikan. Tanpa isian ini, yang "
                "terakhir dikirim tetap."
            )
        },
    )


class BatchSchema(Schema):
    """Several complaints at once."""

    complaints = fields.List(
        fields.Nested(ComplaintSchema),
        required=True,
        metadata={"minItems": 1, "maxItems": MOST_AT_ONCE},
    )


class ErrorSchema(Answer):
    """One thing wrong with one field."""

    field = fields.String(required=True)
    value = fields.String(metadata={"description": _l("Yang diterima, disingkat dan tanpa data pribadi.")})
    reason = fields.String(required=True)


class PushedSchema(Answer):
    """What became of one complaint."""

    id = fields.String(required=True)
    result = fields.Enum(Outcome, by_value=True, required=True)
    kept = fields.List(
        fields.String(),
        metadata={
            "description": _l(
                "Isian yang dikirim tetapi tidak dipakai, karena pejabat sudah menetapkannya di register."
            )
        },
    )
    errors = fields.List(fields.Nested(ErrorSchema))


class PushAnswerSchema(Answer):
    """How many became what, and what became of each."""

    created = fields.Integer(required=True)
    changed = fields.Integer(required=True)
    unchanged = fields.Integer(required=True)
    rejected = fields.Integer(required=True)
    items = fields.List(fields.Nested(PushedSchema), required=True)


class ProblemSchema(Answer):
    """An error (RFC 9457)."""

    type = fields.String(required=True)
    status = fields.Integer(required=True)
    title = fields.String(required=True)
    detail = fields.String(required=True)
    errors = fields.List(fields.Nested(ErrorSchema))
