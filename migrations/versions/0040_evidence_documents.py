"""Documents behind evidence: one at several answers, with a period, and with its earlier versions.

Revision 0040, after 0039. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

ID = sa.String(22)
MOMENT = sa.DateTime(timezone=True)
NAME = "evidence_version"
PERIOD = "valid_from IS NULL OR valid_until IS NULL OR valid_until >= valid_from"


def upgrade() -> None:
    op.add_column("evidence", sa.Column("document_id", ID, nullable=True))
    op.add_column("evidence", sa.Column("valid_from", sa.Date(), nullable=True))
    op.add_column("evidence", sa.Column("valid_until", sa.Date(), nullable=True))
    # Until now every piece of evidence was a document of its own.
    op.execute("UPDATE evidence SET document_id = id")
    with op.batch_alter_table("evidence") as table:
        table.alter_column("document_id", existing_type=ID, nullable=False)
        table.create_check_constraint(op.f("ck_evidence_period_in_order"), PERIOD)
        table.create_index("ix_evidence_document_id", ["document_id"])
    op.create_table(
        NAME,
        sa.Column("assessment_id", ID, nullable=False),
        sa.Column("document_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_id", ID, nullable=False),
        sa.Column("title", sa.String(255), nullable=False),
        sa.Column("document_date", sa.Date(), nullable=True),
        sa.Column("issuing_unit", sa.String(200), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("added_by", ID, nullable=True),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("replaced_by", ID, nullable=True),
        sa.Column("note", sa.String(300), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f(f"ck_{NAME}_number_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["government_id", "assessment_id"],
            ["assessment.government_id", "assessment.id"],
            name=op.f(f"fk_{NAME}_government_id_assessment_id"),
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f(f"fk_{NAME}_file_id")),
        sa.ForeignKeyConstraint(["added_by"], ["user_account.id"], name=op.f(f"fk_{NAME}_added_by")),
        sa.ForeignKeyConstraint(["replaced_by"], ["user_account.id"], name=op.f(f"fk_{NAME}_replaced_by")),
        sa.ForeignKeyConstraint(["government_id"], ["government.id"], name=op.f(f"fk_{NAME}_government_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{NAME}")),
        sa.UniqueConstraint(
            "assessment_id",
            "document_id",
            "number",
            name=op.f(f"uq_{NAME}_assessment_id_document_id_number"),
        ),
    )
    for column in ("file_id", "government_id"):
        op.create_index(f"ix_{NAME}_{column}", NAME, [column])


def downgrade() -> None:
    op.drop_table(NAME)
    with op.batch_alter_table("evidence") as table:
        table.drop_index("ix_evidence_document_id")
        table.drop_constraint(op.f("ck_evidence_period_in_order"), type_="check")
        table.drop_column("valid_until")
        table.drop_column("valid_from")
        table.drop_column("document_id")
