"""What the tests of signing share: an accepted plan's document, and the form."""

import io

from sqlalchemy import select

from app.audit.models import AuditEntry
from app.db import db
from app.reports.actions import keep_document
from app.reports.document import Format
from app.reports.issuing import issue
from app.reports.making import Made
from app.reports.models import GeneratedDocument, IssuedDocument
from app.reports.signing.models import DocumentSignature, SigningClaim
from tests.factories import signing as factory
from tests.style_guide import assert_page, words

KEY = "s" * 22


def printed(desk, name="action_plan", record="", *, is_concept=False, content=None):
    """A finished PDF of the regency, recorded as every one is; only its pages are not laid out."""
    actor = desk.act(desk.coordinator)
    made = GeneratedDocument(
        government_id=desk.government.id, name=name, kind=Format.PDF, record=record, created_by=actor.user_id
    )
    db.session.add(made)
    db.session.flush()
    result = Made(content or factory.sample_pdf(), "dokumen.pdf", is_concept=is_concept)
    keep_document(actor, made, issue(actor, name, made.subject, Format.PDF, "id", result))
    db.session.commit()
    return made


def said(answer, status=422):
    """The words of an answer."""
    return words(assert_page(answer, status=status))


def address(row):
    return f"/laporan/berkas/{row.id}/tanda-tangan"


def send(client, row, way="certificate", key=KEY, **fields):
    form = {
        "idempotency_key": key,
        "cara": way,
        "signer_name": "Dra. Kepala Uji",
        "position": "Sekretaris Daerah",
        "nip": "19700101 199503 1 001",
    }
    if way != "scan":
        form["passphrase"] = factory.PASSPHRASE
    if way == "provider":
        form["identity"] = factory.IDENTITY
    return client.post(address(row), data=form | fields, content_type="multipart/form-data")


def scan(client, row, content=None, name="pindaian.pdf", **fields):
    content = factory.sample_pdf("pindaian") if content is None else content
    return send(client, row, "scan", scan=(io.BytesIO(content), name), **fields)


def signatures():
    db.session.expire_all()
    return db.session.scalars(select(DocumentSignature).order_by(DocumentSignature.created_at)).all()


def claims():
    return db.session.scalars(select(SigningClaim)).all()


def issued_of(row):
    return db.session.scalars(select(IssuedDocument).where(IssuedDocument.sha256 == row.file.sha256)).one()


def logged(action):
    return db.session.scalars(select(AuditEntry).where(AuditEntry.action == action)).all()
