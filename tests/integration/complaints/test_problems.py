"""Complaint patterns that rise or run late: found after an import, decided about, seen only within reach."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import select

from app.access import SYSTEM, Role
from app.complaints.actions.problems import search_problems, signs_of
from app.complaints.models import RecurringProblem
from app.complaints.recurring import ProblemState, Sign
from app.db import db
from tests.factories.complaints import FINISHED, imported, line
from tests.factories.organisations import government, login, province, unit, user_with
from tests.style_guide import assert_page, words

CUT_OFF = datetime(2021, 10, 31, tzinfo=UTC)


def several(first, count, day, **fields):
    """Complaints with numbers of their own, received on one day."""
    given = {"received": f"{day} 09:00", **fields}
    return [line(first + number, **given) for number in range(count)]


def quick(day, month):
    """Verified, answered and closed on the day of arrival."""
    moment = f"{day:02d}/{month:02d}/2021"
    return {"verified": moment, "answered": moment, "closed": moment, "status": "Selesai"}


@pytest.fixture
def place(db_session, tmp_path):
    """Late complaints about roads at one OPD, a rise in health at another, and a category that is all right."""
    place = SimpleNamespace(tmp_path=tmp_path)
    place.province = province()
    place.sinjai = government(name="Kabupaten Sinjai", parent=place.province)
    place.works = unit(place.sinjai, name="Dinas Pekerjaan Umum")
    place.health = unit(place.sinjai, name="Dinas Kesehatan")
    place.bone = government(name="Kabupaten Bone", parent=place.province)
    imported(
        place.sinjai,
        tmp_path,
        *several(1, 8, "05/02/2021", unit="Dinas Pekerjaan Umum", category="Jalan", **quick(5, 2)),
        *several(20, 8, "05/08/2021", unit="Dinas Pekerjaan Umum", category="Jalan"),  # nobody verified them
        *several(40, 2, "05/02/2021", unit="Dinas Kesehatan", category="Kesehatan", **quick(5, 2)),
        *several(60, 9, "05/08/2021", unit="Dinas Kesehatan", category="Kesehatan", **quick(5, 8)),
        *several(80, 6, "05/02/2021", unit="Dinas Kesehatan", category="Bidan", **quick(5, 2)),
        *several(90, 6, "05/08/2021", unit="Dinas Kesehatan", category="Bidan", **quick(5, 8)),
        cut_off=CUT_OFF,
    )
    db_session.commit()
    return place


def found():
    db.session.expire_all()
    rows = db.session.scalars(select(RecurringProblem).order_by(RecurringProblem.category)).all()
    return {row.category: row for row in rows}


def test_an_import_finds_what_runs_late_and_what_rises(place):
    problems = found()
    assert set(problems) == {"Jalan", "Kesehatan"}
    assert signs_of(problems["Jalan"]) == [Sign.OVERDUE]
    assert signs_of(problems["Kesehatan"]) == [Sign.RISING]
    assert problems["Jalan"].now == {"volume": 8, "late": 8, "followed_up": 0, "closed": 0, "months": 1}
    assert problems["Kesehatan"].before["volume"] == 2
    assert problems["Jalan"].unit_id == place.works.id


def test_searching_twice_changes_nothing(place):
    before = {row.id: (row.version, row.state) for row in found().values()}
    with_again = search_problems(SYSTEM, place.sinjai)
    assert with_again == 2
    assert {row.id: row.state for row in found().values()} == {
        key: state for key, (_v, state) in before.items()
    }
    assert db.session.query(RecurringProblem).count() == 2


def test_what_was_answered_fades(place):
    imported(
        place.sinjai,
        place.tmp_path,
        *several(20, 8, "05/08/2021", unit="Dinas Pekerjaan Umum", category="Jalan", **quick(5, 8)),
        cut_off=CUT_OFF,
    )
    assert found()["Jalan"].state is ProblemState.FADED
    assert found()["Kesehatan"].state is ProblemState.OPEN


class TestDeciding:
    def url(self, category, step=""):
        return f"/pengaduan/masalah/{found()[category].id}{step}"

    def coordinator(self, client, place):
        login(client, user_with(Role.COORDINATOR, government=place.sinjai))
        return client

    def test_dismissing_needs_a_reason_beside_the_field(self, app: Flask, client, place):
        self.coordinator(client, place)
        data = {"version": found()["Jalan"].version, "reason": " "}
        page = client.post(self.url("Jalan", "/abaikan"), data=data)
        assert "Tulis alasannya." in words(assert_page(page, app, status=422))
        assert found()["Jalan"].state is ProblemState.OPEN

    def test_dismissed_and_taken_back(self, app: Flask, client, place):
        self.coordinator(client, place)
        data = {"version": found()["Jalan"].version, "reason": "Jalan provinsi."}
        assert client.post(self.url("Jalan", "/abaikan"), data=data).status_code == 302
        assert found()["Jalan"].state is ProblemState.DISMISSED
        assert "Jalan provinsi." in words(assert_page(client.get(self.url("Jalan")), app))
        search_problems(SYSTEM, place.sinjai)
        db.session.commit()
        assert found()["Jalan"].state is ProblemState.DISMISSED
        data = {"version": found()["Jalan"].version}
        client.post(self.url("Jalan", "/buka"), data=data)
        assert found()["Jalan"].state is ProblemState.OPEN

    def test_what_grew_by_half_comes_back(self, client, place):
        self.coordinator(client, place)
        data = {"version": found()["Jalan"].version, "reason": "Jalan provinsi."}
        client.post(self.url("Jalan", "/abaikan"), data=data)
        more = several(120, 4, "06/09/2021", unit="Dinas Pekerjaan Umum", category="Jalan")
        imported(place.sinjai, place.tmp_path, *more, cut_off=CUT_OFF)
        assert found()["Jalan"].state is ProblemState.OPEN

    def test_two_tabs_are_a_conflict(self, client, place):
        self.coordinator(client, place)
        data = {"version": found()["Jalan"].version, "reason": "Jalan provinsi."}
        client.post(self.url("Jalan", "/abaikan"), data=data)
        client.post(self.url("Jalan", "/buka"), data={"version": found()["Jalan"].version})
        assert client.post(self.url("Jalan", "/abaikan"), data=data).status_code == 409

    def test_the_coordinator_searches_now(self, client, place):
        self.coordinator(client, place)
        response = client.post("/pengaduan/masalah/cari", data={"pemerintah": place.sinjai.code})
        assert response.status_code == 302


class TestReach:
    @pytest.mark.parametrize(
        ("role", "where", "seen"),
        [
            (Role.COORDINATOR, "sinjai", {"Jalan", "Kesehatan"}),
            (Role.LEADER, "sinjai", {"Jalan", "Kesehatan"}),
            (Role.OPD_ADMIN, "health", {"Kesehatan"}),
            (Role.PROVINCE_SUPERVISOR, "province", {"Jalan", "Kesehatan"}),
            (Role.COORDINATOR, "bone", set()),
        ],
    )
    def test_everybody_sees_the_own_ones(self, app: Flask, client, place, role, where, seen):
        at = getattr(place, where)
        login(client, user_with(role, **({"unit": at} if role is Role.OPD_ADMIN else {"government": at})))
        code = place.bone.code if where == "bone" else place.sinjai.code
        tree = assert_page(client.get(f"/pengaduan/masalah?pemerintah={code}"), app)
        text = words(tree)
        assert {name for name in ("Jalan", "Kesehatan") if f"{name}Dinas" in text} == seen

    def test_an_opd_does_not_open_anothers_and_decides_nothing(self, client, place):
        login(client, user_with(Role.OPD_ADMIN, unit=place.health))
        assert client.get(f"/pengaduan/masalah/{found()['Jalan'].id}").status_code == 404
        own = found()["Kesehatan"]
        data = {"version": own.version, "reason": "x"}
        assert client.post(f"/pengaduan/masalah/{own.id}/abaikan", data=data).status_code == 403
        assert client.post("/pengaduan/masalah/cari").status_code == 403

    def test_a_neighbour_finds_nothing(self, client, place):
        login(client, user_with(Role.COORDINATOR, government=place.bone))
        assert client.get(f"/pengaduan/masalah/{found()['Jalan'].id}").status_code == 404


def test_the_page_says_why_and_leads_to_the_complaints(app: Flask, client, place):
    login(client, user_with(Role.COORDINATOR, government=place.sinjai))
    tree = assert_page(client.get(f"/pengaduan/masalah/{found()['Jalan'].id}"), app)
    assert "8 dari 8" in words(tree)
    link = next(a for a in tree.iter("a") if words(a) == "Lihat pengaduannya")
    listed = words(assert_page(client.get(link.get("href")), app))
    assert "8 pengaduan" in listed


def test_filters_narrow_the_list(app: Flask, client, place):
    login(client, user_with(Role.COORDINATOR, government=place.sinjai))
    rising = words(assert_page(client.get("/pengaduan/masalah?tanda=rising"), app))
    assert "KesehatanDinas" in rising
    assert "JalanDinas" not in rising
    faded = words(assert_page(client.get("/pengaduan/masalah?status=faded"), app))
    assert "Tidak ada masalah berulang" in faded


def test_complaints_without_a_category_are_no_pattern(place, db_session):
    imported(
        place.bone, place.tmp_path, *several(1, 9, "05/08/2021", category="", **FINISHED), cut_off=CUT_OFF
    )
    owned = select(RecurringProblem).where(RecurringProblem.government_id == place.bone.id)
    assert db_session.scalars(owned).all() == []
