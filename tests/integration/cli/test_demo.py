"""`flask seed demo`: everything that the README promises is there, once, and everybody can sign in."""

import csv
import io
import json

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.access import HELD_BY_PEOPLE
from app.api.models import ApiKey, Webhook
from app.assessment.models import Answer, Assessment
from app.assessment.rules.talking import ThreadState
from app.assessment.states import AssessmentState
from app.assessment.together.models import AnswerThread, Handover
from app.audit.models import AuditEntry
from app.complaints.models import (
    Complaint,
    ComplaintImport,
    ImportMapping,
    ImportState,
    PublishedTotal,
)
from app.complaints.published import Mistake, Relation, Trouble, check, relation
from app.complaints.rules import Origin
from app.organisations.models import Government, Unit, User
from app.plans.models import Plan, ReviewAssignment, ReviewLetter, ScoreSheet, SecondLook
from app.plans.queries import comments_of, latest_submission, submitted_document
from app.plans.queries.rereading import traces
from app.plans.rereading import Seen
from app.plans.rules import PlanState

pytestmark = pytest.mark.timeout(600)


def seed(app: Flask) -> dict:
    result = app.test_cli_runner().invoke(args=["seed", "demo", "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_demonstration_is_complete_and_made_once(app: Flask, db_session: Session, client):
    db_session.commit()
    told = seed(app)

    assert {account["role"] for account in told["accounts"]} == set(HELD_BY_PEOPLE)
    assert all(
        set(account) == {"role", "username", "password", "government", "unit"} for account in told["accounts"]
    )
    assert len({account["password"] for account in told["accounts"]}) == len(told["accounts"])
    assert [government["code"] for government in told["governments"]] == ["73.07", "73.02", "73.03"]

    db_session.expire_all()
    sinjai = db_session.scalars(select(Government).where(Government.code == "73.07")).one()
    count = select(func.count())
    assert db_session.scalar(count.select_from(Unit).where(Unit.government_id == sinjai.id)) == 46
    counted = select(Complaint.origin, func.count()).where(Complaint.government_id == sinjai.id)
    origins = {row[0]: row[1] for row in db_session.execute(counted.group_by(Complaint.origin))}
    # The large file, six of the suggestion box, and the one that stayed when the draft was taken back.
    assert (origins[Origin.IMPORT], origins[Origin.CHANNEL]) == (1507, 12)
    key = db_session.scalars(select(ApiKey)).one()
    assert key.channel.name == "Kanal Sinjai (contoh)"
    assert "renaksi_" not in json.dumps(told)
    webhook = db_session.scalars(select(Webhook)).one()
    assert (webhook.active, webhook.url.split("/")[2]) == (False, "kanal-sinjai.example.invalid")
    states = set(db_session.scalars(select(Assessment.state).where(Assessment.government_id == sinjai.id)))
    assert states == set(AssessmentState)
    plans = dict(db_session.execute(select(Plan.government_id, Plan.state)).all())
    assert plans[sinjai.id] is PlanState.DRAFTING
    assert set(plans.values()) == {
        PlanState.DRAFTING,
        PlanState.SUBMITTED,
        PlanState.UNDER_REVIEW,
        PlanState.RETURNED,
        PlanState.ACCEPTED,
    }
    _shows_its_reviews(db_session)
    _leaves_work_to_a_colleague(db_session)
    assert (db_session.scalar(count.select_from(AuditEntry)) or 0) > 1000

    coordinator = next(account for account in told["accounts"] if account["username"] == "koordinator.sinjai")
    sign_in = {"username": coordinator["username"], "password": coordinator["password"]}
    assert client.post("/masuk", data=sign_in).status_code == 302
    assert "39 dari 46 OPD" in client.get("/").text

    _shows_its_imports(db_session, client, sinjai)
    _shows_its_published_totals(db_session, client, sinjai)

    assert seed(app) == {"accounts": [], "governments": []}


def _shows_its_reviews(db_session: Session) -> None:
    """Plans that nobody reads yet, one read for the second time with a hollow answer, scores, letters, a sample."""
    count = select(func.count())
    taken = select(ReviewAssignment.plan_id).where(ReviewAssignment.ended_at.is_(None))
    unread = count.select_from(Plan).where(Plan.state == PlanState.SUBMITTED, Plan.id.not_in(taken))
    assert db_session.scalar(unread) == 2
    (again,) = db_session.scalars(select(Plan).where(Plan.state == PlanState.UNDER_REVIEW))
    submission = latest_submission(again)
    assert submission is not None
    assert submission.number == 2
    document = submitted_document(submission, again.state)
    seen = list(traces(again, comments_of(again), document, submission).values())
    assert [each.trace.seen for each in seen if each.is_hollow] == [Seen.UNCHANGED]
    assert any(each.trace.seen is Seen.CHANGED and each.trace.cells for each in seen)
    assert db_session.scalar(count.select_from(ScoreSheet)) == 2
    assert db_session.scalar(count.select_from(ReviewLetter)) == 4
    assert db_session.scalar(count.select_from(SecondLook)) == 2


def _leaves_work_to_a_colleague(db_session: Session) -> None:
    """The contributor has an indicator that nobody finished, and a question in its thread that waits."""
    person = db_session.scalars(select(User).where(User.username == "kolega.disparbud")).one()
    (handover,) = db_session.scalars(select(Handover).where(Handover.user_id == person.id))
    handed = {each.indicator_id for each in handover.indicators}
    answered = set(
        db_session.scalars(
            select(Answer.indicator_id).where(
                Answer.assessment_id == handover.assessment_id,
                Answer.self_by == person.id,
            )
        )
    )
    assert handed > answered
    waiting = select(AnswerThread.indicator_id).where(
        AnswerThread.assessment_id == handover.assessment_id, AnswerThread.state == ThreadState.OPEN
    )
    assert handed & set(db_session.scalars(waiting))


def _shows_its_imports(db_session: Session, client, sinjai: Government) -> None:
    """An import taken back, layouts of two sources, and rejected rows to fetch; the coordinator is signed in."""
    made = {
        one.filename: one
        for one in db_session.scalars(
            select(ComplaintImport).where(ComplaintImport.government_id == sinjai.id)
        )
    }
    draft, box = made["rekap-oktober-2021-konsep.csv"], made["kotak-saran-rsud-2021.csv"]
    assert (draft.state, draft.removed_count, draft.restored_count, draft.kept_count) == (
        ImportState.UNDONE,
        4,
        4,
        1,
    )
    page = client.get(f"/pengaduan/impor/{draft.id}").text
    assert "4 pengaduan dihapus, 4 kembali seperti semula, 1 tetap" in page
    final = made["rekap-oktober-2021.csv"]
    assert (final.state, final.new_count, final.changed_count) == (ImportState.DONE, 0, 6)

    layouts = list(
        db_session.scalars(select(ImportMapping.source).where(ImportMapping.government_id == sinjai.id))
    )
    assert sorted(layouts) == ["Kotak saran RSUD Sinjai", "SP4N-LAPOR!", "SP4N-LAPOR!"]
    page = client.get("/pengaduan/impor/susunan").text
    assert "Kotak saran RSUD Sinjai" in page
    assert "hari dan tanggal" in page

    answer = client.get(f"/pengaduan/impor/{box.id}/ditolak.csv")
    rows = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig")), delimiter=";"))
    heads = next(row for row in rows if "alasan" in row)
    refused = [row for row in rows[rows.index(heads) + 1 :] if row]
    assert [row[heads.index("No. buku")] for row in refused] == ["KS-006", "KS-008"]
    assert all(row[heads.index("alasan")] for row in refused)
    assert not {"Nama pelapor", "Nomor HP"} & set(heads)


def _shows_its_published_totals(db_session: Session, client, sinjai: Government) -> None:
    """One that fits, one with a misprint, one with a percentage in the wrong row, all plainly examples."""
    totals = db_session.scalars(
        select(PublishedTotal)
        .where(PublishedTotal.government_id == sinjai.id)
        .order_by(PublishedTotal.created_at)
    ).all()
    assert all("contoh" in total.title for total in totals)
    fitting, misprint, slipped = totals
    assert check(fitting.as_total()) == ()
    (found,) = check(misprint.as_total())
    assert found.trouble in {Trouble.PARTS_MISSING, Trouble.PARTS_EXCEED}
    assert abs(found.difference) == 30
    assert found.reasons[0].mistake is Mistake.ONE_DIGIT
    (found,) = check(slipped.as_total())
    assert [reason.mistake for reason in found.reasons] == [Mistake.PERCENT_OF_OTHER_PART]
    assert relation(misprint.as_published(), slipped.as_published()) is Relation.TWO_DEFINITIONS
    page = client.get(f"/pengaduan/angka-terbit/{fitting.id}").text
    assert "Hitungannya cocok" in page
    assert page.count("±0") == len(fitting.parts) + 1  # and it is what the register says
