"""Keys, addresses, signatures and patience."""

import hashlib
import hmac
import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.api.rules import (
    RETRY_AFTER,
    KeyState,
    Trouble,
    is_public,
    is_worth_noting,
    key_hash,
    key_prefix,
    key_state,
    new_key,
    presented_key,
    retry_after,
    signature,
    url_trouble,
    webhook_secret,
)

NOW = datetime(2021, 10, 5, 6, 0, tzinfo=UTC)
LATER, EARLIER = NOW + timedelta(seconds=1), NOW - timedelta(seconds=1)


def test_a_key_is_random_recognisable_and_kept_as_a_hash():
    keys = {new_key() for _ in range(50)}
    assert len(keys) == 50
    for key in keys:
        assert re.fullmatch(r"renaksi_[\w-]{43}", key)
        assert key.startswith(key_prefix(key))
        assert len(key_prefix(key)) == 14
        assert key_hash(key) == hashlib.sha256(key.encode()).hexdigest()


@pytest.mark.parametrize(
    ("expires_at", "revoked_at", "state"),
    [
        (None, None, KeyState.ACTIVE),
        (LATER, None, KeyState.ACTIVE),
        (NOW, None, KeyState.EXPIRED),
        (EARLIER, None, KeyState.EXPIRED),
        (LATER, EARLIER, KeyState.REVOKED),
        (EARLIER, EARLIER, KeyState.REVOKED),
    ],
)
def test_the_state_of_a_key(expires_at, revoked_at, state):
    assert key_state(expires_at, revoked_at, NOW) is state


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Bearer abc", "abc"),
        ("bearer   abc ", "abc"),
        ("abc", None),
        ("", None),
        ("Bearer ", None),
        ("Basic abc", None),
        ("Bearer " + "x" * 201, None),
    ],
)
def test_the_key_in_a_header(header, key):
    assert presented_key(header) == key


def test_use_is_noted_once_an_hour():
    assert is_worth_noting(None, NOW)
    assert not is_worth_noting(NOW - timedelta(minutes=59), NOW)
    assert is_worth_noting(NOW - timedelta(hours=1), NOW)


@pytest.mark.parametrize(
    "url",
    [
        "https://kanal.contoh.go.id/renaksi",
        "https://kanal.contoh.go.id:8443/a?b=c",
        "https://8.8.8.8/",
        "https://[2606:4700::1111]/x",
    ],
)
def test_an_address_in_the_internet_is_taken(url):
    assert url_trouble(url, private_allowed=False) is None


@pytest.mark.parametrize(
    ("url", "trouble"),
    [
        ("http://kanal.contoh.go.id/", Trouble.NOT_HTTPS),
        ("ftp://kanal.contoh.go.id/", Trouble.NOT_HTTPS),
        ("javascript:alert(1)", Trouble.NOT_AN_ADDRESS),
        ("kanal.contoh.go.id", Trouble.NOT_AN_ADDRESS),
        ("https://", Trouble.NOT_AN_ADDRESS),
        ("https://kanal contoh/", Trouble.NOT_AN_ADDRESS),
        ("https://kanal.contoh.go.id\\@10.0.0.1/", Trouble.NOT_AN_ADDRESS),
        ("https://kanal.contoh.go.id/\r\nX: y", Trouble.NOT_AN_ADDRESS),
        ("https://kanal.contoh.go.id:0/", Trouble.NOT_AN_ADDRESS),
        ("https://kanal.contoh.go.id:99999/", Trouble.NOT_AN_ADDRESS),
        ("https://[::1/", Trouble.NOT_AN_ADDRESS),
        ("https://kanal.contoh.go.id/#x", Trouble.NOT_AN_ADDRESS),
        ("https://siapa:rahasia@kanal.contoh.go.id/", Trouble.WITH_PASSWORD),
        ("https://kanal.contoh.go.id/" + "x" * 500, Trouble.TOO_LONG),
        ("https://localhost/", Trouble.PRIVATE_ADDRESS),
        ("https://LOCALHOST./", Trouble.PRIVATE_ADDRESS),
        ("https://127.0.0.1/", Trouble.PRIVATE_ADDRESS),
        ("https://10.1.2.3/", Trouble.PRIVATE_ADDRESS),
        ("https://169.254.169.254/latest/meta-data", Trouble.PRIVATE_ADDRESS),
        ("https://[::1]/", Trouble.PRIVATE_ADDRESS),
        ("https://[::ffff:10.0.0.1]/", Trouble.PRIVATE_ADDRESS),
        ("http://127.0.0.1/", Trouble.NOT_HTTPS),
    ],
)
def test_any_other_address_is_refused_with_the_reason(url, trouble):
    assert url_trouble(url, private_allowed=False) is trouble


def test_inside_the_own_network_private_addresses_are_taken_and_plain_http_only_to_this_machine():
    for url in ("http://127.0.0.1:9/", "http://localhost:9/", "https://10.1.2.3/", "https://localhost/"):
        assert url_trouble(url, private_allowed=True) is None
    for url in ("http://10.1.2.3/", "http://kanal.contoh.go.id/"):
        assert url_trouble(url, private_allowed=True) is Trouble.NOT_HTTPS


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",  # noqa: S104  # judged, not bound
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd12::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:192.168.1.1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    ],
)
def test_what_is_not_the_open_internet(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "103.10.20.30", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_what_is(address):
    assert is_public(address)


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=4, network="192.168.0.0/16"))
def test_a_private_number_stays_private_however_it_is_wrapped(number):
    assert not is_public(str(number))
    assert not is_public(f"::ffff:{number}")


def test_patience_grows_and_ends():
    assert [retry_after(n) for n in range(1, len(RETRY_AFTER) + 1)] == list(RETRY_AFTER)
    assert list(RETRY_AFTER) == sorted(RETRY_AFTER)
    assert RETRY_AFTER[0] == timedelta(minutes=1)
    assert RETRY_AFTER[-1] == timedelta(hours=24)
    assert retry_after(len(RETRY_AFTER) + 1) is None


def test_a_message_is_signed_over_its_moment_and_its_body():
    secret = webhook_secret("kunci pemasangan", "w1")
    assert secret == webhook_secret("kunci pemasangan", "w1")
    assert len({secret, webhook_secret("kunci pemasangan", "w2"), webhook_secret("kunci lain", "w1")}) == 3
    header = signature(secret, NOW, b'{"a":1}')
    expected = hmac.new(secret.encode(), b'1633413600.{"a":1}', hashlib.sha256).hexdigest()
    assert header == f"t=1633413600,v1={expected}"
    assert signature(secret, LATER, b'{"a":1}') != header != signature(secret, NOW, b'{"a":2}')
