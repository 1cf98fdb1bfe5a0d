"""Imports that can be taken back, rejected rows to be mended, several remembered layouts per source.

Revision 0016, after 0015. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

ID = sa.String(22)
MOMENT = sa.DateTime(timezone=True)

STATES = ("uploaded", "checking", "checked", "importing", "done", "refused", "cancelled")
NEW_STATES = ("undoing", "undone")
TROUBLES = (
    "id_missing",
    "id_precision_lost",
    "id_not_a_number",
    "id_too_long",
    "id_twice",
    "date_missing",
    "date_relative",
    "date_unreadable",
    "date_impossible",
    "date_in_future",
    "date_before_received",
    "date_outside_calendar",
    "status_unknown",
    "class_unknown",
    "rating_unreadable",
    "cell_too_long",
    "not_a_table",
    "old_excel",
    "empty",
    "no_header",
    "column_missing",
    "damaged",
    "protected",
    "too_many_rows",
    "too_many_columns",
    "too_large",
    "too_slow",
)
MORE_TROUBLES = tuple(
    word
    for known in TROUBLES
    for word in (
        known,
        *{"date_relative": ["date_without_day"], "cell_too_long": ["handled_here"]}.get(known, []),
    )
)


def upgrade() -> None:
    _allow("complaint_import", "state", STATES, STATES + NEW_STATES)
    _allow("complaint_import_problem", "trouble", TROUBLES, MORE_TROUBLES)
    with op.batch_alter_table("complaint_import") as table:
        table.add_column(sa.Column("layout_id", ID, nullable=True))
        table.add_column(sa.Column("rejected_headings", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("removed_count", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("restored_count", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("kept_count", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("undone_at", MOMENT, nullable=True))
        table.add_column(sa.Column("undone_by", ID, nullable=True))
        table.add_column(sa.Column("forgotten_at", MOMENT, nullable=True))
    with op.batch_alter_table("complaint_import") as table:
        for column in ("rejected_headings", "removed_count", "restored_count", "kept_count"):
            table.alter_column(column, server_default=None)
        table.create_check_constraint(
            op.f("ck_complaint_import_undone_not_negative"),
            "removed_count >= 0 AND restored_count >= 0 AND kept_count >= 0",
        )
    _layouts()
    _what_was()


def _layouts() -> None:
    """A source may have several exports; each is remembered by the headings that it has."""
    unique = op.f("uq_complaint_import_mapping_government_id_source")
    with op.batch_alter_table("complaint_import_mapping") as table:
        table.drop_constraint(unique, type_="unique")
        table.add_column(sa.Column("signature", sa.String(32), nullable=False, server_default=""))
        table.add_column(sa.Column("layout", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("used_at", MOMENT, nullable=True))
        table.create_unique_constraint(unique, ["government_id", "source", "signature"])
    with op.batch_alter_table("complaint_import_mapping") as table:
        table.alter_column("signature", server_default=None)
        table.alter_column("layout", server_default=None)


def _what_was() -> None:
    """What undoing an import and mending its rejected rows need, for as long as that is possible."""
    op.create_table(
        "complaint_import_before",
        sa.Column("government_id", ID, nullable=False),
        sa.Column("import_id", ID, nullable=False),
        sa.Column("complaint_id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_complaint_import_before_government_id")
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["complaint_import.id"],
            name=op.f("fk_complaint_import_before_import_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["complaint_id"],
            ["complaint.id"],
            name=op.f("fk_complaint_import_before_complaint_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("import_id", "complaint_id", name=op.f("pk_complaint_import_before")),
    )
    op.create_index(
        op.f("ix_complaint_import_before_complaint_id"), "complaint_import_before", ["complaint_id"]
    )
    op.create_index(
        op.f("ix_complaint_import_before_government_id"), "complaint_import_before", ["government_id"]
    )
    for name, column, content in (
        ("complaint_import_seen", "position", sa.Column("marks", sa.LargeBinary(), nullable=False)),
        ("complaint_import_rejected", "row", sa.Column("cells", sa.JSON(), nullable=False)),
    ):
        op.create_table(
            name,
            sa.Column("government_id", ID, nullable=False),
            sa.Column("import_id", ID, nullable=False),
            sa.Column(column, sa.Integer(), autoincrement=False, nullable=False),
            content,
            sa.ForeignKeyConstraint(
                ["government_id"], ["government.id"], name=op.f(f"fk_{name}_government_id")
            ),
            sa.ForeignKeyConstraint(
                ["import_id"], ["complaint_import.id"], name=op.f(f"fk_{name}_import_id"), ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint("import_id", column, name=op.f(f"pk_{name}")),
        )
        op.create_index(op.f(f"ix_{name}_government_id"), name, ["government_id"])


def downgrade() -> None:
    for name in ("complaint_import_rejected", "complaint_import_seen", "complaint_import_before"):
        op.drop_table(name)
    # Of several layouts of a source the one that was used last stays.
    op.execute(
        sa.text(
            "DELETE FROM complaint_import_mapping WHERE EXISTS (SELECT 1 FROM complaint_import_mapping AS other "
            "WHERE other.government_id = complaint_import_mapping.government_id "
            "AND other.source = complaint_import_mapping.source AND (other.used_at > complaint_import_mapping.used_at "
            "OR (complaint_import_mapping.used_at IS NULL AND other.used_at IS NOT NULL) "
            "OR (other.used_at = complaint_import_mapping.used_at AND other.id > complaint_import_mapping.id)))"
        )
    )
    unique = op.f("uq_complaint_import_mapping_government_id_source")
    with op.batch_alter_table("complaint_import_mapping") as table:
        table.drop_constraint(unique, type_="unique")
        for column in ("used_at", "layout", "signature"):
            table.drop_column(column)
        table.create_unique_constraint(unique, ["government_id", "source"])
    op.execute(
        sa.text("UPDATE complaint_import SET state = 'cancelled' WHERE state IN ('undoing', 'undone')")
    )
    op.execute(
        sa.text("DELETE FROM complaint_import_problem WHERE trouble IN ('date_without_day', 'handled_here')")
    )
    with op.batch_alter_table("complaint_import") as table:
        table.drop_constraint(op.f("ck_complaint_import_undone_not_negative"), type_="check")
        for column in (
            "forgotten_at",
            "undone_by",
            "undone_at",
            "kept_count",
            "restored_count",
            "removed_count",
            "rejected_headings",
            "layout_id",
        ):
            table.drop_column(column)
    _allow("complaint_import_problem", "trouble", MORE_TROUBLES, TROUBLES)
    _allow("complaint_import", "state", STATES + NEW_STATES, STATES)


def _allow(table: str, column: str, before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """Let a column hold other words. SQLite must copy the table for it, as it is written in its own catalogue."""
    name = f"ck_{table}_{column}"
    check = f"{column} IN ({_words(after)})"
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.drop_constraint(op.f(name), table, type_="check")
        op.create_check_constraint(op.f(name), table, check)
        return
    written = connection.execute(
        sa.text("SELECT type, sql FROM sqlite_master WHERE tbl_name = :name AND sql IS NOT NULL"),
        {"name": table},
    ).all()
    (made,) = [row.sql for row in written if row.type == "table"]
    old = f"CHECK ({column} IN ({_words(before)}))"
    if old not in made or not made.startswith("CREATE TABLE "):
        raise RuntimeError(f"the check of {table}.{column} is not written as expected")
    head, _, body = made.replace(old, f"CHECK ({check})").partition("(")
    del head
    # Names of our own tables, never a value.
    op.execute(sa.text(f"CREATE TABLE {table}_copy ({body}".replace(":", r"\:")))
    op.execute(sa.text(f"INSERT INTO {table}_copy SELECT * FROM {table}"))  # noqa: S608
    op.drop_table(table)
    op.rename_table(f"{table}_copy", table)
    for row in written:
        if row.type != "table":
            op.execute(sa.text(row.sql.replace(":", r"\:")))


def _words(values: tuple[str, ...]) -> str:
    return ", ".join(f"'{value}'" for value in values)
