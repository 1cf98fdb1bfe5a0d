"""The strands of a book in a file."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from app.reports.catalogue.action_plan import stylesheets
from app.reports.catalogue.action_plan.chapters import book
from app.reports.paper.html import speaking
from app.reports.renderers.chapters.cut import RUN, Look, Strand
from app.reports.renderers.chapters.manuscript import Manuscript
from app.reports.renderers.pdf import Asset
from tests.factories.documents import plan_document

LOOK = Look("id", ("paper.css",), "digest", "pdf/ua-1", "Halaman", "dari")
LARGEST = (
    200_000  # signs of one chapter: what they are laid out in stays below the memory of a rendering process
)


def strand(number):
    rows = tuple((f"r{row}", f"<tr>é{row}</tr>") for row in range(number))
    return Strand(f"s{number}", "Judul", LOOK, "<p>–</p>", rows=rows, assets={"a": Asset(b"x", "image/png")})


class TestManuscript:
    def test_what_was_written_comes_back(self):
        strands = [strand(number) for number in range(4)]
        written = Manuscript(strands[:1])
        written.extend(iter(strands[1:]))
        assert len(written) == 4
        assert [written[place] for place in (3, 0, -1, 2)] == [strands[3], strands[0], strands[3], strands[2]]
        assert list(written) == strands
        assert written[1:3] == strands[1:3]

    def test_there_is_an_end(self):
        with pytest.raises(IndexError):
            Manuscript([strand(1)])[1]

    def test_several_may_read(self):
        strands = [strand(number) for number in range(40)]
        written = Manuscript(strands)
        with ThreadPoolExecutor(8) as readers:
            assert list(readers.map(written.__getitem__, list(range(40)) * 5)) == strands * 5

    def test_the_file_goes_with_it(self):
        written = Manuscript([strand(1)])
        closing = written._closing
        assert closing.alive
        del written
        assert not closing.alive


@pytest.mark.parametrize("units", [40, 400])
def test_no_chapter_grows_with_the_number_of_opd(paper_app, units):
    document = plan_document(units=units, lines=units * 3)
    with paper_app.app_context(), speaking("id", document.government.time_zone):
        cut = book(document, stylesheets(document), {})
        strands = [*cut.strands, *cut.contents({})]
    lengths = {one.name: len(one.chunk(0, one.run or RUN).html) for one in strands}
    assert len(lengths) == len(strands) > units
    assert {name: length for name, length in lengths.items() if length > LARGEST} == {}
