"""Totals that somebody published elsewhere, as they were printed, to be held against the register."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from itertools import takewhile

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.complaints.models.columns import enumerated
from app.complaints.published import Part, Published, Says, Total
from app.db import ID_LENGTH, Base, HasId, TenantOwned, Timestamped, UtcDateTime, Versioned, utc_now


class PublishedTotal(Base, HasId, TenantOwned, Timestamped, Versioned):
    """How many complaints came in from one day to another, as a publication says; nothing in it is computed."""

    __tablename__ = "complaint_published_total"
    __table_args__ = (
        UniqueConstraint("government_id", "id"),
        Index("ix_complaint_published_total_government_id_last_day", "government_id", "last_day"),
        CheckConstraint(
            "length(title) > 0 AND length(publisher) > 0 AND length(source) > 0", name="says_where"
        ),
        CheckConstraint("last_day >= first_day", name="period_in_order"),
        CheckConstraint("cut_off IS NULL OR cut_off >= first_day", name="cut_off_after_start"),
        CheckConstraint("count >= 0", name="count_not_negative"),
    )

    # Led by the index on government and day.
    government_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("government.id"))
    title: Mapped[str] = mapped_column(String(200))
    publisher: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(String(500))  # where: an address, or a document
    published_on: Mapped[date] = mapped_column(Date)
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    cut_off: Mapped[date | None] = mapped_column(Date)  # the publication says up to when its data go
    register_source: Mapped[str] = mapped_column(String(80), default="")  # of complaints; "": all sources
    count: Mapped[int] = mapped_column(Integer)
    complete: Mapped[bool] = mapped_column(Boolean, default=True)  # the parts claim to be all there is
    note: Mapped[str] = mapped_column(Text, default="")
    created_by: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    # Set by every save, so that the version rises also when only a part was changed.
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    parts: Mapped[list["PublishedPart"]] = relationship(
        order_by="PublishedPart.position", cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def counted_until(self) -> date:
        """The last day on which a complaint may have come in that the publication counts."""
        return self.last_day if self.cut_off is None else min(self.last_day, self.cut_off)

    def as_total(self) -> Total:
        """What was printed, as the rules take it: details stand within the part above them."""
        return Total(self.count, tuple(_nested(self.parts)), self.complete)

    def as_published(self) -> Published:
        """The days it is about, and its count."""
        return Published(self.first_day, self.counted_until, self.count)


class PublishedPart(Base, TenantOwned):
    """One line of a published total, in the order in which it was printed."""

    __tablename__ = "complaint_published_part"
    __table_args__ = (
        ForeignKeyConstraint(
            ["government_id", "total_id"],
            ["complaint_published_total.government_id", "complaint_published_total.id"],
            ondelete="CASCADE",
        ),
        CheckConstraint("position >= 0", name="position_not_negative"),
        CheckConstraint("position > 0 OR NOT is_detail", name="first_is_no_detail"),
        CheckConstraint("length(label) > 0", name="label_present"),
        CheckConstraint("count >= 0", name="count_not_negative"),
        CheckConstraint("percent_digits >= 0", name="percent_not_negative"),
        CheckConstraint("percent_decimals BETWEEN 0 AND 2", name="percent_decimals_plausible"),
        CheckConstraint(
            "(percent_digits IS NULL) = (percent_decimals IS NULL)", name="percent_whole_or_none"
        ),
    )

    total_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    is_detail: Mapped[bool] = mapped_column(Boolean, default=False)  # of the nearest part above that is none
    label: Mapped[str] = mapped_column(String(200))
    count: Mapped[int | None] = mapped_column(Integer)  # None: only the percentage was printed
    # "40,0" is 400 with one decimal: how many were printed decides what still counts as rounding.
    percent_digits: Mapped[int | None] = mapped_column(Integer)
    percent_decimals: Mapped[int | None] = mapped_column(Integer)
    says: Mapped[Says | None] = mapped_column(enumerated(Says, "says"))  # the register's figure that it means

    def as_part(self) -> Part:
        """The line alone, without the details below it."""
        return Part(self.label, self.count, self.percent)

    @property
    def percent(self) -> Decimal | None:
        """As printed, with its decimals."""
        if self.percent_digits is None or self.percent_decimals is None:
            return None
        return Decimal(self.percent_digits).scaleb(-self.percent_decimals)

    @percent.setter
    def percent(self, printed: Decimal | None) -> None:
        if printed is None:
            self.percent_digits = self.percent_decimals = None
            return
        exponent = printed.as_tuple().exponent
        self.percent_decimals = max(0, -exponent) if isinstance(exponent, int) else 0
        self.percent_digits = int(printed.scaleb(self.percent_decimals))


def _nested(parts: list[PublishedPart]) -> Iterator[Part]:
    for place, part in enumerate(parts):
        if not part.is_detail:
            details = takewhile(lambda one: one.is_detail, parts[place + 1 :])
            yield replace(part.as_part(), parts=tuple(one.as_part() for one in details))
