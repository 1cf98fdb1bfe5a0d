"""The chapters that plans begin with: complete for every kind, clean, and with placeholders that exist."""

import pytest
import yaml

from app.plans.chapter_templates import FILE, KINDS, templates_for
from app.plans.fitting import doubts
from app.plans.narrative import sanitised
from app.plans.narrative_labels import PLACEHOLDER_LABELS
from app.plans.placeholders import names_in
from app.plans.rules import ChapterCode

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("kind", KINDS)
class TestEveryKind:
    def test_all_chapters_are_there_in_order(self, kind):
        chapters = templates_for(kind).chapters
        assert [code for code, _title, _body in chapters] == list(ChapterCode)
        assert all(title and body for _code, title, body in chapters)

    def test_they_survive_the_cleaning_of_the_editor(self, kind):
        for _code, _title, body in templates_for(kind).chapters:
            assert sanitised(body) == body

    def test_every_placeholder_exists(self, kind):
        used = {name for *_rest, body in templates_for(kind).chapters for name in names_in(body)}
        assert used <= set(PLACEHOLDER_LABELS)

    def test_no_sentence_is_doubted_before_anybody_wrote_one(self, kind):
        values = {"persen_tindak_lanjut": "3,0%", "persen_selesai": "1,0%", "jumlah_opd_mengirim": "1"}
        values |= {"jumlah_opd": "40"}
        for _code, _title, body in templates_for(kind).chapters:
            assert doubts(body, values, {}) == ()


def test_each_kind_has_its_own_words():
    bodies = {kind: " ".join(body for *_rest, body in templates_for(kind).chapters) for kind in KINDS}
    assert "kecamatan dan desa" in bodies["regency"]
    assert "kecamatan dan kelurahan" in bodies["city"]
    assert "kabupaten dan kota" in bodies["province"]
    assert len(set(bodies.values())) == len(KINDS)


def test_the_file_names_only_kinds_that_exist():
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    named = {kind for each in content["chapters"] for part in each["parts"] for kind in part.get("only", ())}
    assert named <= set(KINDS)
    assert isinstance(content["version"], int)
