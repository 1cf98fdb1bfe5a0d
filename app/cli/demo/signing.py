"""Signed documents of the demonstration: an electronic signature whose certificate says DEMO, and one on paper.

The certificate is made anew at each seeding. It stays in the folder of signing, so that whoever tries the demonstration
can sign as well, with the passphrase that its name tells; nobody trusts its issuer.
"""

import io
from dataclasses import replace
from datetime import timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from sqlalchemy import select

from app.access import Actor, Role
from app.assessment.models import Round
from app.cli.demo.evidence_files import pdf_page
from app.cli.demo.organisation import government_by_code
from app.db import db, utc_now
from app.organisations.actors import actor_of
from app.organisations.models import Appointment, Government, User
from app.organisations.regions import MINISTRY_CODE
from app.plans.models import ReviewLetter
from app.reports.actions import keep_document
from app.reports.catalogue import DOCUMENTS, Format, Subject
from app.reports.issuing import issue
from app.reports.making import make_document
from app.reports.models import GeneratedDocument
from app.reports.rules.signing import SigningWay
from app.reports.signing import settings
from app.reports.signing.actions import attach_scan, sign
from app.reports.signing.queries import Desk, desk_of, usual_hand

DEMO_PASSPHRASE = "demo-tanpa-kekuatan-hukum"  # noqa: S105 -- of certificates that nobody trusts
YEAR = timedelta(days=365)


def sign_demo_documents(reviewer: Actor, government: Government) -> None:
    """The ministry's letter signed electronically, the minutes of the verification on paper.

    Signing commits on its way (see `signing.actions.sign`), so this comes last.
    """
    for office in (government_by_code(MINISTRY_CODE), government):
        install_demo_certificate(office)
    letter = db.session.scalars(
        select(ReviewLetter)
        .where(ReviewLetter.government_id == government.id)
        .order_by(ReviewLetter.created_at.desc())
        .limit(1)
    ).one()
    desk = _desk(reviewer, "review_letter", Subject(government.id, None, letter.id))
    sign(reviewer, desk, SigningWay.CERTIFICATE, replace(usual_hand(desk), passphrase=DEMO_PASSPHRASE))
    first = db.session.scalars(
        select(Round).where(Round.government_id == government.id).order_by(Round.year).limit(1)
    ).one()
    coordinator = _coordinator(government)
    desk = _desk(coordinator, "verification_minutes", Subject(government.id, None, first.id))
    scan = pdf_page(
        [
            "PINDAIAN DEMONSTRASI",
            f"Berita acara verifikasi, {government.name}",
            "Ditandatangani basah (contoh)",
        ]
    )
    day = government.today()
    attach_scan(coordinator, desk, usual_hand(desk), day, io.BytesIO(scan), "pindaian-berita-acara.pdf")


def install_demo_certificate(office: Government) -> None:
    """A certificate of an issuer that exists for this moment; one that is there already stays."""
    place = settings.office_folder(office.code)
    path = place / settings.CERTIFICATE
    if path.exists():
        return
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)
    issuer, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    name = f"DEMO tanpa kekuatan hukum {office.name}"[:64]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(_called(name))
        .issuer_name(_called("PENERBIT DEMO tanpa kekuatan hukum"))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(utc_now() - timedelta(hours=1))
        .not_valid_after(utc_now() + YEAR)
        .add_extension(_may_sign(), critical=True)
        .sign(issuer, SHA256())
    )
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"demo", key, certificate, None, BestAvailableEncryption(DEMO_PASSPHRASE.encode())
        )
    )


def _desk(actor: Actor, name: str, subject: Subject) -> Desk:
    """A finished document, made as a job would make it."""
    made = GeneratedDocument(
        government_id=subject.government_id,
        name=name,
        kind=Format.PDF,
        record=subject.record,
        created_by=actor.user_id,
    )
    db.session.add(made)
    db.session.flush()
    result = make_document(DOCUMENTS[name], subject, Format.PDF, made.language)
    keep_document(actor, made, issue(actor, name, subject, Format.PDF, made.language, result))
    desk = desk_of(actor, made.id)
    if desk is None or desk.obstacle is not None:
        raise LookupError(f"{name} cannot be signed: {desk.obstacle if desk else 'no right'}")
    return desk


def _coordinator(government: Government) -> Actor:
    return actor_of(
        db.session.scalars(
            select(User)
            .join(Appointment)
            .where(Appointment.government_id == government.id, Appointment.role == Role.COORDINATOR)
        ).one()
    )


def _called(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _may_sign() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
