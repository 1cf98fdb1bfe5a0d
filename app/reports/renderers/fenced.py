"""Drawing pages in a child process with little time and memory, for callers that must not lay out pages themselves.

The child is this file, run as a module: it reads one JSON object from standard input and answers with one. It has the
renderer's own fetcher, which opens no address.
"""

import base64
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.reports.renderers.pdf import Asset

WALL_SECONDS = 25
CPU_SECONDS = 20
ADDRESS_SPACE = 1024 * 1024 * 1024
DOTS = 110  # an inch: letters of 8 points can be read
COLOURS = 32  # of a picture: pages are mostly white and one accent


class DrawingError(RuntimeError):
    """The child was stopped by a limit or a fault."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The PDF, how many pages it has, and one of them as PNG; no picture where the machine has no `pdftoppm`."""

    pdf: bytes
    pages: int
    page: int = 0  # which one the picture shows, from 1; 0: none
    picture: bytes = b""


def draw(html: str, stylesheets: tuple[str, ...], assets: Mapping[str, Asset], *, page: int = 0) -> Drawn:
    """Lay out a whole HTML document, with a picture of one `page` (the last one if there are fewer; 0: of none).

    Raises `DrawingError`.
    """
    wish = {
        "html": html,
        "stylesheets": stylesheets,
        "assets": {
            name: [base64.b64encode(asset.content).decode(), asset.media_type]
            for name, asset in assets.items()
        },
        "page": page,
    }
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=json.dumps(wish).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=WALL_SECONDS,
            check=False,
            env={"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"},
            cwd=Path(__file__).parents[3],
        )
    except subprocess.TimeoutExpired:
        raise DrawingError("too slow") from None
    if done.returncode != 0:
        raise DrawingError(f"ended with {done.returncode}")
    answer = json.loads(done.stdout)
    return Drawn(
        base64.b64decode(answer["pdf"]),
        answer["pages"],
        answer["page"],
        base64.b64decode(answer["picture"]),
    )


def main() -> None:
    """The child."""
    _limit()
    wish = json.load(sys.stdin)
    from app.reports.renderers.pdf import render_pdf

    assets = {
        name: Asset(base64.b64decode(content), media_type)
        for name, (content, media_type) in wish["assets"].items()
    }
    pdf = render_pdf(wish["html"], tuple(wish["stylesheets"]), assets=assets)
    pages = _count(pdf)
    page = min(wish["page"], pages)
    picture = _picture(pdf, page) if page > 0 else b""
    answer: dict[str, Any] = {
        "pdf": base64.b64encode(pdf).decode(),
        "pages": pages,
        "page": page if picture else 0,
        "picture": base64.b64encode(picture).decode(),
    }
    json.dump(answer, sys.stdout)


def _limit() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _count(pdf: bytes) -> int:
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def _picture(pdf: bytes, page: int) -> bytes:
    tool = shutil.which("pdftoppm")
    if tool is None:
        return b""
    done = subprocess.run(
        [tool, "-r", str(DOTS), "-f", str(page), "-l", str(page), "-"],
        input=pdf,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return _small(done.stdout) if done.returncode == 0 and done.stdout else b""


def _small(picture: bytes) -> bytes:
    """The picture as a PNG of few colours: a page of text in about fifty kilobytes."""
    from PIL import Image

    out = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as opened:
        opened.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    main()
