"""Tables of complaints.

Revision 0004, after 0003. No model is imported here: this file must mean the same in five years.
"""

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
