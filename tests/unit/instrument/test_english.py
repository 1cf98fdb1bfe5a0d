"""Every question that is shipped says in both languages what is asked and why, and on what it rests."""

import re
from dataclasses import replace

import pytest

from app.instrument.english import FOLDER, aid_for, aids_of
from app.instrument.loader import read_version
from tests.outside_catalogue import INDONESIAN

pytestmark = pytest.mark.unit
VERSIONS = sorted(path.name for path in (FOLDER.parent / "content").iterdir() if path.is_dir())


@pytest.mark.parametrize("version", VERSIONS)
def test_every_question_has_its_reading_aid_and_no_other(version):
    specs = {spec.code: spec for spec in read_version(version).indicators}
    aids = aids_of(version)
    assert aids.keys() == specs.keys()
    for code, spec in specs.items():
        assert aid_for(spec) == aids[code]
        assert len(spec.why) > 60
        assert spec.legal_basis.endswith("(rujukan umum)")
        assert len(aids[code].why) > 60
        assert aids[code].text.endswith(".")


@pytest.mark.parametrize("version", VERSIONS)
def test_it_is_english(version):
    told = [text for aid in aids_of(version).values() for text in (aid.text, aid.why)]
    assert not [text for text in told if INDONESIAN.search(re.sub(r"SP4N-LAPOR!", "", text))]


def test_a_reworded_question_has_none():
    spec = next(iter(read_version(VERSIONS[0]).indicators))
    assert aid_for(replace(spec, text=spec.text + " Baru.")) is None
