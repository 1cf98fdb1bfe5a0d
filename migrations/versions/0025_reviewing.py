"""How the ministry reviews: assignments, scores, letters, reusable texts, second looks; comments on single cells.

Revision 0025, after 0024. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

ID = sa.String(22)
MOMENT = sa.DateTime(timezone=True)
ASSIGNMENT, SHEET, LETTER = "plan_review_assignment", "plan_review_sheet", "plan_review_letter"
PHRASE, DRAW, LOOK = "plan_review_phrase", "plan_review_draw", "plan_review_second_look"
COMMENT = "plan_review_comment"
IN_FORCE = sa.text("ended_at IS NULL")
CELL_CHECKS = {
    "cell_of_a_line": "cell IS NULL OR line_id IS NOT NULL",
    "year_of_a_cell": "cell_year IS NULL OR cell IS NOT NULL",
    "outcome_of_an_answer": "outcome IS NULL OR answered_at IS NOT NULL",
}


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _user(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["user_account.id"], name=op.f(f"fk_{table}_{column}"))


def _owned(table: str, target: str, column: str) -> tuple[sa.ForeignKeyConstraint, ...]:
    return (
        sa.ForeignKeyConstraint(
            ["government_id", column],
            [f"{target}.government_id", f"{target}.id"],
            name=op.f(f"fk_{table}_government_id_{column}"),
        ),
        sa.ForeignKeyConstraint(["government_id"], ["government.id"], name=op.f(f"fk_{table}_government_id")),
    )


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def upgrade() -> None:
    op.create_table(
        ASSIGNMENT,
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("reviewer_id", ID, nullable=False),
        sa.Column("how", _one_of("assigned_how", "self", "other", "spread"), nullable=False),
        sa.Column("assigned_by", ID, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_by", ID, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        *_owned(ASSIGNMENT, "plan", "plan_id"),
        _user(ASSIGNMENT, "reviewer_id"),
        _user(ASSIGNMENT, "assigned_by"),
        _user(ASSIGNMENT, "ended_by"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{ASSIGNMENT}")),
    )
    _index(ASSIGNMENT, "government_id", "plan_id", "reviewer_id")
    op.create_index(
        "uq_plan_review_assignment_in_force",
        ASSIGNMENT,
        ["plan_id"],
        unique=True,
        sqlite_where=IN_FORCE,
        postgresql_where=IN_FORCE,
    )
    op.create_table(
        SHEET,
        sa.Column("submission_id", ID, nullable=False),
        sa.Column("rubric", sa.String(20), nullable=False),
        sa.Column("scores", sa.JSON(), nullable=False),
        sa.Column("author_id", ID, nullable=True),
        sa.Column("author_name", sa.String(120), nullable=False),
        sa.Column("scored_at", MOMENT, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_owned(SHEET, "plan_submission", "submission_id"),
        _user(SHEET, "author_id"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{SHEET}")),
        sa.UniqueConstraint("submission_id", name=op.f(f"uq_{SHEET}_submission_id")),
    )
    _index(SHEET, "government_id")
    op.create_table(
        LETTER,
        sa.Column("submission_id", ID, nullable=False),
        sa.Column("number", sa.String(60), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f(f"ck_{LETTER}_sha256_complete")),
        *_owned(LETTER, "plan_submission", "submission_id"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{LETTER}")),
        sa.UniqueConstraint("submission_id", name=op.f(f"uq_{LETTER}_submission_id")),
        sa.UniqueConstraint("number", name=op.f(f"uq_{LETTER}_number")),
    )
    _index(LETTER, "government_id")
    op.create_table(
        PHRASE,
        sa.Column("owner_id", ID, nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "length(title) > 0 AND length(text) > 0", name=op.f(f"ck_{PHRASE}_says_something")
        ),
        _user(PHRASE, "owner_id"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{PHRASE}")),
    )
    _index(PHRASE, "owner_id")
    op.create_table(
        DRAW,
        sa.Column("seed", sa.String(40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("decided_until", MOMENT, nullable=False),
        sa.Column("drawn_by", ID, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("size > 0 AND population >= size", name=op.f(f"ck_{DRAW}_size_within_population")),
        _user(DRAW, "drawn_by"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{DRAW}")),
    )
    op.create_table(
        LOOK,
        sa.Column("draw_id", ID, nullable=False),
        sa.Column("submission_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("opinion", _one_of("second_opinion", "agrees", "differs"), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("looked_at", MOMENT, nullable=True),
        sa.Column("looked_by", ID, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(opinion IS NULL) = (looked_at IS NULL)", name=op.f(f"ck_{LOOK}_opinion_has_moment")
        ),
        sa.CheckConstraint(
            "opinion <> 'differs' OR length(note) > 0", name=op.f(f"ck_{LOOK}_difference_says_why")
        ),
        *_owned(LOOK, "plan_submission", "submission_id"),
        sa.ForeignKeyConstraint(["draw_id"], [f"{DRAW}.id"], name=op.f(f"fk_{LOOK}_draw_id")),
        _user(LOOK, "looked_by"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{LOOK}")),
        sa.UniqueConstraint("draw_id", "submission_id", name=op.f(f"uq_{LOOK}_draw_id_submission_id")),
    )
    _index(LOOK, "government_id", "submission_id")
    with op.batch_alter_table(COMMENT) as table:
        table.add_column(sa.Column("cell", sa.String(40), nullable=True))
        table.add_column(sa.Column("cell_year", sa.Integer(), nullable=True))
        table.add_column(sa.Column("edited_at", MOMENT, nullable=True))
        table.add_column(sa.Column("withdrawn_at", MOMENT, nullable=True))
        table.add_column(sa.Column("outcome", _one_of("outcome", "fixed", "unchanged"), nullable=True))
        for name, condition in CELL_CHECKS.items():
            table.create_check_constraint(op.f(f"ck_{COMMENT}_{name}"), condition)


def downgrade() -> None:
    with op.batch_alter_table(COMMENT) as table:
        for name in (*CELL_CHECKS, "outcome"):
            table.drop_constraint(op.f(f"ck_{COMMENT}_{name}"), type_="check")
        for column in ("outcome", "withdrawn_at", "edited_at", "cell_year", "cell"):
            table.drop_column(column)
    for name in (LOOK, DRAW, PHRASE, LETTER, SHEET, ASSIGNMENT):
        op.drop_table(name)
