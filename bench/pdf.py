"""The action plan's PDF as a worker makes it, against naive WeasyPrint and against headless Chromium on the same HTML.

`python -m bench.pdf --size S|M|L [--rounds N] [--processes N]`. Ways take turns, so that a busy machine slows all of
them alike; every ratio is that of one round. Naive means: one call of WeasyPrint with its default settings, without
tags, and with tables laid out by their content; import and a first small document are not counted. The product is one
worker that stays, with its rendering processes: it gets plain data, and its time includes templates, hashing, layout,
tags and joining. "cold": nothing is kept yet. "one OPD": text and budget of one of its lines changed. "foreword": one
sentence more. "nothing": the same document again. The memory is the highest of any single process during that run.

At the end the document is laid out once in one piece with the product's own stylesheets and tags: pages and text of the
joined one have to be the same on every page, numbers included, and its bytes are compared with that too.
"""

import argparse
import json
import math
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

SIZES = {"S": (5, 75), "M": (40, 600), "L": (400, 6000)}  # OPD, lines of the matrix
KINDS = ("cold", "one OPD", "foreword", "nothing")
NAIVE = "table { table-layout: auto } "
SETTINGS = {
    "SECRET_KEY": "bench-" + "0" * 40,
    "SECURITY_PASSWORD_SALT": "bench-" + "1" * 40,
    "AUDIT_KEY": "bench-" + "2" * 40,
    "PRODUCTION": False,
}
TICKS = os.sysconf("SC_CLK_TCK")


def application(folder: Path, **more: Any) -> Any:
    from app import create_app

    settings = {**SETTINGS, "DATABASE_URL": f"sqlite:///{folder / 'never.sqlite3'}", **more}
    return create_app(settings, str(folder))


def plan(size: str) -> Any:
    from tests.factories.documents import plan_document

    units, lines = SIZES[size]
    return plan_document(units=units, lines=lines)


# ---------------------------------------------------------------------------------------------- what is measured


def peak_megabytes(pid: int) -> float:
    """Highest resident memory since `forget_peak`."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def forget_peak(pid: int) -> None:
    Path(f"/proc/{pid}/clear_refs").write_text("5", encoding="utf-8")


def processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def measured(work: Callable[[], bytes], others: Callable[[], list[int]]) -> tuple[bytes, dict[str, float]]:
    """What it makes, with wall and processor seconds and the peak of this process and the `others` (their ids)."""
    pids = {os.getpid(), *others()}
    for pid in pids:
        forget_peak(pid)
    wall, cpu = time.perf_counter(), sum(map(processor_seconds, pids))
    made = work()
    wall = time.perf_counter() - wall
    pids |= set(others())
    return made, {
        "wall": wall,
        "cpu": sum(map(processor_seconds, pids)) - cpu,
        "peak": max(map(peak_megabytes, pids)),
        "bytes": len(made),
    }


# ---------------------------------------------------------------------------------------------- the ways


def write_html(size: str, folder: Path) -> None:
    """The HTML that the product makes, for the others; for Chromium with addresses of files."""
    from app.reports.catalogue.action_plan import stylesheets
    from app.reports.catalogue.action_plan.parts import whole
    from app.reports.paper.html import speaking
    from app.reports.renderers.pdf import ASSETS

    document = plan(size)
    with application(folder).app_context(), speaking("id", document.government.time_zone):
        html, names = str(whole(document)), stylesheets(document)
    (folder / "plan.html").write_text(html, encoding="utf-8")
    (folder / "styles.json").write_text(json.dumps(names))
    styles = "".join(
        path.read_text(encoding="utf-8")
        for path in (ASSETS["asset:styles"] / name for name in ("fonts.css", "columns.css", *names))
    )
    for kind, place in ASSETS.items():
        styles = styles.replace(f"{kind}/", f"{place.as_uri()}/")
    page = html.replace("</head>", f"<style>{styles}</style></head>", 1)
    (folder / "chromium.html").write_text(page, encoding="utf-8")


def in_one_piece(folder: Path, extra: str, variant: str | None) -> bytes:
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
    sheets.append(weasyprint.CSS(string=extra, url_fetcher=fetcher))
    html = (folder / "plan.html").read_text(encoding="utf-8")
    page = weasyprint.HTML(string=html, base_url="asset:styles/", url_fetcher=fetcher)
    pdf: bytes = page.write_pdf(stylesheets=sheets, pdf_variant=variant)
    return pdf


def naive(folder: Path) -> None:
    """In a process of its own."""
    import weasyprint

    weasyprint.HTML(string="<p>Rencana aksi</p>").write_pdf()
    made, found = measured(lambda: in_one_piece(folder, NAIVE, None), list)
    (folder / "naive.pdf").write_bytes(made)
    print(json.dumps(found))


def chromium(folder: Path) -> dict[str, float] | None:
    """Headless Chromium from its start to its end, tagged as is its default; nothing where it is not installed."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        return None
    target = folder / "chromium.pdf"
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command += [
        f"--user-data-dir={folder / 'browser'}",
        f"--print-to-pdf={target}",
        (folder / "chromium.html").as_uri(),
    ]
    before, wall = os.times(), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, timeout=1800)
    wall, after = time.perf_counter() - wall, os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return {"wall": wall, "cpu": cpu, "peak": 0.0, "bytes": target.stat().st_size}


