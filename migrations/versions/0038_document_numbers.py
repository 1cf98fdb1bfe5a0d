"""Numbers of documents: how a government forms them, and the book of those that were given.

Revision 0038, after 0037. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

ID = sa.String(22)
MOMENT = sa.DateTime(timezone=True)
TABLE = "document_number"
KEPT = "id, government_id, name, subject, year, running, number, given_at, given_by"
REFUSAL = "a number that was given stays"
RULES = (
    (f"{TABLE}_no_update", f"UPDATE OF {KEPT} ON {TABLE}", ""),
    (f"{TABLE}_void_once", f"UPDATE ON {TABLE}", "OLD.voided_at IS NOT NULL"),
    (f"{TABLE}_no_delete", f"DELETE ON {TABLE}", ""),
)


def upgrade() -> None:
    op.add_column("document_settings", sa.Column("numbering", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("document_settings") as table:
        table.alter_column("numbering", server_default=None)
    op.create_table(
        TABLE,
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(110), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("running", sa.Integer(), nullable=True),
        sa.Column("number", sa.String(120), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("given_by", ID, nullable=True),
        sa.Column("voided_at", MOMENT, nullable=True),
        sa.Column("voided_by", ID, nullable=True),
        sa.Column("void_reason", sa.String(300), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.CheckConstraint(
            "running IS NULL OR running > 0", name=op.f(f"ck_{TABLE}_running_counts_from_one")
        ),
        sa.CheckConstraint("length(number) > 0", name=op.f(f"ck_{TABLE}_number_present")),
        sa.CheckConstraint(
            "(voided_at IS NULL) = (void_reason = '')", name=op.f(f"ck_{TABLE}_void_has_reason")
        ),
        sa.ForeignKeyConstraint(["government_id"], ["government.id"], name=op.f(f"fk_{TABLE}_government_id")),
        sa.ForeignKeyConstraint(["given_by"], ["user_account.id"], name=op.f(f"fk_{TABLE}_given_by")),
        sa.ForeignKeyConstraint(["voided_by"], ["user_account.id"], name=op.f(f"fk_{TABLE}_voided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint(
            "government_id",
            "name",
            "year",
            "running",
            name=op.f(f"uq_{TABLE}_government_id_name_year_running"),
        ),
        sa.UniqueConstraint("government_id", "number", name=op.f(f"uq_{TABLE}_government_id_number")),
    )
    op.create_index(op.f(f"ix_{TABLE}_government_id"), TABLE, ["government_id"])
    op.create_index(
        f"uq_{TABLE}_subject",
        TABLE,
        ["government_id", "name", "subject"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )
    for statement in _guards(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for name, _event, _when in RULES:
        op.execute(f"DROP TRIGGER {name} ON {TABLE}" if postgresql else f"DROP TRIGGER {name}")
    if postgresql:
        op.execute("DROP FUNCTION document_number_is_final()")
    op.drop_table(TABLE)
    op.drop_column("document_settings", "numbering")


def _guards(dialect: str) -> list[str]:
    if dialect == "postgresql":
        refuse = (
            "CREATE FUNCTION document_number_is_final() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
        return [refuse] + [
            f"CREATE TRIGGER {name} BEFORE {event} FOR EACH ROW"
            f"{f' WHEN ({when})' if when else ''} EXECUTE FUNCTION document_number_is_final()"
            for name, event, when in RULES
        ]
    return [
        f"CREATE TRIGGER {name} BEFORE {event}{f' WHEN {when}' if when else ''}"
        f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for name, event, when in RULES
    ]
