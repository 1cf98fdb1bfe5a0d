"""Lines that came from an earlier plan, and whether somebody has looked at them since.

Revision 0028, after 0027. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("plan_line", sa.Column("carried_from_id", sa.String(22), nullable=True))
    op.add_column("plan_line", sa.Column("to_review_since", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("plan_line", "to_review_since")
    op.drop_column("plan_line", "carried_from_id")
