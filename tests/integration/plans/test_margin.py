"""Notes in the margin of a chapter: tied to a paragraph, answered, closed, within the government. Who has it open."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.access import Role
from app.audit import AuditEntry
from app.db import db, utc_now
from app.notifications import Notification
from app.organisations.rules.presence import PRESENT
from app.plans.actions import save_chapter
from app.plans.actions.margin import add_note, close_note, reply_to_note
from app.plans.actions.presence import note_presence
from app.plans.anchors import paragraphs
from app.plans.models import Chapter, ChapterPresence, MarginNote
from app.plans.queries.margin import margin_of, present_beside
from app.plans.rules import ChapterCode
from tests.factories import organisations as make
from tests.integration.plans.test_races import at_once, post
from tests.style_guide import assert_page, words

BODY = "<div>Pengaduan masuk melalui tiga saluran resmi.</div><div>Setiap OPD menunjuk satu admin.</div>"
KEY = {"idempotency_key": "k" * 22}


@pytest.fixture
def chapter(desk):
    found = db.session.scalars(select(Chapter).where(Chapter.code == ChapterCode.BAB2)).one()
    save_chapter(desk.place.lead, desk.plan, found, "BAB II", BODY)
    db.session.commit()
    return found


@pytest.fixture
def path(desk, chapter):
    return f"/rencana-aksi/{desk.plan.id}/naskah/bab2/pinggir"


def anchor(place=0, body=BODY):
    return paragraphs(body)[place].key


def noted(desk, chapter, text="Sebutkan salurannya.", place=0, by=None):
    return add_note(desk.act(by or desk.leader), desk.plan, chapter, anchor(place), text)


def rows(chapter):
    return [[thread.note.text for thread in threads] for _paragraph, threads in margin_of(chapter).rows]


class TestWriting:
    @pytest.mark.parametrize("who", ["coordinator", "leader", "admin"])
    def test_by_everybody_inside(self, app, desk, sign_in, path, chapter, who):
        browser = sign_in(getattr(desk, who))
        assert_page(browser.get(path), app)
        data = {"anchor": anchor(), "text": "Baris satu\nbaris dua", **KEY}
        answer = browser.post(path, data=data, follow_redirects=True)
        text = words(assert_page(answer, app))
        assert "1 catatan terbuka" in text
        assert "Baris satu" in text
        (note,) = db.session.scalars(select(MarginNote)).all()
        assert note.quote == "Pengaduan masuk melalui tiga saluran resmi."
        assert note.author_id == getattr(desk, who).id

    @pytest.mark.parametrize("who", ["reviewer", "supervisor", "ombudsman"])
    def test_by_nobody_outside(self, desk, sign_in, path, chapter, who):
        note = noted(desk, chapter)
        db.session.commit()
        browser = sign_in(getattr(desk, who))
        assert browser.get(path).status_code in (403, 404)
        assert browser.post(path, data={"anchor": anchor(), "text": "x", **KEY}).status_code in (403, 404)
        assert browser.post(f"/rencana-aksi/pinggir/{note.id}/balas", data=KEY).status_code in (403, 404)
        assert "Sebutkan salurannya" not in browser.get(f"/rencana-aksi/{desk.plan.id}/naskah").text

    def test_another_regency_finds_nothing(self, desk, sign_in, path, chapter):
        note = noted(desk, chapter)
        db.session.commit()
        browser = sign_in(make.user_with(Role.COORDINATOR, make.government()))
        assert browser.get(path).status_code == 404
        assert browser.post(f"/rencana-aksi/pinggir/{note.id}/selesai").status_code == 404

    def test_a_double_click_writes_once(self, app, desk, path, chapter):
        requests = [post(path, anchor=anchor(), text="Sekali", **KEY)] * 3
        assert set(at_once(app, desk.leader, requests)) == {302}
        assert len(db.session.scalars(select(MarginNote)).all()) == 1

    def test_an_empty_note_is_refused_beside_its_field(self, app, desk, sign_in, path, chapter):
        answer = sign_in(desk.leader).post(path, data={"anchor": anchor(1), "text": "  ", **KEY})
        assert "Tulis catatannya." in words(assert_page(answer, app, status=422))

    def test_a_paragraph_that_changed_meanwhile_is_told_and_the_words_are_kept(
        self, app, desk, sign_in, path, chapter
    ):
        save_chapter(desk.place.lead, desk.plan, chapter, "BAB II", "<div>Sama sekali lain.</div>")
        db.session.commit()
        answer = sign_in(desk.leader).post(path, data={"anchor": anchor(), "text": "Kata saya", **KEY})
        text = words(assert_page(answer, app, status=422))
        assert "baru saja diubah orang lain" in text
        assert "Kata saya" in text
        assert not db.session.scalars(select(MarginNote)).all()

    def test_nothing_that_was_typed_becomes_markup(self, app, desk, sign_in, path, chapter):
        attack = "<script>alert(1)</script>{{ 7*7 }}<img src=x onerror=y>"
        note = noted(desk, chapter, attack)
        reply_to_note(desk.place.lead, desk.plan, chapter, note, attack)
        save_chapter(desk.place.lead, desk.plan, chapter, "BAB II", "<div>Lain.</div>")
        note.quote = attack
        db.session.commit()
        page = sign_in(desk.leader).get(path)
        assert_page(page, app)
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert "{{ 7*7 }}" in page.text


class TestFollowing:
    def test_edits_elsewhere_leave_it_in_place(self, desk, chapter):
        noted(desk, chapter, place=1)
        save_chapter(desk.place.lead, desk.plan, chapter, "BAB II", "<div>Baru.</div>" + BODY)
        assert rows(chapter) == [[], [], ["Sebutkan salurannya."]]

    def test_an_edit_of_the_paragraph_takes_it_along(self, desk, chapter):
        noted(desk, chapter)
        save_chapter(
            desk.place.lead, desk.plan, chapter, "BAB II", BODY.replace("tiga saluran", "empat saluran")
        )
        assert rows(chapter) == [["Sebutkan salurannya."], []]

    def test_a_paragraph_that_went_is_told_and_may_come_back(self, app, desk, sign_in, path, chapter):
        noted(desk, chapter)
        save_chapter(
            desk.place.lead, desk.plan, chapter, "BAB II", "<div>Setiap OPD menunjuk satu admin.</div>"
        )
        db.session.commit()
        text = words(assert_page(sign_in(desk.leader).get(path), app))
        assert "Paragrafnya tidak ada lagi" in text
        assert "Pengaduan masuk melalui tiga saluran resmi." in text
        save_chapter(desk.place.lead, desk.plan, chapter, "BAB II", BODY)
        assert rows(chapter) == [["Sebutkan salurannya."], []]


def told(text):
    wanted = select(Notification.user_id).where(Notification.kind == "plan.margin", Notification.body == text)
    return set(db.session.scalars(wanted))


class TestTalking:
    def test_answers_stand_below_and_people_are_told(self, app, desk, sign_in, path, chapter):
        note = noted(desk, chapter, by=desk.admin)
        db.session.commit()
        browser = sign_in(desk.coordinator)
        data = {"text": "Sudah ditambahkan.", **KEY}
        assert browser.post(f"/rencana-aksi/pinggir/{note.id}/balas", data=data).status_code == 302
        text = words(assert_page(browser.get(path), app))
        assert text.index("Sebutkan salurannya.") < text.index("Sudah ditambahkan.")
        told = db.session.execute(
            select(Notification.user_id, Notification.body).where(Notification.kind == "plan.margin")
        ).all()
        assert (desk.coordinator.id, "Sebutkan salurannya.") in told
        assert (desk.admin.id, "Sudah ditambahkan.") in told
        assert (desk.coordinator.id, "Sudah ditambahkan.") not in told
        url = db.session.scalars(select(Notification.url).where(Notification.kind == "plan.margin")).first()
        assert browser.get(url).status_code == 200

    def test_only_those_are_told_whom_it_concerns(self, desk, chapter):
        second, third = (make.user_with(Role.COORDINATOR, desk.government) for _ in range(2))
        noted(desk, chapter, "Untuk penulisnya")
        assert told("Untuk penulisnya") == {
            desk.coordinator.id
        }  # who saved the chapter last, and nobody else
        save_chapter(desk.act(second), desk.plan, chapter, "BAB II", BODY + "<div>Tambahan.</div>")
        first = noted(desk, chapter, "Untuk keduanya", by=desk.admin)
        assert told("Untuk keduanya") == {desk.coordinator.id, second.id}
        reply_to_note(desk.act(third), desk.plan, chapter, first, "Saya bantu")
        assert told("Saya bantu") == {desk.coordinator.id, second.id, desk.admin.id}
        reply_to_note(desk.act(second), desk.plan, chapter, first, "Terima kasih")
        assert told("Terima kasih") == {desk.coordinator.id, third.id, desk.admin.id}

    def test_of_a_chapter_that_nobody_has_written_every_coordinator_is_told(self, desk):
        second = make.user_with(Role.COORDINATOR, desk.government)
        fresh = db.session.scalars(select(Chapter).where(Chapter.code == ChapterCode.BAB1)).one()
        add_note(desk.act(desk.leader), desk.plan, fresh, paragraphs(fresh.body)[0].key, "Siapa menulis?")
        assert told("Siapa menulis?") == {desk.coordinator.id, second.id}

    def test_an_answer_to_an_answer_belongs_to_the_note(self, desk, chapter):
        note = noted(desk, chapter)
        answer = reply_to_note(desk.place.lead, desk.plan, chapter, note, "Satu")
        reply_to_note(desk.act(desk.leader), desk.plan, chapter, answer, "Dua")
        (thread,) = margin_of(chapter).rows[0][1]
        assert [each.text for each in thread.answers] == ["Satu", "Dua"]

    def test_an_empty_answer_is_refused(self, desk, sign_in, chapter):
        note = noted(desk, chapter)
        db.session.commit()
        browser = sign_in(desk.leader)
        browser.post(f"/rencana-aksi/pinggir/{note.id}/balas", data={"text": " ", **KEY})
        assert len(db.session.scalars(select(MarginNote)).all()) == 1


class TestClosing:
    def test_by_the_author_and_the_coordinator_and_nobody_else(self, app, desk, sign_in, path, chapter):
        note = noted(desk, chapter, by=desk.admin)
        db.session.commit()
        address = f"/rencana-aksi/pinggir/{note.id}/selesai"
        assert sign_in(desk.leader).post(address).status_code == 403
        assert sign_in(desk.admin).post(address).status_code == 302
        db.session.expire_all()
        assert note.resolved_at is not None
        text = words(assert_page(sign_in(desk.coordinator).get(path), app))
        assert "0 catatan terbuka" in text
        assert sign_in(desk.coordinator).post(address, data={"buka": "1"}).status_code == 302
        db.session.expire_all()
        assert note.resolved_at is None
        entries = (
            select(AuditEntry).where(AuditEntry.action == "plan.margin_closed").order_by(AuditEntry.sequence)
        )
        assert [entry.after for entry in db.session.scalars(entries)] == [{"closed": True}, {"closed": False}]

    def test_an_answer_has_nothing_to_close(self, desk, chapter):
        answer = reply_to_note(desk.place.lead, desk.plan, chapter, noted(desk, chapter), "Satu")
        assert not close_note(desk.place.lead, answer, closed=True)


class TestPresence:
    def test_two_coordinators_see_each_other_and_nobody_is_locked_out(self, app, desk, sign_in, chapter):
        other = make.user_with(Role.COORDINATOR, desk.government)
        path = f"/rencana-aksi/{desk.plan.id}/naskah/bab2"
        assert sign_in(other).post(f"{path}/hadir").status_code == 200
        browser = sign_in(desk.coordinator)
        page = browser.get(path)
        assert f"{other.name} juga sedang membuka bab ini" in words(assert_page(page, app))
        assert desk.coordinator.name not in browser.post(f"{path}/hadir").text
        db.session.expire_all()
        data = {"title": "BAB II", "body": "<div>Saya</div>", "version": chapter.version}
        assert browser.post(path, data=data).status_code == 302

    def test_it_expires(self, desk, chapter):
        other = make.user_with(Role.COORDINATOR, desk.government)
        note_presence(desk.act(other), chapter)
        assert list(present_beside(desk.place.lead, chapter)) == [other.name]
        old = utc_now() - PRESENT - timedelta(seconds=1)
        db.session.execute(update(ChapterPresence).values(seen_at=old))
        assert list(present_beside(desk.place.lead, chapter)) == []
        db.session.execute(update(ChapterPresence).values(seen_at=utc_now() - timedelta(days=2)))
        note_presence(desk.place.lead, chapter)
        db.session.expire_all()
        assert [row.user_id for row in db.session.scalars(select(ChapterPresence))] == [desk.coordinator.id]

    def test_many_windows_make_one_row(self, app, desk, chapter):
        path = f"/rencana-aksi/{desk.plan.id}/naskah/bab2/hadir"
        assert set(at_once(app, desk.coordinator, [post(path)] * 4)) == {200}
        assert len(db.session.scalars(select(ChapterPresence)).all()) == 1

    def test_only_who_may_edit(self, desk, sign_in, chapter):
        path = f"/rencana-aksi/{desk.plan.id}/naskah/bab2/hadir"
        assert sign_in(desk.leader).post(path).status_code == 403
