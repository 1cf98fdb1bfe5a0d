"""What goes in and out, as it is checked and as it is documented."""

from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import EXCLUDE, RAISE, Schema, ValidationError, fields, validate

from app.api.rules import Event
from app.api.v1 import examples
from app.api.webhooks.names import TELLING
from app.complaints.actions.pushing import MOST_AT_ONCE, Outcome
from app.complaints.import_formats.fields import LENGTHS, Field
from app.complaints.rules import Colour, Klass, Status
from app.complaints.sla import JUDGED_STAGES, ClockState, Why

WRONG_TYPE = _l("Harus berupa teks.")
NOT_A_NUMBER = _l("Harus berupa angka.")
NOT_A_DAY = _l("Harus berupa tanggal, misalnya 2021-10-05.")
MISSING = _l("Wajib diisi.")
EMPTY = _l("Tidak boleh kosong (null).")
NOT_TEXT = _l("Memuat tanda yang tidak dapat disimpan.")

_WORDS = {"invalid": WRONG_TYPE, "required": MISSING, "null": EMPTY}


def _storable(value: str) -> None:
    """Half of a pair of surrogates is JSON, but no text."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValidationError(str(NOT_TEXT)) from None


def words(describes: Any, *, longest: int | None = None, **more: Any) -> fields.String:
    """A text; what is longer than `longest` is cut by the register, so that is not checked here."""
    metadata = {"description": describes, **more.pop("metadata", {})}
    if longest:
        metadata["x-cut-at"] = longest
    more.setdefault("allow_none", not more.get("required", False))
    return fields.String(validate=_storable, error_messages=_WORDS, metadata=metadata, **more)


def moment(describes: Any, **more: Any) -> fields.String:
    """A moment as text: ISO 8601 with an offset is best, any wording that the import knows is taken."""
    return words(describes, metadata={"examples": [examples.RECEIVED]}, **more)


def when(describes: Any = "", **more: Any) -> fields.DateTime:
    """A moment in an answer."""
    metadata = {"description": describes} if str(describes) else {}
    return fields.DateTime(metadata=metadata, **{"allow_none": True, **more})


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
        _l("Isi pengaduan. NIK, nomor telepon, dan surel di dalamnya disamarkan sebelum disimpan."),
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
            "Status menurut kanal. Hanya berarti bila waktunya tidak disebut: register menurunkan status dari waktu."
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
        error_messages={**_WORDS, "invalid": NOT_A_NUMBER, "special": NOT_A_NUMBER},
        metadata={"description": _l("Bintang dari pelapor, 1 sampai 5; 0 berarti tidak menilai.")},
    )


class BatchSchema(Schema):
    """Several complaints at once."""

    complaints = fields.List(
        fields.Nested(ComplaintSchema),
        required=True,
        metadata={"minItems": 1, "maxItems": MOST_AT_ONCE},
    )


class ErrorSchema(Schema):
    """One thing wrong with one field."""

    field = fields.String(required=True)
    value = fields.String(metadata={"description": _l("Yang diterima, disingkat dan tanpa data pribadi.")})
    reason = fields.String(required=True)


class PushedSchema(Schema):
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


class PushAnswerSchema(Schema):
    """How many became what, and what became of each."""

    created = fields.Integer(required=True)
    changed = fields.Integer(required=True)
    unchanged = fields.Integer(required=True)
    rejected = fields.Integer(required=True)
    items = fields.List(fields.Nested(PushedSchema), required=True)


class ProblemSchema(Schema):
    """An error (RFC 9457)."""

    type = fields.String(required=True)
    status = fields.Integer(required=True)
    title = fields.String(required=True)
    detail = fields.String(required=True)
    errors = fields.List(fields.Nested(ErrorSchema))


class ClockSchema(Schema):
    """One stage and its deadline, in working days."""

    stage = fields.String(required=True, validate=validate.OneOf([stage.value for stage in JUDGED_STAGES]))
    state = fields.Enum(ClockState, by_value=True, required=True)
    why = fields.Enum(Why, by_value=True, required=True)
    due = when(_l("Saat pertama yang sudah terlambat."))
    working_days = fields.Integer(allow_none=True, metadata={"description": _l("Hari kerja yang terpakai.")})
    allowed_days = fields.Integer(allow_none=True)


class StandingSchema(Schema):
    """Where a complaint stands. Moments are ISO 8601 in UTC; null: it did not happen, or nobody recorded it."""

    id = fields.String(required=True)
    status = fields.Enum(Status, by_value=True, required=True)
    status_text = fields.String(required=True, metadata={"description": _l("Status dalam kata-kata.")})
    colour = fields.Enum(Colour, by_value=True, required=True)
    class_ = fields.Enum(Klass, by_value=True, allow_none=True, data_key="class")
    unit = fields.String(
        allow_none=True, metadata={"description": _l("OPD yang menangani menurut register.")}
    )
    received_at = when("", allow_none=False)
    verified_at = when()
    first_follow_up_at = when()
    last_follow_up_at = when()
    postponed_at = when()
    resumed_at = when()
    replied_at = when(_l("Tanggapan terakhir pelapor."))
    closed_at = when()
    closed_automatically = fields.Boolean()
    archived_at = when()
    reopened_at = when()
    reopen_count = fields.Integer()
    closes_at = when(_l("Kapan selesai otomatis bila pelapor tidak menanggapi."))
    updated_at = when()


class CompleteStandingSchema(StandingSchema):
    """Where a complaint stands, with its clocks as they are now."""

    clocks = fields.List(fields.Nested(ClockSchema), required=True)


class ToldSchema(Schema):
    """A message to a webhook."""

    id = fields.String(required=True)
    event = fields.Enum(Event, by_value=True, required=True)
    occurred_at = when(required=True, allow_none=False)
    government = fields.String(required=True, metadata={"description": _l("Kode wilayah.")})
    channel = fields.String(required=True)
    what = fields.String(
        required=True,
        allow_none=True,
        validate=validate.OneOf([kind.value for kind in TELLING]),
        metadata={"description": _l("Apa yang terjadi; null pada pesan uji.")},
    )
    complaint = fields.Nested(StandingSchema, required=True, allow_none=True)


class StageFiguresSchema(Schema):
    """How one stage kept its deadline."""

    measured = fields.Integer()
    in_time = fields.Integer()
    late = fields.Integer()
    open_late = fields.Integer(metadata={"description": _l("Masih terbuka setelah tenggat pada batas data.")})
    median_days = fields.Float(allow_none=True)
    mean_days = fields.Float(allow_none=True)
    p90_days = fields.Float(allow_none=True)


class GroupSchema(Schema):
    """Figures of one group. Shares are fractions, days are working days; null: unknown."""

    incoming = fields.Integer()
    followed_up = fields.Integer()
    closed = fields.Integer()
    open = fields.Integer()
    followed_up_share = fields.Float(allow_none=True)
    closed_share = fields.Float(allow_none=True)
    by_status = fields.Dict(keys=fields.String(), values=fields.Integer())
    stages = fields.Dict(keys=fields.String(), values=fields.Nested(StageFiguresSchema))
    rating_mean = fields.Float(allow_none=True)
    rated = fields.Integer()
    small = fields.Boolean(metadata={"description": _l("Volume terlalu kecil untuk dibandingkan.")})


class UnitFiguresSchema(GroupSchema):
    """Figures of one unit; null: not routed to a known one."""

    unit = fields.String(allow_none=True)


class MonthFiguresSchema(GroupSchema):
    """Figures of one month of arrival."""

    month = fields.String(metadata={"examples": ["2021-10"]})


class CategoryFiguresSchema(GroupSchema):
    """Figures of one category."""

    category = fields.String(allow_none=True)


class RatingSchema(Schema):
    """Stars, and how many complaints were rated."""

    mean = fields.Float(allow_none=True)
    rated = fields.Integer()


class FiguresSchema(Schema):
    """The figures of `flask complaints stats --json`: the whole register of the government, all channels."""

    government = fields.String(required=True)
    source = fields.String(required=True, metadata={"description": _l("Asal data, yang terbesar dahulu.")})
    cut_off = when(_l("Sampai kapan datanya lengkap."), required=True)
    incoming = fields.Integer(required=True)
    by_status = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    followed_up_share = fields.Float(allow_none=True, required=True)
    closed_share = fields.Float(allow_none=True, required=True)
    stages = fields.Dict(keys=fields.String(), values=fields.Nested(StageFiguresSchema), required=True)
    rating = fields.Nested(RatingSchema)
    by_unit = fields.List(fields.Nested(UnitFiguresSchema), required=True)
    by_month = fields.List(fields.Nested(MonthFiguresSchema), required=True)
    by_class = fields.Dict(keys=fields.String(), values=fields.Nested(GroupSchema), required=True)
    by_channel = fields.Dict(keys=fields.String(), values=fields.Nested(GroupSchema), required=True)
    by_category = fields.List(fields.Nested(CategoryFiguresSchema), required=True)


class FiguresQuerySchema(Schema):
    """What figures to count."""

    class Meta:
        unknown = EXCLUDE

    first_day = fields.Date(
        data_key="from",
        error_messages={"invalid": NOT_A_DAY},
        metadata={"description": _l("Hari pertama diterima, menurut jam pemerintah daerah.")},
    )
    last_day = fields.Date(
        data_key="to",
        error_messages={"invalid": NOT_A_DAY},
        metadata={"description": _l("Hari terakhir diterima.")},
    )
    unit = words(_l("Hanya satu OPD: nama, singkatan, atau nama lain yang dikenal register."))
