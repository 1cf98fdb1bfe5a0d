"""The foreword is written beside the preview of its page."""

from sqlalchemy import select

from app.access import Role
from app.db import db
from app.plans.models import Chapter
from app.plans.rules import ChapterCode, PlanState
from tests.factories import organisations as make
from tests.pdf_text import text_of
from tests.style_guide import assert_page, words


def chapter_of(desk) -> Chapter:
    db.session.expire_all()
    return db.session.scalars(
        select(Chapter).where(Chapter.plan_id == desk.plan.id, Chapter.code == ChapterCode.FOREWORD)
    ).one()


class TestForeword:
    def path(self, desk, tail=""):
        return f"/pemerintah/{desk.government.code}/pengaturan-dokumen{tail}"

    def values(self, **more):
        return {"version": "0", "paper": "a4", "accent": "#0b5a6e", "dokumen": "action_plan"} | more

    def test_it_is_written_here_and_seen_before_it_is_saved(self, app, desk, sign_in):
        db.session.commit()
        browser = sign_in(desk.coordinator)
        page = assert_page(browser.get(self.path(desk)), app)
        (form,) = [each for each in page.iter("form") if each.get("id") == "kata-pengantar"]
        fields = {each.get("name"): each.get("value", "") for each in form.iter("input")}
        typed = {"title": "Kata Pengantar", "body": "<p>Puji syukur {{pemerintah}}.<script>x</script></p>"}
        seen = browser.post(self.path(desk, "/pratinjau.pdf"), data=self.values(**typed))
        assert f"Puji syukur {desk.government.name}." in text_of(seen.data)
        assert chapter_of(desk).body != typed["body"]
        answer = browser.post(form.get("action"), data=typed | {"version": fields["version"]})
        assert answer.location == self.path(desk)
        assert "Puji syukur" in chapter_of(desk).body
        saved_one = browser.post(self.path(desk, "/pratinjau.pdf"), data=self.values())
        text = text_of(saved_one.data)
        assert f"Puji syukur {desk.government.name}." in text
        assert " ".join(desk.plan.title.split()) in " ".join(text.split())

    def test_a_locked_plan_is_read_only(self, app, desk, sign_in):
        desk.plan.state = PlanState.SUBMITTED
        db.session.commit()
        page = assert_page(sign_in(desk.coordinator).get(self.path(desk)), app)
        assert "sedang terkunci" in words(page)
        assert not [each for each in page.iter("form") if each.get("id") == "kata-pengantar"]

    def test_the_operator_sees_nothing_of_the_plan(self, app, desk, sign_in):
        chapter_of(desk).body = "<p>Naskah rahasia.</p>"
        operator = make.user_with(Role.OPERATOR)
        db.session.commit()
        browser = sign_in(operator)
        page = assert_page(browser.get(self.path(desk)), app)
        assert not [each for each in page.iter("form") if each.get("id") == "kata-pengantar"]
        text = text_of(browser.post(self.path(desk, "/pratinjau.pdf"), data=self.values()).data)
        assert "Naskah rahasia" not in text
        assert "KATA PENGANTAR" in text.upper()
