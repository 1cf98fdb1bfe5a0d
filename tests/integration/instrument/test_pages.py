"""Reading question sets on the pages."""

from typing import Any

import pytest

from app.access import SYSTEM, Role
from app.db import db
from app.instrument.actions import publish
from app.instrument.answer_types import REGISTRY
from app.instrument.loader import read_version
from app.instrument.queries import load_questionnaire
from app.instrument.questionnaire import AnswerKind
from tests.factories import instrument as make
from tests.factories import organisations as people

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def reader(client):
    """An OPD admin, signed in: the one who reads questions most."""
    people.login(client, people.user_with(Role.OPD_ADMIN, unit=people.unit(people.government())))
    return client


@pytest.fixture
def ministry(client):
    people.login(client, people.user_with(Role.MINISTRY_REVIEWER))
    return client


@pytest.fixture
def version():
    made = publish(SYSTEM, read_version("2021"))
    db.session.commit()
    return made


class TestVersions:
    def test_anonymous_people_are_sent_to_sign_in(self, client):
        assert client.get("/instrumen").status_code == 302

    def test_without_a_version_it_says_who_publishes(self, reader):
        assert "Belum ada instrumen" in reader.get("/instrumen").text

    def test_it_lists_what_is_published(self, reader, version):
        page = reader.get("/instrumen").text
        assert 'href="/instrumen/2021"' in page
        assert "Terbit" in page

    def test_drafts_are_for_those_who_publish(self, reader):
        make.drafted(make.questionnaire("konsep1"))
        assert "konsep1" not in reader.get("/instrumen").text
        assert reader.get("/instrumen/konsep1").status_code == 404

    def test_the_ministry_sees_drafts(self, ministry):
        make.drafted(make.questionnaire("konsep1"))
        assert "konsep1" in ministry.get("/instrumen").text
        assert "belum dapat dipakai" in ministry.get("/instrumen/konsep1").text


class TestVersion:
    def test_an_unknown_version_is_404(self, reader):
        assert reader.get("/instrumen/2099").status_code == 404

    def test_it_says_that_it_is_an_example(self, reader, version):
        page = reader.get("/instrumen/2021").text
        assert "Instrumen contoh" in page
        assert version.notice in page

    @pytest.mark.parametrize("place", range(5))
    def test_a_category_shows_its_indicators_with_levels_evidence_and_actions(self, reader, version, place):
        category = load_questionnaire(version.id).categories[place]
        db.session.commit()
        page = reader.get(f"/instrumen/2021?kategori={category.code}")
        assert page.status_code == 200
        for indicator in category.indicators:
            assert f'id="{indicator.code}"' in page.text
        shown = _plain(page.text)
        for indicator in category.indicators:
            wanted = [*(level.description for level in indicator.levels), *indicator.evidence]
            wanted += [action.activity for action in indicator.actions]
            assert [words for words in wanted if words not in shown] == []

    def test_an_unknown_category_shows_the_first(self, reader, version):
        assert 'id="K-01"' in reader.get("/instrumen/2021?kategori=lain").text

    def test_search_looks_in_every_category(self, reader, version):
        page = reader.get("/instrumen/2021?cari=pejabat+penghubung").text
        assert 'id="K-01"' in page
        assert 'id="S-08"' in page
        assert 'id="K-03"' not in page

    def test_what_is_searched_for_is_shown_as_text(self, reader, version):
        page = reader.get("/instrumen/2021?cari=<script>alert(1)</script>").text
        assert "<script>alert" not in page
        assert "Tidak ada indikator yang cocok" in page

    def test_it_filters_by_who_answers(self, reader, version):
        page = reader.get("/instrumen/2021?penjawab=government").text
        assert 'id="K-05"' in page
        assert 'id="K-01"' not in page

    def test_it_takes_few_queries(self, reader, version, count_queries):
        db.session.commit()
        with count_queries() as queries:
            reader.get("/instrumen/2021")
        assert (
            len([query for query in queries if "FROM indicator" in query or "FROM instrument" in query]) <= 7
        )


PARAMETERS: dict[AnswerKind, dict[str, Any]] = {
    AnswerKind.YES_NO: {"yes_level": 4, "no_level": 1},
    AnswerKind.NUMBER: {"unit": "orang", "thresholds": [1, 2, 3, 4]},
    AnswerKind.CHOICE: {"options": [{"code": "a", "label": "Satu", "level": 1}]},
    AnswerKind.MEASURED: {"measure": "volume", "thresholds": [1, 2, 3, 4]},
}


@pytest.mark.parametrize("kind", list(AnswerKind))
def test_every_kind_asks_with_its_partial(app, kind):
    parameters = PARAMETERS.get(kind, {})
    indicator = make.indicator(answer_type=kind, parameters=parameters)
    stored = {"level": 2, "yes_no": True, "number": 12, "percentage": 40, "choice": "a", "measured": None}[
        kind
    ]
    with app.test_request_context():
        html = app.jinja_env.get_template(REGISTRY[kind].template).render(
            indicator=indicator,
            field_name="value",
            form_value=REGISTRY[kind].to_form(parameters, stored),
            read_only=False,
        )
    assert ('name="value"' in html) == REGISTRY[kind].is_typed
    expected = {"level": 'value="2" checked', "yes_no": 'value="yes" checked', "choice": 'value="a" checked'}
    assert expected.get(kind, f'value="{stored}"' if REGISTRY[kind].is_typed else "Keadaan 1") in html


def _plain(html: str) -> str:
    """The text with entities as a reader sees them."""
    import html as entities

    return entities.unescape(html)
