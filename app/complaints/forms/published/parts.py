"""The table of the parts of a published total, which may grow; empty rows say nothing."""

from dataclasses import dataclass

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, Form, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from app.complaints.actions.published import Line
from app.complaints.forms.entry import one_line
from app.complaints.forms.published.fields import PLAIN, TOO_LONG, CountField, PercentField
from app.complaints.labels.published import SAYS_LABELS
from app.complaints.models import PublishedTotal
from app.complaints.published import Says

FEWEST_ROWS = 12
MORE_ROWS = 6
MOST_ROWS = 120
_SPARE = 4  # empty rows below those of a total that is edited


class PartForm(Form):
    """One row of the table of parts; an empty one says nothing."""

    label = StringField(filters=[one_line], validators=[Length(max=200, message=TOO_LONG), PLAIN])
    is_detail = BooleanField()
    count = CountField()
    percent = PercentField()
    says = SelectField(
        choices=[
            SelectChoice("", _l("Tidak dibandingkan")),
            *(SelectChoice(says.value, text) for says, text in SAYS_LABELS.items()),
        ],
        validators=[Optional()],
    )

    @property
    def is_blank(self) -> bool:
        """Whether nobody typed anything here that says something."""
        return not (self.label.data or _typed(self.count) or _typed(self.percent))

    def line(self) -> Line:
        """What was typed."""
        return Line(
            label=self.label.data or "",
            count=self.count.data,
            percent=self.percent.data,
            says=Says(self.says.data) if self.says.data else None,
            is_detail=bool(self.is_detail.data),
        )


def _typed(number: Field) -> bool:
    return number.data is not None or bool(number.raw_data and number.raw_data[0].strip())


@dataclass
class PartRows:
    """The rows of the table; `errors` are those of the table as a whole, as a list that the summary can link to."""

    rows: list[PartForm]

    @classmethod
    def sent(cls, more: bool) -> "PartRows":
        """As they came, `MORE_ROWS` longer if more were asked for."""
        asked = request.form.get("rows", default=FEWEST_ROWS, type=int) + (MORE_ROWS if more else 0)
        number = min(max(asked, FEWEST_ROWS), MOST_ROWS)
        return cls([_named(PartForm(request.form, prefix=f"p{place}-"), place) for place in range(number)])

    @classmethod
    def of(cls, total: PublishedTotal | None) -> "PartRows":
        """As a stored total fills them, with some to spare."""
        parts = total.parts if total is not None else []
        number = min(max(FEWEST_ROWS, len(parts) + _SPARE), MOST_ROWS)
        rows = []
        for place in range(number):
            prefix = f"p{place}-"
            part = parts[place] if place < len(parts) else None
            data = (
                {name: getattr(part, name) for name in ("label", "is_detail", "count", "percent")}
                if part
                else {}
            )
            says = part.says.value if part and part.says else ""
            rows.append(_named(PartForm(prefix=prefix, data={**data, "says": says}), place))
        return cls(rows)

    @property
    def told(self) -> list[PartForm]:
        """Those that say something."""
        return [row for row in self.rows if not row.is_blank]

    def validate(self) -> bool:
        """Every row that says anything needs a name and a number; the first is no detail."""
        sound = True
        for place, row in enumerate(self.told):
            sound = row.validate() and sound
            if not row.label.data:
                row.label.errors = [*row.label.errors, _l("Tulis nama bagian ini.")]
            if not _typed(row.count) and not _typed(row.percent):
                row.count.errors = [*row.count.errors, _l("Isi jumlah atau persennya.")]
            if place == 0 and row.is_detail.data:
                row.is_detail.errors = [
                    *row.is_detail.errors,
                    _l("Bagian pertama tidak dapat menjadi rincian: belum ada bagian di atasnya."),
                ]
            sound = sound and not any(one.errors for one in row)
        return sound

    def lines(self) -> list[Line]:
        """What was typed."""
        return [row.line() for row in self.told]


def _named(row: PartForm, place: int) -> PartForm:
    """Labels that a screen reader and the summary of errors can tell apart."""
    for name, label in _ROW_LABELS.items():
        row[name].label.text = label % {"n": place + 1}
    return row


_ROW_LABELS = {
    "label": _l("Baris %(n)s, nama bagian"),
    "is_detail": _l("Baris %(n)s, rincian dari bagian di atasnya"),
    "count": _l("Baris %(n)s, jumlah"),
    "percent": _l("Baris %(n)s, persen"),
    "says": _l("Baris %(n)s, angka register"),
}
