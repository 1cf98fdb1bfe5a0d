"""The declarative base and the column sets that tables share."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Integer, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from app.db.clock import utc_now
from app.db.types import UtcDateTime

ID_LENGTH = 22

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def new_id() -> str:
    """A random identifier of 128 bits in 22 URL-safe characters; it cannot be guessed or counted."""
    return secrets.token_urlsafe(16)


class Base(DeclarativeBase):
    """Every table of Renaksi. The naming convention lets migrations name any constraint on both engines."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)


class HasId:
    """A random primary key that is also the record's name in addresses."""

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)


class Timestamped:
    """When the row was first written, in UTC."""

    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)


class Versioned:
    """A counter that every update raises; a form shows it and the save compares it (a lost race is a 409)."""

    version: Mapped[int] = mapped_column(Integer, default=1)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__dict__.get("version", Versioned.version)}


class TenantOwned:
    """A row that belongs to one government. The session filter (tenancy.py) reads this class."""

    @declared_attr
    @classmethod
    def government_id(cls) -> Mapped[str]:
        return mapped_column(String(ID_LENGTH), ForeignKey("government.id"), index=True)
