"""Documents may be ZIP files of documents as well.

Revision 0035, after 0034. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

TABLE, COLUMN = "generated_document", "kind"
BEFORE, AFTER = ("pdf", "xlsx", "ods", "docx"), ("pdf", "xlsx", "ods", "docx", "zip")


def upgrade() -> None:
    _allow(BEFORE, AFTER)


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM generated_document WHERE kind = 'zip'"))  # made anew at any time
    _allow(AFTER, BEFORE)


def _allow(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """Let the column hold other words. SQLite must copy the table for it, as it is written in its own catalogue."""
    name = op.f(f"ck_{TABLE}_format")
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
