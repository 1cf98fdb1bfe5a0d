"""Governments and their units."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    String,
    UniqueConstraint,
    event,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from app.db import ID_LENGTH, Base, HasId, TenantOwned, Timestamped, Versioned, day_in, enum_column


class GovernmentKind(StrEnum):
    """What a government is."""

    MINISTRY = "ministry"
    PROVINCE = "province"
    REGENCY = "regency"
    CITY = "city"


class TimeZone(StrEnum):
    """The three Indonesian zones."""

    WIB = "Asia/Jakarta"
    WITA = "Asia/Makassar"
    WIT = "Asia/Jayapura"


class UnitKind(StrEnum):
    """What an OPD is."""

    SEKRETARIAT = "sekretariat"
    SEKRETARIAT_DPRD = "sekretariat_dprd"
    BAGIAN = "bagian"
    BIRO = "biro"
    DINAS = "dinas"
    BADAN = "badan"
    INSPEKTORAT = "inspektorat"
    SATPOL = "satpol"
    RSUD = "rsud"
    KECAMATAN = "kecamatan"
    BUMD = "bumd"
    LAINNYA = "lainnya"


class Government(Base, HasId, Timestamped, Versioned):
    """A province, regency, city, or the ministry. How its documents look: `DocumentSettings`."""

    __tablename__ = "government"
    __table_args__ = (CheckConstraint("length(name) > 0", name="name_present"),)

    code: Mapped[str] = mapped_column(String(13), unique=True)  # such as 73.07; "00" is the ministry
    name: Mapped[str] = mapped_column(String(120), index=True)
    kind: Mapped[GovernmentKind] = mapped_column(enum_column(GovernmentKind))
    parent_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("government.id"), index=True)
    time_zone: Mapped[TimeZone] = mapped_column(enum_column(TimeZone))
    is_active: Mapped[bool] = mapped_column(Boolean, default=False)  # uses Renaksi
    lead_unit_label: Mapped[str] = mapped_column(String(80), default="Bagian Organisasi")
    capital: Mapped[str] = mapped_column(String(80), default="")  # the place in "Sinjai, 5 Oktober 2021"
    # Added after both tables exist: a file belongs to a government, and a government has a file as its logo.
    logo_file_id: Mapped[str | None] = mapped_column(
        String(ID_LENGTH), ForeignKey("stored_file.id", use_alter=True)
    )

    parent: Mapped["Government | None"] = relationship(remote_side="Government.id")
    units: Mapped[list["Unit"]] = relationship(
        back_populates="government", order_by="Unit.position, Unit.name"
    )

    def today(self, now: datetime | None = None) -> date:
        """The calendar day at this government, at an aware moment or now."""
        return day_in(self.time_zone.value, now)


@event.listens_for(Session, "loaded_as_persistent")
def _hold(session: Session, record: object) -> None:
    """Keep a loaded government alive as long as its session.

    A session remembers records only while somebody else holds them. Many small functions of a request each ask for the
    government (its time zone, its name) and let go of it, and every one of them paid for a query of its own.
    """
    if isinstance(record, Government):
        session.info.setdefault(_HELD, set()).add(record)


_HELD = "governments"


class Unit(Base, HasId, TenantOwned, Timestamped, Versioned):
    """An OPD of a government."""

    __tablename__ = "unit"
    __table_args__ = (
        UniqueConstraint(
            "government_id", "id"
        ),  # target of composite keys: a row's OPD is of the row's government
        UniqueConstraint("government_id", "name"),
        CheckConstraint("length(name) > 0", name="name_present"),
    )

    kind: Mapped[UnitKind] = mapped_column(enum_column(UnitKind))
    name: Mapped[str] = mapped_column(String(200))
    short_name: Mapped[str] = mapped_column(String(60), default="")
    position: Mapped[int] = mapped_column(Integer, default=0)
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)

    government: Mapped[Government] = relationship(back_populates="units")
    aliases: Mapped[list["UnitAlias"]] = relationship(
        back_populates="unit",
        cascade="all, delete-orphan",
        order_by="UnitAlias.alias",
        primaryjoin="Unit.id == UnitAlias.unit_id",
        foreign_keys="UnitAlias.unit_id",
    )


class UnitAlias(Base, HasId, TenantOwned):
    """Another spelling of an OPD, as complaint systems write it."""

    __tablename__ = "unit_alias"
    __table_args__ = (
        UniqueConstraint("government_id", "alias_key"),
        ForeignKeyConstraint(
            ["government_id", "unit_id"], ["unit.government_id", "unit.id"], ondelete="CASCADE"
        ),
    )

    unit_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    alias: Mapped[str] = mapped_column(String(300))
    alias_key: Mapped[str] = mapped_column(String(300))  # rules.name_key(alias): how spellings are compared

    unit: Mapped[Unit] = relationship(
        back_populates="aliases",
        primaryjoin="Unit.id == UnitAlias.unit_id",
        foreign_keys="UnitAlias.unit_id",
    )
