"""Notes in the margin of chapters, and who has a chapter open.

Revision 0023, after 0022. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

ID = sa.String(22)
MOMENT = sa.DateTime(timezone=True)


def _of_chapter(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["government_id", "chapter_id"],
        ["plan_chapter.government_id", "plan_chapter.id"],
        name=op.f(f"fk_{table}_government_id_chapter_id"),
    )


def upgrade() -> None:
    op.create_table(
        "plan_margin_note",
        sa.Column("chapter_id", ID, nullable=False),
        sa.Column("parent_id", ID, nullable=True),
        sa.Column("anchor", sa.String(length=24), nullable=False),
        sa.Column("quote", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author_id", ID, nullable=True),
        sa.Column("author_name", sa.String(length=120), nullable=False),
        sa.Column("resolved_at", MOMENT, nullable=True),
        sa.Column("resolved_by", ID, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck_plan_margin_note_text_present")),
        sa.CheckConstraint(
            "parent_id IS NULL OR resolved_at IS NULL",
            name=op.f("ck_plan_margin_note_answers_are_not_resolved"),
        ),
        _of_chapter("plan_margin_note"),
        sa.ForeignKeyConstraint(
            ["government_id", "parent_id"],
            ["plan_margin_note.government_id", "plan_margin_note.id"],
            name=op.f("fk_plan_margin_note_government_id_parent_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_plan_margin_note_government_id")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user_account.id"], name=op.f("fk_plan_margin_note_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["resolved_by"], ["user_account.id"], name=op.f("fk_plan_margin_note_resolved_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_margin_note")),
        sa.UniqueConstraint("government_id", "id", name=op.f("uq_plan_margin_note_government_id_id")),
    )
    for column in ("government_id", "chapter_id", "parent_id"):
        op.create_index(op.f(f"ix_plan_margin_note_{column}"), "plan_margin_note", [column])
    op.create_table(
        "plan_chapter_presence",
        sa.Column("chapter_id", ID, nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        _of_chapter("plan_chapter_presence"),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_plan_chapter_presence_government_id")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_plan_chapter_presence_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_chapter_presence")),
        sa.UniqueConstraint(
            "chapter_id", "user_id", name=op.f("uq_plan_chapter_presence_chapter_id_user_id")
        ),
    )
    op.create_index(
        op.f("ix_plan_chapter_presence_government_id"), "plan_chapter_presence", ["government_id"]
    )


def downgrade() -> None:
    op.drop_table("plan_chapter_presence")
    op.drop_table("plan_margin_note")
