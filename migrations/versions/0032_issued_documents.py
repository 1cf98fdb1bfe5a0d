"""The record of every PDF that left the house.

Revision 0032, after 0031. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

ID = sa.String(22)


def upgrade() -> None:
    op.create_table(
        "issued_document",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("unit_id", ID, nullable=True),
        sa.Column("record", sa.String(80), nullable=False),
        sa.Column("submission_id", ID, nullable=True),
        sa.Column("file_name", sa.String(120), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("issued_by", ID, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_issued_document_sha256_whole")),
        sa.CheckConstraint("size > 0", name=op.f("ck_issued_document_size_positive")),
        sa.ForeignKeyConstraint(
            ["government_id", "unit_id"],
            ["unit.government_id", "unit.id"],
            name=op.f("fk_issued_document_government_id_unit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "submission_id"],
            ["plan_submission.government_id", "plan_submission.id"],
            name=op.f("fk_issued_document_government_id_submission_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_issued_document_government_id")
        ),
        sa.ForeignKeyConstraint(
            ["issued_by"], ["user_account.id"], name=op.f("fk_issued_document_issued_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_document")),
    )
    op.create_index("ix_issued_document_government_id", "issued_document", ["government_id"])
    op.create_index("ix_issued_document_sha256", "issued_document", ["sha256"])


def downgrade() -> None:
    op.drop_table("issued_document")
