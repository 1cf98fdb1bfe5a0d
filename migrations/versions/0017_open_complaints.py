"""Lists in their order without reading the whole register: what is open, handled here, reopened, or an OPD's own.

Revision 0017, after 0016. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

OURS = sa.text(
    "closed_at IS NULL AND archived_at IS NULL AND (origin <> 'import' OR declined_at IS NOT NULL)"
)
PARTIAL = {
    "ix_complaint_open": "status <> 'finished' AND status <> 'archived'",
    "ix_complaint_here": "origin <> 'import'",
    "ix_complaint_reopened": "reopen_count > 0",
}


def upgrade() -> None:
    for name, condition in PARTIAL.items():
        op.create_index(
            name,
            "complaint",
            ["government_id", "received_on"],
            unique=False,
            sqlite_where=sa.text(condition),
            postgresql_where=sa.text(condition),
        )
    op.create_index(
        op.f("ix_complaint_government_id_unit_id_received_on"),
        "complaint",
        ["government_id", "unit_id", "received_on"],
        unique=False,
    )
    op.drop_index("ix_complaint_government_id_unit_id", table_name="complaint")
    # Anew, and last: where two indexes seem alike to SQLite, it takes the youngest.
    op.drop_index("ix_complaint_ours", table_name="complaint")
    op.create_index(
        "ix_complaint_ours",
        "complaint",
        ["government_id", "unit_id"],
        unique=False,
        sqlite_where=OURS,
        postgresql_where=OURS,
    )


def downgrade() -> None:
    op.create_index(
        "ix_complaint_government_id_unit_id", "complaint", ["government_id", "unit_id"], unique=False
    )
    op.drop_index(op.f("ix_complaint_government_id_unit_id_received_on"), table_name="complaint")
    for name in PARTIAL:
        op.drop_index(name, table_name="complaint")
