"""Every question that is shipped says in both languages what is asked and why, and on what it rests; its levels and
evidence have English too, and the validator names what has none."""

import re
from dataclasses import replace

import pytest
import yaml

from app.instrument import english
from app.instrument.english import FOLDER, ReadingAid, aid_for, aid_problems, aids_of
from app.instrument.labels import problem_text
from app.instrument.loader import read_version
from app.instrument.questionnaire import AnswerKind, IndicatorSpec, LevelSpec
from tests.outside_catalogue import INDONESIAN

pytestmark = pytest.mark.unit
VERSIONS = sorted(path.name for path in (FOLDER.parent / "content").iterdir() if path.is_dir())


def aid_of(spec: IndicatorSpec) -> ReadingAid:
    aid = aid_for(spec)
    assert aid is not None
    return aid


def levels_of(spec: IndicatorSpec) -> list[str]:
    """The levels in English; a level that has none fails here."""
    aid = aid_of(spec)
    return [aid.words[level.description] for level in spec.levels]


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Changes the reading aid of version 2021 and gives what is wrong with it then, in words."""

    def change(how):
        told = yaml.safe_load((english.FOLDER / "2021.yaml").read_text(encoding="utf-8"))
        how(told)
        (tmp_path / "2021.yaml").write_text(yaml.safe_dump(told), encoding="utf-8")
        monkeypatch.setattr(english, "FOLDER", tmp_path)
        return [problem_text(problem) for problem in aid_problems(read_version("2021"))]

    return change


@pytest.mark.parametrize("version", VERSIONS)
def test_every_question_has_its_reading_aid_and_no_other(version):
    questionnaire = read_version(version)
    assert aid_problems(questionnaire) == []
    specs = {spec.code: spec for spec in questionnaire.indicators}
    aids = aids_of(questionnaire)
    assert aids.keys() == specs.keys()
    for code, spec in specs.items():
        assert aid_for(spec) == aids[code]
        assert len(spec.why) > 60
        assert spec.legal_basis.endswith("(rujukan umum)")
        assert len(aids[code].why) > 60
        assert aids[code].text.endswith(".")


@pytest.mark.parametrize("version", VERSIONS)
def test_all_that_is_chosen_or_asked_for_has_english(version):
    for spec in read_version(version).indicators:
        aid = aid_of(spec)
        assert all(text.endswith(".") for text in levels_of(spec))
        assert not [words for words in spec.evidence if not aid.of(words)]
        if spec.answer_type is AnswerKind.CHOICE:
            assert not [each for each in spec.parameters["options"] if not aid.of(each["label"])]


@pytest.mark.parametrize("version", VERSIONS)
def test_no_two_levels_of_a_question_are_told_apart_by_the_indonesian_alone(version):
    for spec in read_version(version).indicators:
        assert len(set(levels_of(spec))) == len(spec.levels), spec.code


@pytest.mark.parametrize("version", VERSIONS)
def test_the_figures_of_a_level_are_the_same_in_both_languages(version):
    def figures(text):
        return re.findall(r"\d+(?:[.,]\d+)?%?", text)

    for spec in read_version(version).indicators:
        for level, told in zip(spec.levels, levels_of(spec), strict=True):
            wanted = [figure.replace(",", ".") for figure in figures(level.description)]
            assert figures(told) == wanted, (spec.code, level.level)


@pytest.mark.parametrize("version", VERSIONS)
def test_it_is_english(version):
    aids = aids_of(read_version(version)).values()
    told = [text for aid in aids for text in (aid.text, aid.why, *aid.words.values())]
    assert not [text for text in told if INDONESIAN.search(re.sub(r"SP4N-LAPOR!", "", text))]


def test_a_reworded_question_has_none():
    spec = next(iter(read_version(VERSIONS[0]).indicators))
    assert aid_for(replace(spec, text=spec.text + " Baru.")) is None


def test_a_reworded_level_has_none_either():
    spec = next(iter(read_version(VERSIONS[0]).indicators))
    aid = aid_of(replace(spec, levels=(LevelSpec(1, "Bunyi lain."), *spec.levels[1:])))
    assert aid.of("Bunyi lain.") is None
    assert aid.of(spec.levels[1].description)


@pytest.mark.parametrize(
    ("how", "place"),
    [
        (lambda told: told["K-01"]["levels"].pop(3), "K-01 › levels.3: wajib diisi"),
        (lambda told: told["K-01"]["levels"].update({3: " "}), "K-01 › levels.3: wajib diisi"),
        (lambda told: told["K-01"].pop("why"), "K-01 › why: wajib diisi"),
        (lambda told: told["K-02"]["evidence"].pop(), "K-02 › evidence.4: wajib diisi"),
        (lambda told: told["K-06"]["options"].pop("decree"), "K-06 › options.decree: wajib diisi"),
        (lambda told: told["S-01"].pop("unit"), "S-01 › unit: wajib diisi"),
        (lambda told: told["K-02"]["evidence"].append("More"), "K-02 › evidence.5: tidak dikenal"),
        (lambda told: told.pop("M-12"), "M-12: wajib diisi"),
        (lambda told: told.update({"X-99": {}}), "X-99: tidak dikenal"),
    ],
)
def test_what_is_missing_or_too_many_is_named(written, how, place):
    (told,) = written(how)
    assert told.startswith(f"english/2021.yaml › {place}")


def test_a_version_without_a_file_lacks_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(english, "FOLDER", tmp_path)
    assert aid_problems(read_version("2021")) == []
    assert not aids_of(read_version("2021"))
