"""How a government's documents look and who signs them: a table of its own instead of columns of the government.

Revision 0031, after 0030. No model is imported here: this file must mean the same in five years.
"""

import secrets
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

ID = sa.String(22)
TABLE = "document_settings"
ACCENT = "#0b5a6e"

government = sa.table(
    "government",
    sa.column("id", ID),
    sa.column("letterhead", sa.Text()),
    sa.column("signatory_position", sa.String(120)),
    sa.column("signatory_name", sa.String(120)),
    sa.column("signatory_rank", sa.String(80)),
    sa.column("signatory_nip", sa.String(30)),
)
settings = sa.table(
    TABLE,
    sa.column("id", ID),
    sa.column("government_id", ID),
    sa.column("created_at", sa.DateTime(timezone=True)),
    sa.column("version", sa.Integer()),
    sa.column("head_name", sa.String(160)),
    sa.column("head_office", sa.String(160)),
    sa.column("address", sa.Text()),
    sa.column("phone", sa.String(80)),
    sa.column("email", sa.String(120)),
    sa.column("website", sa.String(120)),
    sa.column("paper", sa.String(32)),
    sa.column("accent", sa.String(7)),
    sa.column("signatories", sa.JSON()),
)
PARTS = ("position", "name", "rank", "nip")


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("head_name", sa.String(160), nullable=False),
        sa.Column("head_office", sa.String(160), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("phone", sa.String(80), nullable=False),
        sa.Column("email", sa.String(120), nullable=False),
        sa.Column("website", sa.String(120), nullable=False),
        sa.Column(
            "paper",
            sa.Enum("a4", "f4", name="paper", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("accent", sa.String(7), nullable=False),
        sa.Column("signatories", sa.JSON(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "length(accent) = 7 AND accent LIKE '#%'", name=op.f(f"ck_{TABLE}_accent_is_hexadecimal")
        ),
        sa.ForeignKeyConstraint(["government_id"], ["government.id"], name=op.f(f"fk_{TABLE}_government_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("government_id", name=op.f(f"uq_{TABLE}_government_id")),
    )
    op.create_index(op.f(f"ix_{TABLE}_government_id"), TABLE, ["government_id"])
    _take_over()
    for name in ("letterhead", *(f"signatory_{part}" for part in PARTS)):
        op.drop_column("government", name)


def downgrade() -> None:
    op.add_column("government", sa.Column("letterhead", sa.Text(), nullable=False, server_default=""))
    for part, length in zip(PARTS, (120, 120, 80, 30), strict=True):
        op.add_column(
            "government",
            sa.Column(f"signatory_{part}", sa.String(length), nullable=False, server_default=""),
        )
    _give_back()
    with op.batch_alter_table("government") as table:
        for name in ("letterhead", *(f"signatory_{part}" for part in PARTS)):
            table.alter_column(name, server_default=None)
    op.drop_index(op.f(f"ix_{TABLE}_government_id"), table_name=TABLE)
    op.drop_table(TABLE)


def _take_over() -> None:
    """What governments said so far; who said nothing needs no row."""
    connection, now = op.get_bind(), datetime.now(UTC)
    for row in connection.execute(sa.select(government)).mappings().all():
        signatory = {part: row[f"signatory_{part}"] for part in PARTS}
        if not row["letterhead"] and not any(signatory.values()):
            continue
        connection.execute(
            settings.insert().values(
                id=secrets.token_urlsafe(16),
                government_id=row["id"],
                created_at=now,
                version=1,
                head_name="",
                head_office="",
                address=row["letterhead"],
                phone="",
                email="",
                website="",
                paper="a4",
                accent=ACCENT,
                signatories={"": signatory} if any(signatory.values()) else {},
            )
        )


def _give_back() -> None:
    """The main signatory and the lines of the head; what the older version has no room for is lost."""
    connection = op.get_bind()
    for row in connection.execute(sa.select(settings)).mappings().all():
        said = (row["signatories"] or {}).get("", {}) if isinstance(row["signatories"], dict) else {}
        lines = [row["address"], " · ".join(filter(None, (row["phone"], row["email"], row["website"])))]
        connection.execute(
            government.update()
            .where(government.c.id == row["government_id"])
            .values(
                letterhead="\n".join(filter(None, lines)),
                **{f"signatory_{part}": str(said.get(part, "")) for part in PARTS},
            )
        )
