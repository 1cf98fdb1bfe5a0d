"""From the body of a request to complaints, each with what is wrong with its form."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from marshmallow import ValidationError
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnprocessableEntity, UnsupportedMediaType

from app.api.v1.schemas import ComplaintSchema
from app.complaints.actions.pushing import MOST_AT_ONCE
from app.complaints.import_formats import wordings
from app.complaints.import_formats.cells import line
from app.complaints.import_formats.fields import Cell, CellRefused, Field, fold
from app.complaints.import_formats.mapping import speaks_of_reporter
from app.complaints.import_formats.rows import shown
from app.complaints.reporters import LONGEST, Reporter
from app.complaints.rules import Status
from app.web.problems import sentence

# Five hundred complaints with the longest text that the register keeps.
MOST_BYTES = 12 * 1024 * 1024

NAMES: dict[Field, str] = {
    each: {Field.TRACKING_ID: "id", Field.KLASS: "class"}.get(each, each.value) for each in Field
}
_REPORTER = "reporter"
_FIELDS = {name: each for each, name in NAMES.items()}

REPORTER = _l(
    "Identitas pelapor tidak diterima di sini. Simpan di aplikasi kanal dan kirim pengaduannya tanpa isian ini."
)
REPORTER_APART = _l("Identitas pelapor hanya diterima dalam reporter: name, phone, email, address.")
UNKNOWN = _l("Isian ini tidak dikenal.")

# When a status was reached.
_REACHED: dict[Status, Field] = {
    Status.DISPOSED: Field.VERIFIED,
    Status.IN_PROCESS: Field.FIRST_FOLLOW_UP,
    Status.FINISHED: Field.CLOSED,
    Status.POSTPONED: Field.POSTPONED,
    Status.ARCHIVED: Field.ARCHIVED,
}
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
# What an application may call the reporter in English; the Indonesian words are those of the import.
_REPORTER_WORDS = frozenset("reporter complainant citizen name phone mobile address identity ktp".split())

Error = dict[str, str]


@dataclass
class Item:
    """One complaint of a request: its cells, or what is wrong with its form."""

    id: str
    cells: Mapping[Field, Cell] = field(default_factory=dict)
    errors: list[Error] = field(default_factory=list)
    reporter: Reporter | None = None


class Unfit(UnprocessableEntity):
    """The request as a whole, or its only complaint, cannot be taken."""

    def __init__(self, errors: list[Error], detail: str = "") -> None:
        super().__init__()
        self.errors, self.detail = errors, detail


def items_of_request(*, keeps_reporters: bool) -> tuple[list[Item], bool]:
    """The complaints in the body, and whether it was one alone. Raises 400, 413, 415 or `Unfit`.

    `keeps_reporters`: whether the government keeps who complained; otherwise a complaint that tells it is not taken.
    """
    body = _json()
    if not isinstance(body, dict):
        raise Unfit([], _("Kirim satu pengaduan sebagai objek JSON, atau beberapa dalam complaints."))
    if "complaints" not in body:
        return [_item(body, keeps_reporters=keeps_reporters)], True
    given = body["complaints"]
    others = sorted(set(body) - {"complaints"})
    if others:
        raise Unfit([{"field": name[:80], "reason": str(UNKNOWN)} for name in others])
    if not isinstance(given, list) or not 1 <= len(given) <= MOST_AT_ONCE:
        reason = _("Isi dengan 1 sampai %(most)s pengaduan.", most=MOST_AT_ONCE)
        raise Unfit([{"field": "complaints", "reason": reason}])
    return [_item(each, keeps_reporters=keeps_reporters) for each in given], False


def _json() -> Any:
    request.max_content_length = MOST_BYTES
    if not request.is_json:
        raise UnsupportedMediaType
    if request.content_length is not None and request.content_length > MOST_BYTES:
        raise RequestEntityTooLarge
    try:
        return request.get_json()
    except RecursionError:
        raise BadRequest from None


def _item(given: Any, *, keeps_reporters: bool) -> Item:
    if not isinstance(given, dict):
        reason = str(ComplaintSchema.error_messages["type"])
        return Item("", errors=[{"field": "", "reason": reason}])
    item = Item(_short(given.get("id")))
    known = _FIELDS.keys() | ({_REPORTER} if keeps_reporters else set())
    item.errors = [
        _unknown(name, REPORTER_APART if keeps_reporters else REPORTER) for name in given if name not in known
    ]
    try:
        read = ComplaintSchema().load({name: value for name, value in given.items() if name in known})
    except ValidationError as error:
        wrong: dict[str, Any] = error.normalized_messages()  # type: ignore[no-untyped-call]
        for name, reasons in wrong.items():
            item.errors += _wrong(str(name), given, reasons)
    else:
        if keeps_reporters:
            item.reporter = _reporter(read.get(_REPORTER) or {})
        item.cells = {_FIELDS[name]: value for name, value in read.items() if name in _FIELDS}
        item.errors += _without_its_time(item.cells)
    return item


def _without_its_time(cells: Mapping[Field, Cell]) -> list[Error]:
    """A status says when it was reached, or it is none."""
    try:
        status = wordings.status(cells.get(Field.STATUS) or "").status
    except CellRefused:
        return []  # whoever reads the words says so
    needed = _REACHED.get(status) if status is not None else None
    if needed is None or cells.get(needed):
        return []
    return [{"field": NAMES[needed], "reason": _("Wajib diisi untuk status ini: kapan status itu tercapai.")}]


def _wrong(name: str, given: Mapping[str, Any], reasons: Any) -> list[Error]:
    """What is wrong with one field, and what it held; of who complained nothing is repeated."""
    if name != _REPORTER:
        return [{"field": name, "value": _short(given.get(name)), "reason": sentence(reasons)}]
    parts = reasons.items() if isinstance(reasons, dict) else [("", reasons)]
    return [{"field": f"{name}.{_short(part)}".rstrip("."), "reason": sentence(each)} for part, each in parts]


def _reporter(told: Mapping[str, str | None]) -> Reporter | None:
    reporter = Reporter(**{part: line(value)[:LONGEST] for part, value in told.items()})
    return None if reporter.is_nobody else reporter


def _unknown(name: str, of_reporter: LazyString) -> Error:
    spaced = _CAMEL.sub(" ", name)
    is_reporter = speaks_of_reporter(spaced) or not _REPORTER_WORDS.isdisjoint(fold(spaced).split())
    reason = of_reporter if is_reporter else UNKNOWN
    return {"field": _short(name), "reason": str(reason)}


def _short(value: Any) -> str:
    """Something given, as an answer may repeat it: short, storable, without personal data."""
    text = value if isinstance(value, str) else "" if value is None else str(value)[:200]
    return shown(text.encode(errors="replace").decode())
