"""`flask policy` says of every address who may reach it."""

import json

from flask.testing import FlaskCliRunner

from app.access import AccessRule, Permission
from app.cli.policy import policy_rows


def test_every_rule_is_listed_with_methods_policy_and_roles(app, db_session):
    result = FlaskCliRunner(app).invoke(args=["policy", "--json"])
    assert result.exit_code == 0, result.output
    rows = json.loads(result.output)
    assert {row["rule"] for row in rows} == {rule.rule for rule in app.url_map.iter_rules()}
    by_address = {(row["rule"], tuple(row["methods"])): row for row in rows}
    opd = by_address["/opd", ("GET",)]
    assert opd["permissions"] == ["unit.read"]
    assert opd["roles"]["unit.read"]["opd_admin"] == "government"
    assert "public" not in opd["roles"]["unit.read"]
    assert by_address["/masuk", ("GET", "POST")]["public_because"]


def test_it_is_readable_without_json(app, db_session):
    output = FlaskCliRunner(app).invoke(args=["policy"]).output
    assert "unit.read" in output
    assert "NO POLICY" not in output


def test_an_address_without_policy_is_an_error(app, db_session, monkeypatch):
    from app.cli import policy

    def undeclared(_app, endpoint):
        return None if endpoint == "units.list_units" else AccessRule(permissions=(Permission.HOME,))

    monkeypatch.setattr(policy, "rule_of", undeclared)
    result = FlaskCliRunner(app).invoke(args=["policy"])
    assert result.exit_code == 1
    assert "NO POLICY" in result.output
    assert [row["endpoint"] for row in policy_rows(app) if not row["declared"]] == ["units.list_units"]
