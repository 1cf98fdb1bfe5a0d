"""`flask policy`: every address of the application and who may reach it, from the running application itself."""

import json
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from app.access import POLICY, rule_of


@click.command("policy")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@with_appcontext
def policy(as_json: bool) -> None:
    """List rules, methods, permissions and roles; exit status 1 if an address declares no policy."""
    rows = policy_rows(current_app._get_current_object())  # type: ignore[attr-defined]  # the application itself
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            who = row["public_because"] or ", ".join(row["permissions"]) or "NO POLICY: denied to everybody"
            click.echo(f"{','.join(row['methods']):12} {row['rule']:60} {who}")
    if any(not row["declared"] for row in rows):
        raise SystemExit(1)


def policy_rows(app: Flask) -> list[dict[str, Any]]:
    """One entry for each rule of the application, in the order of addresses."""
    return [
        _row(app, rule.rule, rule.endpoint, rule.methods or set())
        for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))
    ]


def _row(app: Flask, address: str, endpoint: str, methods: set[str]) -> dict[str, Any]:
    declared = rule_of(app, endpoint)
    permissions = declared.permissions if declared else ()
    return {
        "rule": address,
        "endpoint": endpoint,
        "methods": sorted(methods - {"HEAD", "OPTIONS"}),
        "declared": declared is not None,
        "public_because": declared.public_because if declared else "",
        "permissions": [permission.value for permission in permissions],
        "roles": {
            permission.value: {role.value: reach.value for role, reach in POLICY[permission].items()}
            for permission in permissions
        },
    }
