"""When people want mail, which notices went into one, and where a mail can be stopped.

Revision 0027, after 0026. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

ID = sa.String(22)
MOMENT = sa.DateTime(timezone=True)
SETTING = "mail_setting"


def upgrade() -> None:
    op.create_table(
        SETTING,
        sa.Column("user_id", ID, nullable=False),
        sa.Column(
            "mode",
            sa.Enum(
                "prompt",
                "daily",
                "never",
                name="mail_mode",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("quiet_from", sa.Integer(), nullable=False),
        sa.Column("quiet_until", sa.Integer(), nullable=False),
        sa.CheckConstraint("quiet_from BETWEEN 0 AND 23", name=op.f(f"ck_{SETTING}_quiet_from_is_an_hour")),
        sa.CheckConstraint("quiet_until BETWEEN 0 AND 23", name=op.f(f"ck_{SETTING}_quiet_until_is_an_hour")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f(f"fk_{SETTING}_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f(f"pk_{SETTING}")),
    )
    op.add_column("notification", sa.Column("mailed_at", MOMENT, nullable=True))
    # Those were mailed as they came.
    op.execute("UPDATE notification SET mailed_at = created_at")
    op.create_index("ix_notification_unmailed", "notification", ["mailed_at", "created_at"])
    op.add_column("outgoing_mail", sa.Column("unsubscribe", sa.String(500), nullable=True))


def downgrade() -> None:
    op.drop_column("outgoing_mail", "unsubscribe")
    op.drop_index("ix_notification_unmailed", table_name="notification")
    op.drop_column("notification", "mailed_at")
    op.drop_table(SETTING)
