"""`flask seed`: data to look at and to measure with."""

import json
import os
import secrets

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_security import hash_password

from app.access import ROLE_LABELS, Role
from app.cli.national.growing import grow
from app.cli.national.size import Size
from app.complaints.actions.tallies import refresh
from app.db import as_system, unit_of_work

ALREADY_THERE = "Demonstrasi sudah ada; sandinya hanya tampil sekali. Hapus folder instance/ untuk mengulang."

seed = AppGroup("seed", help="Demonstration and load-test data.")


@seed.command("demo")
@click.option("--json", "as_json", is_flag=True, help="Print the accounts as JSON and nothing else.")
def demo(as_json: bool) -> None:
    """A complete Kabupaten Sinjai with two neighbours, and an account of every role."""
    # What it draws and writes with is large, and every process of the application knows this command.
    from app.cli.demo.story import is_seeded, tell

    def say(text: str) -> None:
        if not as_json:
            click.echo(text, err=True)

    # Notices carry addresses; outside a request they are local paths.
    with force_locale("id"), current_app.test_request_context("/"), as_system():
        if is_seeded():
            click.echo(json.dumps({"accounts": [], "governments": []}) if as_json else ALREADY_THERE)
            return
        with unit_of_work():
            told = tell(say)
        refresh()
        table = account_table(told["accounts"])
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else "\n".join(table))


def account_table(accounts: list[dict[str, str]]) -> list[str]:
    """The accounts under a heading, in the language that is set.

    Whoever starts the tour looks for the few accounts above the many of single OPD.
    """
    few_first = sorted(accounts, key=lambda account: account["role"] == Role.OPD_ADMIN.value)
    rows = [
        (
            str(ROLE_LABELS[Role(account["role"])]),
            account["username"],
            account["password"],
            account["unit"] or account["government"] or "–",
        )
        for account in few_first
    ]
    heading = (_("Peran"), _("Nama pengguna"), _("Kata sandi"), _("Wilayah kerja"))
    widths = [max(len(row[column]) for row in (heading, *rows)) for column in range(3)]
    ruled = tuple("-" * width for width in (*widths, len(heading[3])))
    return [
        "  ".join([*(text.ljust(width) for text, width in zip(row[:3], widths, strict=True)), row[3]])
        for row in (heading, ruled, *rows)
    ]


@seed.command("national")
@click.option("--governments", type=click.IntRange(1, 552), default=552, show_default=True, help="How many.")
@click.option("--units", type=click.IntRange(0), default=22_000, show_default=True, help="OPD in all.")
@click.option(
    "--complaints", type=click.IntRange(0), default=200_000, show_default=True, help="Complaints in all."
)
def national(governments: int, units: int, complaints: int) -> None:
    """Provinces, regencies and cities with OPD, complaints and a running round, to measure with.

    The numbers are totals over all governments. Running it again goes on where it stopped. All accounts share one
    password (DEMO_PASSWORD, else a fresh one that is printed once): koordinator.CODE, pimpinan.CODE, opd001.CODE, …
    """
    password = os.environ.get("DEMO_PASSWORD") or f"{secrets.token_urlsafe(9)}-7"
    with force_locale("id"), as_system():
        filled = grow(
            Size(governments, units, complaints),
            hash_password(password),
            lambda text: click.echo(text, err=True),
        )
    click.echo(f"{filled} pemerintah diisi; kata sandi semua akunnya: {password}")
