"""Evidence of progress: download, remove."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Actor, Permission, current_actor, requires
from app.db import db
from app.files import send
from app.plans.actions.progress import remove_proof
from app.plans.models import PlanLine
from app.plans.routes.blueprint import bp
from app.plans.routes.progress.loading import open_proof, open_quarter


def may_read_evidence(actor: Actor, line: PlanLine) -> bool:
    """Who may open evidence: the units that carry or support the line, and whoever reads all evidence there."""
    concerned = {line.responsible_unit_id, *(each.unit_id for each in line.supporting)}
    return any(
        actor.may(Permission.EVIDENCE_READ, line.government_id, unit_id) for unit_id in concerned
    ) or actor.may(Permission.EVIDENCE_READ, line.government_id)


@bp.get("/capaian/bukti/<proof_id>")
@requires(Permission.EVIDENCE_READ)
def progress_proof(proof_id: str) -> ResponseReturnValue:
    """The file, as a download."""
    report, proof = open_proof(Permission.PROGRESS_READ, proof_id)
    line = db.session.get_one(PlanLine, report.line_id)
    if proof.file is None or not may_read_evidence(current_actor(), line):
        abort(404)
    return send(proof.file)


@bp.post("/capaian/bukti/<proof_id>/hapus")
@requires(Permission.PROGRESS_EDIT)
def progress_proof_delete(proof_id: str) -> ResponseReturnValue:
    """Take evidence from a report."""
    report, proof = open_proof(Permission.PROGRESS_READ, proof_id)
    _plan, period = open_quarter(Permission.PROGRESS_READ, report.period_id)
    remove_proof(current_actor(), period, db.session.get_one(PlanLine, report.line_id), proof)
    flash(_("Bukti %(title)s dihapus.", title=proof.title), "success")
    return redirect(
        url_for("plans.progress_report", quarter_id=period.id, line_id=report.line_id, _anchor="bukti")
    )
