"""How a line's yearly values lie in the database: JSON whose keys are years, with money and decimals that lose nothing.

Years come back as integers, targets as `Decimal` (stored as text), budgets as whole rupiah (stored as text too: twenty
digits are more than every JSON reader keeps), quarters as tuples.
"""

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Dialect, String
from sqlalchemy.types import TypeDecorator

from app.plans.canonical import plain_decimal
from app.plans.compile import LineFields


class _ByYear(TypeDecorator[dict[int, Any]]):
    """A mapping from year to value."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Mapping[int, Any] | None, dialect: Dialect) -> dict[str, Any]:
        return {str(year): self.down(item) for year, item in sorted((value or {}).items())}

    def process_result_value(self, value: Any | None, dialect: Dialect) -> dict[int, Any]:
        return {int(year): self.up(item) for year, item in (value or {}).items()}

    def coerce_compared_value(self, op: Any, value: Any) -> Any:
        return self

    @staticmethod
    def down(item: Any) -> Any:
        """From Python to JSON."""
        return item

    @staticmethod
    def up(item: Any) -> Any:
        """From JSON to Python."""
        return item


class TargetsType(_ByYear):
    """{2021: Decimal("12.5")}."""

    cache_ok = True

    @staticmethod
    def down(item: Decimal) -> str:
        """See `_ByYear`."""
        return plain_decimal(Decimal(item))

    @staticmethod
    def up(item: str) -> Decimal:
        """See `_ByYear`."""
        return Decimal(item)


class BudgetsType(_ByYear):
    """{2021: 1500000}."""

    cache_ok = True

    @staticmethod
    def down(item: int) -> str:
        """See `_ByYear`."""
        return str(int(item))

    @staticmethod
    def up(item: str) -> int:
        """See `_ByYear`."""
        return int(item)


class QuartersType(_ByYear):
    """{2021: (1, 2)}."""

    cache_ok = True

    @staticmethod
    def down(item: tuple[int, ...]) -> list[int]:
        """See `_ByYear`."""
        return sorted(item)

    @staticmethod
    def up(item: list[int]) -> tuple[int, ...]:
        """See `_ByYear`."""
        return tuple(item)


class AmountType(TypeDecorator[Decimal]):
    """One number that loses nothing on the way: stored as plain text, `Decimal` in Python."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else plain_decimal(Decimal(value))

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class RupiahType(TypeDecorator[int]):
    """Whole rupiah of up to twenty digits, which is more than a big integer holds: stored as text."""

    impl = String(24)
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> str | None:
        return None if value is None else str(int(value))

    def process_result_value(self, value: Any | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)


def fields_to_json(fields: LineFields) -> dict[str, Any]:
    """A line's fields as JSON, to remember what the compiler proposed."""
    content = asdict(fields)
    content["supporting_unit_ids"] = list(fields.supporting_unit_ids)
    for name, kind in _YEARLY.items():
        content[name] = {str(year): kind.down(item) for year, item in getattr(fields, name).items()}
    return content


def fields_from_json(content: Mapping[str, Any]) -> LineFields:
    """The fields that `fields_to_json` wrote."""
    values = dict(content)
    values["supporting_unit_ids"] = tuple(values["supporting_unit_ids"])
    for name, kind in _YEARLY.items():
        values[name] = {int(year): kind.up(item) for year, item in values[name].items()}
    return LineFields(**values)


_YEARLY: dict[str, type[_ByYear]] = {"targets": TargetsType, "budgets": BudgetsType, "quarters": QuartersType}
