"""Templates of chapters in versions, and which of them each chapter began with.

Revision 0034, after 0033. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

ID = sa.String(22)
MOMENT = sa.DateTime(timezone=True)
TEMPLATE, ORIGIN = "plan_chapter_template", "plan_chapter_origin"
REFUSAL = "a published template never changes"
EVENTS = ("UPDATE", "DELETE")


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        TEMPLATE,
        sa.Column("government_id", ID, nullable=True),
        sa.Column(
            "kind", _one_of("government_kind", "ministry", "province", "regency", "city"), nullable=False
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", _one_of("template_state", "draft", "published"), nullable=False),
        sa.Column("chapters", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("published_by", ID, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f(f"ck_{TEMPLATE}_number_counts_from_one")),
        sa.CheckConstraint(
            "(state = 'published') = (published_at IS NOT NULL)",
            name=op.f(f"ck_{TEMPLATE}_published_has_moment"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f(f"fk_{TEMPLATE}_government_id")
        ),
        sa.ForeignKeyConstraint(["created_by"], ["user_account.id"], name=op.f(f"fk_{TEMPLATE}_created_by")),
        sa.ForeignKeyConstraint(
            ["published_by"], ["user_account.id"], name=op.f(f"fk_{TEMPLATE}_published_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TEMPLATE}")),
    )
    for name, columns, owned in (
        ("national", ["kind", "number"], "government_id IS NULL"),
        ("own", ["government_id", "number"], "government_id IS NOT NULL"),
    ):
        op.create_index(
            f"uq_{TEMPLATE}_{name}",
            TEMPLATE,
            columns,
            unique=True,
            sqlite_where=sa.text(owned),
            postgresql_where=sa.text(owned),
        )
    op.create_table(
        ORIGIN,
        sa.Column("chapter_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", _one_of("template_source", "packaged", "national", "own"), nullable=False),
        sa.Column("template_number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_user_id", ID, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.CheckConstraint("number > 0", name=op.f(f"ck_{ORIGIN}_number_counts_from_one")),
        sa.CheckConstraint("template_number >= 0", name=op.f(f"ck_{ORIGIN}_template_number_counts")),
        sa.ForeignKeyConstraint(
            ["government_id", "chapter_id"],
            ["plan_chapter.government_id", "plan_chapter.id"],
            name=op.f(f"fk_{ORIGIN}_government_id_chapter_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f(f"fk_{ORIGIN}_government_id")
        ),
        sa.ForeignKeyConstraint(["by_user_id"], ["user_account.id"], name=op.f(f"fk_{ORIGIN}_by_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{ORIGIN}")),
        sa.UniqueConstraint("chapter_id", "number", name=op.f(f"uq_{ORIGIN}_chapter_id_number")),
    )
    op.create_index(op.f(f"ix_{ORIGIN}_government_id"), ORIGIN, ["government_id"])
    # Chapters that still have their first state began with what came with the installation; 0: nobody noted which.
    op.execute(
        "INSERT INTO plan_chapter_origin"
        " (id, government_id, chapter_id, number, source, template_number, title, body, at, by_user_id)"
        " SELECT id, government_id, chapter_id, 1, 'packaged', 0, title, body, saved_at, saved_by"
        " FROM plan_chapter_state WHERE number = 1 AND kind = 'template'"
    )
    for statement in _guards(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for event in EVENTS:
        name = f"{TEMPLATE}_no_{event.lower()}"
        op.execute(f"DROP TRIGGER {name} ON {TEMPLATE}" if postgresql else f"DROP TRIGGER {name}")
    if postgresql:
        op.execute("DROP FUNCTION plan_template_is_final()")
    op.drop_table(ORIGIN)
    op.drop_table(TEMPLATE)


def _guards(dialect: str) -> list[str]:
    names = [(f"{TEMPLATE}_no_{event.lower()}", event) for event in EVENTS]
    if dialect == "postgresql":
        refuse = (
            "CREATE FUNCTION plan_template_is_final() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
        return [refuse] + [
            f"CREATE TRIGGER {name} BEFORE {event} ON {TEMPLATE} FOR EACH ROW"
            " WHEN (OLD.state = 'published') EXECUTE FUNCTION plan_template_is_final()"
            for name, event in names
        ]
    return [
        f"CREATE TRIGGER {name} BEFORE {event} ON {TEMPLATE} WHEN OLD.state = 'published'"
        f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for name, event in names
    ]
