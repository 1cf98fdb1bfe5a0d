"""Several workers lay out the chapters of one document, and one alone finishes it when the others die."""

import threading
import time

import pytest

from app.reports import workshop
from app.reports.catalogue.action_plan import stylesheets
from app.reports.catalogue.action_plan.chapters import book
from app.reports.paper.html import speaking
from app.reports.renderers.chapters import wanted as wanting
from app.reports.renderers.chapters.crew import Crew
from app.reports.renderers.chapters.cut import Look, Strand
from app.reports.renderers.chapters.keeping import ChapterStore
from app.reports.renderers.chapters.making import Workshop, make_book
from app.reports.renderers.chapters.wanted import Wanted
from app.reports.renderers.pdf import Asset
from tests.factories.documents import plan_document
from tests.pdf_text import page_texts

LOOK = Look("id", ("paper.css",), "digest", "pdf/ua-1", "Halaman", "dari", "000/1", "KONSEP")


@pytest.fixture
def store(tmp_path):
    return ChapterStore(f"file://{tmp_path / 'chapters'}")


@pytest.fixture
def alone():
    """One rendering process, apart from that of the helper."""
    found = Crew(1, 60, 100)
    yield found
    found.close()


def made(app, document, crew, store, wanted):
    with app.app_context(), speaking("id", document.government.time_zone):
        cut = book(document, stylesheets(document), {})
        return make_book(cut, Workshop(crew, store, "g1", lambda *_: None, wanted=wanted))


def chunk(text="Isi", **more):
    return Strand("bab1", "BAB I", LOOK, f"<p>{text}</p>", **more).chunk()


class TestTogether:
    def test_a_helper_takes_its_share(self, paper_app, store, alone, monkeypatch):
        document = plan_document(units=6, lines=40)
        monkeypatch.setattr(workshop, "store", lambda: store)
        helped = []

        def call(_missing):
            def work():
                with paper_app.app_context():
                    helped.append(workshop.help_along("g1", "b1", lambda *_: None))

            threads.append(threading.Thread(target=work))
            threads[-1].start()

        threads: list[threading.Thread] = []
        pdf = made(paper_app, document, alone, store, Wanted(store, "g1", "b1", call))
        threads[0].join(timeout=60)
        assert helped
        assert helped[0] > 0
        assert not store.names("g1/wanted/b1")
        text = " ".join(page_texts(pdf))
        for unit in document.units:
            assert unit.unit.name in text

    def test_what_a_dead_helper_has_claimed_is_done_here(self, paper_app, store, alone, monkeypatch):
        monkeypatch.setattr(wanting, "LAPSES", 1.0)
        wanted = Wanted(store, "g1", "b1")

        def call(_missing):
            for key in wanted.unclaimed():
                assert wanted.claim(key)

        wanted.call = call
        begun = time.monotonic()
        pdf = made(paper_app, plan_document(units=1, lines=5), alone, store, wanted)
        assert time.monotonic() - begun > 1
        assert len(page_texts(pdf)) > 8

    def test_a_helper_leaves_when_nobody_waits(self, paper_app, store, monkeypatch):
        monkeypatch.setattr(workshop, "store", lambda: store)
        with paper_app.app_context():
            assert workshop.help_along("g1", "never", lambda *_: None) == 0


class TestWanted:
    def test_a_claim_away_from_the_disk_lapses_too(self):
        store = ChapterStore("memory://klaim")
        assert store.claim("g1/wanted/b1/x", 60.0)
        assert not store.claim("g1/wanted/b1/x", 60.0)
        assert store.claim("g1/wanted/b1/x", -1.0)

    def test_a_chapter_comes_back_as_it_was_written(self, store):
        wanted = Wanted(store, "g1", "b1")
        assets = {"logo": Asset(b"\x89PNG\x00", "image/png")}
        rows = tuple((f"r{number}", f"<tr id=r{number}>") for number in range(90))
        for one in (chunk(assets=assets), chunk(again="<table>", rows=rows, closing="</table>")):
            wanted.offer(one.key("g1"), one)
            assert wanted.chunk(one.key("g1")) == one

    def test_one_alone_claims_it(self, store):
        mine, theirs = Wanted(store, "g1", "b1"), Wanted(store, "g1", "b1")
        key = chunk().key("g1")
        mine.offer(key, chunk())
        assert theirs.unclaimed() == [key]
        assert mine.claim(key)
        assert not theirs.claim(key)
        assert theirs.unclaimed() == []
        mine.leave(key)
        assert theirs.claim(key)

    def test_another_government_finds_nothing(self, store):
        mine, theirs = Wanted(store, "g1", "b1"), Wanted(store, "g2", "b1")
        mine.offer("k" * 64, chunk())
        assert theirs.unclaimed() == []
        with pytest.raises(ValueError, match="g1"):
            Wanted(store, "../g1", "b1")


class TestStore:
    def test_the_sweep_removes_what_is_old_and_what_is_too_much(self, store):
        from datetime import UTC, datetime, timedelta

        for number in range(4):
            store.keep_document("g1", f"{number}" * 64, b"x" * 1000)
        now = datetime.now(UTC)
        assert store.sweep(now) == 0
        assert store.sweep(now, most=2500) == 2
        assert store.sweep(now + timedelta(days=31)) == 2
        assert store.find_document("g1", "0" * 64) is None

    def test_a_government_is_a_folder_of_its_own(self, store):
        store.keep_document("g1", "a" * 64, b"x")
        assert store.find_document("g2", "a" * 64) is None
        for name in ("", "..", "g1/..", "g1/g2"):
            with pytest.raises(ValueError):  # noqa: PT011 -- any name that is no folder's
                store.find_document(name, "a" * 64)
