"""Records of another government: whoever asks for one by its address hears that there is no such thing."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from app.access import Reach, Role, rule_of
from app.access.policy import POLICY
from app.assessment.models import Answer, Assessment
from app.complaints.models import RecurringProblem
from app.complaints.recurring import ProblemState
from app.db import Base, db, tenancy
from app.organisations.models import User
from tests.access.addresses import address, doors
from tests.access.conftest import Doors, signed_in
from tests.access.world import ATTACKERS, CANARY, MINE, OTHERS, RECORDS, THEIRS, belonging_to, government
from tests.factories import organisations as make

attackers = pytest.mark.parametrize("attacker", ATTACKERS, ids=lambda found: found.label)


def records(code: str) -> dict[str, str]:
    """For every address argument the id of a record of this government."""
    owner = government(code)
    found = {}
    for name, model in RECORDS.items():
        order = [model.id]  # type: ignore[attr-defined]
        if model is RecurringProblem:  # one that was dismissed has no page to be reached
            order.insert(0, RecurringProblem.state == ProblemState.DISMISSED)
        record: Any = db.session.scalars(belonging_to(owner, model).order_by(*order)).first()
        assert record is not None, f"the world of {code} has no {model.__name__}: nothing would be tested"
        found[name] = record.id
    return found


def values_for(rule: str, code: str, found: dict[str, str]) -> dict[str, str]:
    """Arguments for one address; `code` names a government under /pemerintah and a version under /instrumen."""
    values = OTHERS | found
    if rule.startswith("/pemerintah/"):
        values["code"] = code
    return values


def everything_of(code: str) -> dict[str, list[str]]:
    """All rows of a government as text, by table."""
    db.session.commit()
    owner = government(code).id
    return {
        table.name: sorted(
            map(str, db.session.execute(select(table).where(table.c.government_id == owner)).all())
        )
        for table in Base.metadata.sorted_tables
        if "government_id" in table.c
    }


@pytest.fixture(params=["both walls", "policy alone"])
def walls(request: pytest.FixtureRequest) -> Iterator[None]:
    """The session's tenant filter would hide that a query forgot the policy; so it is tried without the filter too."""
    alone = request.param == "policy alone"
    if alone:
        event.remove(Session, "do_orm_execute", tenancy._limit_reads)
    yield
    if alone:
        event.listen(Session, "do_orm_execute", tenancy._limit_reads)


@attackers
@pytest.mark.usefixtures("walls")
def test_what_belongs_to_another_government_does_not_exist(world: Flask, attacker):
    theirs, before = records(THEIRS), everything_of(THEIRS)
    knocking = signed_in(world, attacker)
    tried, wrong = 0, []
    for rule, method in doors(world):
        declared = rule_of(world, rule.endpoint)
        assert declared is not None
        names_one = rule.arguments & RECORDS.keys() or rule.rule.startswith("/pemerintah/<code>")
        if declared.public_because or not names_one:
            continue
        tried += 1
        status, target, text = knocking.knock(
            method, address(world, rule, values_for(rule.rule, THEIRS, theirs))
        )
        expected = 404 if attacker.role in declared.roles else 403
        if status != expected or CANARY in text:
            wrong.append(f"{method} {rule.rule}: {status} {target} {'leaks' if CANARY in text else ''}")
    assert tried > 50
    assert not wrong
    assert everything_of(THEIRS) == before


@attackers
def test_an_own_record_does_not_lead_to_a_foreign_one(world: Flask, attacker):
    """Addresses with two records: the first is one's own, the second is not."""
    mine, theirs, before = records(MINE), records(THEIRS), everything_of(THEIRS)
    knocking = signed_in(world, attacker)
    tried, wrong = 0, []
    for rule, method in doors(world):
        named = sorted(rule.arguments & RECORDS.keys())
        for foreign in named if len(named) > 1 else []:
            tried += 1
            where = address(world, rule, OTHERS | mine | {foreign: theirs[foreign]})
            status, target, text = knocking.knock(method, where)
            # Removing what is not there may be answered like removing it; nothing must have been touched.
            if status not in {403, 404} and not (method == "POST" and 300 <= status < 400):
                wrong.append(f"{method} {rule.rule} with foreign {foreign}: {status} {target}")
            if CANARY in text:
                wrong.append(f"{method} {rule.rule} with foreign {foreign} leaks")
    assert tried > 5
    assert not wrong
    assert everything_of(THEIRS) == before


@attackers
def test_no_list_page_count_or_export_shows_anything_of_another_government(world: Flask, attacker):
    knocking = signed_in(world, attacker)
    leaks = []
    for rule, method in doors(world):
        declared = rule_of(world, rule.endpoint)
        if method != "GET" or rule.arguments - {"category", "kind"} or declared is None:
            continue
        if declared.public_because:  # accepted plans are meant for everybody
            continue
        for question in ("", f"?q={CANARY}", f"?pemerintah={THEIRS}", f"?pemerintah={THEIRS}&q={CANARY}"):
            status, _, text = knocking.knock(method, address(world, rule, OTHERS) + question)
            shown = text.replace(f"q={CANARY}", "").replace(f'value="{CANARY}"', "")
            if status >= 500 or f"{CANARY} " in shown:
                leaks.append(f"{rule.rule}{question}: {status}")
    assert not leaks


def test_an_opd_does_not_reach_what_belongs_to_a_sibling(world: Flask):
    """Within one government an OPD admin reaches, by permissions that reach one OPD, that OPD only."""
    attacker = ATTACKERS[0]
    person = db.session.scalars(select(User).where(User.username == attacker.username)).one()
    own = person.appointments[0].unit_id
    sibling = db.session.scalars(
        select(Assessment)
        .join(Answer, Answer.assessment_id == Assessment.id)
        .where(
            Assessment.government_id == government(MINE).id,
            Assessment.unit_id.is_not(None),
            Assessment.unit_id != own,
        )
    ).first()
    assert sibling is not None
    knocking = signed_in(world, attacker)
    tried, wrong = 0, []
    for rule, method in doors(world):
        declared = rule_of(world, rule.endpoint)
        assert declared is not None
        reaches = {POLICY[p].get(Role.OPD_ADMIN) for p in declared.permissions}
        if "assessment_id" not in rule.arguments or not reaches <= {Reach.UNIT, None}:
            continue
        tried += 1
        values = OTHERS | records(MINE) | {"assessment_id": sibling.id}
        status, target, _ = knocking.knock(method, address(world, rule, values))
        if status not in {403, 404}:
            wrong.append(f"{method} {rule.rule}: {status} {target}")
    assert tried > 5
    assert not wrong


def test_the_canaries_sing_where_they_may(world: Flask):
    """The same search finds them as their own coordinator: else the tests above would prove nothing."""
    owner = government(THEIRS)
    knocking = Doors(world, make.user_with(Role.COORDINATOR, owner))
    singing = 0
    for rule, method in doors(world):
        if method == "GET" and not rule.arguments and f"{CANARY} " in knocking.knock("GET", rule.rule)[2]:
            singing += 1
    assert singing >= 5
