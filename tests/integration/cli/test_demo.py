"""`flask seed demo`: everything that the README promises is there, once, and everybody can sign in."""

import json

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.access import HELD_BY_PEOPLE
from app.api.models import ApiKey, Webhook
from app.assessment.models import Assessment
from app.assessment.states import AssessmentState
from app.audit.models import AuditEntry
from app.complaints.models import Complaint
from app.complaints.rules import Origin
from app.organisations.models import Government, Unit
from app.plans.models import Plan
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
    assert (origins[Origin.IMPORT], origins[Origin.CHANNEL]) == (1500, 12)
    key = db_session.scalars(select(ApiKey)).one()
    assert key.channel.name == "Kanal Sinjai (contoh)"
    assert "renaksi_" not in json.dumps(told)
    webhook = db_session.scalars(select(Webhook)).one()
    assert (webhook.active, webhook.url.split("/")[2]) == (False, "kanal-sinjai.example.invalid")
    states = set(db_session.scalars(select(Assessment.state).where(Assessment.government_id == sinjai.id)))
    assert states == set(AssessmentState)
    plans = dict(db_session.execute(select(Plan.government_id, Plan.state)).all())
    assert plans[sinjai.id] is PlanState.DRAFTING
    assert set(plans.values()) == {PlanState.DRAFTING, PlanState.RETURNED, PlanState.ACCEPTED}
    assert (db_session.scalar(count.select_from(AuditEntry)) or 0) > 1000

    coordinator = next(account for account in told["accounts"] if account["username"] == "koordinator.sinjai")
    sign_in = {"username": coordinator["username"], "password": coordinator["password"]}
    assert client.post("/masuk", data=sign_in).status_code == 302
    assert "39 dari 46 OPD" in client.get("/").text

    assert seed(app) == {"accounts": [], "governments": []}
