"""Question sets: version, categories, indicators with their levels and the action library.

Revision 0002, after 0001. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.String(22)

# Which version a row belongs to, as the triggers find it: {row} is NEW or OLD.
VERSION_OF = {
    "instrument_version": "{row}.id",
    "instrument_category": "{row}.version_id",
    "indicator": "{row}.version_id",
    "indicator_level": "(SELECT version_id FROM indicator WHERE id = {row}.indicator_id)",
    "library_action": "(SELECT version_id FROM indicator WHERE id = {row}.indicator_id)",
}
REFUSAL = "a published instrument does not change"


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "instrument_version",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("notice", sa.Text(), nullable=False),
        sa.Column("state", _one_of("instrument_state", "draft", "published"), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("years", sa.JSON(), nullable=False),
        sa.Column("aggregation", sa.JSON(), nullable=False),
        sa.Column("predicates", sa.JSON(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'published') = (published_at IS NOT NULL)",
            name=op.f("ck_instrument_version_published_has_moment"),
        ),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_instrument_version_fingerprint_complete")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument_version")),
        sa.UniqueConstraint("code", name=op.f("uq_instrument_version_code")),
    )
    op.create_table(
        "instrument_category",
        sa.Column("version_id", ID, nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("letter", sa.String(2), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.CheckConstraint("weight > 0", name=op.f("ck_instrument_category_weight_positive")),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["instrument_version.id"],
            name=op.f("fk_instrument_category_version_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument_category")),
        sa.UniqueConstraint("version_id", "code", name=op.f("uq_instrument_category_version_id_code")),
        sa.UniqueConstraint("version_id", "id", name=op.f("uq_instrument_category_version_id_id")),
    )
    op.create_table(
        "indicator",
        sa.Column("version_id", ID, nullable=False),
        sa.Column("category_id", ID, nullable=False),
        sa.Column("code", sa.String(12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("legal_basis", sa.Text(), nullable=False),
        sa.Column("scope", _one_of("scope", "opd", "government"), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column(
            "answer_type",
            _one_of("answer_kind", "level", "yes_no", "number", "percentage", "choice", "measured"),
            nullable=False,
        ),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("evidence_wanted", sa.JSON(), nullable=False),
        sa.Column("targets", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.CheckConstraint("weight > 0", name=op.f("ck_indicator_weight_positive")),
        sa.ForeignKeyConstraint(
            ["version_id", "category_id"],
            ["instrument_category.version_id", "instrument_category.id"],
            name=op.f("fk_indicator_version_id_category_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
        sa.UniqueConstraint("version_id", "code", name=op.f("uq_indicator_version_id_code")),
    )
    op.create_index(op.f("ix_indicator_category_id"), "indicator", ["category_id"])
    op.create_table(
        "indicator_level",
        sa.Column("indicator_id", ID, nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name=op.f("ck_indicator_level_level_on_scale")),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["indicator.id"],
            name=op.f("fk_indicator_level_indicator_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_level")),
        sa.UniqueConstraint("indicator_id", "level", name=op.f("uq_indicator_level_indicator_id_level")),
    )
    op.create_table(
        "library_action",
        sa.Column("indicator_id", ID, nullable=False),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("from_level", sa.Integer(), nullable=True),
        sa.Column("to_level", sa.Integer(), nullable=False),
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("output_indicator", sa.Text(), nullable=False),
        sa.Column("unit_of_measure", sa.String(60), nullable=False),
        sa.Column("usual_year", sa.Integer(), nullable=False),
        sa.Column("budget_code", sa.String(40), nullable=False),
        sa.Column("budget_name", sa.String(200), nullable=False),
        sa.Column("responsible", sa.String(120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.CheckConstraint("to_level BETWEEN 2 AND 5", name=op.f("ck_library_action_to_level_on_scale")),
        sa.CheckConstraint(
            "from_level IS NULL OR from_level BETWEEN 1 AND to_level - 1",
            name=op.f("ck_library_action_lifts"),
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["indicator.id"],
            name=op.f("fk_library_action_indicator_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_action")),
        sa.UniqueConstraint("indicator_id", "code", name=op.f("uq_library_action_indicator_id_code")),
    )
    for table in VERSION_OF:
        _freeze(table)


def _freeze(table: str) -> None:
    """Let the database refuse changes to what is published, also those that no session of the application makes."""
    # A version itself arrives as a draft or, when restored from a backup, as published.
    events = {"UPDATE": "OLD", "DELETE": "OLD"}
    if table != "instrument_version":
        events["INSERT"] = "NEW"
    postgresql = op.get_bind().dialect.name == "postgresql"
    for event, row in events.items():
        name = f"{table}_frozen_{event.lower()}"
        version = VERSION_OF[table].format(row=row)
        # No value comes from outside: every name stands in this file.
        found = (
            f"EXISTS (SELECT 1 FROM instrument_version v WHERE v.id = {version} AND v.state = 'published')"  # noqa: S608
        )
        if postgresql:
            kept = "OLD" if event == "DELETE" else "NEW"
            op.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                f" IF {found} THEN RAISE EXCEPTION '{REFUSAL}'; END IF; RETURN {kept}; END $$"
            )
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
            )
        else:
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {found}"
                f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )


def downgrade() -> None:
    for table in reversed(VERSION_OF):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for table in VERSION_OF:
            for event in ("update", "delete", "insert"):
                op.execute(f"DROP FUNCTION IF EXISTS {table}_frozen_{event}()")
