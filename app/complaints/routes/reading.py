"""What the address of a list or of figures asks for."""

from datetime import date
from enum import StrEnum
from typing import TypeVar

from flask import request

from app.complaints.queries.register import Filters
from app.complaints.rules import Colour, Klass, Status
from app.organisations.models import Government

_NAMES = (
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
)
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
    )


def query(government: Government) -> dict[str, str]:
    """The filters in the address, for links that keep them."""
    kept = {name: _text(name) for name in _NAMES if _text(name)}
    return {"pemerintah": government.code, **kept}


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
