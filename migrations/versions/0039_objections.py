"""Objections, second opinions, bulk decisions that can be taken back, samples, and what would be enough.

Revision 0039, after 0038. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

ID = sa.String(22)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "answer_sample",
        sa.Column("round_id", ID, nullable=False),
        sa.Column("seed", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("population_sha256", sa.String(64), nullable=False),
        sa.Column("drawn_by", ID, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("size BETWEEN 1 AND population", name=op.f("ck_answer_sample_size_within")),
        sa.ForeignKeyConstraint(["drawn_by"], ["user_account.id"], name=op.f("fk_answer_sample_drawn_by")),
        sa.ForeignKeyConstraint(
            ["government_id", "round_id"],
            ["assessment_round.government_id", "assessment_round.id"],
            name=op.f("fk_answer_sample_government_id_round_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_answer_sample_government_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_sample")),
        sa.UniqueConstraint("government_id", "id", name=op.f("uq_answer_sample_government_id_id")),
    )
    op.create_index("ix_answer_sample_government_id", "answer_sample", ["government_id"])
    op.create_index("ix_answer_sample_round_id", "answer_sample", ["round_id"])

    op.create_table(
        "bulk_acceptance",
        sa.Column("assessment_id", ID, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "unchanged",
                "remaining",
                name="bulk_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("accepted_by", ID, nullable=True),
        sa.Column("accepted_at", MOMENT, nullable=False),
        sa.Column("undone_by", ID, nullable=True),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["accepted_by"], ["user_account.id"], name=op.f("fk_bulk_acceptance_accepted_by")
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "assessment_id"],
            ["assessment.government_id", "assessment.id"],
            name=op.f("fk_bulk_acceptance_government_id_assessment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_bulk_acceptance_government_id")
        ),
        sa.ForeignKeyConstraint(
            ["undone_by"], ["user_account.id"], name=op.f("fk_bulk_acceptance_undone_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_acceptance")),
        sa.UniqueConstraint("government_id", "id", name=op.f("uq_bulk_acceptance_government_id_id")),
    )
    op.create_index("ix_bulk_acceptance_assessment_id", "bulk_acceptance", ["assessment_id"])
    op.create_index("ix_bulk_acceptance_government_id", "bulk_acceptance", ["government_id"])

    op.create_table(
        "answer_objection",
        sa.Column("assessment_id", ID, nullable=False),
        sa.Column("answer_id", ID, nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("raised_by", ID, nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "open",
                "granted",
                "kept",
                name="objection_outcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("decided_score", sa.Integer(), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=False),
        sa.Column("decided_by", ID, nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "outcome = 'open' OR decided_at IS NOT NULL", name=op.f("ck_answer_objection_decision_has_moment")
        ),
        sa.CheckConstraint(
            "outcome = 'open' OR length(decision_reason) > 0",
            name=op.f("ck_answer_objection_decision_says_why"),
        ),
        sa.CheckConstraint(
            "decided_score IS NULL OR decided_score BETWEEN 1 AND 5",
            name=op.f("ck_answer_objection_decision_on_scale"),
        ),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_answer_objection_says_why")),
        sa.CheckConstraint("score BETWEEN 1 AND 5", name=op.f("ck_answer_objection_score_on_scale")),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["user_account.id"], name=op.f("fk_answer_objection_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "answer_id"],
            ["answer.government_id", "answer.id"],
            name=op.f("fk_answer_objection_government_id_answer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "assessment_id"],
            ["assessment.government_id", "assessment.id"],
            name=op.f("fk_answer_objection_government_id_assessment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_answer_objection_government_id")
        ),
        sa.ForeignKeyConstraint(
            ["raised_by"], ["user_account.id"], name=op.f("fk_answer_objection_raised_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_objection")),
        sa.UniqueConstraint("answer_id", name=op.f("uq_answer_objection_answer_id")),
    )
    op.create_index("ix_answer_objection_assessment_id", "answer_objection", ["assessment_id"])
    op.create_index("ix_answer_objection_government_id", "answer_objection", ["government_id"])

    op.create_table(
        "answer_opinion",
        sa.Column("assessment_id", ID, nullable=False),
        sa.Column("answer_id", ID, nullable=False),
        sa.Column("asked_by", ID, nullable=True),
        sa.Column("asked_of", ID, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("given_at", MOMENT, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(score IS NULL) = (given_at IS NULL)", name=op.f("ck_answer_opinion_given_has_moment")
        ),
        sa.CheckConstraint(
            "score IS NULL OR length(reason) > 0", name=op.f("ck_answer_opinion_given_says_why")
        ),
        sa.CheckConstraint(
            "score IS NULL OR score BETWEEN 1 AND 5", name=op.f("ck_answer_opinion_score_on_scale")
        ),
        sa.ForeignKeyConstraint(["asked_by"], ["user_account.id"], name=op.f("fk_answer_opinion_asked_by")),
        sa.ForeignKeyConstraint(["asked_of"], ["user_account.id"], name=op.f("fk_answer_opinion_asked_of")),
        sa.ForeignKeyConstraint(
            ["government_id", "answer_id"],
            ["answer.government_id", "answer.id"],
            name=op.f("fk_answer_opinion_government_id_answer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "assessment_id"],
            ["assessment.government_id", "assessment.id"],
            name=op.f("fk_answer_opinion_government_id_assessment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_answer_opinion_government_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_opinion")),
    )
    op.create_index("ix_answer_opinion_answer_id", "answer_opinion", ["answer_id"])
    op.create_index("ix_answer_opinion_asked_of", "answer_opinion", ["asked_of"])
    op.create_index("ix_answer_opinion_assessment_id", "answer_opinion", ["assessment_id"])
    op.create_index("ix_answer_opinion_government_id", "answer_opinion", ["government_id"])
    op.create_index(
        "uq_answer_opinion_waiting",
        "answer_opinion",
        ["answer_id", "asked_of"],
        unique=True,
        sqlite_where=sa.text("given_at IS NULL"),
        postgresql_where=sa.text("given_at IS NULL"),
    )

    op.create_table(
        "bulk_accepted_answer",
        sa.Column("batch_id", ID, nullable=False),
        sa.Column("answer_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["government_id", "answer_id"],
            ["answer.government_id", "answer.id"],
            name=op.f("fk_bulk_accepted_answer_government_id_answer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "batch_id"],
            ["bulk_acceptance.government_id", "bulk_acceptance.id"],
            name=op.f("fk_bulk_accepted_answer_government_id_batch_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_bulk_accepted_answer_government_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_accepted_answer")),
        sa.UniqueConstraint("batch_id", "answer_id", name=op.f("uq_bulk_accepted_answer_batch_id_answer_id")),
    )
    op.create_index("ix_bulk_accepted_answer_answer_id", "bulk_accepted_answer", ["answer_id"])
    op.create_index("ix_bulk_accepted_answer_government_id", "bulk_accepted_answer", ["government_id"])

    op.create_table(
        "sampled_answer",
        sa.Column("sample_id", ID, nullable=False),
        sa.Column("answer_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "finding",
            sa.Enum(
                "agrees", "differs", name="finding", native_enum=False, create_constraint=True, length=32
            ),
            nullable=True,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("looked_by", ID, nullable=True),
        sa.Column("looked_at", MOMENT, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "finding <> 'differs' OR length(note) > 0", name=op.f("ck_sampled_answer_difference_says_why")
        ),
        sa.CheckConstraint("position >= 1", name=op.f("ck_sampled_answer_position_counts")),
        sa.ForeignKeyConstraint(
            ["government_id", "answer_id"],
            ["answer.government_id", "answer.id"],
            name=op.f("fk_sampled_answer_government_id_answer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "sample_id"],
            ["answer_sample.government_id", "answer_sample.id"],
            name=op.f("fk_sampled_answer_government_id_sample_id"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_sampled_answer_government_id")
        ),
        sa.ForeignKeyConstraint(["looked_by"], ["user_account.id"], name=op.f("fk_sampled_answer_looked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sampled_answer")),
        sa.UniqueConstraint("sample_id", "answer_id", name=op.f("uq_sampled_answer_sample_id_answer_id")),
        sa.UniqueConstraint("sample_id", "position", name=op.f("uq_sampled_answer_sample_id_position")),
    )
    op.create_index("ix_sampled_answer_answer_id", "sampled_answer", ["answer_id"])
    op.create_index("ix_sampled_answer_government_id", "sampled_answer", ["government_id"])

    op.add_column(
        "answer", sa.Column("returned_needed", sa.Text(), server_default=sa.text("''"), nullable=False)
    )

    op.add_column(
        "answer_event", sa.Column("needed", sa.Text(), server_default=sa.text("''"), nullable=False)
    )


def downgrade() -> None:
    op.drop_column("answer_event", "needed")
    op.drop_column("answer", "returned_needed")
    op.drop_table("sampled_answer")
    op.drop_table("bulk_accepted_answer")
    op.drop_table("answer_opinion")
    op.drop_table("answer_objection")
    op.drop_table("bulk_acceptance")
    op.drop_table("answer_sample")
