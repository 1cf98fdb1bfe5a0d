"""Every saved state of a chapter is kept and can be brought back."""

from sqlalchemy import func, select

from app.audit import AuditEntry
from app.db import db
from app.plans.actions import save_chapter
from app.plans.models import Chapter, ChapterState
from app.plans.narrative import KEPT_STATES
from app.plans.rules import ChapterCode
from tests.factories import plans
from tests.integration.plans.test_races import at_once, post
from tests.style_guide import assert_page, words


def chapter_of(desk, code=ChapterCode.BAB2):
    statement = select(Chapter).where(Chapter.plan_id == desk.plan.id, Chapter.code == code)
    return db.session.scalars(statement).one()


def states(desk):
    statement = select(ChapterState).where(ChapterState.chapter_id == chapter_of(desk).id)
    return list(db.session.scalars(statement.order_by(ChapterState.number)))


def write(desk, body, title="BAB II"):
    save_chapter(desk.place.lead, desk.plan, chapter_of(desk), title, body)


def path(desk, tail=""):
    return f"/rencana-aksi/{desk.plan.id}/naskah/bab2{tail}"


class TestKeeping:
    def test_the_template_is_the_first_state(self, desk):
        (first,) = states(desk)
        assert (first.number, first.kind, first.body) == (1, "template", chapter_of(desk).body)

    def test_every_saving_is_one_and_the_same_text_is_none(self, desk):
        write(desk, "<div>Satu</div>")
        write(desk, "<div>Satu</div>")
        write(desk, "<div>Dua</div>")
        assert [(each.number, each.kind, each.body) for each in states(desk)[1:]] == [
            (2, "edited", "<div>Satu</div>"),
            (3, "edited", "<div>Dua</div>"),
        ]
        assert states(desk)[-1].saved_by == desk.coordinator.id

    def test_the_oldest_go_when_there_are_too_many(self, desk):
        for number in range(KEPT_STATES + 3):
            write(desk, f"<div>{number}</div>")
        kept = states(desk)
        assert len(kept) == KEPT_STATES
        assert kept[-1].body == f"<div>{KEPT_STATES + 2}</div>"


class TestReading:
    def test_the_list_and_a_difference_by_words(self, app, desk, sign_in):
        write(desk, "<div>Satu dua tiga.</div>")
        write(desk, "<div>Satu empat tiga.</div>")
        browser = sign_in(desk.coordinator)
        assert desk.coordinator.name in words(assert_page(browser.get(path(desk, "/riwayat")), app))
        page = browser.get(path(desk, "/riwayat?versi=2"))
        assert_page(page, app)
        assert "<del>dua</del>" in page.text
        assert "<ins>empat</ins>" in page.text
        page = browser.get(path(desk, "/riwayat?versi=1&ke=2"))
        assert_page(page, app)
        assert "Kembalikan isi ini" not in page.text

    def test_what_is_not_there_is_not_found(self, desk, sign_in):
        browser = sign_in(desk.coordinator)
        for asked in ("versi=99", "versi=x", "versi=1&ke=7", "versi=99999999999999999999", "versi=²"):
            assert browser.get(path(desk, f"/riwayat?{asked}")).status_code == 404

    def test_it_is_read_within_the_government(self, app, desk, sign_in):
        for person in (desk.leader, desk.admin):
            assert_page(sign_in(person).get(path(desk, "/riwayat")), app)
        for person in (desk.reviewer, desk.supervisor, desk.ombudsman):
            assert sign_in(person).get(path(desk, "/riwayat")).status_code in (403, 404)

    def test_nothing_that_was_typed_becomes_markup(self, desk, sign_in):
        # As if it had got past the cleaning of another time.
        state = states(desk)[0]
        state.body = "<script>alert(1)</script><p onclick=x>kata &lt;script&gt;alert(2)&lt;/script&gt;</p>"
        state.title = "<b>judul</b>"
        page = sign_in(desk.coordinator).get(path(desk, "/riwayat?versi=1")).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(2)" in page
        assert "onclick=x" not in page
        assert "<b>judul" not in page


class TestRestoring:
    def test_it_makes_a_new_state_and_can_be_undone(self, desk, sign_in):
        write(desk, "<div>Satu</div>", "Judul satu")
        write(desk, "<div>Dua</div>", "Judul dua")
        browser = sign_in(desk.coordinator)
        data = {"number": 2, "version": chapter_of(desk).version}
        assert browser.post(path(desk, "/pulihkan"), data=data).status_code == 302
        db.session.expire_all()
        assert (chapter_of(desk).title, chapter_of(desk).body) == ("Judul satu", "<div>Satu</div>")
        last = states(desk)[-1]
        assert (last.number, last.kind, last.restored_from) == (4, "restored", 2)
        data = {"number": 3, "version": chapter_of(desk).version}
        browser.post(path(desk, "/pulihkan"), data=data)
        db.session.expire_all()
        assert chapter_of(desk).body == "<div>Dua</div>"
        actions = select(func.count()).where(AuditEntry.action == "plan.chapter_restored")
        assert db.session.scalar(actions) == 2

    def test_what_is_brought_back_is_cleaned_again(self, desk, sign_in):
        states(desk)[0].body = "<div>aman<script>alert(1)</script></div>"
        data = {"number": 1, "version": chapter_of(desk).version}
        sign_in(desk.coordinator).post(path(desk, "/pulihkan"), data=data)
        db.session.expire_all()
        assert chapter_of(desk).body == "<div>aman</div>"

    def test_a_lost_race_shows_both(self, app, desk, sign_in):
        write(desk, "<div>Satu</div>")
        seen = chapter_of(desk).version
        write(desk, "<div>Dari orang lain</div>")
        answer = sign_in(desk.coordinator).post(path(desk, "/pulihkan"), data={"number": 2, "version": seen})
        text = words(assert_page(answer, app, status=409))
        assert "Dari orang lain" in text
        assert "Satu" in text
        assert chapter_of(desk).body == "<div>Dari orang lain</div>"

    def test_of_two_who_restore_at_once_one_wins(self, app, desk):
        write(desk, "<div>Satu</div>")
        write(desk, "<div>Dua</div>")
        db.session.commit()
        data = {"version": str(chapter_of(desk).version)}
        requests = [post(path(desk, "/pulihkan"), number=str(number), **data) for number in (1, 2, 1)]
        assert at_once(app, desk.coordinator, requests) == [302, 409, 409]

    def test_not_while_the_plan_is_locked_nor_by_a_reader(self, desk, sign_in):
        plans.awaiting(desk)
        data = {"number": 1, "version": chapter_of(desk).version}
        assert sign_in(desk.coordinator).post(path(desk, "/pulihkan"), data=data).status_code == 409
        assert sign_in(desk.leader).post(path(desk, "/pulihkan"), data=data).status_code == 403

    def test_nonsense_is_refused(self, desk, sign_in):
        browser = sign_in(desk.coordinator)
        version = chapter_of(desk).version
        assert browser.post(path(desk, "/pulihkan"), data={"version": version}).status_code == 400
        assert (
            browser.post(path(desk, "/pulihkan"), data={"number": 9, "version": version}).status_code == 404
        )
