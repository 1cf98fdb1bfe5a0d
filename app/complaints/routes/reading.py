"""What the address of a list or of figures asks for."""

from datetime import date
from enum import StrEnum
from typing import TypeVar

from flask import request

from app.complaints.queries.register import Filters
from app.complaints.rules import Colour, Klass, Origin, Status
from app.complaints.statistics.figure_keys import parse
from app.organisations.models import Government

NAMES = (
    "cari",
    "opd",
    "status",
    "warna",
    "klasifikasi",
    "kategori",
    "kanal",
    "dari",
    "sampai",
    "terlambat",
    "sumber",
    "asal",
    "wilayah",
    "tindakan",
    "belum-disalurkan",
    "menunggu",
    "ditunda",
    "dibuka-kembali",
    "angka",
)
# Those that the list keeps folded until one is used.
MORE_FILTERS = frozenset(NAMES) - {"cari", "opd", "status", "dari", "sampai", "angka"}
# What narrows to complaints of which the source left something open, and where it may stand.
UNKNOWN = "tanpa"
_MAY_BE_UNKNOWN = {
    "klasifikasi": "klass",
    "kategori": "category",
    "kanal": "channel",
    "wilayah": "area",
}
Choice = TypeVar("Choice", bound=StrEnum)


def filters() -> Filters:
    """The filters in the address; what is not understood narrows nothing."""
    return Filters(
        words=_text("cari"),
        unit_id=_text("opd"),
        status=_one_of(Status, _text("status")),
        colour=_one_of(Colour, _text("warna")),
        klass=_one_of(Klass, _text("klasifikasi")),
        category=_known("kategori"),
        channel=_known("kanal"),
        first_day=day("dari"),
        last_day=day("sampai"),
        overdue=_text("terlambat") == "1",
        source=_text("sumber"),
        origin=_one_of(Origin, _text("asal")),
        area=_known("wilayah"),
        needs_action=_text("tindakan") == "1",
        unforwarded=_text("belum-disalurkan") == "1",
        waiting=_text("menunggu") == "1",
        postponed=_text("ditunda") == "1",
        reopened=_text("dibuka-kembali") == "1",
        figure=parse(_text("angka")),
        unknown=frozenset(column for name, column in _MAY_BE_UNKNOWN.items() if _text(name) == UNKNOWN),
    )


def query(government: Government) -> dict[str, str]:
    """The filters in the address, for links that keep them."""
    return {"pemerintah": government.code, **asked()}


def asked() -> dict[str, str]:
    """The filters in the address, by their names there."""
    return {name: _text(name) for name in NAMES if _text(name)}


def day(name: str) -> date | None:
    """A day in the address as browsers write it (2021-10-05), or None."""
    try:
        return date.fromisoformat(_text(name))
    except ValueError:
        return None


def _text(name: str) -> str:
    return request.args.get(name, "").strip()


def _known(name: str) -> str:
    return "" if _text(name) == UNKNOWN else _text(name)


def _one_of(enumeration: type[Choice], value: str) -> Choice | None:
    return enumeration(value) if value in tuple(enumeration) else None
