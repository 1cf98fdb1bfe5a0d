"""Templates of chapters: what is mistyped in them, and a text that two sides changed."""

from random import Random

import pytest

from app.plans.chapter_templates import KINDS, templates_for
from app.plans.narrative import sanitised
from app.plans.narrative_labels import PLACEHOLDER_LABELS
from app.plans.rules.templates import slips
from app.plans.rules.three_ways import merge
from app.plans.sample_figures import SAMPLE_FIGURES

pytestmark = pytest.mark.unit

KNOWN = tuple(PLACEHOLDER_LABELS)


class TestSlips:
    @pytest.mark.parametrize(
        ("typed", "nearest"),
        [
            ("{{indek}}", "{{indeks}}"),
            ("{{ Indeks }}", "{{indeks}}"),
            ("{indeks}", "{{indeks}}"),
            ("{{indeks}", "{{indeks}}"),
            ("{{indeks", "{{indeks}}"),
            ("indeks}}", ""),
            ("{{jumlah opd}}", "{{jumlah_opd}}"),
            ("{{jumlah_kegitan}}", "{{jumlah_kegiatan}}"),
            ("{{nama_presiden_amerika}}", ""),
            ("{{}}", ""),
            ("{{{indeks}}}", "{{indeks}}"),
        ],
    )
    def test_what_is_no_placeholder_is_found_with_the_nearest_right_one(self, typed, nearest):
        (found,) = slips(f"<div>Nilainya adalah {typed} pada tahun ini.</div>", KNOWN)
        assert found.nearest == nearest
        assert found.typed.strip("{} ") in typed

    def test_the_words_around_tell_the_place(self):
        body = "<div>Indeks {{pemerintah}} adalah {{indek}} dengan predikat {{predikat}}.</div>"
        (found,) = slips(body, KNOWN)
        assert found.before.endswith("Indeks {{pemerintah}} adalah ")
        assert found.after.startswith(" dengan predikat {{predikat}}.")

    def test_every_one_is_found_in_order(self):
        found = slips("<div>{{satu}} {{indeks}} {dua} {{ tiga</div>", KNOWN)
        assert [slip.typed for slip in found] == ["{{satu}}", "{dua}", "{{ tiga"]

    def test_a_right_name_that_markup_cuts_in_two_would_not_be_filled(self):
        assert slips("<div>{{<em>indeks</em>}}</div>", KNOWN)
        assert slips("<div>{{in<strong>deks</strong>}}</div>", KNOWN)

    def test_right_ones_are_left_alone(self):
        assert (
            slips("".join(f"<div>{{{{{name}}}}} dan {{{{ {name} }}}}</div>" for name in KNOWN), KNOWN) == ()
        )

    def test_a_long_text_of_braces_is_read_quickly(self):
        assert len(slips("<div>" + "{ a " * 20_000 + "</div>", KNOWN)) == 20_000

    @pytest.mark.parametrize("kind", KINDS)
    def test_the_packaged_ones_have_none(self, kind):
        assert not [slips(body, KNOWN) for *_rest, body in templates_for(kind).chapters if slips(body, KNOWN)]


def test_every_placeholder_has_a_sample_figure():
    assert set(SAMPLE_FIGURES) == set(KNOWN)


BASE = "<h1>1.1 Awal</h1><div>Satu.</div><ul><li>a;</li><li>b.</li></ul><div>Akhir.</div>"


class TestMerging:
    def test_an_untouched_text_becomes_the_newer_one(self):
        newer = BASE.replace("Satu.", "Dua.").replace("<li>b.</li>", "<li>b;</li><li>c.</li>")
        found = merge(BASE, BASE, newer)
        assert (found.body, found.clashes) == (newer, ())
        assert found.taken == 2

    def test_both_changes_stand(self):
        mine = BASE.replace("Akhir.", "Akhir kami.")
        theirs = BASE.replace("Satu.", "Satu dan dua.").replace("<li>a;</li>", "<li>nol;</li><li>a;</li>")
        found = merge(BASE, mine, theirs)
        assert not found.clashes
        for words in ("Satu dan dua.", "<li>nol;</li>", "Akhir kami."):
            assert words in found.body
        assert sanitised(found.body) == found.body

    def test_what_both_changed_stays_mine_and_is_told(self):
        found = merge(BASE, BASE.replace("Satu.", "Kami."), BASE.replace("Satu.", "Mereka."))
        assert "Kami." in found.body
        assert "Mereka." not in found.body
        assert [(clash.mine, clash.theirs) for clash in found.clashes] == [
            ("<div>Kami.</div>", "<div>Mereka.</div>")
        ]

    def test_what_a_person_added_or_took_out_stays_so(self):
        mine = BASE.replace("<li>b.</li>", "") + "<div>Tambahan kami.</div>"
        theirs = BASE.replace("1.1 Awal", "1.1 Latar")
        found = merge(BASE, mine, theirs)
        assert found.body == mine.replace("1.1 Awal", "1.1 Latar")

    def test_what_both_added_at_the_same_place_stands_one_after_the_other(self):
        found = merge(BASE, BASE + "<div>Kami.</div>", BASE + "<div>Mereka.</div>")
        assert found.body == BASE + "<div>Kami.</div><div>Mereka.</div>"
        assert (found.taken, found.clashes) == (1, ())

    def test_blanks_of_the_editor_are_no_change(self):
        mine = BASE.replace("</div><ul>", "<br></div> <ul>").replace("Akhir.", "Akhir&nbsp;kami.")
        found = merge(BASE, mine, BASE.replace("Satu.", "Dua."))
        assert "Dua." in found.body
        assert "Akhir&nbsp;kami." in found.body
        assert not found.clashes

    def test_the_same_change_on_both_sides_is_no_clash(self):
        both = BASE.replace("Satu.", "Dua.")
        assert merge(BASE, both, both) == merge(both, both, both)

    def test_no_word_of_a_person_is_lost(self):
        """Whatever either side does, every block that a person wrote is in the result."""
        random = Random(7)
        blocks = [f"<div>Kalimat {n}.</div>" for n in range(12)]
        for trial in range(300):
            mine, theirs = (
                [
                    block if random.random() < 0.7 else f"<div>{side} {trial} {n}</div>"
                    for n, block in enumerate(blocks)
                    if random.random() < 0.9
                ]
                for side in ("mine", "theirs")
            )
            found = merge("".join(blocks), "".join(mine), "".join(theirs))
            for block in mine:
                if "mine" in block:
                    assert block in found.body
