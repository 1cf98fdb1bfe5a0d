"""Role × address: everybody knocks at every door with a real request, and only those whom the policy names come in."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.access import Role, rule_of
from tests.access.addresses import FILES, address, doors
from tests.access.conftest import Doors, knocking_as, person_of
from tests.access.world import OTHERS, RECORDS

NOWHERE = dict.fromkeys(RECORDS, "tidak-ada-di-mana-pun0") | OTHERS


def test_every_address_declares_who_may_come(application: Flask):
    undeclared = {
        rule.endpoint
        for rule in application.url_map.iter_rules()
        if rule_of(application, rule.endpoint) is None
    }
    assert not undeclared


def test_every_argument_of_an_address_is_known(application: Flask):
    """A new kind of record must be put into the world of test_tenants before its address can be served."""
    found = {
        name
        for rule in application.url_map.iter_rules()
        if rule.endpoint not in FILES
        for name in rule.arguments
    }
    assert not found - RECORDS.keys() - OTHERS.keys()


@pytest.mark.parametrize("role", list(Role))
def test_a_role_passes_exactly_the_doors_that_the_policy_opens(
    app: Flask, db_session: Session, monkeypatch: pytest.MonkeyPatch, role: Role
):
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    knocking = knocking_as(app, role)
    wrong = []
    for rule, method in doors(app):
        declared = rule_of(app, rule.endpoint)
        assert declared is not None
        is_for_keys = rule.endpoint.startswith("api.")
        status, target, _ = knocking.knock(method, address(app, rule, NOWHERE))
        if declared.public_because:
            right = status < 500 and status not in {401, 403}
        elif is_for_keys and role is not Role.CHANNEL:
            right = status == 401  # also with a session: it is not looked at there
        elif role is Role.PUBLIC or (role is Role.CHANNEL and not is_for_keys):
            right = status == 401 or (method == "GET" and status == 302 and target.startswith("/masuk"))
        elif role in declared.roles:
            right = status < 500 and status not in {401, 403} and "/masuk?next" not in target
        else:
            right = status == 403
        if not right:
            wrong.append(f"{method} {rule.rule}: {status} {target}")
    assert not wrong


def test_an_account_that_was_closed_is_nobody(app: Flask, db_session: Session):
    person = person_of(Role.COORDINATOR)
    assert person is not None
    person.active = False
    knocking = Doors(app, person)
    for rule, method in doors(app):
        declared = rule_of(app, rule.endpoint)
        if declared is not None and not declared.public_because:
            status, target, _ = knocking.knock(method, address(app, rule, NOWHERE))
            assert status == 401 or (status == 302 and target.startswith("/masuk")), rule.rule


def test_an_appointment_that_ended_opens_nothing(app: Flask, db_session: Session):
    person = person_of(Role.COORDINATOR)
    assert person is not None
    for held in person.appointments:
        held.valid_until = held.valid_from
    knocking = Doors(app, person)
    for rule, method in doors(app):
        declared = rule_of(app, rule.endpoint)
        if rule.endpoint.startswith("api."):
            continue
        if declared is not None and not declared.public_because and Role.OMBUDSMAN not in declared.roles:
            assert knocking.knock(method, address(app, rule, NOWHERE))[0] == 403, rule.rule
