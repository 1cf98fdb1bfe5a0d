"""Boxes: one's own value beside the middle half of many."""

from app.web.charts.boxes import FILL, boxes
from app.web.charts.shapes import ACCENT, Path
from tests.drawings import assert_readable, fmt, rects, texts, titles

MARKS = {"box": "paruh tengah", "median": "median", "own": "OPD ini"}
ROWS = [
    {"label": "Seluruhnya", "lower": 2.4, "median": 2.9, "upper": 3.3, "own": 3.5},
    {
        "label": "Pemangku Kepentingan yang namanya panjang sekali " * 3,
        "lower": 1,
        "median": 1,
        "upper": 5,
        "own": 1,
    },
    {"label": "Monev", "lower": 2, "median": 2, "upper": 2, "own": None},
]


def diamonds(drawing):
    return [each for each in drawing.marks if isinstance(each, Path) and each.fill == ACCENT and each.title]


def test_it_can_be_read():
    assert_readable(boxes(ROWS, fmt, MARKS))
    assert_readable(boxes([], fmt, MARKS))


def test_the_box_lies_where_the_quartiles_are():
    one, whole, none = (each for each in rects(boxes(ROWS, fmt, MARKS), FILL) if each.title)
    assert one.x > whole.x
    assert one.x + one.width < whole.x + whole.width
    assert whole.width == 416
    assert none.width == 2, "equal quartiles are a line, not nothing"


def test_an_unknown_own_value_is_left_out():
    drawing = boxes(ROWS, fmt, MARKS)
    assert [each.title for each in diamonds(drawing)] == ["OPD ini: 3,5", "OPD ini: 1"]
    assert texts(drawing).count("OPD ini") == 1, "in the key"


def test_a_pointer_reads_quartiles_and_nothing_beyond():
    assert "paruh tengah: 2,4–3,3; median: 2,9" in titles(boxes(ROWS, fmt, MARKS))
