"""Sentences of the narrative that no longer fit their figures: told where they are written, confirmed by a person."""

from sqlalchemy import select

from app.audit import AuditEntry
from app.db import db
from app.plans.actions import save_chapter
from app.plans.models import Chapter, ChapterSentence
from app.plans.queries import doubts_in
from app.plans.rules import ChapterCode
from tests.factories import plans
from tests.integration.plans.test_races import at_once
from tests.style_guide import assert_page, words

BODY = "<div>Rencana ini memuat {{jumlah_kegiatan}} kegiatan. Ditulis untuk {{pemerintah}}.</div>"


def chapter_of(desk):
    statement = select(Chapter).where(Chapter.plan_id == desk.plan.id, Chapter.code == ChapterCode.BAB4)
    return db.session.scalars(statement).one()


def write(desk, body=BODY):
    save_chapter(desk.place.lead, desk.plan, chapter_of(desk), "BAB IV", body)


def found(desk):
    return doubts_in(desk.plan).get("bab4", ())


def overview(desk):
    return f"/rencana-aksi?pemerintah={desk.government.code}"


def confirm_path(desk):
    return f"/rencana-aksi/{desk.plan.id}/naskah/bab4/sesuai"


def doubtful(desk, body=BODY):
    plans.line(desk)
    write(desk, body)
    plans.line(desk, "Kegiatan kedua")
    db.session.commit()
    return found(desk)


class TestTelling:
    def test_nothing_on_a_fresh_plan(self, desk):
        plans.line(desk)
        assert doubts_in(desk.plan) == {}

    def test_a_figure_that_moved_since_saving(self, desk):
        (doubt,) = doubtful(desk)
        assert [(each.name, each.before, each.after) for each in doubt.changes] == [
            ("jumlah_kegiatan", "1", "2")
        ]

    def test_saving_another_sentence_does_not_hide_it(self, desk):
        doubtful(desk)
        write(desk, BODY + "<div>Kalimat baru.</div>")
        assert len(found(desk)) == 1

    def test_writing_it_anew_does(self, desk):
        doubtful(desk)
        write(desk, BODY.replace("memuat", "terdiri atas"))
        assert found(desk) == ()

    def test_an_old_sentence_that_comes_back_is_held_against_its_old_figure(self, desk):
        doubtful(desk)
        write(desk, "<div>Kosong.</div>")
        assert found(desk) == ()
        write(desk, BODY)
        assert len(found(desk)) == 1

    def test_it_stands_where_it_is_needed(self, app, desk, sign_in):
        doubtful(desk)
        browser = sign_in(desk.coordinator)
        text = words(assert_page(browser.get(overview(desk)), app))
        assert "1 kalimat naskah perlu dibaca ulang" in text
        assert (
            "1 kalimat naskah mungkin tidak lagi sesuai dengan angkanya" in text
        )  # before asking for approval
        for page in ("naskah", "naskah/bab4"):
            text = words(assert_page(browser.get(f"/rencana-aksi/{desk.plan.id}/{page}"), app))
            assert "Rencana ini memuat 2 kegiatan." in text
            assert "Jumlah kegiatan: 1 → 2" in text

    def test_the_leader_is_told_and_cannot_confirm(self, app, desk, sign_in):
        doubtful(desk)
        plans.awaiting(desk)
        browser = sign_in(desk.leader)
        assert "1 kalimat naskah perlu dibaca ulang" in words(assert_page(browser.get(overview(desk)), app))
        text = words(assert_page(browser.get(f"/rencana-aksi/{desk.plan.id}/naskah"), app))
        assert "1 kalimat perlu dibaca ulang" in text
        assert "Masih sesuai" not in text

    def test_people_outside_are_not(self, app, desk, sign_in):
        doubtful(desk)
        for person in (desk.reviewer, desk.supervisor, desk.ombudsman):
            assert "dibaca ulang" not in sign_in(person).get(overview(desk)).text
            assert "dibaca ulang" not in sign_in(person).get(f"/rencana-aksi/{desk.plan.id}/naskah").text

    def test_what_was_typed_stays_text(self, app, desk, sign_in):
        body = "<div>&lt;script&gt;alert(1)&lt;/script&gt; memuat {{jumlah_kegiatan}} kegiatan.</div>"
        doubtful(desk, body)
        page = sign_in(desk.coordinator).get(f"/rencana-aksi/{desk.plan.id}/naskah/bab4")
        assert_page(page, app)
        assert "<script>alert" not in page.text
        assert "“&lt;script&gt;alert(1)&lt;/script&gt; memuat 2 kegiatan.”" in page.text


