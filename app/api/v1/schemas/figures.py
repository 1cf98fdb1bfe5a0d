"""Figures, and which are asked for."""

from flask_babel import lazy_gettext as _l
from marshmallow import EXCLUDE, Schema, fields

from app.api.v1.schemas.pieces import NOT_A_DAY, Answer, when, words


class StageFiguresSchema(Answer):
    """How one stage kept its deadline."""

    measured = fields.Integer()
    in_time = fields.Integer()
    late = fields.Integer()
    open_late = fields.Integer(metadata={"description": _l("Masih terbuka setelah tenggat pada batas data.")})
    median_days = fields.Float(allow_none=True)
    mean_days = fields.Float(allow_none=True)
    p90_days = fields.Float(allow_none=True)


class ReopenedSchema(Answer):
    """How many were reopened, of those handled here that had been closed."""

    count = fields.Integer()
    of = fields.Integer()
    share = fields.Float(allow_none=True)


class GroupSchema(Answer):
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
    overdue = fields.Integer(
        metadata={"description": _l("Masih terbuka, dengan sedikitnya satu tenggat yang lewat.")}
    )
    late = fields.Integer(metadata={"description": _l("Sedikitnya satu tahap lewat tenggat.")})
    reopened = fields.Nested(ReopenedSchema)
    small = fields.Boolean(metadata={"description": _l("Volume terlalu kecil untuk dibandingkan.")})


class UnitFiguresSchema(GroupSchema):
    """Figures of one unit; null: not routed to a known one."""

    unit = fields.String(allow_none=True)


class MonthFiguresSchema(GroupSchema):
    """Figures of one month of arrival."""

    month = fields.String(metadata={"examples": ["2021-10"]})


class QuarterFiguresSchema(GroupSchema):
    """Figures of one quarter of arrival."""

    quarter = fields.String(metadata={"examples": ["2021-Q4"]})


class YearFiguresSchema(GroupSchema):
    """Figures of one year of arrival."""

    year = fields.String(metadata={"examples": ["2021"]})


class AgeSchema(Answer):
    """Open complaints by their age in working days; `to` null: and more."""

    low = fields.Integer(data_key="from")
    high = fields.Integer(data_key="to", allow_none=True)
    count = fields.Integer()


class OpenAgesSchema(Answer):
    """How old the open complaints are."""

    buckets = fields.List(fields.Nested(AgeSchema))
    oldest_days = fields.Integer(allow_none=True)
    oldest_received_on = fields.Date(allow_none=True)


class CategoryFiguresSchema(GroupSchema):
    """Figures of one category."""

    category = fields.String(allow_none=True)


class AreaFiguresSchema(GroupSchema):
    """Figures of one area."""

    area = fields.String(allow_none=True)


class SourceFiguresSchema(GroupSchema):
    """Figures of one source."""

    source = fields.String(allow_none=True)


class RatingSchema(Answer):
    """Stars, and how many complaints were rated."""

    mean = fields.Float(allow_none=True)
    rated = fields.Integer()


class FiguresSchema(Answer):
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
    open = fields.Integer()
    overdue = fields.Integer()
    reopened = fields.Nested(ReopenedSchema)
    open_ages = fields.Nested(OpenAgesSchema, allow_none=True)
    by_unit = fields.List(fields.Nested(UnitFiguresSchema), required=True)
    by_month = fields.List(fields.Nested(MonthFiguresSchema), required=True)
    by_quarter = fields.List(fields.Nested(QuarterFiguresSchema))
    by_year = fields.List(fields.Nested(YearFiguresSchema))
    by_class = fields.Dict(keys=fields.String(), values=fields.Nested(GroupSchema), required=True)
    by_channel = fields.Dict(keys=fields.String(), values=fields.Nested(GroupSchema), required=True)
    by_category = fields.List(fields.Nested(CategoryFiguresSchema), required=True)
    by_area = fields.List(fields.Nested(AreaFiguresSchema))
    by_source = fields.List(fields.Nested(SourceFiguresSchema))


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
