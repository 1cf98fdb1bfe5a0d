"""`flask api`: the keys of channels' applications, for the operator at the machine."""

import json

import click
from flask.cli import AppGroup
from sqlalchemy import select

from app.access import SYSTEM
from app.api.actions.channels import revoke_key
from app.api.models import ApiKey, Channel
from app.api.rules import key_state
from app.db import as_system, db, reading, unit_of_work, utc_now
from app.organisations.models import Government

api = AppGroup("api", help="Keys of the applications of local channels.")


@api.command("keys")
@click.option("--government", "code", required=True, help="Region code, such as 73.07.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def keys(code: str, as_json: bool) -> None:
    """List the keys of a government: how they begin, whose they are, whether they are used. Never the keys."""
    with as_system(), reading():
        rows = [_plain(key) for key in _keys(code)]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        used = row["last_used_at"] or "never used"
        click.echo(f"{row['prefix']:16} {row['state']:8} {used:32} {row['channel']}")


@api.command("revoke")
@click.argument("prefix")
@click.option("--government", "code", required=True, help="Region code, such as 73.07.")
def revoke(prefix: str, code: str) -> None:
    """Kill the key that begins with PREFIX, at once and for good."""
    with as_system(), unit_of_work():
        found = [key for key in _keys(code) if key.prefix == prefix]
        if len(found) != 1:
            raise click.BadParameter(f"{len(found)} keys of {code} begin with {prefix}", param_hint="PREFIX")
        revoke_key(SYSTEM, found[0])
    click.echo(f"{prefix} revoked")


def _keys(code: str) -> list[ApiKey]:
    if db.session.scalar(select(Government.id).where(Government.code == code)) is None:
        raise click.BadParameter(f"no government has the code {code}", param_hint="--government")
    statement = (
        select(ApiKey)
        .join(Channel, Channel.id == ApiKey.channel_id)
        .join(Government, Government.id == ApiKey.government_id)
        .where(Government.code == code)
        .order_by(Channel.name, ApiKey.created_at)
    )
    return list(db.session.scalars(statement))


def _plain(key: ApiKey) -> dict[str, str | None]:
    scopes = {"push": key.may_push, "figures": key.may_read_figures}
    return {
        "prefix": key.prefix,
        "channel": key.channel.name,
        "state": key_state(key.expires_at, key.revoked_at, utc_now()).value,
        "scopes": ",".join(name for name, held in scopes.items() if held),
        "created_at": key.created_at.isoformat(timespec="seconds"),
        "expires_at": key.expires_at.isoformat(timespec="seconds") if key.expires_at else None,
        "last_used_at": key.last_used_at.isoformat(timespec="seconds") if key.last_used_at else None,
    }
