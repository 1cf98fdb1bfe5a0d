"""Earlier states of chapters, what their sentences were held to say; submissions and decisions that never change.

Revision 0022, after 0021. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

ID = sa.String(22)
MOMENT = sa.DateTime(timezone=True)

# Everything of a submission but its document, which comes once, when it was made.
KEPT = "id, government_id, plan_id, number, receipt_number, content, sha256, submitted_at, submitted_by, submitter_name"
REFUSAL = "what was submitted or decided never changes"
RULES = (
    ("plan_submission_no_update", f"UPDATE OF {KEPT} ON plan_submission", ""),
    ("plan_submission_pdf_once", "UPDATE OF pdf_file_id ON plan_submission", "OLD.pdf_file_id IS NOT NULL"),
    ("plan_submission_no_delete", "DELETE ON plan_submission", ""),
    ("plan_review_decision_no_update", "UPDATE ON plan_review_decision", ""),
    ("plan_review_decision_no_delete", "DELETE ON plan_review_decision", ""),
)


def upgrade() -> None:
    op.create_index("uq_plan_chapter_government_id_id", "plan_chapter", ["government_id", "id"], unique=True)
    op.create_table(
        "plan_chapter_state",
        sa.Column("chapter_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "template",
                "edited",
                "restored",
                name="state_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("restored_from", sa.Integer(), nullable=True),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.Column("saved_by", ID, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_plan_chapter_state_number_counts_from_one")),
        sa.CheckConstraint(
            "(kind = 'restored') = (restored_from IS NOT NULL)",
            name=op.f("ck_plan_chapter_state_restored_from_some_state"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "chapter_id"],
            ["plan_chapter.government_id", "plan_chapter.id"],
            name=op.f("fk_plan_chapter_state_government_id_chapter_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_plan_chapter_state_government_id")
        ),
        sa.ForeignKeyConstraint(
            ["saved_by"], ["user_account.id"], name=op.f("fk_plan_chapter_state_saved_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_chapter_state")),
        sa.UniqueConstraint("chapter_id", "number", name=op.f("uq_plan_chapter_state_chapter_id_number")),
    )
    op.create_index(op.f("ix_plan_chapter_state_government_id"), "plan_chapter_state", ["government_id"])
    op.create_table(
        "plan_chapter_sentence",
        sa.Column("chapter_id", ID, nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_user_id", ID, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["government_id", "chapter_id"],
            ["plan_chapter.government_id", "plan_chapter.id"],
            name=op.f("fk_plan_chapter_sentence_government_id_chapter_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_plan_chapter_sentence_government_id")
        ),
        sa.ForeignKeyConstraint(
            ["by_user_id"], ["user_account.id"], name=op.f("fk_plan_chapter_sentence_by_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_chapter_sentence")),
        sa.UniqueConstraint("chapter_id", "key", name=op.f("uq_plan_chapter_sentence_chapter_id_key")),
    )
    op.create_index(
        op.f("ix_plan_chapter_sentence_government_id"), "plan_chapter_sentence", ["government_id"]
    )
    op.execute(
        # The chapters as they stand are their first states; a chapter's id is free as the id of a state.
        "INSERT INTO plan_chapter_state"
        " (id, government_id, chapter_id, number, title, body, kind, restored_from, saved_at, saved_by)"
        " SELECT c.id, c.government_id, c.id, 1, c.title, c.body,"
        " CASE WHEN c.edited_at IS NULL THEN 'template' ELSE 'edited' END, NULL,"
        " COALESCE(c.edited_at, p.created_at), c.edited_by"
        " FROM plan_chapter c JOIN plan p ON p.id = c.plan_id"
    )
    for statement in _guards(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for name, event, _when in RULES:
        table = event.rpartition(" ON ")[2]
        op.execute(f"DROP TRIGGER {name} ON {table}" if postgresql else f"DROP TRIGGER {name}")
    if postgresql:
        op.execute("DROP FUNCTION plan_record_is_final()")
    op.drop_table("plan_chapter_sentence")
    op.drop_table("plan_chapter_state")
    op.drop_index("uq_plan_chapter_government_id_id", table_name="plan_chapter")


def _guards(dialect: str) -> list[str]:
    if dialect == "postgresql":
        refuse = (
            "CREATE FUNCTION plan_record_is_final() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
        return [refuse] + [
            f"CREATE TRIGGER {name} BEFORE {event} FOR EACH ROW"
            f"{f' WHEN ({when})' if when else ''} EXECUTE FUNCTION plan_record_is_final()"
            for name, event, when in RULES
        ]
    return [
        f"CREATE TRIGGER {name} BEFORE {event}{f' WHEN {when}' if when else ''}"
        f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for name, event, when in RULES
    ]
