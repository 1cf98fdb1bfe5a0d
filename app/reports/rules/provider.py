"""What is sent to the client of the national provider, and what its answers mean. Pure.

The names of the fields differ between versions of the client, so they are configuration; nothing here claims to be
the provider's interface.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from app.reports.rules.signing import Trouble

KNOWN_MEANINGS = (
    Trouble.WRONG_PASSPHRASE,
    Trouble.UNKNOWN_SIGNER,
    Trouble.EXPIRED,
    Trouble.REVOKED,
)
FIELDS = ("document", "identity", "passphrase")
ANSWER_READ = 64 * 1024  # bytes of an unsuccessful answer that are looked at


class ProviderSettingsError(ValueError):
    """The settings cannot be used; the message is for the operator and holds no secret."""


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """An answer of the client: found by its status, by words in it, or both."""

    means: Trouble
    status: int | None = None
    contains: str = ""


@dataclass(frozen=True, slots=True)
class ProviderSettings:
    """How to reach the client that the office runs."""

    url: str
    username: str = ""
    password: str = field(default="", repr=False)
    fields: Mapping[str, str] = field(default_factory=dict)  # our name → the client's
    extra: Mapping[str, str] = field(default_factory=dict)  # sent as they stand
    answers: tuple[KnownAnswer, ...] = ()
    ca_file: str = ""


def read_settings(given: Mapping[str, Any]) -> ProviderSettings:
    """The settings as the operator wrote them. Raises `ProviderSettingsError`."""
    url = str(given.get("url", ""))
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
        raise ProviderSettingsError("url must be http(s)://host/path, without a name and password in it")
    try:
        _ = parts.port
    except ValueError:
        raise ProviderSettingsError("url has a port that is none") from None
    names = {name: str(given.get("fields", {}).get(name, "")) for name in FIELDS}
    for name in ("document", "passphrase"):
        if not names[name]:
            raise ProviderSettingsError(f"fields.{name} is missing: what the client calls it")
    if any(bad in text for text in names.values() for bad in '\r\n"'):
        raise ProviderSettingsError("a field's name holds a sign that it may not")
    return ProviderSettings(
        url=url,
        username=str(given.get("username", "")),
        password=str(given.get("password", "")),
        fields=names,
        extra={str(name): str(value) for name, value in given.get("extra", {}).items()},
        answers=tuple(_known(entry) for entry in given.get("answers", [])),
        ca_file=str(given.get("ca_file", "")),
    )


def _known(entry: Mapping[str, Any]) -> KnownAnswer:
    means = str(entry.get("means", ""))
    if means not in KNOWN_MEANINGS:
        raise ProviderSettingsError(f"answers.means is one of {', '.join(KNOWN_MEANINGS)}")
    status, words = entry.get("status"), str(entry.get("contains", ""))
    if status is None and not words:
        raise ProviderSettingsError("an answer is known by its status, by words that it contains, or both")
    return KnownAnswer(Trouble(means), int(status) if status is not None else None, words.casefold())


def meaning(answers: Sequence[KnownAnswer], status: int, body: bytes) -> Trouble | None:
    """What an answer means: the first that fits, for an unsuccessful status `REFUSED`; None for success."""
    # A document is not searched for words: it may say anything.
    text = (
        "" if body.startswith(b"%PDF-") else body[:ANSWER_READ].decode("utf-8", errors="replace").casefold()
    )
    for known in answers:
        if (known.status is None or known.status == status) and (
            not known.contains or known.contains in text
        ):
            return known.means
    return None if 200 <= status < 300 else Trouble.REFUSED


def multipart(
    settings: ProviderSettings, file_name: str, pdf: bytes, identity: str, passphrase: str, boundary: str
) -> bytes:
    """The body of the request. `boundary` must occur in none of the values."""
    texts = dict(settings.extra)
    if settings.fields.get("identity"):
        texts[settings.fields["identity"]] = identity
    texts[settings.fields["passphrase"]] = passphrase
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in texts.items()
    ]
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="{settings.fields["document"]}"; '
        f'filename="{file_name}"\r\nContent-Type: application/pdf\r\n\r\n'
    )
    return b"".join([*parts, head.encode(), pdf, f"\r\n--{boundary}--\r\n".encode()])
