"""Figures counted ahead: tallies by month of arrival, and what they do not hold yet."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, PrimaryKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import ID_LENGTH, Base, TenantOwned, UtcDateTime, utc_now


class ComplaintTally(Base, TenantOwned):
    """What `statistics.Tally` counted of the complaints of a month (2021-10), of a whole year (2021), or of one day.

    Derived from the complaints and never the truth: it may be thrown away at any time (`flask complaints recount`),
    and for that reason it refers to no OPD by a foreign key. `TallyMark` says what a month does not hold yet.
    """

    __tablename__ = "complaint_tally"
    # In the order in which it is asked: whose, of which OPD, split by what, when.
    __table_args__ = (PrimaryKeyConstraint("government_id", "subject", "dimension", "period"),)

    government_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("government.id"))
    period: Mapped[str] = mapped_column(String(10))
    # See `statistics.cells`: all OPD, none, or one by its id; and what its complaints are split by.
    subject: Mapped[str] = mapped_column(String(ID_LENGTH))
    dimension: Mapped[str] = mapped_column(String(16))
    # Which counting it comes from. A year carries a digest of the stamps of its months, and counts while they agree.
    stamp: Mapped[str] = mapped_column(String(32))
    counts: Mapped[dict[str, Any]] = mapped_column(JSON)  # key, "" where it is unknown → `coding.as_plain`


class TallyMark(Base, TenantOwned):
    """Of this complaint the tally of the month still holds what it was `before`, or nothing if that is None.

    Written by the transaction that changed the complaint. Without a complaint: so many were changed that the whole
    month has to be counted anew. Every transaction writes rows of its own: nobody waits for anybody, and whoever counts
    a month anew takes away exactly the rows that it saw before it counted. Of several for one complaint the first
    counts, so they are numbered as they come.
    """

    __tablename__ = "complaint_tally_mark"
    __table_args__ = (
        Index("ix_complaint_tally_mark_government_id_month", "government_id", "month"),
        # A number that was taken away never comes again: whoever saw it must not take away another mark.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    government_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("government.id"))
    month: Mapped[str] = mapped_column(String(7))
    complaint_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    before: Mapped[list[Any] | None] = mapped_column(
        JSON(none_as_null=True)
    )  # in the order of `facts.COUNTED`
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
