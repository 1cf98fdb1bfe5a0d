"""The one table of peers: bands, and nothing of anybody."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.assessment.rules.peers import Band, Size
from app.db import ID_LENGTH, Base, HasId, Timestamped, enum_column
from app.organisations.models import GovernmentKind


class PeerSubject(StrEnum):
    """Who is compared with whom."""

    UNIT = "unit"
    GOVERNMENT = "government"


class PeerBand(Base, HasId, Timestamped):
    """Quartiles of one index among peers, counted daily.

    Pages of every government read this table and nothing else of the others, so that nothing but what stands here can
    be seen through it. The database itself refuses a band of fewer than six.
    """

    __tablename__ = "peer_band"
    __table_args__ = (
        UniqueConstraint(
            "year",
            "instrument_version_id",
            "subject",
            "kind",
            "government_kind",
            "size",
            "category",
            name="uq_peer_band_of_peers",
        ),
        CheckConstraint("count >= 6", name="enough_peers"),
        CheckConstraint(
            "10 <= lower AND lower <= median AND median <= upper AND upper <= 50", name="in_order"
        ),
        CheckConstraint("(subject = 'unit') = (length(kind) > 0)", name="kind_of_units"),
        Index("ix_peer_band_instrument_version_id", "instrument_version_id"),
    )

    year: Mapped[int] = mapped_column(Integer)
    instrument_version_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("instrument_version.id"))
    subject: Mapped[PeerSubject] = mapped_column(enum_column(PeerSubject))
    kind: Mapped[str] = mapped_column(String(32))  # of `UnitKind`; empty for governments
    government_kind: Mapped[GovernmentKind] = mapped_column(enum_column(GovernmentKind))
    size: Mapped[Size] = mapped_column(enum_column(Size))
    category: Mapped[str] = mapped_column(String(40))  # its code; empty: the overall index
    count: Mapped[int] = mapped_column(Integer)
    lower: Mapped[int] = mapped_column(Integer)  # quartiles in tenths of an index: 28 is 2,8
    median: Mapped[int] = mapped_column(Integer)
    upper: Mapped[int] = mapped_column(Integer)
    counted_on: Mapped[date] = mapped_column(Date)

    @property
    def band(self) -> Band:
        """The figures for the rules."""
        return Band(self.count, self.lower, self.median, self.upper)
