"""The register of complaints, its imports, the calendar and the deadlines it is judged by.

Revision 0004, after 0003. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.String(22)
MOMENT = sa.DateTime(timezone=True)


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "sla_rule",
        sa.Column("stage", _one_of("stage", "verify", "follow_up", "resolve", "auto_close"), nullable=False),
        sa.Column(
            "klass",
            _one_of("klass", "supervisory", "non_supervisory", "information", "aspiration"),
            nullable=True,
        ),
        sa.Column("working_days", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("basis", sa.String(length=300), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("working_days BETWEEN 1 AND 400", name=op.f("ck_sla_rule_working_days_plausible")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sla_rule")),
    )
    op.create_table(
        "calendar_day",
        sa.Column("government_id", ID, nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", _one_of("kind", "national", "cuti_bersama", "election", "local"), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("decree", sa.String(length=300), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'local') = (government_id IS NOT NULL)",
            name=op.f("ck_calendar_day_local_days_have_a_government"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_calendar_day_government_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_day")),
    )
    op.create_index(
        "uq_calendar_day_government_id_day", "calendar_day", ["government_id", "day"], unique=True
    )
    op.create_index(
        "uq_calendar_day_national",
        "calendar_day",
        ["day"],
        unique=True,
        sqlite_where=sa.text("government_id IS NULL"),
        postgresql_where=sa.text("government_id IS NULL"),
    )
    op.create_table(
        "complaint_import_mapping",
        sa.Column("government_id", ID, nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("headings", sa.JSON(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_complaint_import_mapping_government_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_import_mapping")),
        sa.UniqueConstraint(
            "government_id", "source", name=op.f("uq_complaint_import_mapping_government_id_source")
        ),
    )
    op.create_table(
        "complaint_import",
        sa.Column(
            "state",
            _one_of("state", "uploaded", "checking", "checked", "importing", "done", "refused", "cancelled"),
            nullable=False,
        ),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("file_id", ID, nullable=True),
        sa.Column("format", sa.String(length=40), nullable=False),
        sa.Column("header_row", sa.Integer(), nullable=False),
        sa.Column("headings", sa.JSON(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("cut_off", MOMENT, nullable=True),
        sa.Column("new_count", sa.Integer(), nullable=False),
        sa.Column("changed_count", sa.Integer(), nullable=False),
        sa.Column("unchanged_count", sa.Integer(), nullable=False),
        sa.Column("rejected_count", sa.Integer(), nullable=False),
        sa.Column("problem_count", sa.Integer(), nullable=False),
        sa.Column("unknown_units", sa.JSON(), nullable=False),
        sa.Column("refusal", sa.JSON(), nullable=True),
        sa.Column("job_id", ID, nullable=True),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "new_count >= 0 AND changed_count >= 0 AND unchanged_count >= 0 AND rejected_count >= 0",
            name=op.f("ck_complaint_import_counts_not_negative"),
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_complaint_import_file_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_complaint_import_government_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_import")),
    )
    op.create_index(
        op.f("ix_complaint_import_government_id"), "complaint_import", ["government_id"], unique=False
    )
    op.create_table(
        "complaint",
        sa.Column("government_id", ID, nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("tracking_id", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "klass",
            _one_of("klass", "supervisory", "non_supervisory", "information", "aspiration"),
            nullable=True,
        ),
        sa.Column("category", sa.String(length=200), nullable=False),
        sa.Column("channel", sa.String(length=80), nullable=False),
        sa.Column("raw_unit", sa.String(length=300), nullable=False),
        sa.Column(
            "reported_status",
            _one_of(
                "reported_status", "unverified", "disposed", "in_process", "finished", "postponed", "archived"
            ),
            nullable=True,
        ),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("verified_at", MOMENT, nullable=True),
        sa.Column("first_follow_up_at", MOMENT, nullable=True),
        sa.Column("last_follow_up_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("closed_automatically", sa.Boolean(), nullable=False),
        sa.Column("postponed_at", MOMENT, nullable=True),
        sa.Column("resumed_at", MOMENT, nullable=True),
        sa.Column("archived_at", MOMENT, nullable=True),
        sa.Column("rating", sa.Float(), nullable=True),
        sa.Column("content_hash", sa.String(length=32), nullable=False),
        sa.Column("unit_id", ID, nullable=True),
        sa.Column("import_id", ID, nullable=True),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column(
            "status",
            _one_of("status", "unverified", "disposed", "in_process", "finished", "postponed", "archived"),
            nullable=False,
        ),
        sa.Column("colour", _one_of("colour", "red", "yellow", "green", "none"), nullable=False),
        sa.Column("followed_up", sa.Boolean(), nullable=False),
        sa.Column(
            "verify_state",
            _one_of(
                "verify_state",
                "not_started",
                "running",
                "paused",
                "in_time",
                "late",
                "open_late",
                "unknown",
                "stopped",
            ),
            nullable=False,
        ),
        sa.Column("verify_due", MOMENT, nullable=True),
        sa.Column("verify_days", sa.Integer(), nullable=True),
        sa.Column(
            "follow_up_state",
            _one_of(
                "follow_up_state",
                "not_started",
                "running",
                "paused",
                "in_time",
                "late",
                "open_late",
                "unknown",
                "stopped",
            ),
            nullable=False,
        ),
        sa.Column("follow_up_due", MOMENT, nullable=True),
        sa.Column("follow_up_days", sa.Integer(), nullable=True),
        sa.Column(
            "resolve_state",
            _one_of(
                "resolve_state",
                "not_started",
                "running",
                "paused",
                "in_time",
                "late",
                "open_late",
                "unknown",
                "stopped",
            ),
            nullable=False,
        ),
        sa.Column("resolve_due", MOMENT, nullable=True),
        sa.Column("resolve_days", sa.Integer(), nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(tracking_id) > 0", name=op.f("ck_complaint_tracking_id_present")),
        sa.CheckConstraint(
            "rating IS NULL OR rating BETWEEN 1 AND 5", name=op.f("ck_complaint_rating_in_stars")
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "unit_id"],
            ["unit.government_id", "unit.id"],
            name=op.f("fk_complaint_government_id_unit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_complaint_government_id")
        ),
        sa.ForeignKeyConstraint(["import_id"], ["complaint_import.id"], name=op.f("fk_complaint_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
        sa.UniqueConstraint(
            "government_id",
            "source",
            "tracking_id",
            name=op.f("uq_complaint_government_id_source_tracking_id"),
        ),
    )
    op.create_index(
        "ix_complaint_government_id_received_on", "complaint", ["government_id", "received_on"], unique=False
    )
    op.create_index(
        "ix_complaint_government_id_unit_id", "complaint", ["government_id", "unit_id"], unique=False
    )
    op.create_table(
        "complaint_import_problem",
        sa.Column("government_id", ID, nullable=False),
        sa.Column("import_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("column", sa.String(length=300), nullable=False),
        sa.Column("value", sa.String(length=120), nullable=False),
        sa.Column(
            "trouble",
            _one_of(
                "trouble",
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
            ),
            nullable=False,
        ),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_complaint_import_problem_government_id")
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["complaint_import.id"],
            name=op.f("fk_complaint_import_problem_import_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("import_id", "position", name=op.f("pk_complaint_import_problem")),
    )
    op.create_index(
        "ix_complaint_import_problem_government_id",
        "complaint_import_problem",
        ["government_id"],
        unique=False,
    )
    op.create_table(
        "complaint_event",
        sa.Column("complaint_id", ID, nullable=False),
        sa.Column("kind", _one_of("kind", "corrected", "routed"), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor_user_id", ID, nullable=True),
        sa.Column("import_id", ID, nullable=True),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
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
    )
    op.create_index(
        "ix_complaint_event_complaint_id_at", "complaint_event", ["complaint_id", "at"], unique=False
    )
    op.create_index(
        op.f("ix_complaint_event_government_id"), "complaint_event", ["government_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_complaint_event_government_id"), table_name="complaint_event")
    op.drop_index("ix_complaint_event_complaint_id_at", table_name="complaint_event")
    op.drop_table("complaint_event")
    op.drop_index("ix_complaint_import_problem_government_id", table_name="complaint_import_problem")
    op.drop_table("complaint_import_problem")
    op.drop_index("ix_complaint_government_id_unit_id", table_name="complaint")
    op.drop_index("ix_complaint_government_id_received_on", table_name="complaint")
    op.drop_table("complaint")
    op.drop_index(op.f("ix_complaint_import_government_id"), table_name="complaint_import")
    op.drop_table("complaint_import")
    op.drop_table("complaint_import_mapping")
    op.drop_index(
        "uq_calendar_day_national",
        table_name="calendar_day",
        sqlite_where=sa.text("government_id IS NULL"),
        postgresql_where=sa.text("government_id IS NULL"),
    )
    op.drop_index("uq_calendar_day_government_id_day", table_name="calendar_day")
    op.drop_table("calendar_day")
    op.drop_table("sla_rule")
