"""From an answer to the lines that were made of its gap, and on to their progress; and from a plan to the next one."""

import pytest

from app.assessment.actions import submit
from app.assessment.states import RoundState
from app.db import db
from app.plans.actions import delete_line
from app.plans.actions.practices import measure
from app.plans.models import PlanLine
from tests.factories import assessment as rounds
from tests.factories import plans
from tests.style_guide import assert_page, words

HEADING = "Kegiatan dari jawaban ini"


@pytest.fixture
def weak(db_session):
    """A plan compiled from one weak answer, K-01 of the first OPD."""
    desk = plans.desk(scored=0)
    actor, own = desk.place.admin(), desk.place.assessment()
    rounds.filled(actor, own)
    rounds.answered(actor, own, "K-01", "1")
    submit(actor, own)
    plans.compiled(desk)
    db_session.commit()
    return desk


def answer_page(desk, code="K-01"):
    return f"/asesmen/isian/{desk.place.assessment().id}/{code}"


def made_of(desk):
    found = db.session.query(PlanLine).filter_by(plan_id=desk.plan.id, deleted_at=None)
    return [line for line in found.order_by(PlanLine.position) if line.activity.startswith("Melaksanakan")]


class TestFromTheAnswer:
    @pytest.mark.parametrize("who", ["coordinator", "admin", "leader", "reviewer"])
    def test_to_its_lines(self, app, weak, sign_in, who):
        lines = made_of(weak)
        assert lines
        page = sign_in(getattr(weak, who)).get(answer_page(weak))
        text = words(assert_page(page, app))
        assert HEADING in text
        assert "Rencana aksi 2021–2024: Sedang disusun" in text
        for line in lines:
            assert f'href="/rencana-aksi/baris/{line.id}/asal"' in page.text

    def test_also_where_the_coordinator_verifies_it(self, app, weak, sign_in):
        address = f"/asesmen/verifikasi/{weak.place.assessment().id}/K-01"
        assert HEADING in words(assert_page(sign_in(weak.coordinator).get(address), app))

    def test_to_progress_once_the_plan_is_accepted(self, app, weak, sign_in):
        line = made_of(weak)[0]
        plans.accepted(weak)
        browser = sign_in(weak.coordinator)
        assert f'href="/capaian/baris/{line.id}"' in browser.get(answer_page(weak)).text
        origins = browser.get(f"/rencana-aksi/baris/{line.id}/asal")
        assert_page(origins, app)
        assert f'href="/capaian/baris/{line.id}"' in origins.text

    def test_not_to_lines_that_were_taken_out(self, weak, sign_in):
        for line in made_of(weak):
            delete_line(weak.place.lead, weak.plan, line, "Tidak jadi")
        assert HEADING not in sign_in(weak.coordinator).get(answer_page(weak)).text

    def test_an_answer_without_a_gap_says_nothing(self, weak, sign_in):
        assert HEADING not in sign_in(weak.coordinator).get(answer_page(weak, "S-02")).text


class TestTheNextPlan:
    def test_a_later_round_offers_it_to_whoever_writes_plans(self, app, desk, sign_in):
        plans.accepted(desk)
        db.session.commit()
        button = "Mulai rencana aksi berikutnya"
        assert button not in sign_in(desk.coordinator).get("/rencana-aksi").text
        rounds.opened(
            desk.government, desk.place.version, desk.coordinator, year=rounds.YEAR + 1, title="Putaran Dua"
        )
        db.session.commit()
        page = sign_in(desk.coordinator).get("/rencana-aksi")
        assert "Putaran Dua sudah dibuka" in words(assert_page(page, app))
        assert 'href="/rencana-aksi/baru"' in page.text
        assert button not in sign_in(desk.leader).get("/rencana-aksi").text

    def test_the_earlier_plan_stays_within_reach(self, app, desk, sign_in):
        plans.accepted(desk)
        rounds.opened(desk.government, desk.place.version, desk.coordinator, year=rounds.YEAR + 1)
        db.session.commit()
        browser = sign_in(desk.coordinator)
        data = {"title": "Rencana berikutnya", "first_year": "2022", "last_year": "2025", **KEY}
        assert browser.post("/rencana-aksi/baru", data=data).status_code == 302
        page = browser.get("/rencana-aksi")
        assert "Rencana aksi lain" in words(assert_page(page, app))
        assert f'href="/rencana-aksi/{desk.plan.id}/matriks"' in page.text

    def test_a_carried_line_says_where_it_came_from(self, app, desk, sign_in):
        old = plans.line(desk, "Kegiatan lama")
        plans.accepted(desk)
        rounds.opened(desk.government, desk.place.version, desk.coordinator, year=rounds.YEAR + 1)
        db.session.commit()
        browser = sign_in(desk.coordinator)
        data = {"title": "Berikutnya", "first_year": "2022", "last_year": "2025", "carry": "y", **KEY}
        matrix = browser.post("/rencana-aksi/baru", data=data, follow_redirects=True)
        text = words(assert_page(matrix, app))
        assert "dari rencana sebelumnya" in text
        assert "ditambahkan sendiri" not in text
        (line,) = db.session.query(PlanLine).filter_by(carried_from_id=old.id)
        origins = browser.get(f"/rencana-aksi/baris/{line.id}/asal")
        text = words(assert_page(origins, app))
        assert "Dibawa dari rencana sebelumnya" in text
        assert "Ditambahkan langsung" not in text
        assert f'href="/rencana-aksi/baris/{old.id}/asal"' in origins.text


class TestTheEffect:
    def test_on_levels_is_told_once_a_later_round_is_finished(self, app, weak, sign_in):
        line = made_of(weak)[0]
        plans.accepted(weak)
        browser = sign_in(weak.coordinator)
        address = f"/capaian/baris/{line.id}"
        assert "Level belum terukur" in words(assert_page(browser.get(address), app))
        later = rounds.opened(
            weak.government,
            weak.place.version,
            weak.coordinator,
            year=rounds.YEAR + 1,
            closes_on=rounds.a_day(1),
        )
        own = rounds.assessment_of(later, weak.place.units[0])
        rounds.filled(weak.place.admin(), own)
        rounds.answered(weak.place.admin(), own, "K-01", "3")
        submit(weak.place.admin(), own)
        later.state = RoundState.CLOSED
        db.session.flush()
        measure(weak.government.id)
        db.session.commit()
        text = words(assert_page(browser.get(address), app))
        assert f"Level 1,0 ({rounds.YEAR}) menjadi 3,0 ({rounds.YEAR + 1})" in text


KEY = {"idempotency_key": "k" * 22}
