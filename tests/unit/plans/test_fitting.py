"""When a sentence no longer fits its number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plans.fitting import Change, Doubt, Remembered, doubts, moved, parse, remember, sentences

pytestmark = pytest.mark.unit

VALUES = {
    "pemerintah": "Kabupaten Sinjai",
    "indeks": "2,61",
    "predikat": "Baik",
    "jumlah_opd": "40",
    "jumlah_opd_mengirim": "38",
    "jumlah_kegiatan": "56",
    "jumlah_anggaran": "Rp1.500.000.000",
    "jumlah_pengaduan": "1.234",
    "persen_tindak_lanjut": "62,5%",
    "persen_selesai": None,
}


def saved(html, values=VALUES, **more):
    return {each.key: remember(each, values) for each in sentences(html)} | more


def found(html, values, remembered=None):
    return doubts(html, values, saved(html) if remembered is None else remembered)


class TestSentences:
    def test_blocks_and_full_stops_divide(self):
        html = (
            "<h1>2.1 Data</h1><div>Satu. <strong>Dua</strong> tiga.<br><br>Empat</div><ul><li>Lima</li></ul>"
        )
        texts = [each.text for each in sentences(html)]
        assert texts == ["2.1 Data", "Satu.", "Dua tiga.", "Empat", "Lima"]

    def test_numbers_and_short_forms_do_not(self):
        html = "<p>Sesuai Permenpan RB No. 46 dan H. Andi mencatat 1.234 pengaduan.</p>"
        assert len(sentences(html)) == 1

    def test_the_key_is_of_the_words_alone(self):
        one, other = "<p>Ada {{indeks}}.</p>", "<div>Ada  <em>{{ indeks }}</em>.</div>"
        assert sentences(one)[0].key == sentences(other)[0].key
        assert sentences(one)[0].key != sentences("<p>Ada {{predikat}}.</p>")[0].key

    @given(st.text())
    def test_any_text_can_be_read(self, text):
        doubts(text, VALUES, {})


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "value", "places"),
        [("1.234", 1234, 0), ("42,5%", 42.5, 1), ("Rp1.500.000", 1500000, 0), ("2,61", 2.61, 2)],
    )
    def test_they_are_read_as_they_are_printed(self, text, value, places):
        number = parse(text)
        assert number is not None
        assert (float(number.value), number.places) == (value, places)

    @pytest.mark.parametrize("text", ["Baik", "", "4.01.02", "62/2018", "…"])
    def test_words_and_codes_are_none(self, text):
        assert parse(text) is None

    @pytest.mark.parametrize(
        ("before", "after", "expected"),
        [
            ("42,0%", "42,1%", False),  # rounding alone
            ("42,0%", "42,2%", True),
            ("38", "39", True),
            ("38", "38", False),
            (None, "38", True),
            ("Baik", "Cukup", True),
        ],
    )
    def test_what_counts_as_moved(self, before, after, expected):
        assert moved(before, after) is expected


class TestChanges:
    HTML = "<p>{{pemerintah}} mencatat {{jumlah_pengaduan}} pengaduan.</p><p>Tetap {{jumlah_opd}} OPD.</p>"

    def test_a_sentence_whose_figure_moved_is_listed_with_both(self):
        (doubt,) = found(self.HTML, VALUES | {"jumlah_pengaduan": "1.300"})
        assert doubt.gravest is Doubt.CHANGED
        assert doubt.changes == (Change("jumlah_pengaduan", "1.234", "1.300"),)
        assert doubt.reads == "Kabupaten Sinjai mencatat 1.300 pengaduan."

    def test_nothing_is_listed_while_nothing_moved(self):
        assert found(self.HTML, VALUES) == ()

    def test_a_name_is_no_figure(self):
        assert found(self.HTML, VALUES | {"pemerintah": "Kota Sinjai"}) == ()

    def test_what_nobody_ever_saved_has_nothing_to_differ_from(self):
        assert found(self.HTML, VALUES | {"jumlah_pengaduan": "1"}, {}) == ()

    def test_a_figure_that_went_away_is_told(self):
        (doubt,) = found(self.HTML, VALUES | {"jumlah_pengaduan": None})
        assert doubt.changes == (Change("jumlah_pengaduan", "1.234", None),)

    def test_the_token_names_the_figures_that_were_seen(self):
        one = found(self.HTML, VALUES | {"jumlah_pengaduan": "1.300"})[0].token
        other = found(self.HTML, VALUES | {"jumlah_pengaduan": "1.301"})[0].token
        assert one != other
        assert one.partition("-")[0] == other.partition("-")[0]


class TestTyped:
    def test_a_number_that_was_a_figure_when_it_was_typed(self):
        (doubt,) = found("<p>Rencana ini memuat 56 kegiatan.</p>", VALUES | {"jumlah_kegiatan": "60"})
        assert doubt.gravest is Doubt.TYPED
        assert doubt.typed == (Change("jumlah_kegiatan", "56", "60"),)

    @pytest.mark.parametrize(
        "text",
        [
            "Rencana ini memuat 57 kegiatan.",  # never was the figure
            "Sejak 56 tahun lalu.",  # the same number of something else
            "Peraturan Nomor 56/2018 tentang kegiatan.",  # part of a code
            "Memuat {{jumlah_kegiatan}} kegiatan, bukan 56.",  # the placeholder is there and moves along
        ],
    )
    def test_other_numbers_are_left_alone(self, text):
        html = f"<p>{text}</p>"
        assert not any(doubt.typed for doubt in found(html, VALUES | {"jumlah_kegiatan": "60"}))

    def test_money_and_shares_are_recognised_as_such(self):
        html = "<p>Anggaran Rp1.500.000.000. Sebanyak 62,5% ditindaklanjuti.</p>"
        changed = VALUES | {"jumlah_anggaran": "Rp1", "persen_tindak_lanjut": "10,0%"}
        assert [doubt.typed[0].name for doubt in found(html, changed)] == [
            "jumlah_anggaran",
            "persen_tindak_lanjut",
        ]

    def test_two_figures_that_say_the_same_are_not_both_meant(self):
        html = "<p>Diikuti 40 OPD.</p>"
        same = VALUES | {"jumlah_opd_mengirim": "40"}
        assert found(html, same | {"jumlah_opd_mengirim": "39"}, saved(html, same)) == ()


class TestShares:
    @pytest.mark.parametrize(
        ("words", "share", "denied"),
        [
            ("lebih dari separuh", "50,1%", False),
            ("lebih dari separuh", "50,0%", True),
            ("Lebih dari setengahnya", "42,0%", True),
            ("kurang dari separuh", "42,0%", False),
            ("kurang dari separuh", "62,0%", True),
            ("hampir separuh", "47,0%", False),
            ("hampir separuh", "52,0%", True),
            ("sekitar sepertiga", "36,0%", False),
            ("lebih dari dua pertiga", "66,0%", True),
            ("sebagian besar", "62,5%", False),
            ("sebagian besar", "45,0%", True),
            ("hampir seluruh", "76,0%", False),
            ("hampir semua", "60,0%", True),
            ("tidak lebih dari separuh", "42,0%", False),  # negated: not judged
        ],
    )
    def test_words_against_the_share(self, words, share, denied):
        html = f"<p>Dari semua pengaduan, {words} ({{{{persen_tindak_lanjut}}}}) ditindaklanjuti.</p>"
        values = VALUES | {"persen_tindak_lanjut": share}
        assert bool([claim for doubt in found(html, values, {}) for claim in doubt.claims]) is denied

    def test_two_counts_make_a_share(self):
        html = "<p>Sebagian besar, {{jumlah_opd_mengirim}} dari {{jumlah_opd}} OPD, sudah mengirim.</p>"
        assert found(html, VALUES, {}) == ()
        (doubt,) = found(html, VALUES | {"jumlah_opd_mengirim": "12"}, {})
        assert doubt.gravest is Doubt.CONTRADICTED
        assert doubt.claims[0].figure == "12 dari 40"

    def test_words_without_a_share_are_not_judged(self):
        assert found("<p>Sebagian besar dari {{jumlah_pengaduan}} pengaduan.</p>", VALUES, {}) == ()

    def test_the_nearest_share_is_meant(self):
        html = (
            "<p>Lebih dari separuh ({{persen_tindak_lanjut}}) ditindaklanjuti dan "
            "kurang dari separuh ({{persen_selesai}}) selesai.</p>"
        )
        values = VALUES | {"persen_selesai": "20,0%"}
        assert found(html, values, {}) == ()
        (doubt,) = found(html, values | {"persen_selesai": "70,0%"}, {})
        assert [claim.name for claim in doubt.claims] == ["persen_selesai"]


class TestDirections:
    @pytest.mark.parametrize(
        ("text", "denied"),
        [
            ("meningkat dari 900 menjadi {{jumlah_pengaduan}}", False),
            ("meningkat dari 1.500 menjadi {{jumlah_pengaduan}}", True),
            ("menurun dari 1.500 pengaduan menjadi {{jumlah_pengaduan}}", False),
            ("menurun dari 900 menjadi {{jumlah_pengaduan}}", True),
            ("tidak meningkat dari 1.500 menjadi {{jumlah_pengaduan}}", False),
            ("meningkat lalu menurun dari 1.500 menjadi {{jumlah_pengaduan}}", False),
        ],
    )
    def test_from_and_to(self, text, denied):
        assert bool(found(f"<p>Pengaduan {text}.</p>", VALUES, {})) is denied

    def test_a_word_against_how_the_figure_moved(self):
        html = "<p>Pengaduan meningkat menjadi {{jumlah_pengaduan}}.</p>"
        (up,) = found(html, VALUES | {"jumlah_pengaduan": "1.300"})
        (down,) = found(html, VALUES | {"jumlah_pengaduan": "1.100"})
        assert (up.gravest, down.gravest) == (Doubt.CHANGED, Doubt.CONTRADICTED)
        assert down.claims[0].words == "meningkat"


class TestConfirmed:
    HTML = "<p>Lebih dari separuh ({{persen_tindak_lanjut}}) ditindaklanjuti.</p>"

    def test_a_person_has_the_last_word(self):
        values = VALUES | {"persen_tindak_lanjut": "42,0%"}
        (sentence,) = sentences(self.HTML)
        before = Remembered({"persen_tindak_lanjut": "42,0%"}, {}, confirmed=True)
        assert found(self.HTML, values, {sentence.key: before}) == ()

    def test_until_the_figure_moves_again(self):
        (sentence,) = sentences(self.HTML)
        before = Remembered({"persen_tindak_lanjut": "42,0%"}, {}, confirmed=True)
        (doubt,) = found(self.HTML, VALUES | {"persen_tindak_lanjut": "30,0%"}, {sentence.key: before})
        assert doubt.gravest is Doubt.CONTRADICTED
