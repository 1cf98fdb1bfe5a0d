"""Signatures below documents, and whether a document was a concept when it was made.

Revision 0037, after 0036. No model is imported here: this file must mean the same in five years.
"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

ID = sa.String(22)
MOMENT = sa.DateTime(timezone=True)
STANDS = sa.text("withdrawn_at IS NULL")
TABLE = "document_signature"
REFUSAL = "a signature never changes; it can be withdrawn once"
UNIQUE = "uq_issued_document_government_id_id"
KEPT = (
    "id",
    "government_id",
    "created_at",
    "issued_id",
    "way",
    "signer_name",
    "signer_position",
    "signer_nip",
    "signed_on",
    "signed_at",
    "certificate_subject",
    "certificate_issuer",
    "certificate_serial",
    "certificate_sha256",
    "certificate_from",
    "certificate_until",
    "sha256",
    "size",
    "file_id",
    "created_by",
)
# What may happen to a row: `KEPT` stays as it is, and it is withdrawn for the first time.
RULES = (
    ("document_signature_no_update", f"UPDATE OF {', '.join(KEPT)} ON {TABLE}", ""),
    ("document_signature_withdrawn_once", f"UPDATE ON {TABLE}", "OLD.withdrawn_at IS NOT NULL"),
    ("document_signature_no_delete", f"DELETE ON {TABLE}", ""),
)


def upgrade() -> None:
    op.add_column("issued_document", sa.Column("is_concept", sa.Boolean(), nullable=True))
    op.create_index(UNIQUE, "issued_document", ["government_id", "id"], unique=True)
    _signatures()
    op.create_table(
        "signing_claim",
        sa.Column("issued_id", ID, nullable=False),
        sa.Column("claimed_by", ID, nullable=True),
        sa.Column("claimed_at", MOMENT, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        _to_document("signing_claim"),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_signing_claim_government_id")
        ),
        sa.ForeignKeyConstraint(
            ["claimed_by"], ["user_account.id"], name=op.f("fk_signing_claim_claimed_by")
        ),
        sa.PrimaryKeyConstraint("issued_id", name=op.f("pk_signing_claim")),
    )
    op.create_index("ix_signing_claim_government_id", "signing_claim", ["government_id"])
    _refuse_changes()


def _signatures() -> None:
    op.create_table(
        TABLE,
        sa.Column("issued_id", ID, nullable=False),
        sa.Column(
            "way",
            sa.Enum(
                "certificate",
                "provider",
                "scan",
                name="signing_way",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("signer_name", sa.String(160), nullable=False),
        sa.Column("signer_position", sa.String(160), nullable=False),
        sa.Column("signer_nip", sa.String(30), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("signed_at", MOMENT, nullable=True),
        sa.Column("certificate_subject", sa.String(500), nullable=False),
        sa.Column("certificate_issuer", sa.String(500), nullable=False),
        sa.Column("certificate_serial", sa.String(80), nullable=False),
        sa.Column("certificate_sha256", sa.String(64), nullable=True),
        sa.Column("certificate_from", MOMENT, nullable=True),
        sa.Column("certificate_until", MOMENT, nullable=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("file_id", ID, nullable=False),
        sa.Column("created_by", ID, nullable=True),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("withdrawn_by", ID, nullable=True),
        sa.Column("withdrawal_reason", sa.String(500), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("government_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_document_signature_sha256_whole")),
        sa.CheckConstraint("size > 0", name=op.f("ck_document_signature_size_positive")),
        sa.CheckConstraint("length(signer_name) > 0", name=op.f("ck_document_signature_signer_named")),
        sa.CheckConstraint(
            "(way = 'scan') = (certificate_sha256 IS NULL)",
            name=op.f("ck_document_signature_electronic_has_certificate"),
        ),
        sa.CheckConstraint(
            "(way = 'scan') = (signed_at IS NULL)", name=op.f("ck_document_signature_electronic_has_moment")
        ),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawal_reason = '')",
            name=op.f("ck_document_signature_withdrawal_has_reason"),
        ),
        _to_document(TABLE),
        sa.ForeignKeyConstraint(
            ["government_id"], ["government.id"], name=op.f("fk_document_signature_government_id")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_document_signature_file_id")),
        sa.ForeignKeyConstraint(
            ["created_by"], ["user_account.id"], name=op.f("fk_document_signature_created_by")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by"], ["user_account.id"], name=op.f("fk_document_signature_withdrawn_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_signature")),
    )
    op.create_index("ix_document_signature_government_id", TABLE, ["government_id"])
    op.create_index("ix_document_signature_file_id", TABLE, ["file_id"])
    op.create_index("ix_document_signature_sha256", TABLE, ["sha256"])
    op.create_index(
        "uq_document_signature_issued_id_stands",
        TABLE,
        ["issued_id"],
        unique=True,
        sqlite_where=STANDS,
        postgresql_where=STANDS,
    )


def _to_document(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["government_id", "issued_id"],
        ["issued_document.government_id", "issued_document.id"],
        name=op.f(f"fk_{table}_government_id_issued_id"),
    )


def _refuse_changes() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    if postgresql:
        op.execute(
            "CREATE FUNCTION document_signature_is_final() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
    for name, event, condition in RULES:
        when = f"WHEN ({condition})" if condition else ""
        refuse = (
            f"FOR EACH ROW {when} EXECUTE FUNCTION document_signature_is_final()"
            if postgresql
            else f"{when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        op.execute(f"CREATE TRIGGER {name} BEFORE {event} {refuse}")


def downgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for name, _event, _condition in RULES:
        op.execute(f"DROP TRIGGER {name} ON {TABLE}" if postgresql else f"DROP TRIGGER {name}")
    if postgresql:
        op.execute("DROP FUNCTION document_signature_is_final()")
    op.drop_table("signing_claim")
    op.drop_table(TABLE)
    op.drop_index(UNIQUE, table_name="issued_document")
    op.drop_column("issued_document", "is_concept")
