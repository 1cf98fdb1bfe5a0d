"""Templates of chapters: written, published for good, and taken over into plans that began with an older one."""

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from app.access import Permission
from app.db import db, utc_now
from app.organisations.actors import actor_of
from app.organisations.models import GovernmentKind
from app.plans.actions import create_plan, save_chapter
from app.plans.actions.carrying import carry_over
from app.plans.actions.templates import begin_draft, publish_template, save_template_chapter
from app.plans.models import Chapter, ChapterOrigin, ChapterState, ChapterTemplate
from app.plans.queries.templates import Shelf, find_shelf, national_shelf, offers
from app.plans.rules import ChapterCode
from app.plans.rules.templates import TemplateSource, TemplateState
from tests.factories import assessment as rounds
from tests.factories import organisations as make
from tests.style_guide import assert_page, words

NATIONAL = "/templat-naskah/kabupaten"


def post(browser, path, **data):
    return browser.post(path, data=data)


def chapter_of(plan, code=ChapterCode.BAB5):
    return db.session.scalars(select(Chapter).where(Chapter.plan_id == plan.id, Chapter.code == code)).one()


def origin_of(plan, code=ChapterCode.BAB5):
    statement = select(ChapterOrigin).where(ChapterOrigin.chapter_id == chapter_of(plan, code).id)
    return db.session.scalars(statement.order_by(ChapterOrigin.number.desc())).first()


def own_shelf(desk):
    return Shelf(desk.government.code, desk.government.kind, desk.government)


def publish(actor, shelf, body, code=ChapterCode.BAB5, title="BAB V Penutup", note="Kalimat baru"):
    draft = begin_draft(actor, shelf)
    save_template_chapter(actor, shelf, draft, code, title, body)
    publish_template(actor, shelf, draft, note)
    return draft


@pytest.fixture
def national(desk):
    """Publishes a closing chapter for regencies."""

    def as_ministry(body, **more):
        return publish(actor_of(desk.reviewer), national_shelf(GovernmentKind.REGENCY), body, **more)

    return as_ministry


@pytest.fixture
def own(desk):
    """Publishes a closing chapter of the regency's own."""
    return lambda body, **more: publish(desk.place.lead, own_shelf(desk), body, **more)


def newer_plan(desk):
    desk.place.round.closed_at = utc_now()
    later = rounds.opened(desk.government, desk.place.version, desk.coordinator, year=2023)
    return create_plan(desk.place.lead, later, "Rencana berikutnya", (2023, 2024))


class TestBeginning:
    def test_own_before_national_before_packaged(self, desk, national, own):
        assert origin_of(desk.plan).source is TemplateSource.PACKAGED
        national("<div>Dari kementerian.</div>")
        national("<div>Pengantar kementerian.</div>", code=ChapterCode.FOREWORD, title="Kata Pengantar")
        own("<div>Dari kami.</div>")
        plan = newer_plan(desk)
        assert chapter_of(plan).body == "<div>Dari kami.</div>"
        assert (origin_of(plan).source, origin_of(plan).template_number) == (TemplateSource.OWN, 1)
        assert chapter_of(plan, ChapterCode.FOREWORD).body == "<div>Pengantar kementerian.</div>"
        assert origin_of(plan, ChapterCode.FOREWORD).template_number == 2
        assert origin_of(plan, ChapterCode.BAB1).source is TemplateSource.NATIONAL

    def test_a_draft_begins_no_plan(self, desk):
        shelf = national_shelf(GovernmentKind.REGENCY)
        actor = actor_of(desk.reviewer)
        save_template_chapter(actor, shelf, begin_draft(actor, shelf), ChapterCode.BAB5, "X", "<div>Y</div>")
        assert origin_of(newer_plan(desk)).source is TemplateSource.PACKAGED

    def test_another_kind_of_government_is_left_alone(self, desk):
        publish(actor_of(desk.reviewer), national_shelf(GovernmentKind.CITY), "<div>Kota.</div>")
        assert origin_of(newer_plan(desk)).source is TemplateSource.PACKAGED

    def test_a_plan_carried_over_still_stands_on_the_older_template(self, desk, national):
        save_chapter(desk.place.lead, desk.plan, chapter_of(desk.plan), "BAB V", "<div>Tulisan kami.</div>")
        national("<div>Dari kementerian.</div>")
        plan = newer_plan(desk)
        carry_over(desk.place.lead, plan, desk.plan)
        assert origin_of(plan).source is TemplateSource.PACKAGED
        (offer,) = offers(plan, [chapter_of(plan)])
        assert offer.newer.body == "<div>Dari kementerian.</div>"


