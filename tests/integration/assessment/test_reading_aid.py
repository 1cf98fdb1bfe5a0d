"""The instrument on English pages: levels and evidence as a reading aid, the wording that counts one tap away."""

from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest
from sqlalchemy.orm import Session

from app.access import Role
from app.assessment.actions import submit
from app.instrument.english import ReadingAid, aid_for
from app.instrument.loader import read_version
from app.instrument.questionnaire import IndicatorSpec, LevelSpec
from tests.factories import assessment as rounds
from tests.factories import instrument as questions
from tests.factories import organisations as make
from tests.style_guide import assert_page, words

REAL = read_version("2021")
# One of each kind of answer, all of them for OPD.
TYPED = {"K-01": "3", "K-03": "60", "K-08": "yes", "S-01": "3", "S-05": None, "D-12": "standard"}
NOTE = "Reading aid; see the Indonesian wording, which counts"


@pytest.fixture
def place(db_session: Session, register):
    by_category: dict[str, list] = {}
    for code in TYPED:
        spec = REAL.indicator(code)
        by_category.setdefault(spec.category, []).append(spec)
    categories = [questions.category(name, specs) for name, specs in by_category.items()]
    return rounds.place(version=questions.published(questions.questionnaire("nyata", categories)))


@pytest.fixture
def sent(place):
    """The first OPD has answered all of it and sent it."""
    own = place.assessment()
    for code, typed in TYPED.items():
        if typed is not None:
            rounds.answered(place.admin(), own, code, typed)
            rounds.proven(place.admin(), own, code)
    submit(place.admin(), own)
    return own


def aid_of(spec: IndicatorSpec) -> ReadingAid:
    aid = aid_for(spec)
    assert aid is not None
    return aid


def told(spec: IndicatorSpec, text: str) -> str:
    """The English for these words of the question."""
    found = aid_of(spec).of(text)
    assert found is not None
    return found


def english(client, address, app) -> Element:
    client.set_cookie("language", "en")
    return assert_page(client.get(address), app)


def spoken(element: Element, lang: str = "en", kept: bool = False) -> Iterator[tuple[str, str, bool]]:
    """Every text with its language, and whether it is in a drawer with the original wording."""
    lang = element.get("lang") or lang
    kept = kept or "data-original" in element.attrib
    parts = [element.text or "", *(child.tail or "" for child in element)]
    for text in parts:
        if text.strip():
            yield " ".join(text.split()), lang, kept
    for child in element:
        if child.tag not in ("script", "style"):
            yield from spoken(child, lang, kept)


def where(tree: Element, text: str) -> set[tuple[str, bool]]:
    """In which language a text stands on the page, and whether in a drawer."""
    return {(lang, kept) for said, lang, kept in spoken(tree) if said == text}


def assert_chosen_in_english(tree: Element, originals) -> None:
    """Each text is read in English, and in Indonesian in a drawer only."""
    known = {text: english for spec in REAL.indicators for text, english in aid_of(spec).words.items()}
    for text in originals:
        assert where(tree, known[text]) == {("en", False)}, text
        assert where(tree, text) == {("id", True)}, text


def chosen_from(spec) -> list[str]:
    """What one chooses from, or what the borders say."""
    if spec.answer_type == "choice":
        return [option["label"] for option in spec.parameters["options"]]
    if spec.answer_type == "yes_no":
        return [spec.levels[3].description, spec.levels[0].description]
    return [level.description for level in spec.levels]


