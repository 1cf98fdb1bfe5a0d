"""Who reads which plan: taken, given, spread, narrowed in the queue; and by two people at once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.db import db, utc_now
from app.notifications.models import Notification
from app.plans.actions.assigning import assign_review, spread_reviews
from app.plans.models import Plan, ReviewAssignment
from app.plans.queries import QueueFilter, queue
from app.plans.queries.assigning import assignment_of, assignments_of, readers
from app.plans.queries.review import NOBODY, QueueQuery
from app.plans.queries.waiting import days_on_desk, ministry_calendar, waiting_since
from app.plans.rules import AssignedHow, NotAReviewer, WrongState
from tests.factories import plans
from tests.integration.plans.test_races import at_once, post
from tests.style_guide import assert_page, words

KEY = {"idempotency_key": "k" * 22}


def assignments():
    db.session.expire_all()
    return list(db.session.scalars(select(ReviewAssignment).order_by(ReviewAssignment.created_at)))


class TestTaking:
    def test_whoever_takes_it_reads_it_and_a_second_click_changes_nothing(self, desk, sign_in):
        plans.sent(desk)
        browser = sign_in(desk.reviewer)
        for _ in range(2):
            answer = browser.post(
                f"/telaah/{desk.plan.id}/tugaskan", data={"penelaah": "saya", "terlihat": ""}
            )
            assert answer.status_code == 302
        (given,) = assignments()
        assert (given.reviewer_id, given.how, given.ended_at) == (desk.reviewer.id, AssignedHow.SELF, None)

    def test_who_was_slower_is_told_and_takes_nothing_away(self, app, desk, sign_in, second_reviewer):
        plans.sent(desk)
        path, data = f"/telaah/{desk.plan.id}/tugaskan", {"penelaah": "saya", "terlihat": ""}
        assert sign_in(desk.reviewer).post(path, data=data).status_code == 302
        answer = sign_in(second_reviewer).post(path, data=data)
        assert desk.reviewer.name in words(assert_page(answer, app, status=409))
        assert [given.reviewer_id for given in assignments()] == [desk.reviewer.id]

    def test_two_reviewers_at_the_same_moment(self, app, desk, second_reviewer):
        plans.sent(desk)
        path = f"/telaah/{desk.plan.id}/tugaskan"
        requests = [
            post(path, penelaah=person.id, terlihat="") for person in (desk.reviewer, second_reviewer)
        ]
        assert at_once(app, desk.reviewer, requests) == [302, 409]
        assert len(assignments()) == 1

    def test_giving_it_to_another_keeps_the_history(self, app, desk, sign_in, second_reviewer):
        plans.sent(desk)
        first = assign_review(desk.act(desk.reviewer), desk.plan, desk.reviewer.id)
        browser = sign_in(desk.reviewer)
        browser.post(
            f"/telaah/{desk.plan.id}/tugaskan",
            data={"penelaah": second_reviewer.id, "terlihat": first.id},
        )
        assert [(row.reviewer, row.until is None) for row in assignments_of(desk.plan)] == [
            (second_reviewer.name, True),
            (desk.reviewer.name, False),
        ]
        page = browser.get(f"/telaah/{desk.plan.id}?bagian=riwayat")
        assert "Riwayat penugasan" in words(assert_page(page, app))
        told = db.session.scalars(
            select(Notification.user_id).where(Notification.kind == "plan.review_assigned")
        )
        assert list(told) == [second_reviewer.id]

    def test_it_can_be_put_back(self, desk, sign_in):
        plans.sent(desk)
        given = assign_review(desk.act(desk.reviewer), desk.plan, desk.reviewer.id)
        data = {"penelaah": "", "terlihat": given.id}
        sign_in(desk.reviewer).post(f"/telaah/{desk.plan.id}/tugaskan", data=data)
        assert assignment_of(desk.plan) is None

    def test_only_reviewers_and_only_what_waits_for_the_ministry(self, desk, sign_in):
        actor = desk.act(desk.reviewer)
        with pytest.raises(WrongState):
            assign_review(actor, desk.plan, desk.reviewer.id)
        plans.sent(desk)
        with pytest.raises(NotAReviewer):
            assign_review(actor, desk.plan, desk.coordinator.id)
        data = {"penelaah": desk.coordinator.id, "terlihat": ""}
        path = f"/telaah/{desk.plan.id}/tugaskan"
        assert sign_in(desk.reviewer).post(path, data=data).status_code == 404

    @pytest.mark.parametrize("who", ["coordinator", "leader", "admin", "supervisor", "ombudsman"])
    def test_nobody_else_divides_the_queue(self, desk, sign_in, who):
        plans.sent(desk)
        browser = sign_in(getattr(desk, who))
        assert browser.post(f"/telaah/{desk.plan.id}/tugaskan").status_code == 403
        assert browser.get("/telaah/bagi").status_code == 403

    def test_whoever_begins_an_unread_plan_reads_it(self, desk):
        plans.in_review(desk)
        assert [given.reviewer_id for given in assignments()] == [desk.reviewer.id]

    def test_beginning_takes_nothing_from_another_reader(self, desk, sign_in, second_reviewer):
        plans.sent(desk)
        assign_review(desk.act(desk.reviewer), desk.plan, second_reviewer.id)
        sign_in(desk.reviewer).post(f"/telaah/{desk.plan.id}/mulai", data=KEY)
        assert [given.reviewer_id for given in assignments()] == [second_reviewer.id]
        page = sign_in(desk.reviewer).get(f"/telaah/{desk.plan.id}/kembalikan")
        assert "ditugaskan kepada penelaah lain" in page.text


class TestSpreading:
    def test_shown_first_and_done_as_shown(self, app, desk, sign_in, second_reviewer):
        desks = [desk, plans.desk(), plans.desk()]
        for each in desks:
            plans.sent(each)
        browser = sign_in(desk.reviewer)
        chosen = {"penelaah": [desk.reviewer.id, second_reviewer.id]}
        page = assert_page(browser.get("/telaah/bagi", query_string=chosen), app)
        assert not assignments()
        pairs = [each.get("value") for each in page.iter("input") if each.get("name") == "pasangan"]
        assert browser.post("/telaah/bagi", data={"pasangan": pairs, **KEY}).status_code == 302
        loads = {each.id: each.load for each in readers()}
        assert sorted([loads[desk.reviewer.id], loads[second_reviewer.id]]) == [1, 2]
        assert {given.how for given in assignments()} == {AssignedHow.SPREAD}
        assert "Semua rencana sudah ada penelaahnya" in words(assert_page(browser.get("/telaah/bagi"), app))

    def test_what_somebody_took_meanwhile_stays_with_them(self, desk, second_reviewer):
        plans.sent(desk)
        other = plans.desk()
        plans.sent(other)
        assign_review(desk.act(desk.reviewer), desk.plan, desk.reviewer.id)
        pairs = [(desk.plan, second_reviewer.id), (other.plan, second_reviewer.id)]
        assert spread_reviews(desk.act(desk.reviewer), pairs) == (1, 1)
        kept = assignment_of(desk.plan)
        assert kept is not None
        assert kept.reviewer_id == desk.reviewer.id


class TestNarrowing:
    @pytest.fixture
    def found(self, app, desk):
        def names(path="/telaah", **wanted):
            with app.test_request_context(path):
                return [row.code for row in queue(desk.act(desk.reviewer), QueueQuery(**wanted)).rows]

        return names

    def test_by_reader(self, desk, found, second_reviewer):
        other = plans.desk()
        for each in (desk, other):
            plans.sent(each)
        assign_review(desk.act(desk.reviewer), desk.plan, second_reviewer.id)
        assert found(reviewer=second_reviewer.id) == [desk.government.code]
        assert found(reviewer=NOBODY) == [other.government.code]
        assert found(reviewer=desk.reviewer.id) == []

    def test_by_working_days(self, desk, found):
        plans.sent(desk)
        calendar, now = ministry_calendar(), utc_now()
        desk.plan.state_since = waiting_since(calendar, 10, now) - timedelta(seconds=1)
        db.session.flush()
        assert calendar.elapsed(desk.plan.state_since, now) == 10
        assert days_on_desk(desk.plan) == 10
        assert found(days=10) == [desk.government.code]
        desk.plan.state_since += timedelta(seconds=1)  # the same desk, a day later
        db.session.flush()
        assert calendar.elapsed(desk.plan.state_since, now) == 9
        assert found(days=10) == []

    def test_in_another_order(self, desk, found):
        other = plans.desk()
        for each in (desk, other):
            plans.sent(each)
        by_name = sorted([desk.government, other.government], key=lambda each: each.name.lower())
        codes = [each.code for each in by_name]
        assert found(order="nama") == codes
        assert found(order="-nama") == codes[::-1]
        assert found(order="lama") == [desk.government.code, other.government.code]
        assert found(order="-lama") == [other.government.code, desk.government.code]

    def test_every_order_and_filter_on_the_page(self, app, desk, sign_in):
        plans.sent(desk)
        browser = sign_in(desk.reviewer)
        for query in ("urut=-penelaah", "urut=provinsi", "urut=kiriman", "urut=x", "hari=5", "hari=a"):
            assert_page(browser.get(f"/telaah?status=all&{query}"), app)
        assert desk.government.name in browser.get("/telaah?penelaah=-").text
        assert desk.government.name not in browser.get("/telaah?penelaah=saya").text

    def test_whose_turn_and_since_when_stands_on_every_page_of_the_plan(self, app, desk, sign_in):
        plans.returned(desk)
        browser = sign_in(desk.coordinator)
        for page in ("matriks", "naskah", "catatan", "perubahan", "dampak"):
            text = words(assert_page(browser.get(f"/rencana-aksi/{desk.plan.id}/{page}"), app))
            assert "Giliran koordinator · sejak" in text, page
            assert "0 hari kerja" in text, page


def test_an_old_filter_still_works(app, desk):
    plans.sent(desk)
    with app.test_request_context("/telaah"):
        page = queue(desk.act(desk.reviewer), QueueFilter.WAITING, words=desk.government.code)
    assert [row.plan_id for row in page.rows] == [db.session.get_one(Plan, desk.plan.id).id]
