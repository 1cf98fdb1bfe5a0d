"""`flask audit`: check the log, and keep its heads outside the database."""

import json
import sys

import click
from flask.cli import AppGroup

from app.audit.anchors import DamagedAnchorsError
from app.audit.queries import Verification, anchor_file, anchor_log, verify_log
from app.db import as_system, reading

audit = AppGroup("audit", help="The log of every change.")


@audit.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def verify(as_json: bool) -> None:
    """Recompute every seal and compare with the anchors; exit status 1 when something was touched."""
    try:
        with as_system(), reading():
            found = verify_log()
    except DamagedAnchorsError as error:
        message = f"{anchor_file()}: {error}"
        click.echo(json.dumps({"intact": False, "anchor_error": message}) if as_json else message)
        sys.exit(1)
    click.echo(_as_json(found) if as_json else _as_text(found))
    sys.exit(0 if found.intact else 1)


@audit.command("anchor")
def anchor() -> None:
    """Append the present heads of all chains to the anchor file."""
    with as_system(), reading():
        moved = anchor_log()
    click.echo(f"{len(moved)} heads written to {anchor_file()}")


def _as_json(found: Verification) -> str:
    return json.dumps(
        {
            "intact": found.intact,
            "entries": found.entries,
            "chains": found.chains,
            "anchored_heads": found.anchors,
            "problems": [
                {"kind": problem.kind.value, "chain": problem.chain, "sequence": problem.sequence}
                for problem in found.problems
            ],
        }
    )


def _as_text(found: Verification) -> str:
    lines = [f"{found.entries} entries in {found.chains} chains, {found.anchors} anchored heads"]
    lines += [f"{problem.chain} {problem.sequence}: {problem.kind.value}" for problem in found.problems]
    lines.append("intact" if found.intact else f"{len(found.problems)} problems")
    if not found.anchors:
        lines.append("no anchors: a chain cut off at its end would not be noticed (flask audit anchor)")
    return "\n".join(lines)
