"""Vendored files are byte for byte what was taken from their makers."""

from hashlib import sha256
from pathlib import Path

VENDOR = Path(__file__).parents[3] / "app" / "static" / "vendor"


def listed() -> dict[str, str]:
    lines = (VENDOR / "CHECKSUMS").read_text().splitlines()
    return {name: digest for digest, name in (line.split(maxsplit=1) for line in lines)}


def present() -> dict[str, str]:
    return {
        path.relative_to(VENDOR).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "CHECKSUMS"
    }


def test_every_file_has_the_checksum_that_is_written_down() -> None:
    assert present() == listed()


def test_every_package_carries_its_licence_and_its_version() -> None:
    for folder in VENDOR.iterdir():
        if folder.is_dir():
            assert any("LICENSE" in path.name for path in folder.iterdir()), folder.name
            assert folder.name.rpartition("-")[2].count(".") == 2, folder.name
