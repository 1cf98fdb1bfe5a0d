"""HTML to PDF with WeasyPrint, which is allowed to fetch nothing but the package's own assets.

WeasyPrint is heavy: it is imported at the first document of a process and never by the web process. Text that people
typed reaches the HTML only through autoescaping templates, or as HTML that was sanitised on saving; and whatever it
says, the fetcher below answers named assets alone, so no address in it is ever opened.
"""

import gc
import mimetypes
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from app.reports.paper.letterhead import is_look, look_css

ASSETS = {
    "asset:fonts": Path(__file__).parents[2] / "static" / "vendor",
    "asset:styles": Path(__file__).parents[1] / "styles",
}
DOCUMENT_ASSETS = "asset:document/"  # what one document brings along, such as the logo of its government
VARIANT = "pdf/ua-1"  # tagged; produced as such, validated only where a validator ran


class RefusedAddressError(ValueError):
    """A document asked for something outside the package; the document is made without it."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A picture that one document brings along."""

    content: bytes
    media_type: str


@dataclass(frozen=True)
class Engine:
    """WeasyPrint as this process uses it: imported once, fonts and stylesheets read once."""

    weasyprint: Any
    fetcher: Any  # the class
    fonts: Any


@cache
def engine() -> Engine:
    """WeasyPrint, imported at the first call (about a second, 45 MB)."""
    weasyprint, fonts, urls = _import_engine()

    class PackageAssets(urls.URLFetcher):  # type: ignore[name-defined]  # the base class is untyped
        """Answers `asset:` addresses from the package; refuses every other one without opening it."""

        def __init__(self, own: Mapping[str, Asset]) -> None:
            super().__init__(allowed_protocols=("asset",), allow_redirects=False)
            self.own = own

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            asset = self.own.get(url) or packaged(url)
            return urls.URLFetcherResponse(url, asset.content, {"Content-Type": asset.media_type})

    return Engine(weasyprint, PackageAssets, fonts.FontConfiguration())


def _import_engine() -> tuple[Any, Any, Any]:
    import ctypes.util

    find = ctypes.util.find_library

    def nothing(name: str) -> str | None:
        # cffi asks for every library by name, and answering runs a compiler; it tries the versioned names anyway.
        return None

    ctypes.util.find_library = nothing
    try:
        import weasyprint
        from weasyprint import urls
        from weasyprint.text import fonts
    finally:
        ctypes.util.find_library = find
    return weasyprint, fonts, urls


@lru_cache(maxsize=64)
def stylesheet(name: str) -> Any:
    """A stylesheet by its name, read once per process."""
    loaded = engine()
    return loaded.weasyprint.CSS(
        string=stylesheet_text(name),
        base_url="asset:styles/",
        url_fetcher=loaded.fetcher({}),
        font_config=loaded.fonts,
    )


def stylesheet_text(name: str) -> str:
    """The rules behind a stylesheet's name: a file of `reports/styles`, or a look (see `paper/letterhead.py`)."""
    return look_css(name) if is_look(name) else (ASSETS["asset:styles"] / name).read_text(encoding="utf-8")


def packaged(url: str) -> Asset:
    """The file behind `asset:<kind>/<path>`; raises `RefusedAddressError` for anything else."""
    kind, _, name = url.partition("/")
    folder = ASSETS.get(kind)
    if folder is None or not name:
        raise RefusedAddressError(url)
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        raise RefusedAddressError(url)
    return Asset(path.read_bytes(), mimetypes.guess_type(path.name)[0] or "application/octet-stream")


@contextmanager
def collector_off() -> Iterator[None]:
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


def render_pdf(
    html: str,
    stylesheets: tuple[str, ...],
    *,
    assets: Mapping[str, Asset] | None = None,
    variant: str | None = VARIANT,
) -> bytes:
    """The PDF of a whole HTML document.

    `stylesheets` are names in `reports/styles`, or of looks; `assets` are answered under `asset:document/<key>`.
    """
    loaded = engine()
    own = {DOCUMENT_ASSETS + name: asset for name, asset in (assets or {}).items()}
    styles = [stylesheet(name) for name in stylesheets]
    with collector_off():
        document = loaded.weasyprint.HTML(
            string=html, base_url="asset:styles/", url_fetcher=loaded.fetcher(own)
        )
        pdf: bytes = document.write_pdf(
            stylesheets=styles, font_config=loaded.fonts, presentational_hints=False, pdf_variant=variant
        )
    return pdf
