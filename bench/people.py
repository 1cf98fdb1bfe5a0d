"""Signing in, and what one person sends: reading a page, saving an answer."""

import html
import http.client
import re
from collections.abc import Mapping
from dataclasses import dataclass
from secrets import token_urlsafe
from urllib.parse import urlencode

from bench.client import Visitor, request
from bench.place import PASSWORD

_HIDDEN = re.compile(r'<input type="hidden"(?: id="\w+")? name="(\w+)"[^>]*?value="([^"]*)"')
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in."""

    port: int
    cookie: str

    def get(self, path: str) -> str:
        """The page, which must be there."""
        return self.fetch(path).decode()

    def fetch(self, path: str) -> bytes:
        """What lies at an address, of any kind; it must be there."""
        status, body, _cookie = _fetch(self.port, "GET", path, self.cookie)
        if status != 200:
            raise AssertionError(f"GET {path} answered {status}")
        return body

    def reads(self, path: str) -> Visitor:
        """Reads the same page again and again."""
        self.get(path)
        message = request("GET", path, self.port, cookie=self.cookie)
        return Visitor(lambda: message, _expecting(200))

    def autosaves(self, path: str) -> Visitor:
        """Types into one answer: each request saves other words at the version that the last one made."""
        fields = self.form(path)
        version = int(fields["version"]) - 1

        def ask() -> bytes:
            nonlocal version
            version += 1
            body = {**fields, "version": str(version), "reason": f"Sudah berjalan, tahap {version}."}
            return self._post(f"{path}/otomatis", body)

        return Visitor(ask, _expecting(200))

    def saves(self, path: str) -> Visitor:
        """Presses the button: each request is a form of its own and is answered with the next page's address."""
        fields = self.form(path)
        version = int(fields["version"]) - 1

        def ask() -> bytes:
            nonlocal version
            version += 1
            body = {
                **fields,
                "version": str(version),
                "idempotency_key": token_urlsafe(16),
                "reason": f"Sudah berjalan, langkah {version}.",
            }
            return self._post(path, body)

        return Visitor(ask, _expecting(302))

    def form(self, path: str) -> dict[str, str]:
        """The fields of an answer that is chosen already."""
        page = self.get(path)
        fields = {name: html.unescape(value) for name, value in _HIDDEN.findall(page)}
        chosen = re.search(r'name="answer"[^>]*value="([^"]*)"[^>]*checked', page)
        if chosen is None:
            raise AssertionError(f"{path} has no chosen answer")
        wanted = ("csrf_token", "version", "idempotency_key")
        return {**{name: fields[name] for name in wanted}, "answer": chosen[1]}

    def _post(self, path: str, fields: Mapping[str, str]) -> bytes:
        return request("POST", path, self.port, cookie=self.cookie, body=urlencode(fields).encode())


def stranger(port: int, path: str) -> Visitor:
    """Reads a page that needs no sign-in."""
    message = request("GET", path, port)
    return Visitor(lambda: message, _expecting(200))


def sign_in(port: int, username: str) -> Person:
    """Through the sign-in page, as everybody does."""
    _status, page, cookie = _fetch(port, "GET", "/masuk", "")
    token = _TOKEN.search(page.decode())
    if token is None:
        raise AssertionError("the sign-in page has no form token")
    fields = {"csrf_token": html.unescape(token[1]), "username": username, "password": PASSWORD}
    status, _text, cookie = _fetch(port, "POST", "/masuk", cookie, urlencode(fields))
    if status != 302:
        raise AssertionError(f"{username} could not sign in: {status}")
    return Person(port, cookie)


def _fetch(port: int, method: str, path: str, cookie: str, body: str = "") -> tuple[int, bytes, str]:
    headers = {"Cookie": cookie} if cookie else {}
    if body:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body or None, headers)
    answer = connection.getresponse()
    content = answer.read()
    for value in answer.headers.get_all("Set-Cookie") or []:
        if value.startswith("renaksi="):
            cookie = value.partition(";")[0]
    connection.close()
    return answer.status, content, cookie


def _expecting(wanted: int):  # type: ignore[no-untyped-def]  # a Check
    def check(status: int, body: bytes) -> None:
        if status != wanted:
            raise AssertionError(f"answered {status} instead of {wanted}: {body[:200]!r}")

    return check
