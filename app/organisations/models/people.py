"""Users, what they are appointed to, and how they were invited."""

from datetime import date, datetime
from typing import Any

from flask_security.core import UserMixin
from flask_security.datastore import AsaList
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
    true,
)
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.access import Role
from app.db import ID_LENGTH, Base, HasId, Timestamped, UtcDateTime, Versioned, enum_column

# An application of a channel has a role too, but never an account: the database itself refuses to appoint one.
_ROLES = ", ".join(f"'{role.value}'" for role in Role if role is not Role.CHANNEL)
_PEOPLE = f"role IN ({_ROLES})"


class User(Base, HasId, Timestamped, Versioned, UserMixin):  # type: ignore[misc]  # UserMixin leaves `id` open
    """A person with an account. The `tf_` and `mf_` columns are named by Flask-Security."""

    __tablename__ = "user_account"

    username: Mapped[str] = mapped_column(String(80), unique=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str] = mapped_column(
        String(30), default=""
    )  # for reminder links; never shown outside the government
    password: Mapped[str] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    # Whether somebody has seen that the address is theirs; until then nothing is sent to it but the link that asks.
    email_is_confirmed: Mapped[bool] = mapped_column(Boolean, default=True, server_default=true())
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(255))
    tf_phone_number: Mapped[str | None] = mapped_column(String(128))
    tf_last_counter: Mapped[int | None] = mapped_column(Integer)  # time step of the last accepted code
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(AsaList()))
    language: Mapped[str] = mapped_column(String(5), default="id")

    appointments: Mapped[list["Appointment"]] = relationship(
        back_populates="user", order_by="Appointment.valid_from", cascade="all, delete-orphan"
    )

    @property
    def roles(self) -> list[Any]:  # type: ignore[override]  # nothing is ever assigned to it
        """Flask-Security's own roles are not used: rights come from appointments and the policy table."""
        return []


class Appointment(Base, HasId, Timestamped):
    """A role that a user holds for a government (and OPD), from one day until another."""

    __tablename__ = "appointment"
    __table_args__ = (
        CheckConstraint(_PEOPLE, name="role"),
        CheckConstraint("role <> 'public'", name="role_is_held_by_people"),
        CheckConstraint(
            "role NOT IN ('opd_admin', 'contributor') OR unit_id IS NOT NULL", name="opd_role_has_unit"
        ),
        CheckConstraint(
            "role NOT IN ('opd_admin', 'contributor', 'coordinator', 'leader', 'province_supervisor')"
            " OR government_id IS NOT NULL",
            name="local_role_has_government",
        ),
        CheckConstraint("valid_until IS NULL OR valid_until >= valid_from", name="period_in_order"),
        ForeignKeyConstraint(["government_id", "unit_id"], ["unit.government_id", "unit.id"]),
        Index("ix_appointment_government_role", "government_id", "role"),
    )

    user_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("user_account.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[Role] = mapped_column(enum_column(Role, check=False))
    government_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("government.id"))
    unit_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    valid_from: Mapped[date] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)

    user: Mapped[User] = relationship(back_populates="appointments")


class Invitation(Base, HasId, Timestamped):
    """A link by which a person makes the account for a given appointment. Only the token's SHA-256 is kept."""

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint(_PEOPLE, name="role"),
        ForeignKeyConstraint(["government_id", "unit_id"], ["unit.government_id", "unit.id"]),
    )

    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(254), index=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[Role] = mapped_column(enum_column(Role, check=False))
    government_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("government.id"))
    unit_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    invited_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SignInAttempts(Base):
    """Failed sign-ins per account and address; kept in the database so that a restart forgives nothing."""

    __tablename__ = "sign_in_attempts"

    key_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(Integer, default=0)
    first_failure_at: Mapped[datetime] = mapped_column(UtcDateTime)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(Text, default="")
