"""What schemas are made of: texts and moments, with the words for what is wrong with them."""

from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import INCLUDE, Schema, ValidationError, fields

from app.api.v1 import examples

WRONG_TYPE = _l("Harus berupa teks.")
NOT_A_NUMBER = _l("Harus berupa angka.")
NOT_A_DAY = _l("Harus berupa tanggal, misalnya 2021-10-05.")
MISSING = _l("Wajib diisi.")
EMPTY = _l("Tidak boleh kosong (null).")
NOT_TEXT = _l("Memuat tanda yang tidak dapat disimpan.")

WORDS = {"invalid": WRONG_TYPE, "required": MISSING, "null": EMPTY}


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
    return fields.String(validate=_storable, error_messages=WORDS, metadata=metadata, **more)


def moment(describes: Any, **more: Any) -> fields.String:
    """A moment as text: ISO 8601 with an offset is best, any wording that the import knows is taken."""
    return words(describes, metadata={"examples": [examples.RECEIVED]}, **more)


class Answer(Schema):
    """What is answered may get more fields within a version; whoever reads passes over what it does not know."""

    class Meta:
        unknown = INCLUDE


def when(describes: Any = "", **more: Any) -> fields.DateTime:
    """A moment in an answer."""
    metadata = {"description": describes} if str(describes) else {}
    return fields.DateTime(metadata=metadata, **{"allow_none": True, **more})
