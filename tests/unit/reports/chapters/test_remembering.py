"""What did not change is not laid out again."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from app.reports.renderers.chapters.cut import Strand
from app.reports.renderers.chapters.process import CHILD
from tests.unit.reports.chapters.laying import LOOK


class TestRemembering:
    def test_the_same_again_lays_nothing_out(self, again, document, filled, laid):
        assert again(document) == filled[1]
        assert laid == []

    def test_even_when_the_whole_is_forgotten(self, again, document, filled, laid):
        store = again.keywords["store"]
        for path in Path(store.root).rglob("*"):
            if path.is_file() and path.stat().st_size == len(filled[1]) + 32:
                path.unlink()
        assert again(document) == filled[1]
        assert laid == []

    def test_the_foreword_alone(self, again, document, laid):
        first, *rest = document.chapters
        again(
            replace(document, chapters=(replace(first, html=first.html + "<p>Satu kalimat lagi.</p>"), *rest))
        )
        assert laid == ["foreword"]

    def test_a_line_costs_its_own_part_of_the_matrix_and_its_opd(self, again, document, laid):
        category = document.categories[1]
        line = next(line for line in category.lines if line.responsible_unit)
        changed = replace(line, activity=f"{line.activity} (diperbarui)")
        lines = tuple(changed if one is line else one for one in category.lines)
        categories = tuple(
            replace(one, lines=lines) if one is category else one for one in document.categories
        )
        again(replace(document, categories=categories))
        assert len(laid) <= 4
        assert {name.split("-")[0] for name in laid} <= {"matrix", "annex"}
        assert sum(name.startswith("annex") for name in laid) == 1

    def test_another_government_shares_nothing(self):
        chunk = Strand("bab1", "BAB I", LOOK, "<p>Isi</p>").chunk()
        assert chunk.key("g1") != chunk.key("g2")

    @pytest.mark.parametrize(
        "change", [{"concept": ""}, {"styles": ()}, {"digest": "x"}, {"variant": None}, {"language": "en"}]
    )
    def test_whatever_changes_the_page_changes_the_key(self, change):
        strand = Strand("bab1", "BAB I", LOOK, "<p>Isi</p>")
        assert strand.chunk().key("g1") != replace(strand, look=replace(LOOK, **change)).chunk().key("g1")

    def test_what_was_altered_is_laid_out_again(self, again, document, filled, laid):
        for path in Path(again.keywords["store"].root).rglob("*"):
            if path.is_file():
                content = bytearray(path.read_bytes())
                content[len(content) // 2] ^= 1
                path.write_bytes(content)
        assert again(document) == filled[1]
        assert len(laid) > 15


def test_a_rendering_process_knows_nothing_of_the_application():
    """Neither settings nor database: a parser that is taken over finds nothing worth taking."""
    code = (
        "import runpy, sys; child = runpy.run_path(sys.argv[1]); child['_only_renderers']();"
        "import app.reports.renderers.chapters.rendering as rendering; rendering.warm();"
        "print(sorted({'flask', 'sqlalchemy', 'app.config', 'app.db'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", code, str(CHILD)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_process_that_joins_does_not_load_the_engine():
    """It stays small: what it holds is the document alone."""
    code = (
        "import runpy, sys; sys.argv[2:] = ['join']; child = runpy.run_path(sys.argv[1]);"
        "child['_only_renderers'](); child['_load']();"
        "print('pikepdf' in sys.modules, sorted({'weasyprint', 'flask', 'sqlalchemy'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", code, str(CHILD)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "True []"
