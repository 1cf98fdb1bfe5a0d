"""Signing: what the operator set up, and whether others can read the keys."""

import stat
from pathlib import Path

from cryptography import x509

from app.cli.doctor.finding import Doubtful, NotAsked, Wrong
from app.db import utc_now
from app.reports.rules.provider import ProviderSettingsError, read_settings
from app.reports.rules.signing import SigningError
from app.reports.signing import settings

SOON = 30  # days


def configured() -> str:
    """Which offices can sign by which way; nobody else may read their keys, and no issuer has run out."""
    place = settings.folder()
    if not place.is_dir():
        raise NotAsked(f"not set up: {place} does not exist; documents can be signed on paper")
    offices = sorted(path for path in place.iterdir() if path.is_dir() and path.name != settings.ROOTS)
    secrets = [each for office in offices for each in office.iterdir() if each.is_file()]
    for each in secrets:
        if each.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise Wrong(f"others may read {each}; chmod 600 it")
    for office in offices:
        _connected(office)
    roots = _roots(place / settings.ROOTS)
    if not secrets:
        raise NotAsked(f"not set up: no office has a folder in {place}; documents can be signed on paper")
    return f"{len(offices)} offices, {roots} trusted issuers"


def _connected(office: Path) -> None:
    path = office / settings.PROVIDER
    if not path.is_file():
        return
    try:
        read_settings(settings.table(path))
    except ProviderSettingsError as error:
        raise Wrong(f"{path}: {error}") from None
    except SigningError:
        raise Wrong(f"{path} is no TOML") from None


def _roots(place: Path) -> int:
    found = sorted(place.glob("*.pem")) if place.is_dir() else []
    for path in found:
        try:
            until = x509.load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc
        except ValueError:
            raise Wrong(f"{path} is no certificate in PEM") from None
        days = (until - utc_now()).days
        if days < SOON:
            raise Doubtful(f"{path} {'ran out' if days < 0 else 'runs out'} on {until:%Y-%m-%d}")
    return len(found)
