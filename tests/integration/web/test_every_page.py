"""Every page that a role can reach by its plain address keeps to the style guide, in an empty government too."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.access import HELD_BY_PEOPLE, Role
from tests.database.client import SeparateClient
from tests.factories import organisations as make
from tests.style_guide import faults_of

OF_A_UNIT = (Role.OPD_ADMIN, Role.CONTRIBUTOR)
OF_A_GOVERNMENT = (Role.COORDINATOR, Role.LEADER)
OF_A_PROVINCE = (Role.PROVINCE_SUPERVISOR, Role.OMBUDSMAN)


def plain_addresses(app: Flask) -> list[str]:
    return sorted(
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.arguments and not rule.rule.startswith("/static")
    )


def sign_in_as(client: SeparateClient, role: Role) -> None:
    province = make.province()
    regency = make.government(parent=province)
    if role in OF_A_UNIT:
        make.login(client, make.user_with(role, unit=make.unit(regency)))
    elif role in OF_A_GOVERNMENT:
        make.login(client, make.user_with(role, regency))
    elif role in OF_A_PROVINCE:
        make.login(client, make.user_with(role, province))
    elif role is not Role.PUBLIC:
        make.login(client, make.user_with(role))


@pytest.mark.parametrize("role", [*HELD_BY_PEOPLE, Role.PUBLIC])
def test_every_page_of_a_role(
    app: Flask, client: SeparateClient, db_session: Session, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)  # a broken page is a fault among others
    sign_in_as(client, role)
    faults: dict[str, list[str]] = {}
    pages = 0
    for address in plain_addresses(app):
        response = client.get(address)
        if response.mimetype != "text/html" or 300 <= response.status_code < 400:
            continue
        pages += 1
        found, _ = faults_of(response.get_data(as_text=True), app)
        if response.status_code >= 500:
            found = [f"answers {response.status_code}", *found]
        if found:
            faults[address] = found
    assert pages >= 5
    assert faults == {}
