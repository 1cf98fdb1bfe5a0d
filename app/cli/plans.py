"""`flask plans`: prove that what was sent to the ministry is still what it was."""

import json
import sys

import click
from flask.cli import AppGroup

from app.db import as_system, reading
from app.plans.proof import is_whole
from app.plans.queries.proof import Proof, proofs

plans = AppGroup("plans", help="Action plans.")


@plans.command("verify")
@click.option(
    "--government", "code", default="", help="Only the submissions of this region code, such as 73.07."
)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def verify(code: str, as_json: bool) -> None:
    """Recompute hash, receipt and PDF of every submission; exit status 1 when one no longer fits."""
    with as_system(), reading():
        found = list(proofs(code))
    broken = [proof for proof in found if not is_whole(proof.checks)]
    if as_json:
        click.echo(json.dumps({"intact": not broken, "submissions": [_plain(proof) for proof in found]}))
    else:
        for proof in broken:
            click.echo(f"{proof.receipt_number}: {', '.join(_named(proof, 'broken'))}")
        click.echo(f"{len(found)} submissions, {len(broken)} broken")
    sys.exit(1 if broken else 0)


def _plain(proof: Proof) -> dict[str, object]:
    return {
        "receipt_number": proof.receipt_number,
        "government": proof.government_code,
        "checks": {check.piece.value: check.outcome.value for check in proof.checks},
    }


def _named(proof: Proof, outcome: str) -> list[str]:
    return [check.piece.value for check in proof.checks if check.outcome == outcome]
