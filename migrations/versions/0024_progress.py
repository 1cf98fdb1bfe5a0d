"""Progress by quarter: periods, reports with evidence and history, and addenda that change targets.

Revision 0024, after 0023. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

ID = sa.String(22)
MOMENT = sa.DateTime(timezone=True)
PROPOSED = sa.text("state = 'proposed'")

REPORT, EVIDENCE = "plan_progress_report", "plan_progress_evidence"
# How a changed row finds its quarter.
OF_REPORT = "SELECT p.state FROM plan_progress_period p WHERE p.id = {row}.period_id"
OF_EVIDENCE = (
    "SELECT p.state FROM plan_progress_period p JOIN plan_progress_report r ON r.period_id = p.id"
    " WHERE r.id = {row}.report_id"
)
QUARTER = {REPORT: OF_REPORT, EVIDENCE: OF_EVIDENCE}
LOCKED = "the quarter is closed"
HISTORY = {"plan_progress_event": "TRUE", "plan_addendum": "OLD.state <> 'proposed'"}


def upgrade() -> None:
    op.create_table(
        "plan_progress_period",
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open", "closed", name="period_state", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("opened_by", ID, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("closed_by", ID, nullable=True),
        sa.Column("reopened_reason", sa.Text(), nullable=False),
        sa.Column("reminded_for", sa.Integer(), nullable=True),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)",
            name=op.f("ck_plan_progress_period_closed_has_moment"),
        ),
        sa.CheckConstraint("quarter BETWEEN 1 AND 4", name=op.f("ck_plan_progress_period_quarter_of_four")),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["user_account.id"], name=op.f("fk_plan_progress_period_closed_by")
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "plan_id"],
            ["plan.government_id", "plan.id"],
            name=op.f("fk_plan_progress_period_government_id_plan_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_plan_progress_period_government_id")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by"], ["user_account.id"], name=op.f("fk_plan_progress_period_opened_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_progress_period")),
        sa.UniqueConstraint("government_id", "id", name=op.f("uq_plan_progress_period_government_id_id")),
        sa.UniqueConstraint(
            "plan_id", "year", "quarter", name=op.f("uq_plan_progress_period_plan_id_year_quarter")
        ),
    )
    op.create_index("ix_plan_progress_period_government_id", "plan_progress_period", ["government_id"])
    op.create_index("ix_plan_progress_period_year_quarter", "plan_progress_period", ["year", "quarter"])

    op.create_table(
        "plan_addendum",
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("line_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "proposed",
                "approved",
                "rejected",
                "withdrawn",
                name="addendum_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("targets_before", sa.JSON(), nullable=False),
        sa.Column("targets_after", sa.JSON(), nullable=False),
        sa.Column("proposed_by", ID, nullable=True),
        sa.Column("proposer_name", sa.String(length=120), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by", ID, nullable=True),
        sa.Column("decider_name", sa.String(length=120), nullable=False),
        sa.Column("decision_note", sa.Text(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'proposed') = (decided_at IS NULL)", name=op.f("ck_plan_addendum_decided_has_moment")
        ),
        sa.CheckConstraint(
            "state <> 'rejected' OR length(decision_note) > 0",
            name=op.f("ck_plan_addendum_rejection_says_why"),
        ),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_plan_addendum_says_why")),
        sa.CheckConstraint("number > 0", name=op.f("ck_plan_addendum_number_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["user_account.id"], name=op.f("fk_plan_addendum_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "line_id"],
            ["plan_line.government_id", "plan_line.id"],
            name=op.f("fk_plan_addendum_government_id_line_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "plan_id"],
            ["plan.government_id", "plan.id"],
            name=op.f("fk_plan_addendum_government_id_plan_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_plan_addendum_government_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["user_account.id"], name=op.f("fk_plan_addendum_proposed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_addendum")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_plan_addendum_plan_id_number")),
    )
    op.create_index("ix_plan_addendum_government_id", "plan_addendum", ["government_id"])
    op.create_index("ix_plan_addendum_line_id", "plan_addendum", ["line_id"])
    op.create_index(
        "uq_plan_addendum_line_id_proposed",
        "plan_addendum",
        ["line_id"],
        unique=True,
        sqlite_where=PROPOSED,
        postgresql_where=PROPOSED,
    )

    op.create_table(
        "plan_progress_report",
        sa.Column("period_id", ID, nullable=False),
        sa.Column("line_id", ID, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "sent",
                "verified",
                "returned",
                name="report_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("output", sa.String(length=40), nullable=True),
        sa.Column("spent", sa.String(length=24), nullable=True),
        sa.Column("obstacle", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("saved_from", sa.String(length=44), nullable=False),
        sa.Column("saved_by", ID, nullable=True),
        sa.Column("saved_at", MOMENT, nullable=True),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("sent_by", ID, nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by", ID, nullable=True),
        sa.Column("returned_reason", sa.Text(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state <> 'returned' OR length(returned_reason) > 0",
            name=op.f("ck_plan_progress_report_returned_says_why"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('sent', 'verified') OR sent_at IS NOT NULL",
            name=op.f("ck_plan_progress_report_sent_has_moment"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["user_account.id"], name=op.f("fk_plan_progress_report_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "line_id"],
            ["plan_line.government_id", "plan_line.id"],
            name=op.f("fk_plan_progress_report_government_id_line_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "period_id"],
            ["plan_progress_period.government_id", "plan_progress_period.id"],
            name=op.f("fk_plan_progress_report_government_id_period_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_plan_progress_report_government_id")
        ),
        sa.ForeignKeyConstraint(
            ["saved_by"], ["user_account.id"], name=op.f("fk_plan_progress_report_saved_by")
        ),
        sa.ForeignKeyConstraint(
            ["sent_by"], ["user_account.id"], name=op.f("fk_plan_progress_report_sent_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_progress_report")),
        sa.UniqueConstraint("government_id", "id", name=op.f("uq_plan_progress_report_government_id_id")),
        sa.UniqueConstraint("period_id", "line_id", name=op.f("uq_plan_progress_report_period_id_line_id")),
    )
    op.create_index("ix_plan_progress_report_government_id", "plan_progress_report", ["government_id"])
    op.create_index("ix_plan_progress_report_line_id", "plan_progress_report", ["line_id"])

    op.create_table(
        "plan_progress_event",
        sa.Column("report_id", ID, nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "sent",
                "verified",
                "returned",
                name="progress_step",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("output", sa.String(length=40), nullable=True),
        sa.Column("spent", sa.String(length=24), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_user_id", ID, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["by_user_id"], ["user_account.id"], name=op.f("fk_plan_progress_event_by_user_id")
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "report_id"],
            ["plan_progress_report.government_id", "plan_progress_report.id"],
            name=op.f("fk_plan_progress_event_government_id_report_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_plan_progress_event_government_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_progress_event")),
    )
    op.create_index("ix_plan_progress_event_government_id", "plan_progress_event", ["government_id"])
    op.create_index("ix_plan_progress_event_report_id", "plan_progress_event", ["report_id"])

    op.create_table(
        "plan_progress_evidence",
        sa.Column("report_id", ID, nullable=False),
        sa.Column("file_id", ID, nullable=True),
        sa.Column("url", sa.String(length=1000), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("removed_at", MOMENT, nullable=True),
        sa.Column("removed_by", ID, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "(file_id IS NULL) = (length(url) > 0)", name=op.f("ck_plan_progress_evidence_file_or_link")
        ),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_plan_progress_evidence_title_present")),
        sa.ForeignKeyConstraint(
            ["created_by"], ["user_account.id"], name=op.f("fk_plan_progress_evidence_created_by")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_plan_progress_evidence_file_id")
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "report_id"],
            ["plan_progress_report.government_id", "plan_progress_report.id"],
            name=op.f("fk_plan_progress_evidence_government_id_report_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_plan_progress_evidence_government_id")
        ),
        sa.ForeignKeyConstraint(
            ["removed_by"], ["user_account.id"], name=op.f("fk_plan_progress_evidence_removed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_progress_evidence")),
    )
    op.create_index("ix_plan_progress_evidence_file_id", "plan_progress_evidence", ["file_id"])
    op.create_index("ix_plan_progress_evidence_government_id", "plan_progress_evidence", ["government_id"])
    op.create_index("ix_plan_progress_evidence_report_id", "plan_progress_evidence", ["report_id"])

    postgresql = op.get_bind().dialect.name == "postgresql"
    for table in QUARTER:
        (_lock_postgresql if postgresql else _lock_sqlite)(table)
    for table, when in HISTORY.items():
        (_keep_postgresql if postgresql else _keep_sqlite)(table, when)


def _lock_sqlite(table: str) -> None:
    for event in ("INSERT", "UPDATE", "DELETE"):
        rows = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}[event]
        found = " OR ".join(f"({QUARTER[table].format(row=row)}) = 'closed'" for row in rows)
        op.execute(
            f"CREATE TRIGGER {table}_locked_{event.lower()} BEFORE {event} ON {table} WHEN {found}"
            f" BEGIN SELECT RAISE(ABORT, '{LOCKED}'); END"
        )


def _lock_postgresql(table: str) -> None:
    # FOR SHARE: whoever closes the quarter at this moment comes before or after, never in between.
    find = f"{QUARTER[table]} FOR SHARE OF p"
    old = f"IF TG_OP <> 'INSERT' AND ({find.format(row='OLD')}) = 'closed' THEN"
    new = f"IF TG_OP <> 'DELETE' AND ({find.format(row='NEW')}) = 'closed' THEN"
    refuse = f"RAISE EXCEPTION '{LOCKED}'; END IF;"
    op.execute(
        f"CREATE FUNCTION {table}_locked() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN {old} {refuse} {new} {refuse}"
        " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_locked BEFORE INSERT OR UPDATE OR DELETE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION {table}_locked()"
    )


def _keep_sqlite(table: str, when: str) -> None:
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} WHEN {when}"
            f" BEGIN SELECT RAISE(ABORT, '{table} is history'); END"
        )


def _keep_postgresql(table: str, when: str) -> None:
    op.execute(
        f"CREATE FUNCTION {table}_history() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN IF {when} THEN RAISE EXCEPTION '{table} is history'; END IF;"
        " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION {table}_history()"
    )


def downgrade() -> None:
    op.drop_index("ix_plan_progress_evidence_report_id", table_name="plan_progress_evidence")
    op.drop_index("ix_plan_progress_evidence_government_id", table_name="plan_progress_evidence")
    op.drop_index("ix_plan_progress_evidence_file_id", table_name="plan_progress_evidence")

    op.drop_table("plan_progress_evidence")
    op.drop_index("ix_plan_progress_event_report_id", table_name="plan_progress_event")
    op.drop_index("ix_plan_progress_event_government_id", table_name="plan_progress_event")

    op.drop_table("plan_progress_event")
    op.drop_index("ix_plan_progress_report_line_id", table_name="plan_progress_report")
    op.drop_index("ix_plan_progress_report_government_id", table_name="plan_progress_report")

    op.drop_table("plan_progress_report")
    op.drop_index("uq_plan_addendum_line_id_proposed", table_name="plan_addendum")
    op.drop_index("ix_plan_addendum_line_id", table_name="plan_addendum")
    op.drop_index("ix_plan_addendum_government_id", table_name="plan_addendum")

    op.drop_table("plan_addendum")
    op.drop_index("ix_plan_progress_period_year_quarter", table_name="plan_progress_period")
    op.drop_index("ix_plan_progress_period_government_id", table_name="plan_progress_period")

    op.drop_table("plan_progress_period")
    if op.get_bind().dialect.name == "postgresql":  # SQLite's triggers went with their tables
        for table in QUARTER:
            op.execute(f"DROP FUNCTION IF EXISTS {table}_locked()")
        for table in HISTORY:
            op.execute(f"DROP FUNCTION IF EXISTS {table}_history()")
