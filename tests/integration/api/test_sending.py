"""One message over the wire to a stranger's address: what arrives, what is never reached, what is never waited for."""

import socket
import ssl
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from app.api.rules import Trouble
from app.api.webhooks import sending
from app.api.webhooks.sending import Answer, send
from tests.integration.api.receiver import listening


@pytest.fixture
def receiver():
    with listening() as found:
        yield found


def post(url: str, *, private_allowed: bool = True) -> Answer:
    return send(url, b'{"a":1}', {"X-Test": "ya"}, private_allowed=private_allowed)


def meaning(monkeypatch, *numbers: str) -> list[str]:
    """Let every name mean these numbers; answers the list of names that were asked for."""
    asked = []

    def look_up(host, port, *_args, **_more):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in numbers]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def test_a_message_arrives_as_it_was_sent(receiver):
    assert post(receiver.url + "?a=b") == Answer(204)
    ((path, headers, body),) = receiver.got
    assert (path, body, headers["X-Test"]) == ("/renaksi?a=b", b'{"a":1}', "ya")
    assert headers["Host"] == receiver.url.split("/")[2]


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_any_success_is_one(receiver, status):
    receiver.status = status
    assert post(receiver.url) == Answer(status)


@pytest.mark.parametrize("status", [400, 401, 404, 410, 500, 503])
def test_a_refusal_is_none(receiver, status):
    receiver.status = status
    assert post(receiver.url) == Answer(status, Trouble.REFUSED)


def test_a_redirect_is_not_followed(receiver):
    with listening() as other:
        receiver.status, receiver.headers = 302, {"Location": other.url}
        assert post(receiver.url) == Answer(302, Trouble.REDIRECTED)
        assert other.got == []


def test_of_a_long_answer_only_the_beginning_is_read(receiver):
    receiver.status, receiver.body = 200, b"x" * 50_000_000
    assert post(receiver.url) == Answer(200)
    assert receiver.sent_bytes < 20_000_000


def test_nobody_is_waited_for_long(receiver, monkeypatch):
    monkeypatch.setattr(sending, "SECONDS", 0.2)
    receiver.wait = 1.0
    start = time.monotonic()
    assert post(receiver.url).trouble is Trouble.TOO_SLOW
    assert time.monotonic() - start < 0.9


def test_an_answer_that_comes_byte_by_byte_is_cut_off(receiver, monkeypatch):
    monkeypatch.setattr(sending, "WHOLE", 0.4)
    receiver.drip = 0.05
    start = time.monotonic()
    assert post(receiver.url).trouble is Trouble.TOO_SLOW
    assert time.monotonic() - start < 3


def test_what_is_no_http_is_said_to_be_none(receiver):
    receiver.garbage = True
    assert post(receiver.url).trouble is Trouble.NOT_HTTP


def test_nobody_listens(receiver):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert post(f"http://127.0.0.1:{port}/").trouble is Trouble.NOT_REACHED


def test_a_name_that_means_nothing(monkeypatch):
    def unknown(*_args, **_more):
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert post("https://tidak-ada.invalid/").trouble is Trouble.UNKNOWN_HOST


@pytest.mark.parametrize(
    "numbers",
    [
        ("127.0.0.1",),
        ("10.0.0.7",),
        ("169.254.169.254",),
        ("::1",),
        ("::ffff:192.168.0.1",),
        ("8.8.8.8", "10.0.0.7"),
        ("10.0.0.7", "8.8.8.8"),
    ],
)
def test_a_name_in_the_internet_that_means_the_inside_is_refused_before_anything_is_sent(
    receiver, monkeypatch, numbers
):
    meaning(monkeypatch, *numbers)
    monkeypatch.setattr(socket, "create_connection", pytest.fail)
    found = post("https://kanal.contoh.go.id/", private_allowed=False)
    assert found == Answer(trouble=Trouble.PRIVATE_ADDRESS)
    assert receiver.got == []


@pytest.mark.parametrize(
    ("url", "name", "number", "private_allowed"),
    [
        ("https://kanal.contoh.go.id/", "kanal.contoh.go.id", ("8.8.8.8", 443), False),
        ("http://localhost:8123/", "localhost", ("127.0.0.1", 8123), True),
    ],
)
def test_the_connection_goes_to_the_number_that_was_checked(monkeypatch, url, name, number, private_allowed):
    """A name that means something else when asked again (DNS rebinding) leads nowhere: it is asked once."""
    asked = meaning(monkeypatch, number[0])
    reached = []

    def reach(address, *_args, **_more):
        reached.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", reach)
    assert post(url, private_allowed=private_allowed).trouble is Trouble.NOT_REACHED
    assert asked == [name]
    assert reached == [number]


def test_plain_http_and_numbers_of_the_inside_are_refused_by_their_text(receiver):
    assert post(receiver.url, private_allowed=False).trouble is Trouble.NOT_HTTPS
    assert post("https://127.0.0.1/", private_allowed=False).trouble is Trouble.PRIVATE_ADDRESS
    assert receiver.got == []


def certificate(folder: Path, name: str) -> Path:
    """A certificate for `name` that vouches for itself, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{name}.pem"
    path.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + made.public_bytes(Encoding.PEM)
    )
    return path


@pytest.fixture
def secure(tmp_path, monkeypatch):
    """A receiver behind TLS that calls itself kanal.contoh.go.id, and a name service that leads to it."""
    pem = certificate(tmp_path, "kanal.contoh.go.id")
    with listening(pem) as found:
        meaning(monkeypatch, "127.0.0.1")
        yield found, pem


def trusting(monkeypatch, pem: Path) -> None:
    context = ssl.create_default_context(cafile=str(pem))
    monkeypatch.setattr(sending, "trust", lambda: context)


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(secure):
    receiver, _ = secure
    url = receiver.url.replace("127.0.0.1", "kanal.contoh.go.id")
    assert post(url).trouble is Trouble.NO_TRUST
    assert receiver.got == []


def test_a_certificate_of_another_name_is_not_trusted(secure, monkeypatch):
    receiver, pem = secure
    trusting(monkeypatch, pem)
    assert post(receiver.url.replace("127.0.0.1", "lain.contoh.go.id")).trouble is Trouble.NO_TRUST
    assert receiver.got == []


def test_over_tls_a_message_arrives(secure, monkeypatch):
    receiver, pem = secure
    trusting(monkeypatch, pem)
    assert post(receiver.url.replace("127.0.0.1", "kanal.contoh.go.id")) == Answer(204)
    ((_, headers, body),) = receiver.got
    assert body == b'{"a":1}'
    assert headers["Host"].startswith("kanal.contoh.go.id")
