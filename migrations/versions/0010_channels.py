"""Applications of local channels: their keys, numbered requests, webhooks and what was sent to them.

Revision 0010, after 0009. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

WAITING = sa.text("state = 'waiting'")


def upgrade() -> None:
    op.create_table(
        "channel",
        sa.Column("government_id", sa.String(length=22), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("created_by", sa.String(length=22), nullable=True),
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_channel_name_present")),
        sa.ForeignKeyConstraint(["government_id"], ["government.id"], name=op.f("fk_channel_government_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel")),
        sa.UniqueConstraint("government_id", "id", name=op.f("uq_channel_government_id_id")),
        sa.UniqueConstraint("government_id", "name", name=op.f("uq_channel_government_id_name")),
    )
    op.create_table(
        "api_key",
        sa.Column("government_id", sa.String(length=22), nullable=False),
        sa.Column("channel_id", sa.String(length=22), nullable=False),
        sa.Column("prefix", sa.String(length=24), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("may_push", sa.Boolean(), nullable=False),
        sa.Column("may_read_figures", sa.Boolean(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.String(length=22), nullable=True),
        sa.Column("created_by", sa.String(length=22), nullable=True),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_api_key_hash_whole")),
        sa.CheckConstraint("may_push OR may_read_figures", name=op.f("ck_api_key_good_for_something")),
        sa.ForeignKeyConstraint(
            ["government_id", "channel_id"],
            ["channel.government_id", "channel.id"],
            name=op.f("fk_api_key_government_id_channel_id"),
        ),
        sa.ForeignKeyConstraint(["government_id"], ["government.id"], name=op.f("fk_api_key_government_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_key")),
        sa.UniqueConstraint("sha256", name=op.f("uq_api_key_sha256")),
    )
    op.create_index(
        "ix_api_key_government_id_channel_id", "api_key", ["government_id", "channel_id"], unique=False
    )
    op.create_table(
        "api_request",
        sa.Column("government_id", sa.String(length=22), nullable=False),
        sa.Column("channel_id", sa.String(length=22), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("body_sha256", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(body_sha256) = 64", name=op.f("ck_api_request_hash_whole")),
        sa.ForeignKeyConstraint(
            ["government_id", "channel_id"],
            ["channel.government_id", "channel.id"],
            name=op.f("fk_api_request_government_id_channel_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_api_request_government_id")
        ),
        sa.PrimaryKeyConstraint("channel_id", "number", name=op.f("pk_api_request")),
    )
    op.create_index(op.f("ix_api_request_created_at"), "api_request", ["created_at"], unique=False)
    op.create_table(
        "webhook",
        sa.Column("government_id", sa.String(length=22), nullable=False),
        sa.Column("channel_id", sa.String(length=22), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_by", sa.String(length=22), nullable=True),
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["government_id", "channel_id"],
            ["channel.government_id", "channel.id"],
            name=op.f("fk_webhook_government_id_channel_id"),
        ),
        sa.ForeignKeyConstraint(["government_id"], ["government.id"], name=op.f("fk_webhook_government_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook")),
        sa.UniqueConstraint("government_id", "id", name=op.f("uq_webhook_government_id_id")),
    )
    op.create_index(
        "ix_webhook_government_id_channel_id", "webhook", ["government_id", "channel_id"], unique=False
    )
    op.create_table(
        "webhook_delivery",
        sa.Column("government_id", sa.String(length=22), nullable=False),
        sa.Column("webhook_id", sa.String(length=22), nullable=False),
        sa.Column(
            "event",
            sa.Enum(
                "complaint.changed",
                "channel.test",
                name="event",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "delivered",
                "given_up",
                name="delivery_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_status", sa.Integer(), nullable=True),
        sa.Column(
            "last_trouble",
            sa.Enum(
                "not_an_address",
                "not_https",
                "with_password",
                "too_long",
                "private_address",
                "unknown_host",
                "not_reached",
                "no_trust",
                "too_slow",
                "redirected",
                "refused",
                "not_http",
                name="trouble",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_webhook_delivery_attempts_not_negative")),
        sa.ForeignKeyConstraint(
            ["government_id", "webhook_id"],
            ["webhook.government_id", "webhook.id"],
            name=op.f("fk_webhook_delivery_government_id_webhook_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_webhook_delivery_government_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_delivery")),
    )
    op.create_index(
        "ix_webhook_delivery_due",
        "webhook_delivery",
        ["next_at"],
        unique=False,
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    op.create_index(
        "ix_webhook_delivery_webhook_id_created_at",
        "webhook_delivery",
        ["webhook_id", "created_at"],
        unique=False,
    )


def downgrade() -> None:
    for table in ("webhook_delivery", "webhook", "api_request", "api_key", "channel"):
        op.drop_table(table)
