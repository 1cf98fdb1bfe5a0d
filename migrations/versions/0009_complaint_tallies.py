"""Complaint figures counted ahead by month, and the months that have to be counted anew.

Revision 0009, after 0008. No model is imported here: this file must mean the same in five years.
"""

import secrets
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.String(22)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "complaint_tally",
        sa.Column("government_id", ID, nullable=False),
        sa.Column("period", sa.String(7), nullable=False),
        sa.Column("subject", ID, nullable=False),
        sa.Column("dimension", sa.String(16), nullable=False),
        sa.Column("stamp", sa.String(32), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_complaint_tally_government_id")
        ),
        sa.PrimaryKeyConstraint(
            "government_id", "period", "subject", "dimension", name=op.f("pk_complaint_tally")
        ),
    )
    stale = op.create_table(
        "complaint_stale_month",
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_complaint_stale_month_government_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_stale_month")),
    )
    op.create_index(
        "ix_complaint_stale_month_government_id_month", "complaint_stale_month", ["government_id", "month"]
    )
    _count_everything(stale)


def _count_everything(stale: sa.Table) -> None:
    """Nothing was counted yet: every month of every register waits for it."""
    months = op.get_bind().execute(sa.text("SELECT DISTINCT government_id, month FROM complaint")).all()
    now = datetime.now(UTC)
    rows = [
        {"id": secrets.token_urlsafe(16), "government_id": government_id, "month": month, "at": now}
        for government_id, month in months
    ]
    if rows:
        op.bulk_insert(stale, rows)


def downgrade() -> None:
    op.drop_index("ix_complaint_stale_month_government_id_month", table_name="complaint_stale_month")
    op.drop_table("complaint_stale_month")
    op.drop_table("complaint_tally")