def serve(size: str, folder: Path, processes: int) -> None:
    """The worker: answers one line of JSON for each kind of run that it is asked for."""
    from app.reports.catalogue import DOCUMENTS, Content, Format
    from app.reports.paper.html import speaking
    from app.reports.workshop import crew

    app = application(folder, RENDER_PROCESSES=processes)
    document = plan(size)
    zone = document.government.time_zone
    with app.app_context(), speaking("id", zone):
        workers = crew()

        def make(wanted: Any) -> bytes:
            return DOCUMENTS["action_plan"].make(Content(wanted, zone), Format.PDF)

        def others() -> list[int]:
            return [process.pid for process in workers.all if process.pid is not None]

        from tests.factories.documents import plan_document

        make(plan_document(units=2, lines=10))  # a worker that has worked before
        print("ready", flush=True)
        for number, line in enumerate(sys.stdin):
            kind = line.strip()
            if kind == "cold":
                shutil.rmtree(folder / "chapters", ignore_errors=True)
            wanted = changed(document, kind, number)
            made, found = measured(lambda wanted=wanted: make(wanted), others)  # type: ignore[misc]
            (folder / f"{kind}.pdf").write_bytes(made)
            del made  # it would count for the next run
            print(json.dumps(found), flush=True)


def changed(document: Any, kind: str, number: int) -> Any:
    """The document after an edit that no round before has made."""
    if kind == "foreword":
        first, *rest = document.chapters
        said = f"{first.html}<p>Kalimat tambahan nomor {number}.</p>"
        return replace(document, chapters=(replace(first, html=said), *rest))
    if kind != "one OPD":
        return document
    place = len(document.categories) // 2
    category = document.categories[place]
    year = document.years[0]
    lines = list(category.lines)
    which = next(index for index in range(len(lines) // 2, len(lines)) if lines[index].responsible_unit)
    line = lines[which]
    more = 1_000_000 * (number + 1)
    lines[which] = replace(
        line,
        activity=f"{line.activity}, diperbarui ke-{number}",
        budgets={**line.budgets, year: (line.budgets[year] or 0) + more},
        budget_total=line.budget_total + more,
    )
    by_year = {**category.budget_by_year, year: category.budget_by_year[year] + more}
    category = replace(
        category, lines=tuple(lines), budget_by_year=by_year, budget_total=category.budget_total + more
    )
    totals = document.totals
    totals = replace(
        totals,
        budget_by_year={**totals.budget_by_year, year: totals.budget_by_year[year] + more},
        budget_total=totals.budget_total + more,
    )
    categories = (*document.categories[:place], category, *document.categories[place + 1 :])
    return replace(document, categories=categories, totals=totals)


# ---------------------------------------------------------------------------------------------- the comparison


def child(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "bench.pdf", *arguments]


def pages_of(path: Path) -> int:
    import pikepdf

    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def texts_of(path: Path) -> list[str]:
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    # Without blanks and the leaders of the contents, which pdftotext breaks here and there.
    return [re.sub(r"\.{3,}|\s", "", page) for page in done.stdout.decode().split("\f")]


class Product:
    """The worker in its own process."""

    def __init__(self, size: str, folder: Path, processes: int) -> None:
        arguments = (
            "--size",
            size,
            "--folder",
            str(folder),
            "--processes",
            str(processes),
            "--part",
            "serve",
        )
        self.process = subprocess.Popen(
            child(*arguments), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._answer()

    def run(self, kind: str) -> dict[str, float]:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{kind}\n")
        self.process.stdin.flush()
        found: dict[str, float] = json.loads(self._answer())
        return found

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=60)

    def _answer(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            sys.exit("the worker ended")
        return line


def compare(size: str, rounds: int, processes: int, folder: Path) -> None:
    subprocess.run(child("--size", size, "--folder", str(folder), "--part", "prepare"), check=True)
    results: dict[str, list[dict[str, float]]] = {"naive": [], **{kind: [] for kind in KINDS}}
    product = Product(size, folder, processes)
    for _ in range(rounds):
        done = subprocess.run(
            child("--size", size, "--folder", str(folder), "--part", "naive"),
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        results["naive"].append(json.loads(done.stdout))
        printed = chromium(folder)
        if printed is not None:
            results.setdefault("chromium", []).append(printed)
        for kind in KINDS:
            results[kind].append(product.run(kind))
    product.close()
    report(size, rounds, processes, folder, results)
    same_as_in_one_piece(size, folder)


def report(
    size: str, rounds: int, processes: int, folder: Path, results: dict[str, list[dict[str, float]]]
) -> None:
    units, lines = SIZES[size]
    print(
        f"size {size}: {units} OPD, {lines} lines; {rounds} interleaved rounds, medians; {os.cpu_count()} processors"
    )
    print(f"{processes} rendering processes; load average {os.getloadavg()[0]:.1f}")
    print(
        f"{'':10}{'wall s':>9}{'naive':>8}{'Chrom.':>8}{'CPU s':>9}{'naive':>8}{'peak MB':>9}{'bytes':>11}"
        f"{'naive':>7}{'pages':>7}"
    )
    for way, runs in results.items():
        row = f"{way:10}{median(runs, 'wall'):9.2f}{ratio(runs, results['naive'], 'wall'):>8}"
        row += f"{ratio(runs, results.get('chromium', []), 'wall'):>8}"
        row += f"{median(runs, 'cpu'):9.2f}{ratio(runs, results['naive'], 'cpu'):>8}"
        row += f"{median(runs, 'peak') or math.nan:9.0f}{runs[-1]['bytes']:11.0f}"
        row += f"{ratio(runs, results['naive'], 'bytes'):>7}"
        print(f"{row}{pages_of(folder / f'{way}.pdf'):7d}")


def median(runs: list[dict[str, float]], key: str) -> float:
    return statistics.median(run[key] for run in runs)


def ratio(runs: list[dict[str, float]], base: list[dict[str, float]], key: str) -> str:
    if not base:
        return "–"
    return f"{statistics.median(run[key] / first[key] for run, first in zip(runs, base, strict=True)):.3f}"


def same_as_in_one_piece(size: str, folder: Path) -> None:
    """Ends with an error if a page of the joined document says something else than in one piece."""
    subprocess.run(child("--size", size, "--folder", str(folder), "--part", "piece"), check=True)
    joined, whole = texts_of(folder / "nothing.pdf"), texts_of(folder / "piece.pdf")
    size, other_size = ((folder / name).stat().st_size for name in ("nothing.pdf", "piece.pdf"))
    print(
        f"in one piece, tagged: {len(whole) - 1} pages, {other_size} bytes; joined: {size / other_size:.2f} of them"
    )
    different = [
        number for number, (one, other) in enumerate(zip(joined, whole, strict=False), 1) if one != other
    ]
    if different or len(joined) != len(whole):
        for number in different[:3]:
            print(f"--- page {number}, joined:\n{joined[number - 1]}\n--- in one piece:\n{whole[number - 1]}")
        sys.exit(f"the joined document differs on pages {different[:20]}")
    print("every page says the same")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="S")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--part", choices=("prepare", "naive", "piece", "serve"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.part == "prepare":
        write_html(given.size, given.folder)
    elif given.part == "naive":
        naive(given.folder)
    elif given.part == "piece":
        (given.folder / "piece.pdf").write_bytes(in_one_piece(given.folder, "", "pdf/ua-1"))
    elif given.part == "serve":
        serve(given.size, given.folder, given.processes)
    else:
        with tempfile.TemporaryDirectory(prefix="renaksi-bench-") as folder:
            compare(given.size, given.rounds, given.processes, Path(folder))


if __name__ == "__main__":
    main()