class TestPublished:
    def test_it_never_changes_and_never_goes(self, national):
        national("<div>Satu.</div>")
        for statement in (
            update(ChapterTemplate).values(note="lain"),
            update(ChapterTemplate).values(state=TemplateState.DRAFT, published_at=None),
            delete(ChapterTemplate),
        ):
            with pytest.raises(DBAPIError), db.session.begin_nested():
                db.session.execute(statement)

    def test_nothing_that_acts_is_kept(self, desk, national):
        template = national("<div onclick=x>a<script>b</script><img src=x><a href='javascript:1'>c</a></div>")
        body = template.chapters["bab5"]["body"]
        assert "<script" not in body
        assert "onclick" not in body
        assert "javascript" not in body
        assert "<img" not in body

    def test_one_draft_at_a_time(self, desk):
        actor, shelf = actor_of(desk.reviewer), national_shelf(GovernmentKind.REGENCY)
        assert begin_draft(actor, shelf) is begin_draft(actor, shelf)

    def test_the_next_number_says_what_the_last_one_said(self, desk, national):
        first = national("<div>Satu.</div>")
        second = begin_draft(actor_of(desk.reviewer), national_shelf(GovernmentKind.REGENCY))
        assert (second.number, second.chapters) == (2, first.chapters)
        assert set(second.chapters) == set(ChapterCode)


class TestReach:
    def test_who_writes_which_shelf(self, desk, sign_in, client):
        browser = sign_in(desk.coordinator)
        assert post(browser, f"{NATIONAL}/konsep", idempotency_key="k" * 22).status_code == 404
        other = make.government(parent=desk.province)
        assert browser.get(f"/templat-naskah/{other.code}").status_code == 404
        assert (
            post(browser, f"/templat-naskah/{other.code}/konsep", idempotency_key="l" * 22).status_code == 404
        )
        browser = sign_in(desk.reviewer)
        code = desk.government.code
        assert post(browser, f"/templat-naskah/{code}/konsep", idempotency_key="m" * 22).status_code == 404
        assert sign_in(desk.admin).get(NATIONAL).status_code == 403

    def test_a_draft_is_its_writers_alone(self, desk, sign_in):
        begin_draft(actor_of(desk.reviewer), national_shelf(GovernmentKind.REGENCY))
        browser = sign_in(desk.coordinator)
        assert browser.get(f"{NATIONAL}/1").status_code == 404
        assert "konsep" not in words(assert_page(browser.get(NATIONAL))).casefold()

    def test_a_leader_reads(self, desk, own, sign_in, app):
        own("<div>Dari kami.</div>")
        browser = sign_in(desk.leader)
        assert_page(browser.get(f"/templat-naskah/{desk.government.code}/1"), app)
        with app.test_request_context():
            actor = actor_of(desk.leader)
            assert find_shelf(actor, Permission.TEMPLATE_READ, desk.government.code).government


class TestPages:
    def test_from_nothing_to_published(self, app, desk, sign_in):
        browser = sign_in(desk.reviewer)
        assert_page(browser.get("/templat-naskah"), app)
        assert_page(browser.get(NATIONAL), app)
        begun = post(browser, f"{NATIONAL}/konsep", idempotency_key="k" * 22)
        assert begun.headers["Location"].endswith(f"{NATIONAL}/1")
        assert_page(browser.get(f"{NATIONAL}/1/bab5"), app)
        saved = post(
            browser, f"{NATIONAL}/1/bab5", title="BAB V", body="<div>Nilai {{indek}}.</div>", version=1
        )
        assert saved.headers["Location"].endswith("/1/bab5")
        page = browser.get(f"{NATIONAL}/1/bab5")
        assert_page(page, app)
        assert "<mark>{{indek}}</mark>" in page.text
        assert "<code>{{indeks}}</code>" in page.text
        refused = post(browser, f"{NATIONAL}/1/terbitkan", note="Baru", version=2)
        assert refused.headers["Location"].endswith("/1")
        assert "Belum diterbitkan" in browser.get(f"{NATIONAL}/1").text
        post(browser, f"{NATIONAL}/1/bab5", title="BAB V", body="<div>Nilai {{indeks}}.</div>", version=2)
        page = browser.get(f"{NATIONAL}/1")
        assert "Nilai 3,00." in words(assert_page(page, app))
        assert "<ins>Nilai {{indeks}}.</ins>" in page.text
        assert post(browser, f"{NATIONAL}/1/terbitkan", note="", version=3).status_code == 422
        assert post(browser, f"{NATIONAL}/1/terbitkan", note="Baru", version=1).status_code == 409
        assert post(browser, f"{NATIONAL}/1/terbitkan", note="Baru", version=3).status_code == 302
        history = words(assert_page(browser.get(NATIONAL), app))
        assert "Berlaku" in history
        assert "Baru" in history

    def test_a_published_version_is_not_opened_for_writing(self, desk, national, sign_in):
        national("<div>Satu.</div>")
        browser = sign_in(desk.reviewer)
        for path in (f"{NATIONAL}/1/hapus", f"{NATIONAL}/1/terbitkan", f"{NATIONAL}/1/bab1/lepas"):
            assert post(browser, path, version=1, note="x").headers["Location"].endswith(NATIONAL)
        assert browser.get(f"{NATIONAL}/1/bab1").status_code == 302

    def test_a_stale_form_is_a_conflict(self, desk, sign_in):
        begin_draft(actor_of(desk.reviewer), national_shelf(GovernmentKind.REGENCY))
        browser = sign_in(desk.reviewer)
        assert (
            post(browser, f"{NATIONAL}/1/bab5", title="A", body="<div>B</div>", version=1).status_code == 302
        )
        assert (
            post(browser, f"{NATIONAL}/1/bab5", title="A", body="<div>C</div>", version=1).status_code == 409
        )

    def test_a_government_keeps_one_chapter_and_gives_it_up_again(self, app, desk, sign_in):
        path = f"/templat-naskah/{desk.government.code}"
        browser = sign_in(desk.coordinator)
        post(browser, f"{path}/konsep", idempotency_key="k" * 22)
        post(browser, f"{path}/1/foreword", title="Kata Pengantar", body="<div>Salam kami.</div>", version=1)
        page = browser.get(f"{path}/1")
        assert "Salam kami." in words(assert_page(page, app))
        assert page.text.count("Mengikuti kementerian") == 5
        assert_page(browser.get(f"{path}/1/bab1"), app)
        post(browser, f"{path}/1/foreword/lepas")
        assert browser.get(f"{path}/1").text.count("Mengikuti kementerian") == 6
        assert post(browser, f"{path}/1/hapus").headers["Location"].endswith(path)
        assert browser.get(f"{path}/1").status_code == 404


