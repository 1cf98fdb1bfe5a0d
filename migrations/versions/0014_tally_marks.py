"""What the tallies do not hold: single complaints as they were before, besides whole months; and tallies of days.

Revision 0014, after 0013. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ID = sa.String(22)
MOMENT = sa.DateTime(timezone=True)
A_DAY = "____-__-__"
OLD_KEY = ("government_id", "period", "subject", "dimension")
NEW_KEY = ("government_id", "subject", "dimension", "period")


def upgrade() -> None:
    _rebuild_tallies(period=10, key=NEW_KEY)
    op.create_table(
        "complaint_tally_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("complaint_id", ID, nullable=True),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_complaint_tally_mark_government_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_tally_mark")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_complaint_tally_mark_government_id_month", "complaint_tally_mark", ["government_id", "month"]
    )
    op.execute(
        "INSERT INTO complaint_tally_mark (government_id, month, at) "
        "SELECT government_id, month, at FROM complaint_stale_month"
    )
    op.drop_index("ix_complaint_stale_month_government_id_month", table_name="complaint_stale_month")
    op.drop_table("complaint_stale_month")


def downgrade() -> None:
    op.create_table(
        "complaint_stale_month",
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_complaint_stale_month_government_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_stale_month")),
    )
    op.create_index(
        "ix_complaint_stale_month_government_id_month", "complaint_stale_month", ["government_id", "month"]
    )
    # Older programs know no single complaints: their months are counted anew.
    op.execute(
        "INSERT INTO complaint_stale_month (id, government_id, month, at) "
        "SELECT 'mark-' || id, government_id, month, at FROM complaint_tally_mark"
    )
    op.drop_index("ix_complaint_tally_mark_government_id_month", table_name="complaint_tally_mark")
    op.drop_table("complaint_tally_mark")
    op.execute(sa.text("DELETE FROM complaint_tally WHERE period LIKE :day").bindparams(day=A_DAY))
    _rebuild_tallies(period=7, key=OLD_KEY)


def _rebuild_tallies(period: int, key: tuple[str, ...]) -> None:
    """Give the tallies another length of their period and another order of their key."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f("pk_complaint_tally"), "complaint_tally", type_="primary")
        op.alter_column(
            "complaint_tally", "period", type_=sa.String(period), postgresql_using=f"left(period, {period})"
        )
        op.create_primary_key(op.f("pk_complaint_tally"), "complaint_tally", list(key))
        return
    op.create_table(
        "complaint_tally_copy",
        sa.Column("government_id", ID, nullable=False),
        sa.Column("period", sa.String(period), nullable=False),
        sa.Column("subject", ID, nullable=False),
        sa.Column("dimension", sa.String(16), nullable=False),
        sa.Column("stamp", sa.String(32), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_complaint_tally_government_id")
        ),
        sa.PrimaryKeyConstraint(*key, name=op.f("pk_complaint_tally")),
    )
    columns = "government_id, period, subject, dimension, stamp, counts"
    # Names of our own columns, never a value.
    op.execute(f"INSERT INTO complaint_tally_copy ({columns}) SELECT {columns} FROM complaint_tally")  # noqa: S608
    op.drop_table("complaint_tally")
    op.rename_table("complaint_tally_copy", "complaint_tally")
