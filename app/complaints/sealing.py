"""Sealing who complained: readable only with the installation's secret, which is not in the database."""

import json
from base64 import urlsafe_b64encode
from dataclasses import asdict, dataclass

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

_PURPOSE = b"renaksi: who complained, of "


@dataclass(frozen=True)
class Reporter:
    """Who complained, as a source or an official wrote it down."""

    name: str
    contact: str

    @property
    def is_nobody(self) -> bool:
        return not (self.name or self.contact)


class SealBrokenError(Exception):
    """What was sealed cannot be opened: `SECRET_KEY` changed since, or the row was touched."""


def seal(government_id: str, reporter: Reporter) -> str:
    """The reporter as a text that says nothing without the key of this government."""
    return _fernet(government_id).encrypt(json.dumps(asdict(reporter)).encode()).decode()


def unseal(government_id: str, sealed: str) -> Reporter:
    """What was sealed; raises `SealBrokenError`."""
    try:
        return Reporter(**json.loads(_fernet(government_id).decrypt(sealed.encode())))
    except InvalidToken:
        raise SealBrokenError from None


def _fernet(government_id: str) -> Fernet:
    """A key for each government, derived from `SECRET_KEY`: a row that is moved to another government stays shut."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    derived = HKDF(SHA256(), length=32, salt=None, info=_PURPOSE + government_id.encode()).derive(secret)
    return Fernet(urlsafe_b64encode(derived))
