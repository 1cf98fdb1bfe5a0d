"""Lists come in pages that are cut in the database."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.organisations.models import Government
from app.web.pagination import Page, page_of, paginate
from tests.factories import organisations as make


@pytest.fixture
def thirty(db_session: Session) -> None:
    for _ in range(30):
        make.government()


STATEMENT = select(Government).where(Government.name.like("Kabupaten Uji%")).order_by(Government.name)


@pytest.mark.usefixtures("thirty")
class TestPaginate:
    def test_a_page_holds_its_rows_and_knows_the_total(self) -> None:
        page = paginate(STATEMENT, 2, 12)
        assert len(page.rows) == 12
        assert (page.first, page.last, page.total, page.pages) == (13, 24, 30, 3)

    def test_a_page_past_the_end_is_the_last_one(self) -> None:
        page = paginate(STATEMENT, 99, 12)
        assert (page.number, len(page.rows)) == (3, 6)

    def test_all_pages_together_are_the_whole_list(self) -> None:
        seen = [row.id for number in (1, 2, 3) for row in paginate(STATEMENT, number, 12).rows]
        assert len(set(seen)) == 30

    @pytest.mark.parametrize("wanted", ["0", "-3", "abc", ""])
    def test_a_nonsense_page_is_the_first(self, app: Flask, wanted: str) -> None:
        with app.test_request_context(f"/?halaman={wanted}"):
            assert page_of(list(range(60))).number == 1


def test_an_empty_list_has_one_empty_page() -> None:
    page: Page[int] = page_of([], 1)
    assert (page.pages, page.first, page.last, page.window) == (1, 0, 0, [1])


@pytest.mark.parametrize(
    ("number", "pages", "window"),
    [
        (1, 1, [1]),
        (1, 5, [1, 2, None, 5]),
        (4, 23, [1, 2, 3, 4, 5, None, 23]),
        (12, 23, [1, None, 11, 12, 13, None, 23]),
        (23, 23, [1, None, 22, 23]),
        (3, 5, [1, 2, 3, 4, 5]),
    ],
)
def test_links_lead_to_the_ends_and_the_neighbours(number: int, pages: int, window: list[int | None]) -> None:
    assert Page([], number, 10, pages * 10).window == window
