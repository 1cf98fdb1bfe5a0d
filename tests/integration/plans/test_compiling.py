"""Compiling against real rows: what is proposed, what is taken over, and what people wrote survives."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.assessment.actions import submit
from app.audit.models import AuditEntry
from app.db import db
from app.plans.actions import (
    accept_compilation,
    delete_line,
    edit_line,
    edit_proposal,
    merge_lines,
    restore_line,
    withdraw_proposal,
)
from app.plans.compile import OriginKind, compile_plan, difference
from app.plans.models import PlanLine
from app.plans.queries import compile_input, fields_of
from app.plans.rules import WrongState
from tests.factories import assessment as rounds
from tests.factories import plans
from tests.style_guide import assert_page, words


def now(desk):
    source = compile_input(desk.plan)
    return difference(compile_plan(source), source.existing)


def living(desk):
    return list(
        db.session.scalars(
            select(PlanLine)
            .where(PlanLine.plan_id == desk.plan.id, PlanLine.deleted_at.is_(None))
            .order_by(PlanLine.position)
        )
    )


class TestWhatIsProposed:
    def test_gaps_of_the_opd_that_submitted(self, desk):
        # The only answer below the target 3 is the government's own, which nobody has submitted; K-02 "yes" is 4.
        typed = {origin.unit_id for item in now(desk).added for origin in item.proposed.origins}
        assert typed <= {desk.place.units[0].id}

    def test_a_weak_answer_leads_to_its_actions_down_to_the_answer(self, db_session):
        desk = plans.desk(scored=0)
        own = desk.place.assessment()
        rounds.filled(desk.place.admin(), own)
        rounds.answered(desk.place.admin(), own, "K-01", "1")
        submit(desk.place.admin(), own)
        found = {item.proposed.key: item.proposed for item in now(desk).added}
        assert {"action:K-01-A1", "action:K-01-A2"} <= set(found)
        assert "action:K-01-A3" not in found
        (origin,) = found["action:K-01-A1"].origins
        assert origin.answer_id == rounds.line(own, "K-01").stored.id
        assert (origin.score, origin.target) == (1, 3)

    def test_proposals_join(self, desk):
        made = plans.proposal(desk)
        keys = {key for item in now(desk).added for key in item.proposed.keys}
        assert f"proposal:{made.id}" in keys

    def test_a_withdrawn_proposal_does_not(self, desk):
        made = plans.proposal(desk)
        withdraw_proposal(desk.place.admin(), made)
        assert f"proposal:{made.id}" not in {key for item in now(desk).added for key in item.proposed.keys}


class TestTakingOver:
    def test_everything(self, desk):
        plans.proposal(desk)
        entries = now(desk).added
        outcome = accept_compilation(desk.place.lead, desk.plan, None)
        assert outcome.added == len(entries) == len(living(desk))
        assert desk.plan.compiled_at is not None
        assert now(desk).is_empty

    def test_only_what_was_ticked(self, desk):
        plans.proposal(desk)
        plans.proposal(desk, activity="Hal yang berbeda sama sekali")
        entries = now(desk).added
        outcome = accept_compilation(desk.place.lead, desk.plan, {entries[0].token})
        assert (outcome.added, outcome.stale) == (1, 0)
        assert len(now(desk).added) == len(entries) - 1

    def test_what_changed_since_it_was_shown_is_left_alone(self, desk):
        made = plans.proposal(desk)
        token = now(desk).added[0].token
        edit_proposal(
            desk.place.admin(),
            made,
            plans.fields("Kata-kata baru"),
            years=plans.YEARS,
            category_codes=desk.codes,
        )
        outcome = accept_compilation(desk.place.lead, desk.plan, {token})
        assert (outcome.added, outcome.stale) == (0, 1)

    def test_origins_and_supporting_units_are_kept(self, desk):
        plans.proposal(desk)
        plans.proposal(desk, 1)
        plans.compiled(desk)
        line = next(line for line in living(desk) if line.activity == "Membuka loket pengaduan")
        assert [origin.kind for origin in line.origins] == [OriginKind.PROPOSAL] * 2
        assert line.responsible_unit_id == desk.place.units[0].id
        assert [row.unit_id for row in line.supporting] == [desk.place.units[1].id]
        assert line.budgets == {2021: 50_000_000, 2022: 0}
        assert line.targets == {2021: Decimal(80), 2022: Decimal(25)}

    def test_an_edit_survives_compiling_again(self, desk):
        made = plans.proposal(desk)
        plans.compiled(desk)
        line = next(line for line in living(desk) if line.activity == made.activity)
        edit_line(
            desk.place.lead,
            desk.plan,
            line,
            replace(fields_of(line), budgets={2021: 1}, remarks="Disepakati"),
            desk.codes,
        )
        plans.proposal(desk, 1)
        (change,) = [item for item in now(desk).changed if item.line_id == line.id]
        assert {item.name for item in change.changes if item.edited} == {"budgets"}
        accept_compilation(desk.place.lead, desk.plan, {change.token})
        db.session.refresh(line)
        assert (line.budgets, line.remarks) == ({2021: 1}, "Disepakati")
        assert len(line.origins) == 2
        assert now(desk).changed == ()

    def test_a_deleted_line_does_not_come_back(self, desk):
        made = plans.proposal(desk)
        plans.compiled(desk)
        line = next(line for line in living(desk) if line.activity == made.activity)
        delete_line(desk.place.lead, desk.plan, line, "Bukan wewenang kami")
        result = now(desk)
        assert result.is_empty
        assert [item.line_id for item in result.suppressed] == [line.id]

    def test_a_withdrawn_proposal_orphans_its_line_which_can_be_restored(self, desk):
        made = plans.proposal(desk)
        plans.compiled(desk)
        withdraw_proposal(desk.place.admin(), made)
        (orphan,) = now(desk).orphaned
        outcome = accept_compilation(desk.place.lead, desk.plan, {orphan.token})
        assert outcome.removed == 1
        line = db.session.get_one(PlanLine, orphan.line_id)
        assert line.deleted_reason
        restore_line(desk.place.lead, desk.plan, line)
        assert line in living(desk)

    def test_a_merge_survives_compiling_again(self, desk):
        plans.proposal(desk)
        plans.proposal(desk, 1, "Membuka loket pengaduan terpadu")
        plans.compiled(desk)
        first, second = [line for line in living(desk) if "loket" in line.activity]
        merge_lines(desk.place.lead, desk.plan, first, [second])
        assert first.budgets[2021] == 50_000_000
        assert now(desk).is_empty
        assert second.deleted_reason.startswith("Digabungkan")

    def test_not_while_the_leader_decides(self, desk):
        plans.awaiting(desk)
        with pytest.raises(WrongState):
            accept_compilation(desk.place.lead, desk.plan, None)

    def test_it_is_logged(self, desk):
        plans.compiled(desk)
        db.session.commit()
        entries = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "plan.compiled")).all()
        assert len(entries) == 1


class TestThePage:
    def test_it_shows_the_difference_and_who_is_missing(self, app, desk, sign_in):
        plans.proposal(desk)
        tree = assert_page(sign_in(desk.coordinator).get(f"/rencana-aksi/{desk.plan.id}/susun"), app)
        text = words(tree)
        assert "Membuka loket pengaduan" in text
        assert "1 dari 2 OPD sudah mengirim asesmen" in text
        assert desk.place.units[1].name in text
        boxes = [box for box in tree.iter("input") if box.get("name") == "token"]
        assert boxes
        assert all(box.get("checked") is not None for box in boxes)

    def test_a_plan_that_is_begun_ticks_no_new_line(self, app, desk, sign_in):
        plans.proposal(desk)
        plans.compiled(desk)
        plans.proposal(desk, activity="Hal yang berbeda sama sekali")
        path, browser = f"/rencana-aksi/{desk.plan.id}/susun", sign_in(desk.coordinator)

        def ticks(address):
            tree = assert_page(browser.get(address), app)
            boxes = [box for box in tree.iter("input") if box.get("name") == "token"]
            return [box.get("checked") is not None for box in boxes]

        assert ticks(path) == [False]
        assert ticks(f"{path}?pilih=semua") == [True]
        assert ticks(f"{path}?pilih=ngawur") == [False]

    def test_it_says_which_origin_came_and_which_went(self, app, desk, sign_in):
        plans.proposal(desk)
        plans.compiled(desk)
        second = plans.proposal(desk, 1)
        there = desk.place.units[1].short_name or desk.place.units[1].name
        path, browser = f"/rencana-aksi/{desk.plan.id}/susun", sign_in(desk.coordinator)
        assert f"Asal bertambah: Usulan OPD ({there})" in words(assert_page(browser.get(path), app))
        plans.compiled(desk)
        withdraw_proposal(desk.place.admin(1), second)
        assert f"Asal berkurang: Usulan OPD ({there})" in words(assert_page(browser.get(path), app))

    def test_nothing_ticked_on_wish(self, desk, sign_in):
        plans.proposal(desk)
        text = sign_in(desk.coordinator).get(f"/rencana-aksi/{desk.plan.id}/susun?pilih=tidak").text
        assert 'name="token"' in text
        assert "checked" not in text

    def test_a_double_click_takes_over_once(self, desk, sign_in):
        plans.proposal(desk)
        form = {"scope": "all", "idempotency_key": "k" * 22}
        browser = sign_in(desk.coordinator)
        answers = [browser.post(f"/rencana-aksi/{desk.plan.id}/susun", data=form) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [302, 302]
        assert answers[0].location == answers[1].location
        assert len(living(desk)) == len({line.id for line in living(desk)})
        assert sum("loket" in line.activity for line in living(desk)) == 1

    def test_nothing_ticked_changes_nothing(self, desk, sign_in):
        plans.proposal(desk)
        answer = sign_in(desk.coordinator).post(
            f"/rencana-aksi/{desk.plan.id}/susun", data={"idempotency_key": "k" * 22}, follow_redirects=True
        )
        assert "Belum ada yang dicentang" in answer.text
        assert living(desk) == []

    def test_look_alikes_stand_side_by_side_and_merge_on_command(self, app, desk, sign_in):
        plans.proposal(desk)
        plans.proposal(desk, 1, "Membuka loket pengaduan terpadu")
        plans.compiled(desk)
        browser = sign_in(desk.coordinator)
        assert_page(browser.get(f"/rencana-aksi/{desk.plan.id}/mirip"), app)
        first, second = [line for line in living(desk) if "loket" in line.activity]
        answer = browser.post(
            f"/rencana-aksi/{desk.plan.id}/gabung",
            data={"kept": second.id, "other": first.id, "idempotency_key": "k" * 22},
        )
        pairs = f"/rencana-aksi/{desk.plan.id}/mirip"
        assert answer.location.startswith(f"/rencana-aksi/baris/{second.id}?kembali=")
        assert f'href="{pairs}"' in browser.get(answer.location).text  # to the next pair, also without saving
        assert (
            "tidak ada kegiatan yang mirip" in browser.get(f"/rencana-aksi/{desk.plan.id}/mirip").text.lower()
        )
