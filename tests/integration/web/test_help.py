"""Help: drawn steps with alternative texts, and a way to it from every page."""

import pytest
from flask import Flask

from app.web.help_topics import _OF_PAGES, _OF_PARTS, topic_named, topic_of_page
from tests.style_guide import assert_page, words

STEPS = ("mengisi", "bukti-dukung", "verifikasi", "dikembalikan", "tanpa-sambungan", "tenggat")


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", STEPS)
def test_every_step_is_drawn_and_said(client, name, language):
    client.set_cookie("language", language)
    tree = assert_page(client.get(f"/bantuan/{name}"))
    steps = [each for each in tree.iter("li") if each.get("class") == "r-help-step"]
    assert len(steps) >= 4
    for step in steps:
        (drawing,) = [each for each in step.iter() if str(each.tag).endswith("svg")]
        assert drawing.get("role") == "img"
        assert len(drawing.get("aria-label", "")) > 5
        assert len(list(drawing)) > 1  # an unknown name draws nothing
        assert len(words(step)) > 30


def test_every_page_named_has_a_topic_that_is_there(app: Flask):
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert not _OF_PAGES.keys() - endpoints
    assert not _OF_PARTS.keys() - {endpoint.partition(".")[0] for endpoint in endpoints}
    assert all(topic_named(name) for name in [*_OF_PAGES.values(), *_OF_PARTS.values()])


def test_the_page_before_the_part_before_the_list():
    assert topic_of_page("assessment.queue") == "verifikasi"
    assert topic_of_page("assessment.board") == "mengisi"
    assert topic_of_page("public.plans") is None
    assert topic_of_page(None) is None


@pytest.mark.parametrize(("path", "target"), [("/masuk", "/bantuan/akun"), ("/publik/", "/bantuan")])
def test_a_page_leads_to_its_help(client, path, target):
    tree = assert_page(client.get(path))
    (link,) = [each for each in tree.iter("a") if each.get("data-help") is not None]
    assert link.get("href") == target
    assert words(link)