class TestTaking:
    def path(self, desk, code="bab5"):
        return f"/rencana-aksi/{desk.plan.id}/naskah/{code}/templat"

    def newer(self, desk):
        return chapter_of(desk.plan).body.replace("berkala", "setiap triwulan")

    def test_an_untouched_chapter_takes_the_newer_text(self, app, desk, national, sign_in):
        newer = self.newer(desk)
        national(newer)
        browser = sign_in(desk.coordinator)
        assert "Templat untuk 1 bab" in words(
            assert_page(browser.get(f"/rencana-aksi/{desk.plan.id}/naskah"), app)
        )
        page = browser.get(f"/rencana-aksi/{desk.plan.id}/templat")
        assert_page(page, app)
        assert "<del>berkala." in page.text
        assert "<ins>setiap triwulan." in page.text
        post(browser, self.path(desk), how="merge", version=chapter_of(desk.plan).version)
        assert chapter_of(desk.plan).body == newer
        assert origin_of(desk.plan).source is TemplateSource.NATIONAL
        assert "Tidak ada perubahan templat" in browser.get(f"/rencana-aksi/{desk.plan.id}/templat").text

    def test_hand_edits_stay_when_it_is_merged(self, desk, national, sign_in):
        newer = self.newer(desk)
        mine = chapter_of(desk.plan).body + "<div>Tulisan kami.</div>"
        save_chapter(desk.place.lead, desk.plan, chapter_of(desk.plan), "BAB V kami", mine)
        national(newer)
        post(sign_in(desk.coordinator), self.path(desk), how="merge", version=chapter_of(desk.plan).version)
        chapter = chapter_of(desk.plan)
        assert chapter.title == "BAB V kami"
        assert "setiap triwulan" in chapter.body
        assert "Tulisan kami." in chapter.body

    def test_what_was_replaced_is_in_the_history(self, desk, national, sign_in):
        save_chapter(desk.place.lead, desk.plan, chapter_of(desk.plan), "BAB V", "<div>Tulisan kami.</div>")
        national("<div>Dari kementerian.</div>")
        post(sign_in(desk.coordinator), self.path(desk), how="replace", version=chapter_of(desk.plan).version)
        assert chapter_of(desk.plan).body == "<div>Dari kementerian.</div>"
        kept = db.session.scalars(
            select(ChapterState.body).where(ChapterState.chapter_id == chapter_of(desk.plan).id)
        ).all()
        assert "<div>Tulisan kami.</div>" in kept

    def test_left_alone_it_is_not_offered_again(self, desk, national, sign_in):
        before = chapter_of(desk.plan).body
        national("<div>Dari kementerian.</div>")
        browser = sign_in(desk.coordinator)
        post(browser, self.path(desk), how="keep", version=chapter_of(desk.plan).version)
        assert chapter_of(desk.plan).body == before
        assert offers(desk.plan, [chapter_of(desk.plan)]) == ()
        national("<div>Dari kementerian, lagi.</div>")
        assert len(offers(desk.plan, [chapter_of(desk.plan)])) == 1

    def test_a_chapter_that_changed_meanwhile_is_a_conflict(self, desk, national, sign_in):
        national("<div>Dari kementerian.</div>")
        seen = chapter_of(desk.plan).version
        save_chapter(desk.place.lead, desk.plan, chapter_of(desk.plan), "BAB V", "<div>Tulisan kami.</div>")
        answer = post(sign_in(desk.coordinator), self.path(desk), how="merge", version=seen)
        assert answer.status_code == 409
        assert chapter_of(desk.plan).body == "<div>Tulisan kami.</div>"

    def test_a_locked_plan_is_not_touched(self, desk, national, sign_in):
        national("<div>Dari kementerian.</div>")
        desk.plan.state = "awaiting_approval"
        db.session.flush()
        answer = post(
            sign_in(desk.coordinator), self.path(desk), how="merge", version=chapter_of(desk.plan).version
        )
        assert answer.status_code == 409
        assert "Dari kementerian" not in chapter_of(desk.plan).body
