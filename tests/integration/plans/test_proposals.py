"""Proposals: by the own OPD only, until the plan leaves the desk, and what became of each."""

import pytest
from sqlalchemy import select

from app.access import Role
from app.assessment.actions import submit
from app.db import db
from app.plans.actions import delete_line, edit_proposal, withdraw_proposal
from app.plans.models import PlanLine, Proposal
from app.plans.queries import proposals_of
from app.plans.rules import WrongState
from tests.factories import assessment as rounds
from tests.factories import organisations as make
from tests.factories import plans
from tests.style_guide import assert_page, words


def typed(**fields):
    return {
        "category_code": "sdm",
        "activity": "Membuka loket pengaduan",
        "target_2022": "1",
        "budget_2022": "5.000.000",
        "quarters_2022": ["3"],
        "idempotency_key": "k" * 22,
        **fields,
    }


def fates(desk, number=0):
    rows = proposals_of(desk.place.admin(number), desk.place.round.id)
    return {row.proposal.activity: row.fate for row in rows}


class TestClosed:
    @pytest.mark.parametrize(
        ("stage", "reason"),
        [
            (plans.awaiting, "sedang menunggu persetujuan pimpinan"),
            (plans.sent, "sudah dikirim ke kementerian"),
            (plans.returned, "Kementerian mengembalikan rencana aksi"),
            (plans.accepted, "sudah diterima kementerian"),
        ],
    )
    def test_the_true_reason_and_no_invitation(self, app, desk, sign_in, stage, reason):
        stage(desk)
        page = words(assert_page(sign_in(desk.admin).get("/usulan"), app))
        assert reason in page
        assert "Usulkan kegiatan yang OPD Anda perlukan" not in page


class TestProposing:
    def test_once_for_the_own_unit(self, app, desk, sign_in):
        browser = sign_in(desk.admin)
        assert_page(browser.get("/usulan/baru"), app)
        for _ in range(2):
            assert browser.post("/usulan/baru", data=typed()).status_code == 302
        (proposal,) = db.session.scalars(select(Proposal))
        assert proposal.unit_id == desk.place.units[0].id
        assert proposal.budgets == {2022: 5_000_000}
        assert proposal.quarters == {2022: (3,)}

    def test_another_unit_cannot_be_named(self, desk, sign_in):
        other = desk.place.units[1].id
        assert sign_in(desk.admin).post("/usulan/baru", data=typed(opd=other)).status_code == 404

    def test_ideas_come_from_the_own_gaps(self, app, db_session, sign_in):
        desk = plans.desk(scored=0)
        own = desk.place.assessment()
        rounds.filled(desk.place.admin(), own)
        rounds.answered(desk.place.admin(), own, "K-01", "1")
        submit(desk.place.admin(), own)
        browser = sign_in(desk.admin)
        text = words(assert_page(browser.get("/usulan/baru"), app))
        assert "Melaksanakan kegiatan K-01-A1" in text
        assert "Melaksanakan kegiatan K-01-A2" not in text
        form = browser.get("/usulan/baru?kegiatan=K-01-A1").text
        assert 'value="K-01-A1"' in form
        browser.post("/usulan/baru", data=typed(action_code="K-01-A1"))
        assert db.session.scalars(select(Proposal)).one().action_code == "K-01-A1"

    def test_an_invented_action_code_is_dropped(self, desk, sign_in):
        sign_in(desk.admin).post("/usulan/baru", data=typed(action_code="X-99-A9"))
        assert db.session.scalars(select(Proposal)).one().action_code == ""

    def test_faults_stand_beside_the_field(self, app, desk, sign_in):
        answer = sign_in(desk.admin).post("/usulan/baru", data=typed(activity="", budget_2022="x"))
        text = words(assert_page(answer, app, status=422))
        assert "Tulis kegiatannya" in text
        assert "Isi dengan angka" in text
        assert db.session.scalars(select(Proposal)).all() == []

    @pytest.mark.parametrize("who", ["coordinator", "leader", "reviewer", "supervisor", "ombudsman"])
    def test_only_units_propose(self, desk, sign_in, who):
        assert sign_in(getattr(desk, who)).post("/usulan/baru", data=typed()).status_code == 403


class TestChanging:
    def test_the_own_one(self, app, desk, sign_in):
        proposal = plans.proposal(desk)
        browser = sign_in(desk.admin)
        path = f"/usulan/{proposal.id}"
        assert_page(browser.get(path), app)
        assert browser.post(path, data=typed(activity="Diubah", version=proposal.version)).status_code == 302
        stale = browser.post(path, data=typed(activity="Basi", version=1))
        assert stale.status_code == 409
        db.session.expire_all()
        assert db.session.get_one(Proposal, proposal.id).activity == "Diubah"

    def test_a_sibling_units_proposal_is_unknown(self, desk, sign_in):
        proposal = plans.proposal(desk, 1)
        browser = sign_in(desk.admin)
        assert browser.get(f"/usulan/{proposal.id}").status_code == 404
        assert browser.post(f"/usulan/{proposal.id}/tarik").status_code == 404
        assert proposal.activity not in browser.get("/usulan").text

    def test_not_after_approval_was_asked_for(self, app, desk, sign_in):
        proposal = plans.proposal(desk)
        plans.awaiting(desk)
        with pytest.raises(WrongState):
            edit_proposal(
                desk.place.admin(), proposal, plans.fields("x"), years=plans.YEARS, category_codes=desk.codes
            )
        browser = sign_in(desk.admin)
        assert browser.post("/usulan/baru", data=typed()).status_code == 409
        assert "Masa usulan sudah ditutup" in words(assert_page(browser.get("/usulan"), app))


class TestFate:
    def test_each(self, desk):
        taken = plans.proposal(desk, activity="Menyediakan kotak saran")
        removed = plans.proposal(desk, activity="Membeli mobil dinas")
        pulled = plans.proposal(desk, activity="Pelatihan bahasa isyarat")
        plans.compiled(desk)
        withdraw_proposal(desk.place.admin(), pulled)
        line = db.session.scalars(select(PlanLine).where(PlanLine.activity == removed.activity)).one()
        delete_line(desk.place.lead, desk.plan, line, "Tidak terkait pengaduan")
        plans.proposal(desk, activity="Usulan yang terlambat masuk")
        assert fates(desk) == {
            taken.activity: "taken",
            removed.activity: "deleted",
            pulled.activity: "withdrawn",
            "Usulan yang terlambat masuk": "waiting",
        }

    def test_the_unit_reads_why(self, app, desk, sign_in):
        proposal = plans.proposal(desk)
        plans.compiled(desk)
        line = db.session.scalars(select(PlanLine).where(PlanLine.activity == proposal.activity)).one()
        delete_line(desk.place.lead, desk.plan, line, "Tidak terkait pengaduan")
        text = words(assert_page(sign_in(desk.admin).get("/usulan"), app))
        assert "Dikeluarkan dari rencana" in text
        assert "Tidak terkait pengaduan" in text


class TestPage:
    @pytest.mark.parametrize("who", ["admin", "coordinator", "leader"])
    def test_inside_the_government(self, app, desk, sign_in, who):
        plans.proposal(desk)
        assert "Membuka loket" in words(assert_page(sign_in(getattr(desk, who)).get("/usulan"), app))

    def test_before_the_first_round(self, app, db_session, sign_in):
        unit = make.unit(make.government())
        text = words(assert_page(sign_in(make.user_with(Role.OPD_ADMIN, unit=unit)).get("/usulan"), app))
        assert "Belum ada putaran asesmen" in text
