"""The same SVG stands on page and paper: presentation attributes only, and WeasyPrint writes every figure."""

import logging
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, render_template_string

from app.web.sample_data import chart_samples, complaint_chart_samples
from tests.guards.tools import missing

TEMPLATE = """
{% from "web/charts/bars.html" import bars %}{% from "web/charts/columns.html" import columns %}
{% from "web/charts/distribution.html" import distribution %}{% from "web/charts/gantt.html" import gantt %}
{% from "web/charts/gauge.html" import gauge %}{% from "web/charts/heatmap.html" import heatmap %}
{% from "web/charts/line.html" import line %}{% from "web/charts/radar.html" import radar %}
{% from "web/charts/flow.html" import flow %}{% from "web/charts/histogram.html" import histogram %}
{% from "web/charts/ranking.html" import ranking %}
{% from "web/charts/tile_map.html" import nation_map, province_map, regency_strips %}
<html lang="id"><head><title>Grafik</title><style>svg { max-width: 100%; height: auto }</style></head><body>
{{ radar("Radar", s.axes, s.radar, table=t) }}{{ gauge("Pengukur", 2.87, "Baik", s.predicates, table=t) }}
{{ bars("Batang", s.bars, "decimal2", 5, {"label": "Rata-rata", "value": 2.87}, table=t) }}
{{ distribution("Sebaran", s.parts, table=t) }}{{ columns("Kolom", s.months, s.columns, table=t) }}
{{ line("Tren", s.months, s.trend, "percent1", 1, {"label": "Target", "value": 0.9}, table=t) }}
{{ heatmap("Peta panas", s.axes, s.many_rows, chunk=25, table=t) }}{{ gantt("Jadwal", s.years, s.gantt, table=t) }}
{{ flow("Arus", s.flow.labels, s.flow.incoming, s.flow.closed, s.flow.backlog, table=t) }}
{{ histogram("Lama", s.days.in_time, s.days.late, [14], 9, 24, 31, table=t) }}
{{ ranking("Peringkat", s.ranked, table=t) }}
{{ nation_map("Provinsi", s.provinces, chart_equal_steps(), "percent0", table=t, links=False) }}
{{ province_map("Kabupaten", s.regencies, chart_count_steps(640), wide=True, table=t, links=False) }}
{{ regency_strips("Semua", s.regencies, {"99": "Provinsi Contoh"}, chart_count_steps(640), table=t, links=False) }}
</body></html>"""


def rendered(app: Flask, table: str, template: str = TEMPLATE, **values: Any) -> str:
    with app.test_request_context("/"):
        samples = {**chart_samples(), **complaint_chart_samples()}
        return render_template_string(template, s=samples, t=table, **values)


def test_drawings_use_presentation_attributes_only(app: Flask) -> None:
    html = rendered(app, "none")
    drawings = re.findall(r"<svg.*?</svg>", html, re.DOTALL)
    assert len(drawings) == 16  # fourteen kinds; the heatmap of 60 rows stands on three pictures
    for drawing in drawings:
        assert "style=" not in drawing
        assert "<style" not in drawing
        assert "url(" not in drawing
        assert "<script" not in drawing
        assert "<a " not in drawing
        assert 'role="img"' in drawing
        assert re.search(r"<title id=\"[^\"]+\">[^<]+</title><desc id=\"[^\"]+\">[^<]+</desc>", drawing)
        identity, described = re.search(r'aria-labelledby="(\S+) (\S+)"', drawing).groups()  # type: ignore[union-attr]
        assert f'id="{identity}"' in drawing
        assert f'id="{described}"' in drawing


def test_every_figure_stands_in_the_table_as_well(app: Flask) -> None:
    assert rendered(app, "none").count("<table") == 0
    html = rendered(app, "open")
    assert html.count("<table") == 14
    table = next(each for each in re.findall(r"<table.*?</table>", html, re.DOTALL) if "Radar" in each)
    for value in ("2,40", "3,10", "–", "1,80", "4,25", "3,50"):
        assert value in table


def test_names_and_titles_cannot_break_out_of_the_picture(app: Flask) -> None:
    evil = '</title></svg><script>alert(1)</script>"'
    html = rendered(
        app,
        "open",
        """{% from "web/charts/bars.html" import bars %}{{ bars(evil, [{"label": evil, "value": 1}], table=t) }}""",
        evil=evil,
    )
    assert "<script>" not in html
    assert html.count("</svg>") == 1


def test_weasyprint_writes_every_figure_on_paper(
    app: Flask, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    weasyprint = pytest.importorskip("weasyprint")
    with caplog.at_level(logging.WARNING, "weasyprint"):
        weasyprint.HTML(string=rendered(app, "none")).write_pdf(tmp_path / "charts.pdf")
    assert not caplog.records, [record.getMessage() for record in caplog.records]
    try:
        shown = subprocess.run(
            ["pdftotext", "-layout", tmp_path / "charts.pdf", "-"], capture_output=True, check=True, text=True
        ).stdout
    except FileNotFoundError:
        missing("poppler-utils")
    words = " ".join(shown.split())
    for expected in (
        "Tenggat 14",
        "Persentil 90: 24",
        "7 lainnya",
        "Sulsel",
        "Kota Contoh 3",
        "tidak ada data",
    ):
        assert expected in words, expected
    for expected in ("2,40", "4,25", "Rata-rata 2,87", "84,3%", "Target 90,0%", "Dinas Contoh 60", "2024"):
        assert expected in shown, expected
