"""Rounds, assessments, answers with their three scores, evidence, receipts, history.

Revision 0003, after 0002. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.String(22)

# What was submitted, and what was said of an answer, is never rewritten: the database itself refuses.
APPEND_ONLY = ("assessment_receipt", "answer_event")


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "assessment_round",
        sa.Column("instrument_version_id", ID, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", _one_of("round_state", "open", "closed"), nullable=False),
        sa.Column("receipts_issued", sa.Integer(), nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("closes_at > opens_at", name=op.f("ck_assessment_round_opens_before_it_closes")),
        sa.CheckConstraint("receipts_issued >= 0", name=op.f("ck_assessment_round_receipts_counted")),
        sa.CheckConstraint("year BETWEEN 2000 AND 2100", name=op.f("ck_assessment_round_year_plausible")),
        sa.ForeignKeyConstraint(
            ["created_by"], ["user_account.id"], name=op.f("fk_assessment_round_created_by")
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_assessment_round_government_id")
        ),
        sa.ForeignKeyConstraint(
            ["instrument_version_id"],
            ["instrument_version.id"],
            name=op.f("fk_assessment_round_instrument_version_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_round")),
        sa.UniqueConstraint("government_id", "id", name=op.f("uq_assessment_round_government_id_id")),
        sa.UniqueConstraint("government_id", "year", name=op.f("uq_assessment_round_government_id_year")),
    )
    op.create_index(op.f("ix_assessment_round_government_id"), "assessment_round", ["government_id"])
    op.create_table(
        "assessment",
        sa.Column("round_id", ID, nullable=False),
        sa.Column("unit_id", ID, nullable=True),
        sa.Column(
            "state", _one_of("assessment_state", "draft", "submitted", "verified", "returned"), nullable=False
        ),
        sa.Column("receipt_number", sa.String(length=40), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_by", ID, nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified_by", ID, nullable=True),
        sa.Column("extended_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(submitted_at IS NULL) = (receipt_number = '')",
            name=op.f("ck_assessment_receipt_when_submitted"),
        ),
        sa.CheckConstraint(
            "state <> 'submitted' OR submitted_at IS NOT NULL",
            name=op.f("ck_assessment_submitted_has_moment"),
        ),
        sa.CheckConstraint(
            "state <> 'verified' OR verified_at IS NOT NULL", name=op.f("ck_assessment_verified_has_moment")
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "round_id"],
            ["assessment_round.government_id", "assessment_round.id"],
            name=op.f("fk_assessment_government_id_round_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "unit_id"],
            ["unit.government_id", "unit.id"],
            name=op.f("fk_assessment_government_id_unit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_assessment_government_id")
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by"], ["user_account.id"], name=op.f("fk_assessment_submitted_by")
        ),
        sa.ForeignKeyConstraint(["verified_by"], ["user_account.id"], name=op.f("fk_assessment_verified_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint("government_id", "id", name=op.f("uq_assessment_government_id_id")),
        sa.UniqueConstraint("round_id", "unit_id", name=op.f("uq_assessment_round_id_unit_id")),
    )
    op.create_index(op.f("ix_assessment_government_id"), "assessment", ["government_id"])
    op.create_index(op.f("ix_assessment_unit_id"), "assessment", ["unit_id"])
    op.create_index(
        "uq_assessment_round_government_scope",
        "assessment",
        ["round_id"],
        unique=True,
        sqlite_where=sa.text("unit_id IS NULL"),
        postgresql_where=sa.text("unit_id IS NULL"),
    )
    op.create_table(
        "answer",
        sa.Column("assessment_id", ID, nullable=False),
        sa.Column("indicator_id", ID, nullable=False),
        sa.Column("value", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("saved_from", sa.String(length=44), nullable=False),
        sa.Column("self_score", sa.Integer(), nullable=True),
        sa.Column("self_reason", sa.Text(), nullable=False),
        sa.Column("self_by", ID, nullable=True),
        sa.Column("self_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified_score", sa.Integer(), nullable=True),
        sa.Column("verified_reason", sa.Text(), nullable=False),
        sa.Column("verified_by", ID, nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ministry_score", sa.Integer(), nullable=True),
        sa.Column("ministry_reason", sa.Text(), nullable=False),
        sa.Column("ministry_by", ID, nullable=True),
        sa.Column("ministry_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "return_state", _one_of("return_state", "none", "marked", "returned", "corrected"), nullable=False
        ),
        sa.Column("returned_reason", sa.Text(), nullable=False),
        sa.Column("returned_by", ID, nullable=True),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("needs_review", sa.Boolean(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "return_state = 'none' OR length(returned_reason) > 0", name=op.f("ck_answer_returned_says_why")
        ),
        sa.CheckConstraint(
            "ministry_score IS NULL OR length(ministry_reason) > 0", name=op.f("ck_answer_ministry_says_why")
        ),
        sa.CheckConstraint(
            "ministry_score IS NULL OR ministry_score BETWEEN 1 AND 5",
            name=op.f("ck_answer_ministry_score_on_scale"),
        ),
        sa.CheckConstraint(
            "self_score IS NULL OR self_score BETWEEN 1 AND 5", name=op.f("ck_answer_self_score_on_scale")
        ),
        sa.CheckConstraint(
            "verified_score IS NULL OR verified_score BETWEEN 1 AND 5",
            name=op.f("ck_answer_verified_score_on_scale"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "assessment_id"],
            ["assessment.government_id", "assessment.id"],
            name=op.f("fk_answer_government_id_assessment_id"),
        ),
        sa.ForeignKeyConstraint(["government_id"], ["government.id"], name=op.f("fk_answer_government_id")),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_answer_indicator_id")),
        sa.ForeignKeyConstraint(["ministry_by"], ["user_account.id"], name=op.f("fk_answer_ministry_by")),
        sa.ForeignKeyConstraint(["returned_by"], ["user_account.id"], name=op.f("fk_answer_returned_by")),
        sa.ForeignKeyConstraint(["self_by"], ["user_account.id"], name=op.f("fk_answer_self_by")),
        sa.ForeignKeyConstraint(["verified_by"], ["user_account.id"], name=op.f("fk_answer_verified_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint(
            "assessment_id", "indicator_id", name=op.f("uq_answer_assessment_id_indicator_id")
        ),
        sa.UniqueConstraint("government_id", "id", name=op.f("uq_answer_government_id_id")),
    )
    op.create_index(op.f("ix_answer_government_id"), "answer", ["government_id"])
    op.create_index(op.f("ix_answer_indicator_id"), "answer", ["indicator_id"])
    op.create_table(
        "assessment_receipt",
        sa.Column("assessment_id", ID, nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_by", ID, nullable=True),
        sa.Column("answer_count", sa.Integer(), nullable=False),
        sa.Column("evidence_count", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["government_id", "assessment_id"],
            ["assessment.government_id", "assessment.id"],
            name=op.f("fk_assessment_receipt_government_id_assessment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_assessment_receipt_government_id")
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by"], ["user_account.id"], name=op.f("fk_assessment_receipt_submitted_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_receipt")),
        sa.UniqueConstraint(
            "government_id", "number", name=op.f("uq_assessment_receipt_government_id_number")
        ),
    )
    op.create_index(op.f("ix_assessment_receipt_assessment_id"), "assessment_receipt", ["assessment_id"])
    op.create_index(op.f("ix_assessment_receipt_government_id"), "assessment_receipt", ["government_id"])
    op.create_table(
        "answer_event",
        sa.Column("answer_id", ID, nullable=False),
        sa.Column(
            "kind",
            _one_of("answer_event_kind", "submitted", "verified", "returned", "scored_by_ministry"),
            nullable=False,
        ),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_user_id", ID, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "score IS NULL OR score BETWEEN 1 AND 5", name=op.f("ck_answer_event_score_on_scale")
        ),
        sa.ForeignKeyConstraint(["by_user_id"], ["user_account.id"], name=op.f("fk_answer_event_by_user_id")),
        sa.ForeignKeyConstraint(
            ["government_id", "answer_id"],
            ["answer.government_id", "answer.id"],
            name=op.f("fk_answer_event_government_id_answer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_answer_event_government_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_event")),
    )
    op.create_index(op.f("ix_answer_event_answer_id"), "answer_event", ["answer_id"])
    op.create_index(op.f("ix_answer_event_government_id"), "answer_event", ["government_id"])
    op.create_table(
        "evidence",
        sa.Column("answer_id", ID, nullable=False),
        sa.Column("kind", _one_of("evidence_kind", "file", "link"), nullable=False),
        sa.Column("file_id", ID, nullable=True),
        sa.Column("url", sa.String(length=1000), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("document_date", sa.Date(), nullable=True),
        sa.Column("issuing_unit", sa.String(length=200), nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by", ID, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'file' AND file_id IS NOT NULL AND url = '')"
            " OR (kind = 'link' AND file_id IS NULL AND length(url) > 0)",
            name=op.f("ck_evidence_file_or_link"),
        ),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_evidence_title_present")),
        sa.ForeignKeyConstraint(["created_by"], ["user_account.id"], name=op.f("fk_evidence_created_by")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_evidence_file_id")),
        sa.ForeignKeyConstraint(
            ["government_id", "answer_id"],
            ["answer.government_id", "answer.id"],
            name=op.f("fk_evidence_government_id_answer_id"),
        ),
        sa.ForeignKeyConstraint(["government_id"], ["government.id"], name=op.f("fk_evidence_government_id")),
        sa.ForeignKeyConstraint(["removed_by"], ["user_account.id"], name=op.f("fk_evidence_removed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index(op.f("ix_evidence_answer_id"), "evidence", ["answer_id"])
    op.create_index(op.f("ix_evidence_file_id"), "evidence", ["file_id"])
    op.create_index(op.f("ix_evidence_government_id"), "evidence", ["government_id"])
    for table in APPEND_ONLY:
        _close(table)


def _close(table: str) -> None:
    refusal = f"{table} is append-only"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION '{refusal}'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {table}_append_only()"
        )
        return
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table}"
            f" BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        )


def downgrade() -> None:
    op.drop_table("evidence")
    op.drop_table("answer_event")
    op.drop_table("assessment_receipt")
    op.drop_table("answer")
    op.drop_table("assessment")
    op.drop_table("assessment_round")
    if op.get_bind().dialect.name == "postgresql":
        for table in APPEND_ONLY:
            op.execute(f"DROP FUNCTION IF EXISTS {table}_append_only()")
