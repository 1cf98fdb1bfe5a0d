"""Stylesheets, scripts and fonts: served by WhiteNoise, compressed once, cached for ever.

Names change with content.

`app/static/vendor/<name>-<version>/` carries its version in the folder name. Our own files in
`app/static/own/` are served as `/static/own-<hash>/…`, the hash taken over all of them.
"""

import gzip
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask, url_for
from whitenoise import WhiteNoise
from whitenoise.responders import StaticFile

OWN = "own"
TEXT_SUFFIXES = frozenset({".css", ".js", ".svg"})
IMMUTABLE = r"^/static/(own-[0-9a-f]{12}|vendor/[^/]+)/"


def content_hash(folder: Path) -> str:
    """Twelve hexadecimal digits over names and bytes of every file in `folder`."""
    digest = sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


class CompressedStatic(WhiteNoise):
    """WhiteNoise with the gzip twins in a folder of their own, so that the source tree stays clean."""

    def __init__(self, application: Callable[..., object], twins: Path | None, **options: object) -> None:
        self.twins = twins
        super().__init__(application, **options)

    def get_static_file(self, path: str, url: str, stat_cache: dict[str, object] | None = None) -> StaticFile:
        """As the parent does, plus the gzip twin when compressing pays."""
        headers = Headers([])
        self.add_mime_headers(headers, path, url)
        self.add_cache_headers(headers, path, url)
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        twin = self._twin(Path(path))
        return StaticFile(path, headers.items(), encodings={"gzip": str(twin)} if twin else {})

    def _twin(self, path: Path) -> Path | None:
        if self.twins is None or path.suffix not in TEXT_SUFFIXES:
            return None
        content = path.read_bytes()
        twin = self.twins / f"{sha256(content).hexdigest()[:24]}.gz"
        if not twin.exists():
            self.twins.mkdir(parents=True, exist_ok=True)
            unfinished = twin.with_suffix(".part")
            unfinished.write_bytes(gzip.compress(content, compresslevel=9, mtime=0))
            unfinished.replace(twin)
        return twin


def register(app: Flask) -> None:
    """Serve `app/static` in front of the application and teach templates `asset("renaksi.css")`."""
    root = Path(app.static_folder or "")
    own_prefix = f"{OWN}-{content_hash(root / OWN)}"
    served = CompressedStatic(
        app.wsgi_app,
        twins=Path(app.instance_path) / "static-compressed",
        autorefresh=bool(app.debug),
        allow_all_origins=False,
        immutable_file_test=None if app.debug else IMMUTABLE,
    )
    served.add_files(str(root), prefix="static/")
    served.add_files(str(root / OWN), prefix=f"static/{own_prefix}/")
    app.wsgi_app = served  # type: ignore[method-assign]  # the documented way to wrap a Flask application

    def asset(name: str) -> str:
        """The address of a static file: `vendor/…` as it is, anything else from our own folder under its hash."""
        folder = name if name.startswith("vendor/") else f"{own_prefix}/{name}"
        return url_for("static", filename=folder)

    app.jinja_env.globals["asset"] = asset
