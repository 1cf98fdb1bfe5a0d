"""The action plan's PDF as the product makes it, against naive WeasyPrint on the same HTML.

`python -m bench.pdf --size S|M [--rounds N]`. Every run is a process of its own, and the ways take turns, so that a
busy machine slows all of them alike. Naive means: one call of WeasyPrint with its default settings and tables laid out
by their content; it gets the HTML ready-made, while the product's time includes its templates and the tags for readers
of screens. "cold" is the first document of a process, with WeasyPrint's import; "warm" the second one, as a worker
makes it. At the end both print the document without repeated headings, and every letter of it has to be in both.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

SIZES = {"S": (5, 75), "M": (40, 600)}  # OPD, lines of the matrix
KINDS = ("cold", "warm", "cold cpu", "warm cpu")
WAYS = ("naive", "product", "product, untagged")
NAIVE = "table { table-layout: auto } "
# For comparing texts: nothing that depends on where a page ends.
PLAIN = "thead { display: table-row-group } * { hyphens: none !important } "
PLAIN += (
    "@page { @top-right { content: none } @bottom-left { content: none } @bottom-right { content: none } } "
)
PLAIN += ".toc a::after { content: none }"
SETTINGS = {
    "SECRET_KEY": "bench-" + "0" * 40,
    "SECURITY_PASSWORD_SALT": "bench-" + "1" * 40,
    "AUDIT_KEY": "bench-" + "2" * 40,
    "PRODUCTION": False,
}


def peak_megabytes() -> float:
    """Peak resident memory of this process; `ru_maxrss` would begin with the parent's."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def application(folder: Path) -> Any:
    from app import create_app

    return create_app({**SETTINGS, "DATABASE_URL": f"sqlite:///{folder / 'never.sqlite3'}"}, str(folder))


def plan(size: str) -> Any:
    from tests.factories.documents import plan_document

    units, lines = SIZES[size]
    return plan_document(units=units, lines=lines)


def write_html(size: str, folder: Path) -> None:
    """The HTML that the product makes, for the naive way."""
    from app.reports.catalogue.action_plan import stylesheets
    from app.reports.catalogue.action_plan.parts import whole
    from app.reports.paper.html import speaking

    document = plan(size)
    with application(folder).app_context(), speaking("id", document.government.time_zone):
        (folder / "plan.html").write_text(str(whole(document)), encoding="utf-8")
        (folder / "styles.json").write_text(json.dumps(stylesheets(document)))


def naive(folder: Path, extra: str = "") -> bytes:
    """WeasyPrint as its manual begins; only the addresses of fonts and styles are ours."""
    import weasyprint
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    from app.reports.renderers.pdf import packaged

    class Assets(URLFetcher):  # type: ignore[misc]  # untyped
        def fetch(self, url: str, headers: Any = None) -> Any:
            asset = packaged(url)
            return URLFetcherResponse(url, asset.content, {"Content-Type": asset.media_type})

    fetcher = Assets()
    names = json.loads((folder / "styles.json").read_text())
    sheets = [weasyprint.CSS(url=f"asset:styles/{name}", url_fetcher=fetcher) for name in names]
    sheets.append(weasyprint.CSS(string=NAIVE + extra, url_fetcher=fetcher))
    html = (folder / "plan.html").read_text(encoding="utf-8")
    page = weasyprint.HTML(string=html, base_url="asset:styles/", url_fetcher=fetcher)
    pdf: bytes = page.write_pdf(stylesheets=sheets)
    return pdf


def product(document: Any, app: Any, *, tagged: bool) -> bytes:
    """What a worker does: templates, layout, tags."""
    from app.reports.catalogue import DOCUMENTS, Content, Format
    from app.reports.paper.html import speaking
    from app.reports.renderers import pdf

    if not tagged:
        pdf.render_pdf.__kwdefaults__["variant"] = None
    zone = document.government.time_zone
    with app.app_context(), speaking("id", zone):
        return DOCUMENTS["action_plan"].make(Content(document, zone), Format.PDF)


