"""The addresses of the lists behind the numbers of a page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from flask import url_for

from app.access import Actor, Permission
from app.complaints.routes.reading import UNKNOWN
from app.complaints.routes.statistics.scope import Scope
from app.complaints.rules import Status
from app.complaints.sla import Stage
from app.complaints.statistics import Dimension
from app.complaints.statistics.comparing import Period
from app.complaints.statistics.figure_keys import FigureKey, FigureKind
from app.complaints.statistics.months import days_of
from app.organisations.models import Government

_FILTERS = {
    Dimension.UNIT: "opd",
    Dimension.CLASS: "klasifikasi",
    Dimension.CHANNEL: "kanal",
    Dimension.CATEGORY: "kategori",
    Dimension.AREA: "wilayah",
    Dimension.SOURCE: "sumber",
}


@lru_cache(maxsize=4096)
def _part(name: str, value: str) -> str:
    return urlencode({name: value})


@dataclass(frozen=True)
class Lists:
    """Lists of the complaints of a group. `register` is where they are; None for somebody who may not open lists."""

    register: str | None
    query: Mapping[str, str]
    first_day: date | None
    last_day: date | None

    def _address(self, **narrow: str) -> str | None:
        # A page has thousands of them, so the path is asked for only once, and no part is written twice.
        if not self.register:
            return None
        return f"{self.register}?{'&'.join(_part(*pair) for pair in {**self.query, **narrow}.items())}"

    @property
    def all(self) -> str | None:
        """Everything that came in."""
        return self._address()

    def status(self, status: Status | str) -> str | None:
        """Those of one status."""
        return self._address(status=Status(status).value)

    def figure(self, kind: str) -> str | None:
        """Those that a figure counts; `kind` in the words of addresses (`FigureKind`)."""
        return self._address(angka=str(FigureKey(FigureKind(kind))))

    def stage(self, kind: str, stage: Stage | str) -> str | None:
        """Those that a figure of a stage counts."""
        return self._address(angka=str(FigureKey(FigureKind(kind), stage=Stage(stage))))

    def age(self, low: int, high: int | None) -> str | None:
        """Open ones of an age."""
        return self._address(angka=str(FigureKey(FigureKind.AGE, days=(low, high))))

    def took(self, kind: str, stage: Stage, low: int, high: int | None) -> str | None:
        """Those whose stage took so many working days, in time ("hari-tepat") or late ("hari-telat")."""
        return self._address(angka=str(FigureKey(FigureKind(kind), stage=stage, days=(low, high))))

    def month(self, kind: str, month: str) -> str | None:
        """Those that were closed in a month, or were open at its end: whenever they came in."""
        whole = {name: value for name, value in self.query.items() if name not in ("dari", "sampai")}
        return replace(self, query=whole)._address(angka=str(FigureKey(FigureKind(kind), month=month)))

    def whole_month(self, month: str) -> str | None:
        """Everything that came in in a month, also when the period cuts it."""
        first, last = days_of(month)
        return self._address(dari=first.isoformat(), sampai=last.isoformat())

    def within(self, period: Period) -> "Lists":
        """The lists of another period."""
        days = {"dari": period.start.isoformat(), "sampai": period.end.isoformat()}
        return replace(self, query={**self.query, **days}, first_day=period.start, last_day=period.end)

    def group(self, dimension: Dimension, key: str | None) -> "Lists":
        """The lists of one group of a dimension; None is what the source left open."""
        if dimension in _FILTERS:
            return replace(self, query={**self.query, _FILTERS[dimension]: key or UNKNOWN})
        begins, ends = days_of(key or "")
        first, last = max(begins, self.first_day or begins), min(ends, self.last_day or ends)
        return replace(self, query={**self.query, "dari": first.isoformat(), "sampai": last.isoformat()})


def lists_of(actor: Actor, scope: Scope) -> Lists:
    """The lists behind the figures of a scope."""
    register = _register(actor, scope.government, scope.unit_id)
    return Lists(register, scope.query, scope.first_day, scope.last_day)


def lists_of_government(actor: Actor, government: Government, first: date | None, last: date | None) -> Lists:
    """The lists behind the figures of a whole government, where several stand side by side."""
    query = {"pemerintah": government.code}
    days = {"dari": first, "sampai": last}
    query |= {name: day.isoformat() for name, day in days.items() if day}
    return Lists(_register(actor, government, None), query, first, last)


def _register(actor: Actor, government: Government, unit_id: str | None) -> str | None:
    may_open = actor.may(Permission.COMPLAINT_READ, government.id, unit_id)
    return url_for("complaints.register") if may_open else None
