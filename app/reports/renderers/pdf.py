"""HTML to PDF with WeasyPrint, which is allowed to fetch nothing but the package's own assets.

WeasyPrint is heavy: it is imported at the first document of a process and never by the web process. Text that people
typed reaches the HTML only through autoescaping templates or as HTML that was sanitised on saving; whatever it says, the
fetcher below answers named assets alone, so no address in it is ever opened.
"""

import gc
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

ASSETS = {
    "asset:fonts": Path(__file__).parents[2] / "static" / "vendor",
    "asset:styles": Path(__file__).parents[1] / "styles",
}


class RefusedAddressError(ValueError):
    """A document asked for something outside the package; the document is made without it."""


@cache
def _engine() -> Any:
    """WeasyPrint and our fetcher, made once per process."""
    import ctypes.util

    find = ctypes.util.find_library
    # cffi asks this for every name and it starts a compiler to answer; the versioned names are tried in any case.
    ctypes.util.find_library = lambda _name: None
    try:
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher, URLFetcherResponse
    finally:
        ctypes.util.find_library = find

    class PackageAssets(URLFetcher):
        """Answers `asset:` addresses from the package; refuses every other one without opening it."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            path = asset_path(url)
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    return weasyprint, PackageAssets(allowed_protocols=("asset",), allow_redirects=False), FontConfiguration


def asset_path(url: str) -> Path:
    """The file behind `asset:<kind>/<path>`; raises `RefusedAddressError` for anything else."""
    kind, _, name = url.partition("/")
    folder = ASSETS.get(kind)
    if folder is None or not name:
        raise RefusedAddressError(url)
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        raise RefusedAddressError(url)
    return path


@contextmanager
def _collector_off() -> Iterator[None]:
    """Laying out makes millions of objects that live until the end; looking for garbage among them is wasted."""
    was_on = gc.isenabled()
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        if was_on:
            gc.enable()
        gc.collect()


def render_pdf(html: str, stylesheets: tuple[str, ...] = (), *, variant: str | None = "pdf/ua-1") -> bytes:
    """The PDF of a whole HTML document; `stylesheets` are names in `reports/styles`."""
    weasyprint, fetcher, font_configuration = _engine()
    fonts = font_configuration()
    styles = [
        weasyprint.CSS(
            string=(ASSETS["asset:styles"] / name).read_text(encoding="utf-8"),
            base_url="asset:styles/",
            url_fetcher=fetcher,
            font_config=fonts,
        )
        for name in stylesheets
    ]
    document = weasyprint.HTML(string=html, base_url="asset:styles/", url_fetcher=fetcher)
    with _collector_off():
        pdf: bytes = document.write_pdf(
            stylesheets=styles, font_config=fonts, presentational_hints=False, pdf_variant=variant
        )
    return pdf
