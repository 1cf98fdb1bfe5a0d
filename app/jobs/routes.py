"""The page of a job: how far it is, what came out, and how to stop it or try again."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.access import Permission, current_actor, requires
from app.jobs.actions import cancel, retry
from app.jobs.labels import STATES, TONES
from app.jobs.queries import Progress, progress_of, visible_job

bp = Blueprint("jobs", __name__, template_folder="templates", url_prefix="/pekerjaan")

STOP_POLLING = 286  # htmx asks no more after this status


@bp.get("/<job_id>")
@requires(Permission.JOB_READ)
def page(job_id: str) -> str:
    """The whole page; it works without JavaScript by reloading itself."""
    return _render("jobs/job.html", progress_of(visible_job(current_actor(), job_id)))


@bp.get("/<job_id>/kemajuan")
@requires(Permission.JOB_READ)
def progress(job_id: str) -> tuple[str, int]:
    """The part that changes, asked for every two seconds until the job has ended."""
    found = progress_of(visible_job(current_actor(), job_id))
    return _render("jobs/progress.html", found), 200 if found.is_open else STOP_POLLING


@bp.post("/<job_id>/batal")
@requires(Permission.JOB_READ)
def stop(job_id: str) -> Response:
    """Stop the job."""
    actor = current_actor()
    cancel(actor, visible_job(actor, job_id))
    return redirect(url_for("jobs.page", job_id=job_id))


@bp.post("/<job_id>/ulang")
@requires(Permission.JOB_READ)
def again(job_id: str) -> Response:
    """Try a failed job again."""
    actor = current_actor()
    retry(actor, visible_job(actor, job_id))
    return redirect(url_for("jobs.page", job_id=job_id))


def _render(template: str, found: Progress) -> str:
    return render_template(template, job=found, state=STATES[found.state], tone=TONES[found.state])
