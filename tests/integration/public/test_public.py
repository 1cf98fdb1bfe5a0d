"""What everybody may see: accepted plans and the record of a document, and nothing else."""

import pytest
from sqlalchemy.orm import Session

from app.plans.actions import accept_plan
from app.plans.models import Submission
from tests.factories import plans
from tests.style_guide import assert_page, words


@pytest.fixture
def desk(db_session: Session) -> plans.Desk:
    return plans.desk()


class TestList:
    def test_empty(self, app, client, db_session):
        assert "Belum ada rencana yang diterima" in words(assert_page(client.get("/publik/"), app))

    def test_only_accepted_plans(self, app, client, desk):
        hidden = plans.desk()
        plans.returned(hidden)
        plans.accepted(desk)
        text = words(assert_page(client.get("/publik/"), app))
        assert desk.government.name in text
        assert hidden.government.name not in text

    def test_search(self, client, desk):
        plans.accepted(desk)
        name = desk.government.name
        for query in ({"cari": name}, {"cari": desk.province.name}, {"provinsi": desk.province.id}):
            assert name in client.get("/publik/", query_string=query).text
        assert f">{name}<" not in client.get("/publik/", query_string={"cari": "tidak ada"}).text


class TestPlan:
    @pytest.mark.parametrize("part", ["matriks", "naskah", "nilai"])
    def test_it_reads_the_accepted_version(self, app, client, desk, part):
        plans.line(desk)
        plans.accepted(desk)
        page = client.get(f"/publik/rencana/{desk.plan.id}", query_string={"bagian": part})
        assert desk.government.name in words(assert_page(page, app))

    def test_no_names_of_people(self, client, desk):
        plans.accepted(desk)
        for part in ("matriks", "naskah", "nilai"):
            text = client.get(f"/publik/rencana/{desk.plan.id}", query_string={"bagian": part}).text
            for person in (desk.coordinator, desk.leader, desk.reviewer):
                assert person.name not in text

    @pytest.mark.parametrize("stage", ["awaiting", "sent", "in_review", "returned"])
    def test_no_other_plan_can_be_read(self, client, desk, stage):
        getattr(plans, stage)(desk)
        assert client.get(f"/publik/rencana/{desk.plan.id}").status_code == 404

    def test_nonsense(self, client, db_session):
        assert client.get("/publik/rencana/xyz").status_code == 404


class TestVerification:
    def test_by_id_and_by_receipt_number(self, app, client, desk):
        submission = plans.accepted(desk)
        for reference in (submission.id, submission.receipt_number, submission.receipt_number.lower()):
            page = client.get(f"/publik/verifikasi/{reference}")
            text = words(assert_page(page, app))
            assert submission.sha256 in text
            assert "diterima kementerian" in text
            assert desk.coordinator.name not in text

    def test_a_concept_is_called_one(self, app, client, desk):
        submission = plans.sent(desk)
        text = words(assert_page(client.get(f"/publik/verifikasi/{submission.id}"), app))
        assert "masih konsep" in text
        assert "Melatih admin" not in text

    def test_an_older_version_is_called_one(self, app, client, desk):
        first = plans.returned(desk)
        second = _again(desk)
        assert isinstance(second, Submission)
        text = words(assert_page(client.get(f"/publik/verifikasi/{first.id}"), app))
        assert "versi yang lebih baru" in text
        assert "diterima kementerian" in words(
            assert_page(client.get(f"/publik/verifikasi/{second.id}"), app)
        )

    def test_the_form_finds(self, app, client, desk):
        submission = plans.sent(desk)
        assert_page(client.get("/publik/verifikasi"), app)
        answer = client.get("/publik/verifikasi", query_string={"nomor": submission.receipt_number})
        assert answer.location == f"/publik/verifikasi/{submission.id}"
        unknown = client.get("/publik/verifikasi", query_string={"nomor": "RA-00"})
        assert "Tidak ditemukan" in words(assert_page(unknown, app, status=404))


def _again(desk: plans.Desk) -> Submission:
    from app.plans.actions import approve_plan, request_approval, revise_plan, start_review, submit_plan

    revise_plan(desk.place.lead, desk.plan)
    request_approval(desk.place.lead, desk.plan)
    approve_plan(desk.act(desk.leader), desk.plan)
    submission = submit_plan(desk.place.lead, desk.plan)
    start_review(desk.act(desk.reviewer), desk.plan)
    accept_plan(desk.act(desk.reviewer), desk.plan, submission)
    return submission
