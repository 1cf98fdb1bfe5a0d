"""Sealing who complained: readable only with the installation's secret, which is not in the database."""

import json
from base64 import urlsafe_b64encode
from dataclasses import asdict
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

from app.complaints.reporters import Reporter

_PURPOSE = b"renaksi: who complained, of "


class SealBrokenError(Exception):
    """What was sealed cannot be opened: `SECRET_KEY` changed since, or the row was touched."""


def seal(government_id: str, reporter: Reporter) -> str:
    """The reporter as a text that says nothing without the key of this government."""
    told = {part: words for part, words in asdict(reporter).items() if words}
    return _fernet(government_id).encrypt(json.dumps(told).encode()).decode()


def unseal(government_id: str, sealed: str) -> Reporter:
    """What was sealed; raises `SealBrokenError`."""
    try:
        return Reporter(**json.loads(_fernet(government_id).decrypt(sealed.encode())))
    except InvalidToken:
        raise SealBrokenError from None


def _fernet(government_id: str) -> Fernet:
    return _derived(str(current_app.config["SECRET_KEY"]), government_id)


@lru_cache(maxsize=64)  # an import seals thousands of one government
def _derived(secret: str, government_id: str) -> Fernet:
    """A key for each government, derived from `SECRET_KEY`: a row that is moved to another government stays shut."""
    derived = HKDF(SHA256(), length=32, salt=None, info=_PURPOSE + government_id.encode())
    return Fernet(urlsafe_b64encode(derived.derive(secret.encode())))
