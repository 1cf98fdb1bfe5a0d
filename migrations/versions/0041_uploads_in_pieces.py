"""Uploads that come in pieces.

Revision 0041, after 0040. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

ID = sa.String(22)
NAME = "file_upload"


def upgrade() -> None:
    op.create_table(
        NAME,
        sa.Column("created_by", ID, nullable=False),
        sa.Column("target", sa.String(120), nullable=False),
        sa.Column("filename", sa.String(200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("pieces", sa.Integer(), nullable=False),
        sa.Column("finished_as", ID, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f(f"ck_{NAME}_size_positive")),
        sa.CheckConstraint("received BETWEEN 0 AND size", name=op.f(f"ck_{NAME}_received_within_size")),
        sa.CheckConstraint("pieces >= 0", name=op.f(f"ck_{NAME}_pieces_counted")),
        sa.ForeignKeyConstraint(["created_by"], ["user_account.id"], name=op.f(f"fk_{NAME}_created_by")),
        sa.ForeignKeyConstraint(["government_id"], ["government.id"], name=op.f(f"fk_{NAME}_government_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{NAME}")),
    )
    for column in ("created_by", "government_id"):
        op.create_index(f"ix_{NAME}_{column}", NAME, [column])


def downgrade() -> None:
    op.drop_table(NAME)
