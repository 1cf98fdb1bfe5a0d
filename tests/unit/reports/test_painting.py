"""Charts on paper in the colour of the government."""

from itertools import combinations

import pytest

from app.organisations.rules.colours import LEAST_CONTRAST, PALETTE, contrast_with_white
from app.reports.catalogue import DOCUMENTS
from app.reports.document import Format
from app.reports.paper.html import speaking
from app.reports.paper.letterhead import Look
from app.reports.paper.painting import NEAR, distance, exchanged, painted
from app.web.charts.shapes import ACCENT, SERIES_COLOURS
from tests.paper_samples import content, sample

pytestmark = pytest.mark.unit


def test_drawings_alone_are_painted():
    html = f'<p title="{ACCENT}">{ACCENT}</p><svg><rect fill="{ACCENT}"/><text>{ACCENT}</text></svg>'
    made = painted(html, "#8a1c2b")
    assert f'<p title="{ACCENT}">{ACCENT}</p>' in made
    assert '<rect fill="#8a1c2b"/>' in made
    assert f"<text>{ACCENT}</text>" in made


def test_the_house_s_own_colour_changes_nothing():
    html = f'<svg><rect fill="{ACCENT}"/></svg>'
    assert painted(html, ACCENT) == html


@pytest.mark.parametrize("accent", [*PALETTE, "#6b4c8c", "#2e2e2e", "#000000", "#70508f"])
def test_series_stay_apart(accent):
    exchange = exchanged(accent)
    colours = [exchange.get(colour, colour) for colour in SERIES_COLOURS]
    assert colours[0] == accent
    assert contrast_with_white(colours[0]) >= LEAST_CONTRAST
    for one, other in combinations(colours, 2):
        if accent in (one, other):
            assert distance(one, other) >= NEAR, (one, other)


def test_a_document_is_drawn_in_it(paper_app, caught):
    document = DOCUMENTS["assessment_opd"]
    given = content(document, sample(document))
    assert given.settings is not None
    for accent in (ACCENT, "#8a1c2b"):
        object.__setattr__(given.settings, "look", Look(accent=accent))
        caught.forget()
        with paper_app.app_context(), speaking("id", "Asia/Makassar"):
            document.make(given, Format.PDF)
        ((html, *_rest),) = caught.parts
        drawn = html[html.index("<svg") : html.rindex("</svg>")]
        assert f'"{accent}"' in drawn
        assert (f'"{ACCENT}"' in drawn) is (accent == ACCENT)


def test_the_plan_as_well(paper_app, caught):
    document = DOCUMENTS["action_plan"]
    given = content(document, sample(document))
    object.__setattr__(given.settings, "look", Look(accent="#8a1c2b"))
    with paper_app.app_context(), speaking("id", "Asia/Makassar"):
        document.make(given, Format.PDF)
    drawn = "".join(html for html, *_rest in caught.parts if "<svg" in html)
    assert '"#8a1c2b"' in drawn
    assert f'fill="{ACCENT}"' not in drawn
