"""Which import told who complained, so that taking it back takes that along; ids of rejected rows.

Revision 0018, after 0017. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

ID = sa.String(22)
MOMENT = sa.DateTime(timezone=True)
ONE_OF_NO_IMPORT = sa.text("import_id IS NULL")


def upgrade() -> None:
    _several_tellings()
    op.add_column(
        "complaint_import",
        sa.Column("reporter_count", sa.Integer(), nullable=False, server_default=sa.text("0")),
    )
    op.add_column(
        "complaint_import_rejected",
        sa.Column("tracking_id", sa.String(64), nullable=False, server_default=sa.text("''")),
    )
    op.create_index(
        "ix_complaint_import_rejected_government_id_tracking_id",
        "complaint_import_rejected",
        ["government_id", "tracking_id"],
        unique=False,
    )


def _several_tellings() -> None:
    """What is kept so far no import told. So far no import filled it, so the table is small."""
    op.drop_index("ix_complaint_reporter_government_id", table_name="complaint_reporter")
    op.rename_table("complaint_reporter", "complaint_reporter_before")
    _free_names()
    op.create_table(
        "complaint_reporter",
        sa.Column("complaint_id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("import_id", ID, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"],
            ["complaint.id"],
            name=op.f("fk_complaint_reporter_complaint_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_complaint_reporter_government_id")
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["complaint_import.id"],
            name=op.f("fk_complaint_reporter_import_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_reporter")),
        sa.UniqueConstraint(
            "complaint_id", "import_id", name=op.f("uq_complaint_reporter_complaint_id_import_id")
        ),
    )
    for column in ("government_id", "import_id"):
        op.create_index(f"ix_complaint_reporter_{column}", "complaint_reporter", [column], unique=False)
    op.create_index(
        "uq_complaint_reporter_without_import",
        "complaint_reporter",
        ["complaint_id"],
        unique=True,
        sqlite_where=ONE_OF_NO_IMPORT,
        postgresql_where=ONE_OF_NO_IMPORT,
    )
    op.execute(
        "INSERT INTO complaint_reporter (id, complaint_id, government_id, import_id, created_at, sealed)"
        " SELECT complaint_id, complaint_id, government_id, NULL, created_at, sealed"
        " FROM complaint_reporter_before"
    )
    op.drop_table("complaint_reporter_before")


def downgrade() -> None:
    op.drop_index(
        "ix_complaint_import_rejected_government_id_tracking_id", table_name="complaint_import_rejected"
    )
    op.drop_column("complaint_import_rejected", "tracking_id")
    op.drop_column("complaint_import", "reporter_count")
    op.rename_table("complaint_reporter", "complaint_reporter_before")
    for name in (
        "ix_complaint_reporter_government_id",
        "ix_complaint_reporter_import_id",
        "uq_complaint_reporter_without_import",
    ):
        op.drop_index(name, table_name="complaint_reporter_before")
    _free_names()
    op.create_table(
        "complaint_reporter",
        sa.Column("complaint_id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"],
            ["complaint.id"],
            name=op.f("fk_complaint_reporter_complaint_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_complaint_reporter_government_id")
        ),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_complaint_reporter")),
    )
    op.create_index(
        "ix_complaint_reporter_government_id", "complaint_reporter", ["government_id"], unique=False
    )
    # What was told last holds.
    op.execute(
        "INSERT INTO complaint_reporter (complaint_id, government_id, sealed, created_at)"
        " SELECT complaint_id, government_id, sealed, created_at FROM complaint_reporter_before AS one"
        " WHERE NOT EXISTS (SELECT 1 FROM complaint_reporter_before AS other"
        " WHERE other.complaint_id = one.complaint_id AND (other.created_at > one.created_at"
        " OR (other.created_at = one.created_at AND other.id > one.id)))"
    )
    op.drop_table("complaint_reporter_before")


def _free_names() -> None:
    """On PostgreSQL the names of a table's keys stay taken when the table is renamed."""
    if op.get_bind().dialect.name != "postgresql":
        return
    taken = sa.text(
        "SELECT conname FROM pg_constraint WHERE conrelid = 'complaint_reporter_before'::regclass"
    )
    for name in op.get_bind().scalars(taken).all():
        op.execute(f'ALTER TABLE complaint_reporter_before RENAME CONSTRAINT "{name}" TO "{name}_before"')
