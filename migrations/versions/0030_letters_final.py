"""Letters of result that never change, as submissions and decisions do not; an index from answers to their lines.

Revision 0030, after 0029. No model is imported here: this file must mean the same in five years.
"""

from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

INDEX = "ix_plan_line_origin_answer_id"
TABLE = "plan_review_letter"
REFUSAL = "what was submitted or decided never changes"
# On PostgreSQL both call `plan_record_is_final`, which revision 0022 made.
RULES = (("plan_review_letter_no_update", "UPDATE"), ("plan_review_letter_no_delete", "DELETE"))


def upgrade() -> None:
    op.create_index(INDEX, "plan_line_origin", ["answer_id"])
    postgresql = op.get_bind().dialect.name == "postgresql"
    for name, event in RULES:
        refuse = (
            "FOR EACH ROW EXECUTE FUNCTION plan_record_is_final()"
            if postgresql
            else f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {TABLE} {refuse}")


def downgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for name, _event in RULES:
        op.execute(f"DROP TRIGGER {name} ON {TABLE}" if postgresql else f"DROP TRIGGER {name}")
    op.drop_index(INDEX, table_name="plan_line_origin")
