"""Applications of local channels: their keys, and where they want to be told what became of their complaints."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.api.rules import Event, Trouble
from app.db import (
    ID_LENGTH,
    Base,
    HasId,
    TenantOwned,
    Timestamped,
    UtcDateTime,
    Versioned,
    enum_column,
    utc_now,
)


class Channel(Base, HasId, TenantOwned, Timestamped):
    """A local channel with an application of its own. Its name is the source of its complaints in the register."""

    __tablename__ = "channel"
    __table_args__ = (
        UniqueConstraint("government_id", "name"),
        UniqueConstraint("government_id", "id"),  # what keys and webhooks point at, tenant included
        CheckConstraint("length(name) > 0", name="name_present"),
    )

    government_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("government.id"))
    name: Mapped[str] = mapped_column(String(80))
    created_by: Mapped[str | None] = mapped_column(String(ID_LENGTH))

    keys: Mapped[list["ApiKey"]] = relationship(
        back_populates="channel", order_by="ApiKey.created_at.desc()", viewonly=True
    )
    webhooks: Mapped[list["Webhook"]] = relationship(
        back_populates="channel", order_by="Webhook.created_at", viewonly=True
    )


class ApiKey(Base, HasId, TenantOwned, Timestamped):
    """What a channel's application shows at the door. Only the SHA-256 of the key is kept, and how it begins."""

    __tablename__ = "api_key"
    __table_args__ = (
        ForeignKeyConstraint(["government_id", "channel_id"], ["channel.government_id", "channel.id"]),
        CheckConstraint("length(sha256) = 64", name="hash_whole"),
        CheckConstraint("may_push OR may_read_figures", name="good_for_something"),
        Index("ix_api_key_government_id_channel_id", "government_id", "channel_id"),
    )

    government_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("government.id"))
    channel_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    prefix: Mapped[str] = mapped_column(String(24))
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    may_push: Mapped[bool] = mapped_column(Boolean)
    may_read_figures: Mapped[bool] = mapped_column(Boolean)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_by: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    created_by: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # to the hour

    channel: Mapped[Channel] = relationship(back_populates="keys", viewonly=True)


class Webhook(Base, HasId, TenantOwned, Timestamped, Versioned):
    """An address of a channel's application. Its secret is computed from its id (`rules.webhook_secret`), not kept."""

    __tablename__ = "webhook"
    __table_args__ = (
        ForeignKeyConstraint(["government_id", "channel_id"], ["channel.government_id", "channel.id"]),
        UniqueConstraint("government_id", "id"),
        Index("ix_webhook_government_id_channel_id", "government_id", "channel_id"),
    )

    government_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("government.id"))
    channel_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    url: Mapped[str] = mapped_column(String(500))
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    created_by: Mapped[str | None] = mapped_column(String(ID_LENGTH))

    channel: Mapped[Channel] = relationship(back_populates="webhooks", viewonly=True)


class DeliveryState(StrEnum):
    """Where a message to a webhook stands."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"


_IS_WAITING = text("state = 'waiting'")


class WebhookDelivery(Base, HasId, TenantOwned, Timestamped):
    """One message to a webhook: written in the transaction of what it tells, sent after the commit, tried again."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        ForeignKeyConstraint(
            ["government_id", "webhook_id"], ["webhook.government_id", "webhook.id"], ondelete="CASCADE"
        ),
        CheckConstraint("attempts >= 0", name="attempts_not_negative"),
        Index("ix_webhook_delivery_webhook_id_created_at", "webhook_id", "created_at"),
        Index(
            "ix_webhook_delivery_due",
            "next_at",
            sqlite_where=_IS_WAITING,
            postgresql_where=_IS_WAITING,
        ),
    )

    government_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("government.id"))
    webhook_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    event: Mapped[Event] = mapped_column(enum_column(Event))
    subject: Mapped[str] = mapped_column(String(64), default="")  # the complaint's id at its source
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[DeliveryState] = mapped_column(enum_column(DeliveryState), default=DeliveryState.WAITING)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    next_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_attempt_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_status: Mapped[int | None] = mapped_column(Integer)  # what the receiver answered
    last_trouble: Mapped[Trouble | None] = mapped_column(enum_column(Trouble))
    delivered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ApiRequest(Base, TenantOwned):
    """A request that its application numbered (`Idempotency-Key`), with the answer it got; kept for a day."""

    __tablename__ = "api_request"
    __table_args__ = (
        ForeignKeyConstraint(["government_id", "channel_id"], ["channel.government_id", "channel.id"]),
        CheckConstraint("length(body_sha256) = 64", name="hash_whole"),
    )

    government_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("government.id"))
    channel_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    number: Mapped[str] = mapped_column(String(80), primary_key=True)
    body_sha256: Mapped[str] = mapped_column(String(64))
    status: Mapped[int] = mapped_column(Integer)
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now, index=True)
