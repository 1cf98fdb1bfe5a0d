"""What every form of Renaksi shares: the version it was opened at, and the key that makes a double click harmless."""

from collections.abc import Iterable
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from app.db import ID_LENGTH, new_id


def options(pairs: Iterable[tuple[Any, Any]]) -> list[SelectChoice]:
    """What can be chosen in a list or among radio buttons, from (value, label)."""
    return [SelectChoice(value, label) for value, label in pairs]


class VersionedForm(FlaskForm):
    """A form that edits a record: `version` is the one that the person saw."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class CreatingForm(FlaskForm):
    """A form that creates: the key is drawn when the page is shown, so sending the page twice creates once."""

    idempotency_key = HiddenField(
        default=new_id, validators=[InputRequired(), Length(min=16, max=ID_LENGTH * 2)]
    )
