"""Reminders by plan, extensions with reasons, closing days by province, and each submission counted once.

Revision 0042, after 0041. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

ID = sa.String(22)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "province_closing",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("province_id", ID, nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("set_by", ID, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("year BETWEEN 2000 AND 2100", name=op.f("ck_province_closing_year_plausible")),
        sa.ForeignKeyConstraint(
            ["province_id"], ["government.id"], name=op.f("fk_province_closing_province_id")
        ),
        sa.ForeignKeyConstraint(["set_by"], ["user_account.id"], name=op.f("fk_province_closing_set_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_province_closing")),
        sa.UniqueConstraint("year", "province_id", name=op.f("uq_province_closing_year_province_id")),
    )
    op.create_index("ix_province_closing_province_id", "province_closing", ["province_id"])

    op.create_table(
        "deadline_extension",
        sa.Column("round_id", ID, nullable=False),
        sa.Column("assessment_id", ID, nullable=True),
        sa.Column("before", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("extended_by", ID, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_deadline_extension_says_why")),
        sa.ForeignKeyConstraint(
            ["extended_by"], ["user_account.id"], name=op.f("fk_deadline_extension_extended_by")
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "assessment_id"],
            ["assessment.government_id", "assessment.id"],
            name=op.f("fk_deadline_extension_government_id_assessment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "round_id"],
            ["assessment_round.government_id", "assessment_round.id"],
            name=op.f("fk_deadline_extension_government_id_round_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_deadline_extension_government_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_extension")),
    )
    op.create_index("ix_deadline_extension_assessment_id", "deadline_extension", ["assessment_id"])
    op.create_index("ix_deadline_extension_government_id", "deadline_extension", ["government_id"])
    op.create_index("ix_deadline_extension_round_id", "deadline_extension", ["round_id"])

    op.create_table(
        "deadline_reminder",
        sa.Column("assessment_id", ID, nullable=False),
        sa.Column("deadline_on", sa.Date(), nullable=False),
        sa.Column("days_before", sa.Integer(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("days_before >= 0", name=op.f("ck_deadline_reminder_before_the_deadline")),
        sa.ForeignKeyConstraint(
            ["government_id", "assessment_id"],
            ["assessment.government_id", "assessment.id"],
            name=op.f("fk_deadline_reminder_government_id_assessment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_deadline_reminder_government_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_reminder")),
        sa.UniqueConstraint(
            "assessment_id",
            "deadline_on",
            "days_before",
            name=op.f("uq_deadline_reminder_assessment_id_deadline_on_days_before"),
        ),
        sa.UniqueConstraint(
            "assessment_id", "sent_on", name=op.f("uq_deadline_reminder_assessment_id_sent_on")
        ),
    )
    op.create_index("ix_deadline_reminder_government_id", "deadline_reminder", ["government_id"])

    # Receipts never change, so the older ones stay without: NULLs are distinct in the index.
    op.add_column("assessment_receipt", sa.Column("attempt", sa.Integer(), nullable=True))
    op.create_index("ix_assessment_receipt_submitted_at", "assessment_receipt", ["submitted_at"])
    op.create_index(
        "uq_assessment_receipt_attempt", "assessment_receipt", ["assessment_id", "attempt"], unique=True
    )

    op.add_column(
        "assessment_round",
        sa.Column("reminder_days", sa.String(60), server_default=sa.text("'14, 7, 3, 1'"), nullable=False),
    )


def downgrade() -> None:
    op.drop_column("assessment_round", "reminder_days")
    op.drop_index("uq_assessment_receipt_attempt", "assessment_receipt")
    op.drop_index("ix_assessment_receipt_submitted_at", "assessment_receipt")
    op.drop_column("assessment_receipt", "attempt")
    op.drop_table("deadline_reminder")
    op.drop_table("deadline_extension")
    op.drop_table("province_closing")
