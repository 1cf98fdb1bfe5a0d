"""Where a complaint stands, as it is asked for and as a webhook is told."""

from flask_babel import lazy_gettext as _l
from marshmallow import fields, validate

from app.api.rules import Event
from app.api.v1.schemas.pieces import Answer, when
from app.api.webhooks.names import TELLING
from app.complaints.rules import Colour, Klass, Status
from app.complaints.sla import JUDGED_STAGES, ClockState, Why


class ClockSchema(Answer):
    """One stage and its deadline, in working days."""

    stage = fields.String(required=True, validate=validate.OneOf([stage.value for stage in JUDGED_STAGES]))
    state = fields.Enum(ClockState, by_value=True, required=True)
    why = fields.Enum(Why, by_value=True, required=True)
    due = when(_l("Saat pertama yang sudah terlambat."))
    working_days = fields.Integer(allow_none=True, metadata={"description": _l("Hari kerja yang terpakai.")})
    allowed_days = fields.Integer(allow_none=True)


class StandingSchema(Answer):
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


class ToldSchema(Answer):
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
