"""What a key is worth, which addresses may be told, how a message is signed and how often it is tried."""

import hashlib
import hmac
import re
import secrets
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

# ------------------------------------------------------------------------------------------------------- keys

_KEY_START = "renaksi_"  # so that a scanner of source code knows what it has found
_KEY_BYTES = 32
_SHOWN = len(_KEY_START) + 6
_LONGEST_KEY = 200

# The use of a key is noted to the hour: a note for each request would be a write for each request.
NOTED_EVERY = timedelta(hours=1)


class KeyState(StrEnum):
    """Whether a key still opens."""

    ACTIVE = "active"
    EXPIRED = "expired"
    REVOKED = "revoked"


def new_key() -> str:
    """A key of 256 random bits."""
    return _KEY_START + secrets.token_urlsafe(_KEY_BYTES)


def key_prefix(key: str) -> str:
    """How a key begins: enough to tell one from another, nothing to guess the rest by."""
    return key[:_SHOWN]


def key_hash(key: str) -> str:
    """What is kept of a key. Random 256 bits need no salt and no slow hash."""
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()


def presented_key(header: str) -> str | None:
    """The key in an `Authorization: Bearer …` header; None when there is none."""
    scheme, _, key = header.strip().partition(" ")
    key = key.strip()
    return key if scheme.casefold() == "bearer" and 0 < len(key) <= _LONGEST_KEY else None


def key_state(expires_at: datetime | None, revoked_at: datetime | None, now: datetime) -> KeyState:
    """The state at `now`. Revoked beats expired: it is what somebody decided."""
    if revoked_at is not None:
        return KeyState.REVOKED
    return KeyState.EXPIRED if expires_at is not None and expires_at <= now else KeyState.ACTIVE


def is_worth_noting(last_used_at: datetime | None, now: datetime) -> bool:
    """Whether a use of the key is to be written down."""
    return last_used_at is None or now - last_used_at >= NOTED_EVERY


# --------------------------------------------------------------------------------------------------- addresses


class Event(StrEnum):
    """What a webhook is told."""

    COMPLAINT_CHANGED = "complaint.changed"
    TEST = "channel.test"


class Trouble(StrEnum):
    """Why a message did not arrive, or an address is refused."""

    # Addresses
    NOT_AN_ADDRESS = "not_an_address"
    NOT_HTTPS = "not_https"
    WITH_PASSWORD = "with_password"  # noqa: S105  # the name of a trouble
    TOO_LONG = "too_long"
    # On the way
    PRIVATE_ADDRESS = "private_address"
    UNKNOWN_HOST = "unknown_host"
    NOT_REACHED = "not_reached"
    NO_TRUST = "no_trust"
    TOO_SLOW = "too_slow"
    REDIRECTED = "redirected"
    REFUSED = "refused"
    NOT_HTTP = "not_http"


_LONGEST_ADDRESS = 500
_PRINTABLE = re.compile(r"[!-~]+")
_LOOPBACK_NAMES = frozenset({"localhost", "localhost."})
_NAT64 = IPv6Network("64:ff9b::/96")


def url_trouble(url: str, *, private_allowed: bool) -> Trouble | None:
    """What is wrong with an address of a webhook, as far as can be told without asking anybody for its number.

    `private_allowed`: on a developer's machine, or inside a government's own network. Only there, and only to this
    very machine, plain http is taken.
    """
    if len(url) > _LONGEST_ADDRESS:
        return Trouble.TOO_LONG
    parts = _parts(url)
    if parts is None or not parts.hostname:
        return Trouble.NOT_AN_ADDRESS
    if parts.username is not None or parts.password is not None:
        return Trouble.WITH_PASSWORD
    host = parts.hostname
    if parts.scheme != "https" and not (parts.scheme == "http" and private_allowed and _is_loopback(host)):
        return Trouble.NOT_HTTPS
    if not private_allowed and (host in _LOOPBACK_NAMES or (_number(host) and not is_public(host))):
        return Trouble.PRIVATE_ADDRESS
    return None


def is_public(address: str) -> bool:
    """Whether a numeric address lies in the open internet: not private, loopback, link-local, shared or reserved.

    Addresses that carry another one inside (IPv4 in IPv6, NAT64) are judged by that one, tunnels are refused.
    """
    number = ip_address(address.partition("%")[0])
    if isinstance(number, IPv6Address):
        inner = number.ipv4_mapped or (IPv4Address(int(number) & 0xFFFFFFFF) if number in _NAT64 else None)
        if inner is not None:
            return is_public(str(inner))
        if number.sixtofour is not None or number.teredo is not None or number.is_site_local:
            return False
    return number.is_global and not (number.is_multicast or number.is_reserved or number.is_unspecified)


def _parts(url: str) -> SplitResult | None:
    if not _PRINTABLE.fullmatch(url) or "#" in url or "\\" in url:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    return parts if port is None or port > 0 else None


def _is_loopback(host: str) -> bool:
    number = _number(host)
    return host in _LOOPBACK_NAMES or (number is not None and number.is_loopback)


def _number(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


# ---------------------------------------------------------------------------------------------------- messages

# After the first attempt; growing, so that a receiver that is being repaired is not hammered.
RETRY_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
    timedelta(hours=24),
)
KEPT_FOR = timedelta(days=90)  # how long it is remembered what was delivered


def retry_after(attempts: int) -> timedelta | None:
    """How long to wait after that many failed attempts; None: no more."""
    return RETRY_AFTER[attempts - 1] if attempts <= len(RETRY_AFTER) else None


def webhook_secret(secret_key: str, webhook_id: str) -> str:
    """The secret of a webhook, computed from the installation's own: a stolen database does not hold it."""
    digest = hmac.new(secret_key.encode(), f"webhook|{webhook_id}".encode(), hashlib.sha256).digest()
    return "whsec_" + urlsafe_b64encode(digest).decode().rstrip("=")


def signature(secret: str, sent_at: datetime, body: bytes) -> str:
    """The header that proves who sent the message and when: `t=<seconds>,v1=<hex HMAC-SHA256 of "t.body">`."""
    seconds = str(int(sent_at.timestamp()))
    digest = hmac.new(secret.encode(), seconds.encode() + b"." + body, hashlib.sha256).hexdigest()
    return f"t={seconds},v1={digest}"
