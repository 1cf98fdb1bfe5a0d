"""What a change of the calendar or the deadlines consists of, as plain data that a history can keep for ever."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from app.complaints.calendar import DayKind, FreeDay
from app.complaints.rules import Klass
from app.complaints.sla import SlaRule, Stage

Plain = Mapping[str, Any]


class Op(StrEnum):
    """What is done to one record."""

    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"


@dataclass(frozen=True)
class Item:
    """One record of a change. `before` and `after` as JSON holds them; `version` is the one that was seen."""

    op: Op
    record_id: str | None
    version: int | None
    before: Plain | None
    after: Plain | None

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {**asdict(self), "op": self.op.value}

    @classmethod
    def of(cls, plain: Plain) -> "Item":
        """Back from JSON."""
        return cls(Op(plain["op"]), plain["record_id"], plain["version"], plain["before"], plain["after"])


@dataclass(frozen=True)
class DatedRule:
    """A deadline with the legal basis it rests on."""

    rule: SlaRule
    basis: str


def added(after: Plain) -> Item:
    """A record that comes."""
    return Item(Op.ADD, None, None, None, after)


def changed(record_id: str, version: int, before: Plain, after: Plain) -> Item:
    """A record that becomes another."""
    return Item(Op.CHANGE, record_id, version, before, after)


def removed(record_id: str, version: int, before: Plain) -> Item:
    """A record that goes."""
    return Item(Op.REMOVE, record_id, version, before, None)


def plain_day(free: FreeDay) -> dict[str, Any]:
    """A free day as JSON keeps it."""
    return {**asdict(free), "day": free.day.isoformat(), "kind": free.kind.value}


def day_of(plain: Plain) -> FreeDay:
    """A free day out of JSON."""
    return FreeDay(
        date.fromisoformat(plain["day"]),
        DayKind(plain["kind"]),
        plain["name"],
        plain["decree"],
        plain["estimate"],
    )


def plain_rule(dated: DatedRule) -> dict[str, Any]:
    """A deadline as JSON keeps it."""
    rule = dated.rule
    return {
        "stage": rule.stage.value,
        "klass": rule.klass.value if rule.klass else None,
        "working_days": rule.working_days,
        "valid_from": rule.valid_from.isoformat(),
        "basis": dated.basis,
    }


def rule_of(plain: Plain) -> DatedRule:
    """A deadline out of JSON."""
    klass = Klass(plain["klass"]) if plain["klass"] else None
    valid_from = date.fromisoformat(plain["valid_from"])
    return DatedRule(SlaRule(Stage(plain["stage"]), klass, plain["working_days"], valid_from), plain["basis"])


def days_after(days: Iterable[date], items: Iterable[Item]) -> set[date]:
    """The free days once the items are carried out."""
    found = set(days)
    listed = list(items)
    found -= {day_of(item.before).day for item in listed if item.before}
    return found | {day_of(item.after).day for item in listed if item.after}


def rules_after(rules: Mapping[str, SlaRule], items: Iterable[Item]) -> list[SlaRule]:
    """The deadlines (by the id of their record) once the items are carried out."""
    found = dict(rules)
    come = []
    for item in items:
        if item.record_id is not None:
            found.pop(item.record_id, None)
        if item.after:
            come.append(rule_of(item.after).rule)
    return [*found.values(), *come]


def span_of(items: Iterable[Item], key: str) -> tuple[date, date]:
    """The first and the last day that the items speak of, by the field `key`. There is at least one item."""
    days = [date.fromisoformat(plain[key]) for item in items for plain in (item.before, item.after) if plain]
    return min(days), max(days)
