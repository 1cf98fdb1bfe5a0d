"""Totals that were published elsewhere, with their parts, to be held against the register.

Revision 0019, after 0018. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

ID = sa.String(22)
MOMENT = sa.DateTime(timezone=True)
TOTAL, PART = "complaint_published_total", "complaint_published_part"
SAYS = (
    "followed_up",
    "not_followed_up",
    "open",
    "overdue",
    "unverified",
    "disposed",
    "in_process",
    "finished",
    "postponed",
    "archived",
)


def upgrade() -> None:
    op.create_table(
        TOTAL,
        sa.Column("government_id", ID, nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("publisher", sa.String(200), nullable=False),
        sa.Column("source", sa.String(500), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("cut_off", sa.Date(), nullable=True),
        sa.Column("register_source", sa.String(80), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "length(title) > 0 AND length(publisher) > 0 AND length(source) > 0",
            name=op.f(f"ck_{TOTAL}_says_where"),
        ),
        sa.CheckConstraint("last_day >= first_day", name=op.f(f"ck_{TOTAL}_period_in_order")),
        sa.CheckConstraint(
            "cut_off IS NULL OR cut_off >= first_day", name=op.f(f"ck_{TOTAL}_cut_off_after_start")
        ),
        sa.CheckConstraint("count >= 0", name=op.f(f"ck_{TOTAL}_count_not_negative")),
        sa.ForeignKeyConstraint(["government_id"], ["government.id"], name=op.f(f"fk_{TOTAL}_government_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TOTAL}")),
        sa.UniqueConstraint("government_id", "id", name=op.f(f"uq_{TOTAL}_government_id_id")),
    )
    op.create_index(f"ix_{TOTAL}_government_id_last_day", TOTAL, ["government_id", "last_day"])
    op.create_table(
        PART,
        sa.Column("total_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("is_detail", sa.Boolean(), nullable=False),
        sa.Column("label", sa.String(200), nullable=False),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("percent_digits", sa.Integer(), nullable=True),
        sa.Column("percent_decimals", sa.Integer(), nullable=True),
        sa.Column(
            "says",
            sa.Enum(*SAYS, name="says", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column("government_id", ID, nullable=False),
        sa.CheckConstraint("position >= 0", name=op.f(f"ck_{PART}_position_not_negative")),
        sa.CheckConstraint("position > 0 OR NOT is_detail", name=op.f(f"ck_{PART}_first_is_no_detail")),
        sa.CheckConstraint("length(label) > 0", name=op.f(f"ck_{PART}_label_present")),
        sa.CheckConstraint("count >= 0", name=op.f(f"ck_{PART}_count_not_negative")),
        sa.CheckConstraint("percent_digits >= 0", name=op.f(f"ck_{PART}_percent_not_negative")),
        sa.CheckConstraint(
            "percent_decimals BETWEEN 0 AND 2", name=op.f(f"ck_{PART}_percent_decimals_plausible")
        ),
        sa.CheckConstraint(
            "(percent_digits IS NULL) = (percent_decimals IS NULL)",
            name=op.f(f"ck_{PART}_percent_whole_or_none"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "total_id"],
            [f"{TOTAL}.government_id", f"{TOTAL}.id"],
            name=op.f(f"fk_{PART}_government_id_total_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["government_id"], ["government.id"], name=op.f(f"fk_{PART}_government_id")),
        sa.PrimaryKeyConstraint("total_id", "position", name=op.f(f"pk_{PART}")),
    )
    op.create_index(op.f(f"ix_{PART}_government_id"), PART, ["government_id"])


def downgrade() -> None:
    op.drop_index(op.f(f"ix_{PART}_government_id"), table_name=PART)
    op.drop_table(PART)
    op.drop_index(f"ix_{TOTAL}_government_id_last_day", table_name=TOTAL)
    op.drop_table(TOTAL)
