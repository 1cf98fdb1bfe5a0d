"""What handling a complaint here needs: its origin and area, pauses, replies, reopening, more kinds of events.

Revision 0007, after 0006. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ID = sa.String(22)
MOMENT = sa.DateTime(timezone=True)
BEFORE = ("corrected", "routed")
AFTER = (
    "corrected",
    "entered",
    "verified",
    "routed",
    "declined",
    "followed_up",
    "postponed",
    "resumed",
    "replied",
    "closed",
    "closed_automatically",
    "reopened",
    "archived",
    "text_removed",
    "undone",
)
CLOSES = sa.text("close_due IS NOT NULL")


def upgrade() -> None:
    op.add_column(
        "complaint", sa.Column("area", sa.String(200), nullable=False, server_default=sa.text("''"))
    )
    # One column with its own CHECK: SQLite can add that without copying the largest table there is.
    op.execute(
        "ALTER TABLE complaint ADD COLUMN origin VARCHAR(32) DEFAULT 'import' NOT NULL "
        "CONSTRAINT ck_complaint_origin CHECK (origin IN ('import', 'entry', 'channel'))"
    )
    op.add_column("complaint", sa.Column("earlier_pauses", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("complaint", sa.Column("replied_at", MOMENT, nullable=True))
    op.add_column("complaint", sa.Column("reopened_at", MOMENT, nullable=True))
    op.execute(
        "ALTER TABLE complaint ADD COLUMN reopen_count INTEGER DEFAULT 0 NOT NULL "
        "CONSTRAINT ck_complaint_reopen_count_not_negative CHECK (reopen_count >= 0)"
    )
    op.add_column("complaint", sa.Column("text_removed_at", MOMENT, nullable=True))
    op.add_column("complaint", sa.Column("close_due", MOMENT, nullable=True))
    op.create_index(
        "ix_complaint_close_due",
        "complaint",
        ["close_due"],
        unique=False,
        sqlite_where=CLOSES,
        postgresql_where=CLOSES,
    )
    _kinds(AFTER)
    op.add_column(
        "complaint_event", sa.Column("note", sa.Text(), nullable=False, server_default=sa.text("''"))
    )


def downgrade() -> None:
    op.drop_column("complaint_event", "note")
    op.execute(sa.text("DELETE FROM complaint_event WHERE kind NOT IN ('corrected', 'routed')"))
    _kinds(BEFORE)
    op.drop_index("ix_complaint_close_due", table_name="complaint")
    for column in (
        "close_due",
        "text_removed_at",
        "reopen_count",
        "reopened_at",
        "replied_at",
        "earlier_pauses",
        "origin",
        "area",
    ):
        op.drop_column("complaint", column)


def _kinds(kinds: tuple[str, ...]) -> None:
    """Let an event be one of these kinds. SQLite must copy the table for it, and is told what it looks like."""
    words = ", ".join(f"'{kind}'" for kind in kinds)
    check = f"kind IN ({words})"
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f("ck_complaint_event_kind"), "complaint_event", type_="check")
        op.create_check_constraint(op.f("ck_complaint_event_kind"), "complaint_event", check)
        return
    op.create_table("complaint_event_copy", *_event_columns(), *_event_constraints(check))
    names = ", ".join(column.name for column in _event_columns())
    # Names of our own columns, never a value.
    op.execute(f"INSERT INTO complaint_event_copy ({names}) SELECT {names} FROM complaint_event")  # noqa: S608
    op.drop_table("complaint_event")
    op.rename_table("complaint_event_copy", "complaint_event")
    op.create_index(
        "ix_complaint_event_complaint_id_at", "complaint_event", ["complaint_id", "at"], unique=False
    )
    op.create_index(
        op.f("ix_complaint_event_government_id"), "complaint_event", ["government_id"], unique=False
    )


def _event_columns() -> list[sa.Column[object]]:
    return [
        sa.Column("complaint_id", ID, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor_user_id", ID, nullable=True),
        sa.Column("import_id", ID, nullable=True),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
    ]


def _event_constraints(check: str) -> list[sa.Constraint]:
    return [
        sa.CheckConstraint(check, name=op.f("ck_complaint_event_kind")),
        sa.ForeignKeyConstraint(
            ["complaint_id"],
            ["complaint.id"],
            name=op.f("fk_complaint_event_complaint_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_complaint_event_government_id")
        ),
        sa.ForeignKeyConstraint(
            ["import_id"], ["complaint_import.id"], name=op.f("fk_complaint_event_import_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_event")),
    ]
