"""Pages of a list: the query is limited in the database, the links keep the filters."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import request
from sqlalchemy import Select, func, select

from app.db import db

Row = TypeVar("Row")
PER_PAGE = 25


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of rows. `number` counts from 1; `is_cut`: there are more rows than `total`, and nobody counted them."""

    rows: Sequence[Row]
    number: int
    per_page: int
    total: int
    is_cut: bool = False

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.per_page))

    @property
    def first(self) -> int:
        """Number of the first row shown (0 when there is none)."""
        return (self.number - 1) * self.per_page + 1 if self.total else 0

    @property
    def last(self) -> int:
        """Number of the last row shown."""
        return min(self.number * self.per_page, self.total)

    @property
    def window(self) -> list[int | None]:
        """Page numbers to link: the ends and the neighbours of the present one; None stands for a gap."""
        wanted = sorted(
            {1, self.number - 1, self.number, self.number + 1, self.pages} & set(range(1, self.pages + 1))
        )
        shown: list[int | None] = []
        for number in wanted:
            previous = shown[-1] if shown else None
            if previous is not None and number - previous == 2:
                shown.append(number - 1)
            elif previous is not None and number - previous > 2:
                shown.append(None)
            shown.append(number)
        return shown


def page_number() -> int:
    """The `?halaman=` of this request; 1 when absent or nonsense."""
    return max(1, request.args.get("halaman", default=1, type=int))


def paginate(
    statement: Select[Any],
    number: int | None = None,
    per_page: int = PER_PAGE,
    at_most: int | None = None,
) -> Page[Any]:
    """Run an ORM select of one entity for one page (rows are entities). A number past the end gives the last page.

    With `at_most` only so many rows are counted and can be turned to: nobody reads a million, and counting them takes
    longer than showing them.
    """
    counted = statement.order_by(None)
    if at_most is not None:
        counted = counted.limit(at_most + 1)
    total = db.session.scalar(select(func.count()).select_from(counted.subquery())) or 0
    is_cut = at_most is not None and total > at_most
    total = min(total, at_most) if at_most is not None else total
    wanted = page_number() if number is None else number
    last = max(1, -(-total // per_page))
    shown = min(wanted, last)
    rows: Sequence[Any] = []
    if total:
        rows = db.session.scalars(statement.limit(per_page).offset((shown - 1) * per_page)).unique().all()
    return Page(rows, shown, per_page, total, is_cut)


def page_of(rows: Sequence[Row], number: int | None = None, per_page: int = PER_PAGE) -> Page[Row]:
    """One page of rows that are already in memory."""
    wanted = page_number() if number is None else number
    shown = min(wanted, max(1, -(-len(rows) // per_page)))
    return Page(rows[(shown - 1) * per_page : shown * per_page], shown, per_page, len(rows))
