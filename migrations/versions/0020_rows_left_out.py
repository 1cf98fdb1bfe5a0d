"""Which rows of a file were left out and where they stand; why a row as a whole is rejected.

Revision 0020, after 0019. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

TABLE, COLUMN = "complaint_import_problem", "trouble"
TROUBLES = (
    "id_missing",
    "id_precision_lost",
    "id_not_a_number",
    "id_too_long",
    "id_twice",
    "date_missing",
    "date_relative",
    "date_without_day",
    "date_unreadable",
    "date_impossible",
    "date_in_future",
    "date_before_received",
    "date_outside_calendar",
    "status_unknown",
    "class_unknown",
    "rating_unreadable",
    "cell_too_long",
    "handled_here",
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
AFTER = {"id_twice": ("only_id", "quote_unclosed"), "too_slow": ("quotes_everywhere",)}
MORE_TROUBLES = tuple(word for known in TROUBLES for word in (known, *AFTER.get(known, ())))


def upgrade() -> None:
    _allow(TROUBLES, MORE_TROUBLES)
    op.add_column("complaint_import", sa.Column("skipped", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("complaint_import", "skipped")
    op.execute(
        sa.text(
            "DELETE FROM complaint_import_problem "
            "WHERE trouble IN ('only_id', 'quote_unclosed', 'quotes_everywhere')"
        )
    )
    _allow(MORE_TROUBLES, TROUBLES)


def _allow(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """Let the column hold other words. SQLite must copy the table for it, as it is written in its own catalogue."""
    name = op.f(f"ck_{TABLE}_{COLUMN}")
    check = f"{COLUMN} IN ({_words(after)})"
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.drop_constraint(name, TABLE, type_="check")
        op.create_check_constraint(name, TABLE, check)
        return
    written = connection.execute(
        sa.text("SELECT type, sql FROM sqlite_master WHERE tbl_name = :name AND sql IS NOT NULL"),
        {"name": TABLE},
    ).all()
    (made,) = [row.sql for row in written if row.type == "table"]
    old = f"CHECK ({COLUMN} IN ({_words(before)}))"
    if old not in made or not made.startswith("CREATE TABLE "):
        raise RuntimeError(f"the check of {TABLE}.{COLUMN} is not written as expected")
    body = made.replace(old, f"CHECK ({check})").partition("(")[2]
    # Names of our own tables, never a value.
    op.execute(sa.text(f"CREATE TABLE {TABLE}_copy ({body}".replace(":", r"\:")))
    op.execute(sa.text(f"INSERT INTO {TABLE}_copy SELECT * FROM {TABLE}"))  # noqa: S608
    op.drop_table(TABLE)
    op.rename_table(f"{TABLE}_copy", TABLE)
    for row in written:
        if row.type != "table":
            op.execute(sa.text(row.sql.replace(":", r"\:")))


def _words(values: tuple[str, ...]) -> str:
    return ", ".join(f"'{value}'" for value in values)
