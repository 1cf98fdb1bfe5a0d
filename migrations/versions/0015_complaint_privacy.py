"""How long the words of complaints are kept, who opened them, and who complained where a government keeps it.

Revision 0015, after 0014. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ID = sa.String(22)
MOMENT = sa.DateTime(timezone=True)
KLASSES = ("supervisory", "non_supervisory", "information", "aspiration")

# The log of accesses is only added to. What is older than the shortest keeping may be removed.
SQLITE = (
    (
        "CREATE TRIGGER complaint_text_access_no_update BEFORE UPDATE ON complaint_text_access"
        " BEGIN SELECT RAISE(ABORT, 'complaint_text_access is append-only'); END"
    ),
    (
        "CREATE TRIGGER complaint_text_access_no_delete BEFORE DELETE ON complaint_text_access"
        " WHEN OLD.at > strftime('%Y-%m-%d %H:%M:%f', 'now', '-180 days')"
        " BEGIN SELECT RAISE(ABORT, 'complaint_text_access is append-only'); END"
    ),
)
POSTGRESQL = (
    (
        "CREATE FUNCTION complaint_text_access_append_only() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN IF TG_OP = 'DELETE' AND OLD.at <= now() - interval '180 days' THEN RETURN OLD; END IF;"
        " RAISE EXCEPTION 'complaint_text_access is append-only'; END $$"
    ),
    (
        "CREATE TRIGGER complaint_text_access_no_change BEFORE UPDATE OR DELETE ON complaint_text_access"
        " FOR EACH ROW EXECUTE FUNCTION complaint_text_access_append_only()"
    ),
)


def upgrade() -> None:
    _retention()
    _accesses()
    _reporters()
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER IF EXISTS complaint_text_access_no_change ON complaint_text_access")
        op.execute("DROP FUNCTION IF EXISTS complaint_text_access_append_only()")
    else:
        op.execute("DROP TRIGGER IF EXISTS complaint_text_access_no_update")
        op.execute("DROP TRIGGER IF EXISTS complaint_text_access_no_delete")
    op.drop_index("ix_complaint_reporter_government_id", table_name="complaint_reporter")
    op.drop_table("complaint_reporter")
    op.drop_table("complaint_reporter_setting")
    op.drop_index("ix_complaint_text_access_complaint_id", table_name="complaint_text_access")
    op.drop_index("ix_complaint_text_access_government_id_at", table_name="complaint_text_access")
    op.drop_table("complaint_text_access")
    op.drop_index("ix_retention_rule_government_id_valid_from", table_name="retention_rule")
    op.drop_table("retention_rule")


def _retention() -> None:
    op.create_table(
        "retention_rule",
        sa.Column("government_id", ID, nullable=True),
        sa.Column("klass", _enum("klass", *KLASSES), nullable=True),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("basis", sa.String(300), nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("months BETWEEN 1 AND 120", name=op.f("ck_retention_rule_months_plausible")),
        sa.CheckConstraint("length(basis) > 0", name=op.f("ck_retention_rule_basis_present")),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_retention_rule_government_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_rule")),
    )
    op.create_index(
        "ix_retention_rule_government_id_valid_from",
        "retention_rule",
        ["government_id", "valid_from"],
        unique=False,
    )


def _accesses() -> None:
    op.create_table(
        "complaint_text_access",
        sa.Column("government_id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("hour", sa.String(13), nullable=False),
        sa.Column("user_id", ID, nullable=True),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("via", sa.String(80), nullable=False),
        sa.Column("kind", _enum("kind", "page", "export", "api", "reporter"), nullable=False),
        sa.Column("complaint_id", ID, nullable=True),
        sa.Column("tracking_id", sa.String(64), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.CheckConstraint("count >= 0", name=op.f("ck_complaint_text_access_count_not_negative")),
        sa.CheckConstraint(
            "(kind IN ('page', 'reporter')) = (complaint_id IS NOT NULL)",
            name=op.f("ck_complaint_text_access_one_complaint_or_many"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_complaint_text_access_government_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_text_access")),
        sa.UniqueConstraint(
            "user_id", "kind", "complaint_id", "hour", name="uq_complaint_text_access_once_an_hour"
        ),
    )
    op.create_index(
        "ix_complaint_text_access_government_id_at",
        "complaint_text_access",
        ["government_id", "at"],
        unique=False,
    )
    op.create_index(
        "ix_complaint_text_access_complaint_id", "complaint_text_access", ["complaint_id"], unique=False
    )


def _reporters() -> None:
    op.create_table(
        "complaint_reporter_setting",
        sa.Column("government_id", ID, nullable=False),
        sa.Column("allowed", sa.Boolean(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("officer_name", sa.String(200), nullable=False),
        sa.Column("officer_contact", sa.String(200), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("changed_by", ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "months BETWEEN 1 AND 24", name=op.f("ck_complaint_reporter_setting_months_plausible")
        ),
        sa.CheckConstraint(
            "NOT allowed OR (length(basis) > 0 AND length(officer_name) > 0 AND length(officer_contact) > 0)",
            name=op.f("ck_complaint_reporter_setting_allowed_says_why"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_complaint_reporter_setting_government_id")
        ),
        sa.PrimaryKeyConstraint("government_id", name=op.f("pk_complaint_reporter_setting")),
    )
    op.create_table(
        "complaint_reporter",
        sa.Column("complaint_id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"],
            ["complaint.id"],
            name=op.f("fk_complaint_reporter_complaint_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_complaint_reporter_government_id")
        ),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_complaint_reporter")),
    )
    op.create_index(
        "ix_complaint_reporter_government_id", "complaint_reporter", ["government_id"], unique=False
    )


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
