"""A process that lays out chapter after chapter stays as large as one chapter makes it."""

from pathlib import Path

from app.reports.renderers.chapters.cut import Strand
from app.reports.renderers.chapters.process import RenderingProcess
from tests.unit.reports.chapters.laying import LOOK

CHUNKS = 4
# Times what the first chapter takes. Measured: 1.0; where garbage is left lying 3.3.
MOST = 2.0


def resident(pid: int, row: str) -> int:
    """Kilobytes, as the system says."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(status.split(f"{row}:")[1].split()[0])


def test_what_a_chapter_left_is_gone_before_the_next_but_one():
    process = RenderingProcess(120, 100)
    row = "<tr><td>" + "Menyusun prosedur baku. " * 8 + "</td><td>Dinas Sosial</td><td>1.250.000</td></tr>"
    chunk = Strand("tabel", "Tabel", LOOK, f"<table>{row * 300}</table>").chunk()
    try:
        process.start()
        process.render(Strand("awal", "Awal", LOOK, "<p>Isi</p>").chunk())
        pid = process.pid or 0
        before = resident(pid, "VmRSS")
        process.render(chunk)
        first = resident(pid, "VmHWM") - before
        for _ in range(CHUNKS):
            process.render(chunk)
        assert resident(pid, "VmHWM") - before < MOST * first
    finally:
        process.close()
