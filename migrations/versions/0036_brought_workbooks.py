"""Workbooks that a coordinator brought for OPD.

Revision 0036, after 0035. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

ID = sa.String(22)
NAME = "brought_workbook"


def upgrade() -> None:
    op.create_table(
        NAME,
        sa.Column("batch", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("assessment_id", ID, nullable=True),
        sa.Column("file_id", ID, nullable=False),
        sa.Column("member", sa.String(400), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("fault", sa.String(40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("cells", sa.Integer(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("problems", sa.Integer(), nullable=False),
        sa.Column("brought_by", ID, nullable=True),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "fault <> '' OR assessment_id IS NOT NULL", name=op.f(f"ck_{NAME}_belongs_or_says_why")
        ),
        sa.CheckConstraint(
            "cells >= 0 AND conflicts >= 0 AND problems >= 0", name=op.f(f"ck_{NAME}_counted")
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "round_id"],
            ["assessment_round.government_id", "assessment_round.id"],
            name=op.f(f"fk_{NAME}_government_id_round_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "assessment_id"],
            ["assessment.government_id", "assessment.id"],
            name=op.f(f"fk_{NAME}_government_id_assessment_id"),
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f(f"fk_{NAME}_file_id")),
        sa.ForeignKeyConstraint(["government_id"], ["government.id"], name=op.f(f"fk_{NAME}_government_id")),
        sa.ForeignKeyConstraint(["brought_by"], ["user_account.id"], name=op.f(f"fk_{NAME}_brought_by")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{NAME}")),
    )
    for column in ("assessment_id", "batch", "file_id", "government_id"):
        op.create_index(f"ix_{NAME}_{column}", NAME, [column])


def downgrade() -> None:
    op.drop_table(NAME)
