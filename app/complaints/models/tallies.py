"""Figures counted ahead: tallies by month of arrival, and the months whose tallies no longer hold."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import ID_LENGTH, Base, HasId, TenantOwned, UtcDateTime, utc_now


class ComplaintTally(Base, TenantOwned):
    """What `statistics.Tally` counted of the complaints of one month (2021-10), or of a whole year (2021).

    Derived from the complaints and never the truth: it may be thrown away at any time (`flask complaints recount`),
    and for that reason it refers to no OPD by a foreign key. A month is read from here unless a `StaleMonth` names it.
    """

    __tablename__ = "complaint_tally"

    government_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("government.id"), primary_key=True
    )
    period: Mapped[str] = mapped_column(String(7), primary_key=True)
    # See `statistics.cells`: all OPD, none, or one by its id; and what its complaints are split by.
    subject: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    dimension: Mapped[str] = mapped_column(String(16), primary_key=True)
    # Which counting it comes from. A year carries a digest of the stamps of its months, and counts while they agree.
    stamp: Mapped[str] = mapped_column(String(32))
    counts: Mapped[dict[str, Any]] = mapped_column(JSON)  # key, "" where it is unknown → `coding.as_plain`


class StaleMonth(Base, HasId, TenantOwned):
    """Complaints of this month were changed by the transaction that wrote this row.

    Every transaction writes rows of its own: nobody waits for anybody, and whoever counts a month anew takes away
    exactly the rows that it saw before it counted.
    """

    __tablename__ = "complaint_stale_month"
    __table_args__ = (Index("ix_complaint_stale_month_government_id_month", "government_id", "month"),)

    government_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("government.id"))
    month: Mapped[str] = mapped_column(String(7))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
