"""Tables of assessment.

Revision 0003, after 0002. No model is imported here: this file must mean the same in five years.
"""

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