class TestConfirming:
    def test_a_person_lets_it_stand_and_the_log_says_so(self, app, desk, sign_in):
        (doubt,) = doubtful(desk)
        browser = sign_in(desk.coordinator)
        assert browser.post(confirm_path(desk), data={"kalimat": doubt.token}).status_code == 302
        db.session.expire_all()
        assert found(desk) == ()
        row = db.session.scalars(select(ChapterSentence).where(ChapterSentence.confirmed)).one()
        assert (row.figures, row.by) == ({"jumlah_kegiatan": "2"}, desk.coordinator.id)
        entry = db.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "plan.sentences_confirmed")
        ).one()
        assert entry.after == {
            "chapter": "bab4",
            "sentences": [doubt.sentence.key],
            "figures": ["jumlah_kegiatan"],
        }
        assert chapter_of(desk).version == 2  # an open form of somebody else is not disturbed

    def test_not_figures_that_nobody_saw(self, app, desk, sign_in):
        (doubt,) = doubtful(desk)
        plans.line(desk, "Kegiatan ketiga")
        browser = sign_in(desk.coordinator)
        answer = browser.post(confirm_path(desk), data={"kalimat": doubt.token}, follow_redirects=True)
        assert "Sebagian tidak dicatat" in words(assert_page(answer, app))
        assert len(found(desk)) == 1

    def test_a_typed_number_is_meant_as_it_stands_from_then_on(self, desk, sign_in):
        for number in range(10):
            plans.line(desk, f"Kegiatan {number}")
        write(desk, "<div>Sudah ada 10 kegiatan.</div>")
        plans.line(desk, "Satu lagi")
        (doubt,) = found(desk)
        assert doubt.typed[0].after == "11"
        sign_in(desk.coordinator).post(confirm_path(desk), data={"kalimat": doubt.token})
        plans.line(desk, "Dan lagi")
        db.session.expire_all()
        assert found(desk) == ()

    def test_of_two_who_confirm_at_once_both_are_content(self, app, desk):
        (doubt,) = doubtful(desk)
        data = {"kalimat": doubt.token}
        requests = [lambda browser: browser.post(confirm_path(desk), data=data).status_code] * 3
        assert at_once(app, desk.coordinator, requests) == [302, 302, 302]
        entries = select(AuditEntry).where(AuditEntry.action == "plan.sentences_confirmed")
        assert len(db.session.scalars(entries).all()) == 1

    def test_nonsense_confirms_nothing(self, desk, sign_in):
        doubtful(desk)
        browser = sign_in(desk.coordinator)
        assert browser.post(confirm_path(desk), data={"kalimat": ["x", "", "-"]}).status_code == 302
        assert browser.post(confirm_path(desk)).status_code == 302
        assert len(found(desk)) == 1

    def test_only_the_coordinator_while_it_is_drafted(self, desk, sign_in):
        (doubt,) = doubtful(desk)
        data = {"kalimat": doubt.token}
        assert sign_in(desk.leader).post(confirm_path(desk), data=data).status_code == 403
        plans.awaiting(desk)
        assert sign_in(desk.coordinator).post(confirm_path(desk), data=data).status_code == 409
