"""Static files: right type, cached for ever under versioned names, compressed; and the weight of a first visit."""

import gzip
import re

import pytest
from flask import Flask

from app.web.compression import compressed
from app.web.static_files import content_hash
from tests.database.client import SeparateClient

FIRST_LOAD = 150 * 1024
LATER_LOAD = 30 * 1024
LINKED = re.compile(r'(?:href|src)="(/static/[^"]+)"')
IMPORTED = re.compile(r'from "\./([\w-]+\.js)"')
UNSAFE = re.compile(r"\beval\(|new Function|(inner|outer)HTML\s*\+?=[^=]|insertAdjacentHTML|document\.write")
FONTS = re.compile(r'url\("\.\./(vendor/[^"]+)"\)')


def linked(client: SeparateClient, path: str) -> list[str]:
    """Every static file that a browser fetches for this page, also those named in our stylesheet and module."""
    found = list(dict.fromkeys(LINKED.findall(client.get(path).get_data(as_text=True))))
    for address in list(found):
        text = client.get(address).get_data(as_text=True) if address.endswith((".css", ".js")) else ""
        folder = address.rpartition("/")[0]
        if "/own-" in address:
            found += [f"{folder}/{name}" for name in IMPORTED.findall(text)]
            found += [f"/static/{name}" for name in FONTS.findall(text)]
    return list(dict.fromkeys(found))


def test_every_file_of_a_page_is_there_and_cached_for_ever(client: SeparateClient) -> None:
    addresses = linked(client, "/")
    assert any(address.endswith("confirm.js") for address in addresses)
    assert sum(address.endswith(".woff2") for address in addresses) == 3
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        assert "immutable" in response.headers["Cache-Control"], address
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_a_first_visit_stays_light(client: SeparateClient) -> None:
    headers = {"Accept-Encoding": "gzip"}
    page = len(client.get("/masuk", headers=headers).data)
    files = sum(len(client.get(address, headers=headers).data) for address in linked(client, "/masuk"))
    assert page < LATER_LOAD
    assert page + files < FIRST_LOAD, f"{(page + files) / 1024:.1f} KiB"


def test_a_file_that_changes_gets_another_address(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "a.css").write_text("a{}")
    before = content_hash(folder)
    (folder / "a.css").write_text("b{}")
    assert content_hash(folder) != before


def test_no_file_outside_the_folder_is_served(client: SeparateClient) -> None:
    for path in ("/static/../config.py", "/static/%2e%2e/config.py", "/static/vendor/../../config.py"):
        assert client.get(path).status_code == 404, path


def test_pages_are_compressed_for_those_who_can_read_it(client: SeparateClient) -> None:
    plain = client.get("/")
    packed = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert b"<h1>" in gzip.decompress(packed.data)
    assert int(packed.headers["Content-Length"]) == len(packed.data)


def test_the_length_of_a_compressed_page_gives_nothing_away() -> None:
    assert len({len(compressed(b"the same content " * 100)) for _ in range(40)}) > 10


@pytest.mark.parametrize("refusal", ["identity", "gzip;q=0"])
def test_whoever_refuses_gzip_gets_plain(client: SeparateClient, refusal: str) -> None:
    assert "Content-Encoding" not in client.get("/", headers={"Accept-Encoding": refusal}).headers


def test_the_module_and_all_it_imports_parse_as_modules(app: Flask) -> None:
    from pathlib import Path

    own = Path(str(app.static_folder)) / "own"
    names = {path.name for path in own.glob("*.js")}
    for path in own.glob("*.js"):
        text = path.read_text()
        assert set(IMPORTED.findall(text)) <= names, path.name
        assert not UNSAFE.search(text), path.name
