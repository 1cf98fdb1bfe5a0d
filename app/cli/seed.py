"""`flask seed`: data to look at and to measure with."""

import json

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import force_locale

from app.cli.demo.story import is_seeded, tell
from app.db import as_system, unit_of_work

seed = AppGroup("seed", help="Demonstration and load-test data.")


@seed.command("demo")
@click.option("--json", "as_json", is_flag=True, help="Print the accounts as JSON and nothing else.")
def demo(as_json: bool) -> None:
    """A complete Kabupaten Sinjai with two neighbours, and an account of every role."""

    def say(text: str) -> None:
        if not as_json:
            click.echo(text, err=True)

    # Notices carry addresses; outside a request they are local paths.
    with force_locale("id"), current_app.test_request_context("/"), as_system():
        if is_seeded():
            click.echo(
                json.dumps({"accounts": [], "governments": []}) if as_json else "Demonstrasi sudah ada."
            )
            return
        with unit_of_work():
            told = tell(say)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for account in told["accounts"]:
        scope = account["unit"] or account["government"] or "–"
        click.echo(f"{account['role']:20} {account['username']:34} {account['password']:20} {scope}")
