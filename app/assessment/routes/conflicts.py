"""A lost race shows both versions: what this person typed, and what is stored now."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from flask_babel import format_date
from wtforms import Field, RadioField, SelectField

from app.assessment.queries import user_names
from app.web.conflict import Conflict, Difference


@contextmanager
def showing_both(
    pairs: Sequence[tuple[Field, Any]], back_url: str, saved_by: str | None = None
) -> Iterator[None]:
    """Give a `Conflict` from inside what its page needs: each form field with the value that is stored now."""
    try:
        yield
    except Conflict as lost:
        differences = [
            Difference(field.label.text, _words(field, field.data), _words(field, stored))
            for field, stored in pairs
        ]
        raise Conflict(differences, back_url, user_names([saved_by]).get(saved_by or "", "")) from lost


def _words(field: Field, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(field, RadioField | SelectField):
        return str({choice.value: choice.label for choice in field.choices}.get(str(value), value))
    return format_date(value, "d MMMM y") if isinstance(value, date) else str(value)
