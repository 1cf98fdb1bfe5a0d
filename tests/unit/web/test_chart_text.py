from hypothesis import given
from hypothesis import strategies as st

from app.web.charts.text import shorten, width_of, wrap

LONG = "Dinas Pemberdayaan Perempuan Perlindungan Anak Pengendalian Penduduk dan KB"


def test_a_short_label_stays_on_one_line() -> None:
    assert wrap("SDM", 200, 13) == ["SDM"]


def test_a_long_label_is_broken_between_words() -> None:
    lines = wrap(LONG, 250, 12.5, 3)
    assert " ".join(lines) == LONG
    assert all(width_of(line, 12.5) <= 250 for line in lines)


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    lines = wrap(LONG, 120, 12.5, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")


def test_an_empty_label_is_one_empty_line() -> None:
    assert wrap("", 100, 13) == [""]


@given(st.text(max_size=120), st.floats(40, 400), st.integers(1, 4))
def test_wrapped_text_keeps_to_its_room(text: str, width: float, most: int) -> None:
    lines = wrap(text, width, 12, most)
    assert 1 <= len(lines) <= most
    assert all(width_of(line, 12) <= width for line in lines)


def test_shortening_keeps_what_fits() -> None:
    assert shorten("Kebijakan", 500, 13) == "Kebijakan"
