"""Filling in together: contributors, what was handed to them, threads, and answers for every OPD.

Revision 0044, after 0043. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

ID = sa.String(22)
MOMENT = sa.DateTime(timezone=True)

ROLES = (
    "'opd_admin', {more}'coordinator', 'leader', 'province_supervisor', 'ministry_reviewer', 'ombudsman', "
    "'operator', 'public'"
)
BEFORE, AFTER = ROLES.format(more=""), ROLES.format(more="'contributor', ")


def upgrade() -> None:
    with op.batch_alter_table("appointment") as table:
        table.drop_constraint(op.f("ck_appointment_role"), type_="check")
        table.drop_constraint(op.f("ck_appointment_opd_admin_has_unit"), type_="check")
        table.drop_constraint(op.f("ck_appointment_local_role_has_government"), type_="check")
        table.create_check_constraint(op.f("ck_appointment_role"), f"role IN ({AFTER})")
        table.create_check_constraint(
            op.f("ck_appointment_opd_role_has_unit"),
            "role NOT IN ('opd_admin', 'contributor') OR unit_id IS NOT NULL",
        )
        table.create_check_constraint(
            op.f("ck_appointment_local_role_has_government"),
            "role NOT IN ('opd_admin', 'contributor', 'coordinator', 'leader', 'province_supervisor')"
            " OR government_id IS NOT NULL",
        )
    with op.batch_alter_table("invitation") as table:
        table.drop_constraint(op.f("ck_invitation_role"), type_="check")
        table.create_check_constraint(op.f("ck_invitation_role"), f"role IN ({AFTER})")

    _handovers()
    _presence()
    _common_answers()
    _threads()


def downgrade() -> None:
    for table in (
        "thread_reading",
        "thread_message",
        "answer_thread",
        "common_answer",
        "answer_presence",
        "handed_indicator",
        "indicator_handover",
    ):
        op.drop_table(table)
    # A role that the older application does not know gives no rights there; who held it keeps the account.
    op.execute("DELETE FROM appointment WHERE role = 'contributor'")
    op.execute("DELETE FROM invitation WHERE role = 'contributor'")
    with op.batch_alter_table("invitation") as table:
        table.drop_constraint(op.f("ck_invitation_role"), type_="check")
        table.create_check_constraint(op.f("ck_invitation_role"), f"role IN ({BEFORE})")
    with op.batch_alter_table("appointment") as table:
        table.drop_constraint(op.f("ck_appointment_role"), type_="check")
        table.drop_constraint(op.f("ck_appointment_opd_role_has_unit"), type_="check")
        table.drop_constraint(op.f("ck_appointment_local_role_has_government"), type_="check")
        table.create_check_constraint(op.f("ck_appointment_role"), f"role IN ({BEFORE})")
        table.create_check_constraint(
            op.f("ck_appointment_opd_admin_has_unit"), "role <> 'opd_admin' OR unit_id IS NOT NULL"
        )
        table.create_check_constraint(
            op.f("ck_appointment_local_role_has_government"),
            "role NOT IN ('opd_admin', 'coordinator', 'leader', 'province_supervisor')"
            " OR government_id IS NOT NULL",
        )


def _of_assessment(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["government_id", "assessment_id"],
        ["assessment.government_id", "assessment.id"],
        name=op.f(f"fk_{table}_government_id_assessment_id"),
    )


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def _common_columns() -> list[sa.Column]:
    return [sa.Column("id", ID, nullable=False), sa.Column("government_id", ID, nullable=False)]


def _finish(table: str) -> None:
    op.create_index(f"ix_{table}_government_id", table, ["government_id"])


def _handovers() -> None:
    name = "indicator_handover"
    op.create_table(
        name,
        sa.Column("assessment_id", ID, nullable=False),
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("invitation_id", ID, nullable=True),
        sa.Column("user_id", ID, nullable=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("note", sa.String(300), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("given_by", ID, nullable=True),
        sa.Column("accepted_at", MOMENT, nullable=True),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.Column("revoked_by", ID, nullable=True),
        *_common_columns(),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "(user_id IS NULL) = (accepted_at IS NULL)", name=op.f(f"ck_{name}_taken_up_by_somebody")
        ),
        _of_assessment(name),
        sa.ForeignKeyConstraint(
            ["government_id", "unit_id"],
            ["unit.government_id", "unit.id"],
            name=op.f(f"fk_{name}_government_id_unit_id"),
        ),
        _to(name, "government_id", "government.id"),
        _to(name, "invitation_id", "invitation.id"),
        _to(name, "user_id", "user_account.id"),
        _to(name, "given_by", "user_account.id"),
        _to(name, "revoked_by", "user_account.id"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("government_id", "id", name=op.f(f"uq_{name}_government_id_id")),
        sa.UniqueConstraint("invitation_id", name=op.f(f"uq_{name}_invitation_id")),
    )
    _finish(name)
    op.create_index("ix_indicator_handover_assessment_id", name, ["assessment_id"])
    op.create_index("ix_indicator_handover_user", name, ["user_id", "assessment_id"])

    name = "handed_indicator"
    op.create_table(
        name,
        sa.Column("handover_id", ID, nullable=False),
        sa.Column("indicator_id", ID, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.Column("revoked_by", ID, nullable=True),
        *_common_columns(),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["government_id", "handover_id"],
            ["indicator_handover.government_id", "indicator_handover.id"],
            name=op.f(f"fk_{name}_government_id_handover_id"),
        ),
        _to(name, "government_id", "government.id"),
        _to(name, "indicator_id", "indicator.id"),
        _to(name, "revoked_by", "user_account.id"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("handover_id", "indicator_id", name=op.f(f"uq_{name}_handover_id_indicator_id")),
    )
    _finish(name)


def _presence() -> None:
    name = "answer_presence"
    op.create_table(
        name,
        sa.Column("assessment_id", ID, nullable=False),
        sa.Column("indicator_id", ID, nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        *_common_columns(),
        _of_assessment(name),
        _to(name, "government_id", "government.id"),
        _to(name, "indicator_id", "indicator.id"),
        _to(name, "user_id", "user_account.id"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint(
            "assessment_id",
            "indicator_id",
            "user_id",
            name=op.f(f"uq_{name}_assessment_id_indicator_id_user_id"),
        ),
    )
    _finish(name)


def _common_answers() -> None:
    name = "common_answer"
    op.create_table(
        name,
        sa.Column("round_id", ID, nullable=False),
        sa.Column("indicator_id", ID, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("published_by", ID, nullable=True),
        sa.Column("changed_at", MOMENT, nullable=True),
        sa.Column("changed_by", ID, nullable=True),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("withdrawn_by", ID, nullable=True),
        *_common_columns(),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "length(question) > 0 AND length(text) > 0", name=op.f(f"ck_{name}_asks_and_answers")
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "round_id"],
            ["assessment_round.government_id", "assessment_round.id"],
            name=op.f(f"fk_{name}_government_id_round_id"),
        ),
        _to(name, "government_id", "government.id"),
        _to(name, "indicator_id", "indicator.id"),
        _to(name, "published_by", "user_account.id"),
        _to(name, "changed_by", "user_account.id"),
        _to(name, "withdrawn_by", "user_account.id"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("government_id", "id", name=op.f(f"uq_{name}_government_id_id")),
    )
    _finish(name)
    op.create_index("ix_common_answer_round_id", name, ["round_id"])


def _threads() -> None:
    name = "answer_thread"
    op.create_table(
        name,
        sa.Column("assessment_id", ID, nullable=False),
        sa.Column("indicator_id", ID, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "quiet",
                "open",
                "answered",
                "settled",
                name="thread_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("common_id", ID, nullable=True),
        sa.Column("common_at", MOMENT, nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("settled_by", ID, nullable=True),
        *_common_columns(),
        sa.Column("created_at", MOMENT, nullable=False),
        _of_assessment(name),
        sa.ForeignKeyConstraint(
            ["government_id", "common_id"],
            ["common_answer.government_id", "common_answer.id"],
            name=op.f(f"fk_{name}_government_id_common_id"),
        ),
        _to(name, "government_id", "government.id"),
        _to(name, "indicator_id", "indicator.id"),
        _to(name, "settled_by", "user_account.id"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("government_id", "id", name=op.f(f"uq_{name}_government_id_id")),
        sa.UniqueConstraint(
            "assessment_id", "indicator_id", name=op.f(f"uq_{name}_assessment_id_indicator_id")
        ),
    )
    _finish(name)
    op.create_index("ix_answer_thread_government_state", name, ["government_id", "state"])

    name = "thread_message"
    op.create_table(
        name,
        sa.Column("thread_id", ID, nullable=False),
        sa.Column("author_id", ID, nullable=True),
        sa.Column(
            "side",
            sa.Enum("opd", "coordinator", name="side", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("asks", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        *_common_columns(),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (length(text) > 0)", name=op.f(f"ck_{name}_says_something")
        ),
        sa.ForeignKeyConstraint(
            ["government_id", "thread_id"],
            ["answer_thread.government_id", "answer_thread.id"],
            name=op.f(f"fk_{name}_government_id_thread_id"),
        ),
        _to(name, "government_id", "government.id"),
        _to(name, "author_id", "user_account.id"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    _finish(name)
    op.create_index("ix_thread_message_thread_id", name, ["thread_id"])

    name = "thread_reading"
    op.create_table(
        name,
        sa.Column("thread_id", ID, nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("read_at", MOMENT, nullable=False),
        *_common_columns(),
        sa.ForeignKeyConstraint(
            ["government_id", "thread_id"],
            ["answer_thread.government_id", "answer_thread.id"],
            name=op.f(f"fk_{name}_government_id_thread_id"),
        ),
        _to(name, "government_id", "government.id"),
        _to(name, "user_id", "user_account.id"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("thread_id", "user_id", name=op.f(f"uq_{name}_thread_id_user_id")),
    )
    _finish(name)
