import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plans.anchors import follow, paragraphs
from app.plans.narrative import sanitised

pytestmark = pytest.mark.unit

ONE = "<div>Pengaduan masuk melalui tiga saluran resmi.</div>"
TWO = "<div>Setiap OPD menunjuk satu admin dan satu pejabat penghubung.</div>"
LIST = "<ul><li>satu</li><li>dua</li></ul>"


def key(html):
    return paragraphs(html)[0].key


class TestParagraphs:
    def test_blocks_are_cut_as_they_are_printed(self):
        found = paragraphs(f"<h1>Judul</h1><div>Satu &amp; <strong>dua</strong><br><br>Tiga</div>{LIST}")
        assert [each.html for each in found] == [
            "<h3>Judul</h3>",
            "<p>Satu &amp; <strong>dua</strong></p>",
            "<p>Tiga</p>",
            LIST,
        ]
        assert [each.text for each in found][1] == "Satu & dua"

    def test_loose_text_is_a_block(self):
        assert [each.html for each in paragraphs("lepas <em>kata</em><p>Blok</p>sisa")] == [
            "lepas <em>kata</em>",
            "<p>Blok</p>",
            "sisa",
        ]

    def test_the_same_words_twice_have_two_keys(self):
        first, second = paragraphs(ONE + ONE)
        assert first.text == second.text
        assert first.key != second.key

    def test_empty_blocks_are_none(self):
        assert paragraphs("<div> </div><p><br></p>") == ()

    @given(st.text(max_size=200))
    def test_whatever_was_cleaned_can_be_cut_and_loses_no_words(self, text):
        body = sanitised(text)
        found = paragraphs(body)
        assert "".join("".join(each.text for each in found).split()) == "".join(
            "".join(each.text for each in paragraphs(f"<div>{body}</div>")).split()
        )


class TestFollowing:
    def test_other_paragraphs_may_come_go_and_move(self):
        anchor = key(TWO)
        assert follow([anchor], ONE + TWO, TWO) == {anchor: anchor}
        assert follow([anchor], TWO, LIST + ONE + TWO) == {anchor: anchor}

    def test_an_edited_paragraph_is_followed(self):
        edited = TWO.replace("satu pejabat", "dua pejabat")
        assert follow([key(TWO)], ONE + TWO, edited + ONE) == {key(TWO): key(edited)}

    def test_a_paragraph_that_went_is_nowhere(self):
        assert follow([key(TWO)], ONE + TWO, ONE) == {}
        assert follow([key(TWO)], ONE + TWO, ONE + "<div>Sama sekali lain isinya.</div>") == {}

    def test_the_likeliest_is_taken(self):
        near = TWO.replace("Setiap", "Seluruh")
        far = TWO.replace("menunjuk satu admin dan", "punya")
        assert follow([key(TWO)], TWO, far + near) == {key(TWO): key(near)}

    def test_an_unknown_anchor_is_left_out(self):
        assert follow(["x"], ONE, ONE) == {}
