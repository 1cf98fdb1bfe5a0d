"""The parts of one bar are told apart by colour, and a level has the colour that the heatmap gives it."""

from app.complaints.routes.statistics.page import STATUS_TONES
from app.web.charts.distribution import STATUS_COLOURS, part_colour
from app.web.charts.scales import LEVEL_COLOURS


def test_every_status_of_a_complaint_has_a_colour_of_its_own():
    colours = [STATUS_COLOURS[tone] for tone in STATUS_TONES.values()]
    assert len(set(colours)) == len(STATUS_TONES)


def test_a_level_is_light_when_low_and_dark_when_high():
    parts = [{"level": level} for level in (5, 4, 3, 2, 1)]
    found = [part_colour(part, place, 6) for place, part in enumerate(parts)]
    assert found == list(reversed(LEVEL_COLOURS))
