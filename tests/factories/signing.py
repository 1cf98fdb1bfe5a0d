"""A certificate authority, certificates and a national provider's client, for tests. Keys live as long as a test."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import sleep

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from app.reports.rules.signing import Hand
from app.reports.signing.certificate import OfficeCertificate

PASSPHRASE = "frasa-sandi-Uji-4711-tidak-boleh-bocor"
IDENTITY = "7307011234560001"
DAY = timedelta(days=1)


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Kantor Uji"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


@dataclass
class Authority:
    """An issuer that exists for a test."""

    common: str = "Penerbit Uji"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def __post_init__(self) -> None:
        now = datetime.now(UTC)
        self.certificate = (
            x509.CertificateBuilder()
            .subject_name(_name(self.common))
            .issuer_name(_name(self.common))
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - 2000 * DAY)
            .not_valid_after(now + 2000 * DAY)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(_usage(signs=False), critical=True)
            .sign(self.key, SHA256())
        )

    @property
    def pem(self) -> bytes:
        """As an operator keeps it."""
        return self.certificate.public_bytes(Encoding.PEM)

    def p12(
        self, common: str = "Kepala Kantor Uji", begins: timedelta = -DAY, ends: timedelta = 365 * DAY
    ) -> bytes:
        """A locked key with its certificate."""
        key = ec.generate_private_key(ec.SECP256R1())
        self.issued = self.certify(key, common, begins, ends)
        return pkcs12.serialize_key_and_certificates(
            b"kantor", key, self.issued, [self.certificate], BestAvailableEncryption(PASSPHRASE.encode())
        )

    def certify(
        self,
        key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey,
        common: str,
        begins: timedelta = -DAY,
        ends: timedelta = 365 * DAY,
        *,
        clock: bool = False,
    ) -> x509.Certificate:
        """A certificate for a key; `clock`: of a time-stamping service."""
        now = datetime.now(UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(_name(common))
            .issuer_name(self.certificate.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + begins)
            .not_valid_after(now + ends)
            .add_extension(_usage(signs=True), critical=True)
        )
        if clock:
            builder = builder.add_extension(
                x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
            )
        return builder.sign(self.key, SHA256())

    def crl(self, taken_back: x509.Certificate, key: ec.EllipticCurvePrivateKey | None = None) -> bytes:
        """A list that takes a certificate back."""
        now = datetime.now(UTC)
        entry = (
            x509.RevokedCertificateBuilder()
            .serial_number(taken_back.serial_number)
            .revocation_date(now - timedelta(hours=1))
            .build()
        )
        return (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.certificate.subject)
            .last_update(now - timedelta(hours=1))
            .next_update(now + DAY)
            .add_revoked_certificate(entry)
            .sign(key or self.key, SHA256())
            .public_bytes(Encoding.PEM)
        )


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs,
        content_commitment=signs,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=not signs,
        crl_sign=not signs,
        encipher_only=False,
        decipher_only=False,
    )


@dataclass
class Office:
    """The folder that an operator fills."""

    folder: Path
    code: str

    def _put(self, place: Path, content: bytes) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        place.chmod(0o600)

    def certificate(self, p12: bytes) -> None:
        """Install a certificate."""
        self._put(self.folder / self.code / "certificate.p12", p12)

    def provider(self, url: str, more: str = "") -> None:
        """Connect the provider's client."""
        text = (
            f'url = "{url}"\nusername = "kantor"\npassword = "rahasia-klien"\n'
            '[fields]\ndocument = "file"\nidentity = "nik"\npassphrase = "passphrase"\n'
            '[extra]\ntampilan = "invisible"\n'
            '[[answers]]\ncontains = "passphrase salah"\nmeans = "wrong_passphrase"\n'
            '[[answers]]\nstatus = 404\nmeans = "unknown_signer"\n'
            '[[answers]]\ncontains = "sertifikat kedaluwarsa"\nmeans = "expired"\n'
        )
        self._put(self.folder / self.code / "provider.toml", (text + more).encode())

    def clock(self, url: str) -> None:
        """Name a time-stamping service."""
        self._put(self.folder / "timestamp.toml", f'url = "{url}"\n'.encode())

    def trust(self, *pems: bytes) -> None:
        """Name the issuers that are trusted."""
        for number, pem in enumerate(pems):
            self._put(self.folder / "roots" / f"{number}.pem", pem)

    def revoke(self, crl: bytes) -> None:
        """Keep a list of what was taken back."""
        self._put(self.folder / "roots" / "list.crl", crl)


