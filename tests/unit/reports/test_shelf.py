"""Finished chapters between layout and joining: in a file, with only their notes in memory."""

import pytest

from app.reports.renderers.chapters import shelf as shelves
from app.reports.renderers.chapters.rendered import Face, Notes, Rendered
from app.reports.renderers.chapters.shelf import Shelf


def chapter(number):
    face = Face("Renaksi Sans", 400, "normal", {number: chr(96 + number)})
    return Rendered(b"%PDF" + bytes([number]) * 1000, Notes(pages=number, faces={f"f{number}": face}))


@pytest.fixture(params=[100, 1_000_000], ids=["on disk", "in memory"])
def shelf(request, monkeypatch):
    monkeypatch.setattr(shelves, "IN_MEMORY", request.param)
    with Shelf() as made:
        yield made


def test_each_comes_back_whole_in_any_order(shelf):
    chapters = [chapter(number) for number in (1, 2, 3)]
    laid = [shelf.put(one) for one in chapters]
    for place in (2, 0, 1):
        assert Rendered.unpacked(shelf.packed(laid[place])) == chapters[place]
    late = shelf.put(chapter(4))
    assert Rendered.unpacked(shelf.packed(late)) == chapter(4)


def test_their_notes_are_at_hand_without_fonts_which_are_gathered(shelf):
    laid = [shelf.put(chapter(number)) for number in (1, 2)]
    assert [one.notes.pages for one in laid] == [1, 2]
    assert [one.notes.faces for one in laid] == [{}, {}]
    assert shelf.letters == {("Renaksi Sans", 400, "normal"): {"a", "b"}}
