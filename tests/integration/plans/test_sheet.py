"""The sheet: what it shows, and the door that takes changed cells, each judged by itself."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from app.audit.models import AuditEntry
from app.db import db
from app.plans.actions import create_plan, delete_line, rename_plan
from app.plans.models import PlanLine
from tests.factories import assessment as rounds
from tests.factories import plans
from tests.integration.plans.test_lines import stored
from tests.style_guide import assert_page, words


def path_of(desk):
    return f"/rencana-aksi/{desk.plan.id}/lembar"


def edit(line, cell, text, *, seen="", version=None):
    return {
        "line": line if isinstance(line, str) else line.id,
        "version": version if version is not None else line.version,
        "cell": cell,
        "text": text,
        "seen": seen,
    }


def send(browser, desk, *edits):
    answer = browser.post(path_of(desk), json={"cells": list(edits)})
    return answer.status_code, json.loads(answer.text)


def outcomes(told):
    return [(cell["cell"], cell["outcome"], cell["text"]) for cell in told["cells"]]


class TestPage:
    def test_every_cell_of_every_line(self, app, desk, sign_in):
        line = plans.line(desk)
        plans.line(desk, "Menilai", category_code="monev", budgets={2021: 7})
        tree = assert_page(sign_in(desk.coordinator).get(path_of(desk)), app)
        (row,) = (row for row in tree.iter("tr") if row.get("data-line") == line.id)
        cells = {cell.get("data-cell"): "".join(cell.itertext()) for cell in row.iter("td")}
        assert cells["targets_2022"] == "12,5"
        assert cells["budgets_2021"] == "25.000.000"
        assert cells["fund_source"] == "APBD"
        assert cells["responsible_unit_id"] == desk.place.units[0].name
        assert cells["quarters_2021"] == "I, II"
        assert row.get("data-version") == str(line.version)
        foot = {cell.get("data-sum"): "".join(cell.itertext()) for cell in tree.iter("td")}
        assert foot["budgets_2021"] == "25.000.007"

    def test_one_category_keeps_the_sum_of_the_others(self, app, desk, sign_in):
        plans.line(desk, "Pertama kali", budgets={2021: 5})
        plans.line(desk, "Dua", category_code="monev", budgets={2021: 7})
        tree = assert_page(sign_in(desk.coordinator).get(path_of(desk) + "?kategori=monev"), app)
        assert "Pertama kali" not in words(tree)
        (foot,) = (cell for cell in tree.iter("td") if cell.get("data-sum") == "budgets_2021")
        assert (foot.get("data-other"), "".join(foot.itertext())) == ("5", "12")

    def test_a_locked_plan_is_only_shown(self, app, desk, sign_in):
        plans.awaiting(desk)
        page = sign_in(desk.coordinator).get(path_of(desk))
        assert "Rencana sedang terkunci" in words(assert_page(page, app))
        assert "sheet/main.js" not in page.text

    def test_without_lines(self, app, desk, sign_in):
        assert "Belum ada kegiatan" in words(assert_page(sign_in(desk.coordinator).get(path_of(desk)), app))


class TestSaving:
    def test_cells_of_several_lines(self, desk, sign_in):
        first, second = plans.line(desk), plans.line(desk, "Kedua")
        status, told = send(
            sign_in(desk.coordinator),
            desk,
            edit(first, "budgets_2021", "Rp 30.000.000"),
            edit(first, "targets_2021", "0,125"),
            edit(first, "quarters_2022", "TW I-III"),
            edit(second, "responsible_unit_id", desk.place.units[1].name.upper()),
            edit(second, "activity", "Kedua\nbaris"),
        )
        assert status == 200
        assert outcomes(told) == [
            ("budgets_2021", "accepted", "30.000.000"),
            ("targets_2021", "accepted", "0,125"),
            ("quarters_2022", "accepted", "I, II, III"),
            ("responsible_unit_id", "accepted", desk.place.units[1].name),
            ("activity", "accepted", "Kedua\nbaris"),
        ]
        saved = stored(first)
        assert saved.budgets == {2021: 30_000_000, 2022: 0}
        assert saved.targets == {2021: Decimal("0.125"), 2022: Decimal("12.5")}
        assert saved.quarters == {2021: (1, 2), 2022: (1, 2, 3)}
        assert told["versions"] == {first.id: saved.version, second.id: stored(second).version}
        entries = db.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "plan.line_edited").order_by(AuditEntry.sequence)
        ).all()
        assert [sorted(entry.after or {}) for entry in entries] == [
            ["budgets", "quarters", "targets"],
            ["activity", "responsible_unit_id"],
        ]

    def test_a_bad_cell_does_not_hold_the_others_back(self, desk, sign_in):
        line = plans.line(desk)
        status, told = send(
            sign_in(desk.coordinator),
            desk,
            edit(line, "budgets_2021", "banyak"),
            edit(line, "remarks", "Baru"),
            edit(line, "activity", " "),
        )
        assert status == 422
        assert outcomes(told) == [
            ("budgets_2021", "refused", "25.000.000"),
            ("remarks", "accepted", "Baru"),
            ("activity", "refused", "Melatih admin pengaduan"),
        ]
        assert "Isi dengan angka" in told["cells"][0]["message"]
        assert told["cells"][0]["mine"] == "banyak"
        assert (stored(line).remarks, stored(line).budgets[2021]) == ("Baru", 25_000_000)

    def test_sending_twice_changes_once(self, desk, sign_in):
        line = plans.line(desk)
        browser, change = sign_in(desk.coordinator), edit(line, "budgets_2021", "5", seen="25.000.000")
        first, second = send(browser, desk, change), send(browser, desk, change)
        assert first[0] == second[0] == 200
        assert outcomes(second[1]) == [("budgets_2021", "accepted", "5")]
        assert first[1]["versions"] == second[1]["versions"]
        changes = select(func.count()).where(AuditEntry.action == "plan.line_edited")
        assert db.session.scalar(changes.select_from(AuditEntry)) == 1

    def test_the_same_cell_of_somebody_else_is_409_with_both_texts(self, desk, sign_in):
        line = plans.line(desk)
        version = line.version
        browser = sign_in(desk.coordinator)
        send(browser, desk, edit(line, "remarks", "Milik orang lain"))
        status, told = send(
            browser,
            desk,
            edit(line, "remarks", "Milik saya", version=version),
            edit(line, "baseline", "Nol", version=version),
        )
        assert status == 409
        assert outcomes(told) == [
            ("remarks", "conflict", "Milik orang lain"),
            ("baseline", "accepted", "Nol"),
        ]
        assert told["cells"][0]["mine"] == "Milik saya"
        assert told["lines"][line.id]["remarks"] == "Milik orang lain"
        assert (stored(line).remarks, stored(line).baseline) == ("Milik orang lain", "Nol")
        again = edit(
            line, "remarks", "Milik saya", version=told["versions"][line.id], seen="Milik orang lain"
        )
        assert send(browser, desk, again)[0] == 200
        assert stored(line).remarks == "Milik saya"

    def test_another_cell_of_somebody_else_is_no_conflict(self, desk, sign_in):
        line = plans.line(desk)
        version = line.version
        browser = sign_in(desk.coordinator)
        send(browser, desk, edit(line, "remarks", "Orang lain"))
        late = edit(line, "budgets_2021", "6", seen="25.000.000", version=version)
        assert send(browser, desk, late)[0] == 200
        assert (stored(line).remarks, stored(line).budgets[2021]) == ("Orang lain", 6)

    def test_a_deleted_line_is_told(self, desk, sign_in):
        line = plans.line(desk)
        delete_line(desk.place.lead, desk.plan, line, "Ganda")
        db.session.commit()
        status, told = send(sign_in(desk.coordinator), desk, edit(line, "remarks", "x"))
        assert (status, outcomes(told)) == (409, [("remarks", "gone", "")])
        assert "sudah dihapus" in told["cells"][0]["message"]

    def test_a_line_of_another_plan_is_gone_too(self, desk, sign_in):
        other = plans.line(plans.desk())
        status, told = send(sign_in(desk.coordinator), desk, edit(other, "remarks", "Curian"))
        assert (status, told["cells"][0]["outcome"]) == (409, "gone")
        assert told["cells"][0]["text"] == ""
        assert stored(other).remarks == ""

    def test_a_line_of_another_round_of_the_same_regency_is_gone_too(self, desk, sign_in):
        place = desk.place
        later = rounds.opened(desk.government, place.version, place.coordinator, year=place.round.year + 1)
        other = replace(desk, plan=create_plan(place.lead, later, "Rencana berikutnya", plans.YEARS))
        line = plans.line(other)
        db.session.commit()
        status, told = send(sign_in(desk.coordinator), desk, edit(line, "remarks", "Salah rencana"))
        assert (status, told["cells"][0]["outcome"]) == (409, "gone")
        assert stored(line).remarks == ""

    def test_a_locked_plan_takes_nothing(self, desk, sign_in):
        plans.awaiting(desk)
        (line,) = db.session.scalars(select(PlanLine).where(PlanLine.plan_id == desk.plan.id))
        status, told = send(sign_in(desk.coordinator), desk, edit(line, "remarks", "x"))
        assert status == 409
        assert "Menunggu persetujuan pimpinan" in told["locked"]
        assert stored(line).remarks == ""

    def test_years_that_the_plan_no_longer_shows_are_kept(self, desk, sign_in):
        line = plans.line(desk)
        rename_plan(desk.place.lead, desk.plan, "Judul", (2022, 2023), "")
        db.session.commit()
        status, told = send(
            sign_in(desk.coordinator), desk, edit(line, "budgets_2021", "9"), edit(line, "budgets_2023", "8")
        )
        assert (status, [cell["outcome"] for cell in told["cells"]]) == (422, ["refused", "accepted"])
        assert stored(line).budgets == {2021: 25_000_000, 2022: 0, 2023: 8}

    def test_what_no_database_can_hold_is_dropped(self, desk, sign_in):
        line = plans.line(desk)
        status, told = send(sign_in(desk.coordinator), desk, edit(line, "remarks", "a\x00b\ud800c"))
        assert (status, outcomes(told)) == (200, [("remarks", "accepted", "abc")])

    @pytest.mark.parametrize(
        "sent",
        [
            None,
            [],
            {"cells": []},
            {"cells": ["x"]},
            {"cells": [{"line": "a", "cell": "b", "text": "c", "seen": ""}]},
            {"cells": [{"line": "a", "cell": "b", "text": 5, "seen": "", "version": 1}]},
            {"cells": [{"line": "a", "cell": "b", "text": "c", "seen": "", "version": True}]},
            {"cells": [edit("a", "remarks", "x", version=1)] * 2001},
        ],
    )
    def test_anything_else_is_refused(self, desk, sign_in, sent):
        assert sign_in(desk.coordinator).post(path_of(desk), json=sent).status_code == 400

    def test_only_the_coordinator(self, desk, sign_in):
        line = plans.line(desk)
        for person in (desk.admin, desk.leader, desk.reviewer, desk.supervisor):
            answer = sign_in(person).post(path_of(desk), json={"cells": [edit(line, "remarks", "x")]})
            assert answer.status_code in (403, 404)
        stranger = plans.desk().coordinator
        assert (
            sign_in(stranger).post(path_of(desk), json={"cells": [edit(line, "remarks", "x")]}).status_code
            == 404
        )
        assert stored(line).remarks == ""


def test_every_line_of_a_full_plan_can_be_saved_at_once(desk, sign_in):
    for number in range(60):
        plans.line(desk, f"Kegiatan {number:02d}")
    lines = list(db.session.scalars(select(PlanLine).order_by(PlanLine.position)))
    edits = [edit(line, "budgets_2024", f"{place}.000") for place, line in enumerate(lines, start=1)]
    assert send(sign_in(desk.coordinator), desk, *edits)[0] == 200
    db.session.expire_all()
    assert [line.budgets[2024] for line in lines] == [place * 1000 for place in range(1, 61)]
