"""Addresses of this site: nobody is sent elsewhere by what a request says."""

from urllib.parse import urlsplit

from flask import request


def local_path(wanted: str) -> str | None:
    """`wanted` if it is a path of this site, else None."""
    if wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted and wanted.isprintable():
        return wanted
    return None


def page_before() -> str | None:
    """The path (with its query) of the page that the request came from, if it is one of this site."""
    before = urlsplit(request.referrer or "")
    if before.netloc != request.host:
        return None
    return local_path(f"{before.path}?{before.query}" if before.query else before.path)