class TestAnswering:
    @pytest.mark.parametrize("code", TYPED)
    def test_what_one_chooses_from_is_english(self, app, place, sign_in, code):
        client = sign_in(place.admins[0])
        tree = english(client, f"/asesmen/isian/{place.assessment().id}/{code}", app)
        assert_chosen_in_english(tree, chosen_from(REAL.indicator(code)))
        assert NOTE in words(tree)

    def test_the_unit_of_a_number_too(self, app, place, sign_in):
        tree = english(sign_in(place.admins[0]), f"/asesmen/isian/{place.assessment().id}/S-01", app)
        assert "Amount (people)" in words(tree)

    def test_the_evidence_that_is_asked_for(self, app, place, sign_in):
        spec = REAL.indicator("K-01")
        tree = english(sign_in(place.admins[0]), f"/asesmen/isian/{place.assessment().id}/K-01", app)
        shown = words(tree)
        assert all(told(spec, text) in shown for text in spec.evidence)
        assert {lang for text in spec.evidence for lang in where(tree, text)} == {("id", True)}

    @pytest.mark.parametrize("code", TYPED)
    def test_an_indonesian_page_has_the_instrument_as_it_is(self, app, place, sign_in, code):
        client = sign_in(place.admins[0])
        tree = assert_page(client.get(f"/asesmen/isian/{place.assessment().id}/{code}"), app)
        spec = REAL.indicator(code)
        assert {each for text in chosen_from(spec) for each in where(tree, text)} == {("id", False)}
        assert "data-original" not in client.get(f"/asesmen/isian/{place.assessment().id}/{code}").text

    def test_all_questions_on_one_page(self, app, place, sign_in):
        tree = english(sign_in(place.admins[0]), f"/asesmen/isian/{place.assessment().id}/semua", app)
        for code in ("K-01", "K-03", "K-08", "S-01", "D-12"):
            assert_chosen_in_english(tree, chosen_from(REAL.indicator(code)))
            assert aid_of(REAL.indicator(code)).text in words(tree)


class TestReading:
    def test_what_was_answered(self, app, place, sent, sign_in):
        client = sign_in(place.coordinator)
        tree = english(client, f"/asesmen/isian/{sent.id}/D-12", app)
        spec = REAL.indicator("D-12")
        assert_chosen_in_english(tree, [spec.levels[2].description, spec.parameters["options"][2]["label"]])

    def test_what_is_computed(self, app, place, sent, sign_in):
        tree = english(sign_in(place.coordinator), f"/asesmen/isian/{sent.id}/S-05", app)
        assert_chosen_in_english(tree, chosen_from(REAL.indicator("S-05")))


class TestVerifying:
    def test_the_levels_to_decide_on_and_the_evidence(self, app, place, sent, sign_in):
        spec = REAL.indicator("K-01")
        tree = english(sign_in(place.coordinator), f"/asesmen/verifikasi/{sent.id}/K-01", app)
        assert_chosen_in_english(tree, chosen_from(spec))
        assert {each for text in spec.evidence for each in where(tree, text)} == {("id", True)}


class TestTheInstrument:
    def test_its_page_has_everything_in_english(self, app, place, client):
        make.login(client, make.user_with(Role.MINISTRY_REVIEWER))
        tree = english(client, "/instrumen/nyata?kategori=kebijakan", app)
        for code in ("K-01", "K-03", "K-08"):
            spec = REAL.indicator(code)
            assert_chosen_in_english(tree, [*(level.description for level in spec.levels), *spec.evidence])
            aid = aid_of(spec)
            assert aid.text in words(tree)
            assert where(tree, aid.why) == {("en", False)}


class TestReworded:
    def test_a_level_that_was_worded_otherwise_stays_as_it_is(self, app, db_session, register, sign_in):
        spec = REAL.indicator("K-01")
        other = replace(spec, levels=(LevelSpec(1, "Belum ada sama sekali."), *spec.levels[1:]))
        content = questions.questionnaire("lain", [questions.category("kebijakan", [other])])
        place = rounds.place(version=questions.published(content))
        tree = english(sign_in(place.admins[0]), f"/asesmen/isian/{place.assessment().id}/K-01", app)
        assert ("id", False) in where(tree, "Belum ada sama sekali.")
        assert told(spec, spec.levels[0].description) not in words(tree)
        assert_chosen_in_english(tree, [level.description for level in spec.levels[1:]])
