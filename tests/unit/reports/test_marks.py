"""Where a part's HTML is cut, however it comes."""

import pytest
from markupsafe import escape

from app.reports.renderers.chapters.cut import Look
from app.reports.renderers.chapters.marks import strands_of

LOOK = Look("id", (), "", None, "Halaman", "dari")
TABLE = (
    '<section><h1 id="a">BAB</h1><p>Isi &amp; <!-- biasa -->akhir</p></section>\n'
    '<!--strand units 180|Indeks &amp; OPD--><section><h2>Judul</h2><p class="caption" id="t1">Tabel</p>'
    '<table id="t"><thead></thead><tbody><!--row u-1--><tr id="u-1"></tr>\n<!--row u-2--><tr id="u-2"></tr>'
    "<!--end--></tbody></table><p>Sumber</p></section>"
    "<!--strand last|Akhir--><section>Akhir</section>"
)


def read(html, size=None):
    pieces = [html] if size is None else [html[at : at + size] for at in range(0, len(html), size)]
    return list(strands_of(pieces, "bab1", "BAB I", LOOK))


class TestReading:
    def test_strands_in_order(self):
        first, table, last = read(TABLE)
        assert (first.name, first.title, first.rows) == ("bab1", "BAB I", ())
        assert first.opening.startswith("<section><h1")
        assert "<!-- biasa -->" in first.opening
        assert (table.name, table.title, table.run) == ("units", "Indeks & OPD", 180)
        assert (last.name, last.opening, last.run) == ("last", "<section>Akhir</section>", None)

    def test_rows_stand_between_opening_and_closing(self):
        _first, table, _last = read(TABLE)
        assert table.rows == (("u-1", '<tr id="u-1"></tr>\n'), ("u-2", '<tr id="u-2"></tr>'))
        assert table.opening.endswith("<tbody>")
        assert table.closing == "</tbody></table><p>Sumber</p></section>"

    def test_what_is_said_once_is_not_said_again(self):
        _first, table, _last = read(TABLE)
        assert table.again == "<section><table><thead></thead><tbody>"

    @pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
    def test_pieces_may_end_anywhere(self, size):
        assert read(TABLE, size) == read(TABLE)

    def test_a_part_without_marks_is_one_strand(self):
        (only,) = read("<p>Isi</p>")
        assert (only.name, only.opening) == ("bab1", "<p>Isi</p>")

    def test_nothing_before_the_first_mark_is_no_strand(self):
        assert [strand.name for strand in read("\n<!--strand a|A--><p>Isi</p>")] == ["a"]

    def test_what_people_type_is_no_mark(self):
        typed = escape("<!--strand x|X--><!--row y--><!--end-->")
        (only,) = read(f"<p>{typed}</p>")
        assert not only.rows
        assert "&lt;!--strand" in only.opening

    def test_the_last_hand_is_laid_on_every_piece(self):
        strands = strands_of([TABLE], "bab1", "BAB I", LOOK, lambda html: html.replace("tr", "TR"))
        assert [html for strand in strands for _id, html in strand.rows] == [
            '<TR id="u-1"></TR>\n',
            '<TR id="u-2"></TR>',
        ]