@dataclass
class Client:
    """A client of the provider that signs with a certificate of a test: a real HTTP server on this machine."""

    p12: bytes
    url: str = ""
    status: int = 200
    answer: bytes | None = None  # instead of a signature
    change: bytes = b""  # appended to the signed file
    drip: float = 0.0
    redirect: str = ""
    calls: list[dict[str, bytes]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    gate: float = 0.0  # seconds before the answer


def _fields(content_type: str, body: bytes) -> dict[str, bytes]:
    """The parts of a multipart body by their names."""
    mark = b"--" + content_type.partition("boundary=")[2].encode()
    found: dict[str, bytes] = {}
    for part in body.split(mark)[1:-1]:
        head, _sep, value = part.partition(b"\r\n\r\n")
        (name,) = re.findall(rb'; name="([^"]*)"', head)
        found[name.decode()] = value.removesuffix(b"\r\n")
    return found


class _Handler(BaseHTTPRequestHandler):
    client: Client

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        fields = _fields(self.headers["Content-Type"], body)
        self.client.calls.append(fields)
        self.client.headers.append(dict(self.headers))
        sleep(self.client.gate)
        self._reply(self.client.answer if self.client.answer is not None else self._sign(fields))

    def _sign(self, fields: dict[str, bytes]) -> bytes:
        hand = Hand("Kepala", "Bupati", passphrase=fields["passphrase"].decode())
        return OfficeCertificate(self.client.p12).sign(fields["file"], hand, "Dokumen") + self.client.change

    def _reply(self, answer: bytes) -> None:
        self.send_response(302 if self.client.redirect else self.client.status)
        if self.client.redirect:
            self.send_header("Location", self.client.redirect)
        self.end_headers()
        try:
            if self.client.drip:
                for place in range(0, len(answer), 10):
                    self.wfile.write(answer[place : place + 10])
                    self.wfile.flush()
                    sleep(self.client.drip)
            else:
                self.wfile.write(answer)
        except OSError:
            return  # the other side hung up, as it should

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@contextmanager
def provider_client(p12: bytes) -> Iterator[Client]:
    """Serve until the block ends."""
    client = Client(p12)
    with _served(type("HandlerOfThis", (_Handler,), {"client": client})) as port:
        client.url = f"http://127.0.0.1:{port}/tandatangan"
        yield client


@contextmanager
def clock_service(authority: Authority, broken: bytes | None = None) -> Iterator[str]:
    """A time-stamping service on this machine; the address. `broken`: what it answers instead."""
    from asn1crypto import keys, tsp
    from asn1crypto import x509 as plain_x509
    from pyhanko.sign.timestamps import DummyTimeStamper

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    certificate = authority.certify(key, "Jam Uji", clock=True)
    service = DummyTimeStamper(
        plain_x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
        keys.PrivateKeyInfo.load(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())),
    )

    class Clock(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(broken if broken is not None else service.request_tsa_response(asked).dump())

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    with _served(Clock) as port:
        yield f"http://127.0.0.1:{port}/waktu"


@contextmanager
def _served(handler: type[BaseHTTPRequestHandler]) -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def sample_pdf(text: str = "Dokumen uji") -> bytes:
    """A small PDF with a page."""
    import pikepdf

    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    document.docinfo["/Title"] = text
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