def one_run(way: str, size: str, folder: Path) -> dict[str, float]:
    """Two documents in this process: cold, then warm."""
    if way == "naive":
        make = partial(naive, folder)
    else:
        make = partial(product, plan(size), application(folder), tagged="untagged" not in way)
    found = {}
    for kind in ("cold", "warm"):
        wall, cpu = time.perf_counter(), time.process_time()
        made = make()
        found[kind], found[f"{kind} cpu"] = time.perf_counter() - wall, time.process_time() - cpu
    (folder / f"{way}.pdf").write_bytes(made)
    return {**found, "peak": peak_megabytes(), "bytes": len(made)}


def plain_letters(way: str, folder: Path) -> Counter[str]:
    """Every letter that the document prints, however it is broken into lines and pages."""
    if way == "naive":
        pdf = naive(folder, PLAIN)
    else:
        from app.reports.renderers import pdf as renderer

        (folder / "plain.css").write_text(PLAIN)
        engine = renderer._engine()
        sheet = engine.weasyprint.CSS(string=PLAIN, font_config=engine.fonts)
        names = tuple(json.loads((folder / "styles.json").read_text()))
        html = (folder / "plan.html").read_text(encoding="utf-8")
        page = engine.weasyprint.HTML(string=html, base_url="asset:styles/", url_fetcher=engine.fetcher({}))
        sheets = [*(renderer._stylesheet(name) for name in names), sheet]
        pdf = page.write_pdf(stylesheets=sheets, font_config=engine.fonts, pdf_variant=renderer.VARIANT)
    text = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return Counter(sign for sign in text if sign.isalpha())


def child(*arguments: str) -> str:
    """Run this file once more, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.pdf", *arguments], check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout.strip().splitlines()[-1]


def pages_of(path: Path) -> int:
    import pikepdf

    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def compare(size: str, rounds: int, folder: Path) -> None:
    child("--size", size, "--folder", str(folder), "--prepare")
    results: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
    for number in range(rounds):
        # Each round begins with another way: whoever comes after a pause has the cooler processor.
        for place in range(len(WAYS)):
            way = WAYS[(place + number) % len(WAYS)]
            results[way].append(json.loads(child("--size", size, "--folder", str(folder), "--way", way)))
    units, lines = SIZES[size]
    print(
        f"size {size}: {units} OPD, {lines} lines; {rounds} interleaved rounds, medians; {os.cpu_count()} processors"
    )
    print(
        f"load average {os.getloadavg()[0]:.1f}: with other work going on, processor time says more than wall time"
    )
    heads = "".join(f"{kind + ' s':>12}{'ratio':>7}" for kind in KINDS)
    print(f"{'':20}{heads}{'peak MB':>9}{'bytes':>10}{'pages':>7}")
    base = results["naive"]
    for way in WAYS:
        runs = results[way]
        row = f"{way:20}"
        for kind in KINDS:
            ratio = statistics.median(run[kind] / first[kind] for run, first in zip(runs, base, strict=True))
            row += f"{statistics.median(run[kind] for run in runs):12.2f}{ratio:7.2f}"
        row += f"{statistics.median(run['peak'] for run in runs):9.0f}{runs[-1]['bytes']:10.0f}"
        print(f"{row}{pages_of(folder / f'{way}.pdf'):7d}")
    letters = [
        json.loads(child("--size", size, "--folder", str(folder), "--letters", way)) for way in WAYS[:2]
    ]
    different = {sign for sign in {*letters[0], *letters[1]} if letters[0].get(sign) != letters[1].get(sign)}
    print(f"letters: {sum(letters[0].values())} and {sum(letters[1].values())}")
    if different:
        sys.exit(f"the two documents differ in the letters {sorted(different)}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="S")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--prepare", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--letters", choices=WAYS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.prepare:
        write_html(given.size, given.folder)
        print("ready")
    elif given.way:
        print(json.dumps(one_run(given.way, given.size, given.folder)))
    elif given.letters:
        print(json.dumps(plain_letters(given.letters, given.folder)))
    else:
        with tempfile.TemporaryDirectory(prefix="renaksi-bench-") as folder:
            compare(given.size, given.rounds, Path(folder))


if __name__ == "__main__":
    main()
