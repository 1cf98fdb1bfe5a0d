"""Changes of the calendar and the deadlines with their history; estimated days; one deadline for one day.

Revision 0012, after 0011. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ID = sa.String(22)
MOMENT = sa.DateTime(timezone=True)
ESTIMATE = " (perkiraan)"
FOR_ALL = sa.text("klass IS NULL")

KEPT = "id, government_id, subject, state, items, reach, reason, first_day, last_day, created_by, applied_at, undoes_id"
REFUSAL = "an applied change is history"
TRIGGERS = {
    "sqlite": (
        (
            f"CREATE TRIGGER calendar_change_no_update BEFORE UPDATE OF {KEPT} ON calendar_change"
            f" WHEN OLD.state = 'applied' BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        ),
        (
            "CREATE TRIGGER calendar_change_no_delete BEFORE DELETE ON calendar_change"
            f" WHEN OLD.state = 'applied' BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        ),
    ),
    "postgresql": (
        (
            "CREATE FUNCTION calendar_change_is_history() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        ),
        (
            f"CREATE TRIGGER calendar_change_no_update BEFORE UPDATE OF {KEPT} ON calendar_change"
            " FOR EACH ROW WHEN (OLD.state = 'applied') EXECUTE FUNCTION calendar_change_is_history()"
        ),
        (
            "CREATE TRIGGER calendar_change_no_delete BEFORE DELETE ON calendar_change"
            " FOR EACH ROW WHEN (OLD.state = 'applied') EXECUTE FUNCTION calendar_change_is_history()"
        ),
    ),
}


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.add_column(
        "calendar_day",
        sa.Column("estimate", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    marked = f"'%{ESTIMATE}'"
    op.execute(
        # The mark is a constant of this file.
        f"UPDATE calendar_day SET estimate = true, name = replace(name, '{ESTIMATE}', '') WHERE name LIKE {marked}"  # noqa: S608
    )
    op.create_index(
        "uq_sla_rule_for_all",
        "sla_rule",
        ["stage", "valid_from"],
        unique=True,
        sqlite_where=FOR_ALL,
        postgresql_where=FOR_ALL,
    )
    op.create_index(
        "uq_sla_rule_stage_klass_valid_from", "sla_rule", ["stage", "klass", "valid_from"], unique=True
    )
    op.create_table(
        "calendar_change",
        sa.Column("government_id", ID, nullable=True),
        sa.Column("subject", _one_of("subject", "days", "rules"), nullable=False),
        sa.Column("state", _one_of("state", "proposed", "applied", "discarded"), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("reach", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("weighed_at", MOMENT, nullable=True),
        sa.Column("applied_at", MOMENT, nullable=True),
        sa.Column("undoes_id", ID, nullable=True),
        sa.Column("job_id", ID, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_calendar_change_reason_present")),
        sa.CheckConstraint(
            "(state = 'applied') = (applied_at IS NOT NULL)",
            name=op.f("ck_calendar_change_applied_at_some_time"),
        ),
        sa.CheckConstraint(
            "subject = 'days' OR government_id IS NULL",
            name=op.f("ck_calendar_change_deadlines_hold_everywhere"),
        ),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_calendar_change_days_in_order")),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_calendar_change_government_id")
        ),
        sa.ForeignKeyConstraint(
            ["undoes_id"], ["calendar_change.id"], name=op.f("fk_calendar_change_undoes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_change")),
    )
    op.create_index(
        op.f("ix_calendar_change_government_id"), "calendar_change", ["government_id"], unique=False
    )
    op.create_index(
        "ix_calendar_change_state_applied_at", "calendar_change", ["state", "applied_at"], unique=False
    )
    for statement in TRIGGERS[op.get_bind().dialect.name]:
        op.execute(statement)
    op.create_table(
        "calendar_effect",
        sa.Column("change_id", ID, nullable=False),
        sa.Column("touched", sa.Integer(), nullable=False),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.Column("turned_late", sa.Integer(), nullable=False),
        sa.Column("recovered", sa.Integer(), nullable=False),
        sa.Column("rejudged", sa.Integer(), nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.CheckConstraint(
            "touched >= 0 AND moved >= 0 AND turned_late >= 0 AND recovered >= 0 AND rejudged >= 0",
            name=op.f("ck_calendar_effect_counts_not_negative"),
        ),
        sa.ForeignKeyConstraint(
            ["change_id"],
            ["calendar_change.id"],
            name=op.f("fk_calendar_effect_change_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_calendar_effect_government_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_effect")),
        sa.UniqueConstraint(
            "change_id", "government_id", name=op.f("uq_calendar_effect_change_id_government_id")
        ),
    )
    op.create_index(
        op.f("ix_calendar_effect_government_id"), "calendar_effect", ["government_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("calendar_effect")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER calendar_change_no_delete ON calendar_change")
        op.execute("DROP TRIGGER calendar_change_no_update ON calendar_change")
        op.execute("DROP FUNCTION calendar_change_is_history()")
    op.drop_table("calendar_change")
    op.drop_index("uq_sla_rule_stage_klass_valid_from", table_name="sla_rule")
    op.drop_index("uq_sla_rule_for_all", table_name="sla_rule")
    op.execute(f"UPDATE calendar_day SET name = substr(name, 1, 188) || '{ESTIMATE}' WHERE estimate")  # noqa: S608  # as above
    op.drop_column("calendar_day", "estimate")
