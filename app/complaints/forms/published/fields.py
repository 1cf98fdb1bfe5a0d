"""Fields for numbers as they stand in print; what cannot be read stays in its field, with the reason beside it."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import Regexp

from app.complaints.published.typed import (
    NotANumber,
    parse_count,
    parse_percent,
    write_count,
    write_percent,
)

TOO_LONG = _l("Terlalu panjang.")
PLAIN = Regexp(r"^[^<>]*$", message=_l("Tanda kurung sudut tidak dapat dipakai."))


class CountField(StringField):
    """A whole number as it is printed: 57.171."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read it; what is no number keeps standing in the field."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if text:
            try:
                self.data = parse_count(text)
            except NotANumber as error:
                raise ValueError(_l("Tulis bilangan bulat, misalnya 57.171.")) from error

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else write_count(self.data)


class PercentField(StringField):
    """A percentage as it is printed, with its decimals: 46% or 40,0."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read it; what is no percentage keeps standing in the field."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if text:
            try:
                self.data = parse_percent(text)
            except NotANumber as error:
                raise ValueError(_l("Tulis persen, misalnya 46 atau 40,0.")) from error

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else write_percent(self.data)
