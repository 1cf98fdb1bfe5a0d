"""What the operator set up for signing: a folder outside the web root, one folder in it for each government.

    SIGNING_FOLDER/
        roots/*.pem, *.crl           issuers whom this installation trusts, and what they took back
        <code>/certificate.p12       the certificate of the office, locked with its passphrase
        <code>/provider.toml         how to reach the client of the national provider
        timestamp.toml               a time-stamping service, if there is one

Everything is read at each signing: what was exchanged counts at once, and no key stays in memory.
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import current_app

from app.reports.rules.provider import ProviderSettings, ProviderSettingsError, read_settings
from app.reports.rules.signing import SigningError, SigningWay, Trouble

CERTIFICATE, PROVIDER, ROOTS, TIMESTAMP = "certificate.p12", "provider.toml", "roots", "timestamp.toml"
_CODE = re.compile(r"[0-9A-Za-z.\-]{1,20}")
LARGEST = 256 * 1024  # bytes of a file in this folder


def folder() -> Path:
    """Where keys and settings of signing lie."""
    return Path(str(current_app.config["SIGNING_FOLDER"]))


def available(code: str) -> dict[SigningWay, bool]:
    """Which ways are set up for the government with this code; nothing is opened."""
    return {
        SigningWay.CERTIFICATE: (office_folder(code) / CERTIFICATE).is_file(),
        SigningWay.PROVIDER: (office_folder(code) / PROVIDER).is_file(),
        SigningWay.SCAN: True,
    }


def office_folder(code: str) -> Path:
    """The folder of one government. A code that could leave the folder is none."""
    if not _CODE.fullmatch(code) or ".." in code or code == ROOTS:
        raise SigningError(Trouble.NOT_CONFIGURED)
    return folder() / code


def office_key(code: str) -> bytes:
    """The locked certificate of an office. Raises `SigningError`."""
    return _content(office_folder(code) / CERTIFICATE)


def provider_settings(code: str) -> ProviderSettings:
    """How to reach the provider's client of this office. Raises `SigningError`."""
    try:
        return read_settings(table(office_folder(code) / PROVIDER))
    except ProviderSettingsError:
        raise SigningError(Trouble.NOT_CONFIGURED) from None


def timestamp_url() -> str:
    """The address of a time-stamping service (RFC 3161); empty: signatures carry no trusted time."""
    path = folder() / TIMESTAMP
    return str(table(path).get("url", "")) if path.is_file() else ""


def trusted() -> tuple[list[bytes], list[bytes]]:
    """Certificates of trusted issuers (PEM), and lists of what was taken back (PEM or DER)."""
    place = folder() / ROOTS
    if not place.is_dir():
        return [], []
    return (
        [_content(path) for path in sorted(place.glob("*.pem"))],
        [_content(path) for path in sorted(place.glob("*.crl"))],
    )


def table(path: Path) -> Mapping[str, Any]:
    """A file of settings. Raises `SigningError` when it is none."""
    try:
        return tomllib.loads(_content(path).decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise SigningError(Trouble.NOT_CONFIGURED) from None


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST)
    except OSError:
        raise SigningError(Trouble.NOT_CONFIGURED) from None
