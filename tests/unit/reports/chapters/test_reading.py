"""A document made of chapters reads as one made in one piece."""

import re

import pytest

from app.reports.renderers.chapters import crew as crews
from tests.factories.documents import plan_document
from tests.pdf_text import page_texts
from tests.unit.reports.chapters.laying import squeezed


class TestReading:
    @pytest.fixture(autouse=True)
    def short_runs(self, monkeypatch):
        """Long tables are cut after a page or two, so that short ones show what happens there."""
        monkeypatch.setattr(crews, "RUN", 8)

    @pytest.mark.parametrize(
        "values",
        [
            {"units": 2, "lines": 60},
            {"units": 2, "lines": 30, "nasty": True},
            {"units": 9, "lines": 10},
            {"units": 2, "empty": True},
            {"units": 1, "lines": 3},
            {"units": 64, "lines": 8},
        ],
        ids=str,
    )
    def test_every_page_says_what_it_says_in_one_piece(self, make_plan, in_one_piece, values):
        document = plan_document(**values)
        joined, one = squeezed(page_texts(make_plan(document))), squeezed(in_one_piece(document))
        assert len(joined) == len(one)
        for number, (mine, other) in enumerate(zip(joined, one, strict=True), start=1):
            assert mine == other, f"page {number}"

    def test_tables_of_many_opd_are_chapters_of_their_own(self, make, laid):
        make(plan_document(units=64, lines=8))
        names = {re.sub(r"-0$", "", name) for name in laid}  # the first piece of a table that is cut by rows
        assert {"complaints-by-unit", "complaints-by-month", "indices-by-unit", "units-by-index"} <= names

    def test_the_long_table_was_cut(self, make, laid):
        make(plan_document(units=1, lines=60))
        assert len([name for name in laid if re.fullmatch(r"matrix-\w+-[1-9]\d*", name)]) > 4
