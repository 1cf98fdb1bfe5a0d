"""Quartiles among peers, counted daily.

Revision 0043, after 0042. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

ID = sa.String(22)
MOMENT = sa.DateTime(timezone=True)


def _one_of(column: str, name: str, *values: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_peer_band_{name}"))


def upgrade() -> None:
    op.create_table(
        "peer_band",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("instrument_version_id", ID, nullable=False),
        sa.Column("subject", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("government_kind", sa.String(32), nullable=False),
        sa.Column("size", sa.String(32), nullable=False),
        sa.Column("category", sa.String(40), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("lower", sa.Integer(), nullable=False),
        sa.Column("median", sa.Integer(), nullable=False),
        sa.Column("upper", sa.Integer(), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("count >= 6", name=op.f("ck_peer_band_enough_peers")),
        sa.CheckConstraint(
            "10 <= lower AND lower <= median AND median <= upper AND upper <= 50",
            name=op.f("ck_peer_band_in_order"),
        ),
        sa.CheckConstraint(
            "(subject = 'unit') = (length(kind) > 0)", name=op.f("ck_peer_band_kind_of_units")
        ),
        _one_of("subject", "peer_subject", "unit", "government"),
        _one_of("government_kind", "government_kind", "ministry", "province", "regency", "city"),
        _one_of("size", "size", "small", "medium", "large"),
        sa.ForeignKeyConstraint(
            ["instrument_version_id"],
            ["instrument_version.id"],
            name=op.f("fk_peer_band_instrument_version_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_band")),
        sa.UniqueConstraint(
            "year",
            "instrument_version_id",
            "subject",
            "kind",
            "government_kind",
            "size",
            "category",
            name=op.f("uq_peer_band_of_peers"),
        ),
    )
    op.create_index("ix_peer_band_instrument_version_id", "peer_band", ["instrument_version_id"])


def downgrade() -> None:
    op.drop_table("peer_band")
