"""What the address of a list or of figures asks for."""

from datetime import date
from enum import StrEnum
from typing import TypeVar

from flask import request

from app.complaints.queries.register import Filters
from app.complaints.rules import Colour, Klass, Origin, Status
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
)
# Those that the list keeps folded until one is used.
MORE_FILTERS = frozenset(NAMES) - {"cari", "opd", "status", "dari", "sampai"}
Choice = TypeVar("Choice", bound=StrEnum)


def filters() -> Filters:
    """The filters in the address; what is not understood narrows nothing."""
    return Filters(
        words=_text("cari"),
        unit_id=_text("opd"),
        status=_one_of(Status, _text("status")),
        colour=_one_of(Colour, _text("warna")),
        klass=_one_of(Klass, _text("klasifikasi")),
        category=_text("kategori"),
        channel=_text("kanal"),
        first_day=day("dari"),
        last_day=day("sampai"),
        overdue=_text("terlambat") == "1",
        source=_text("sumber"),
        origin=_one_of(Origin, _text("asal")),
        area=_text("wilayah"),
        needs_action=_text("tindakan") == "1",
        unforwarded=_text("belum-disalurkan") == "1",
        waiting=_text("menunggu") == "1",
        postponed=_text("ditunda") == "1",
        reopened=_text("dibuka-kembali") == "1",
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


def _one_of(enumeration: type[Choice], value: str) -> Choice | None:
    return enumeration(value) if value in tuple(enumeration) else None
