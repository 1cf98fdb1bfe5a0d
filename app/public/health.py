"""`/healthz` and `/readyz`: what a service manager or a load balancer asks."""

import logging
from collections.abc import Callable

from flask import Blueprint, Response, current_app, jsonify
from sqlalchemy import text

from app.access import public_page
from app.db import db
from app.extensions import alembic
from app.jobs.queue import job_queue

bp = Blueprint("health", __name__)

logger = logging.getLogger(__name__)


@bp.get("/healthz")
@public_page("service managers ask whether the process lives; it says nothing else")
def alive() -> Response:
    """The process answers. Nothing else is asked, so a broken database does not make anybody restart it."""
    return Response("ok\n", mimetype="text/plain")


@bp.get("/readyz")
@public_page("load balancers ask whether to send people here; it names three parts and whether each works")
def ready() -> tuple[Response, int]:
    """Database, migrations and queue, each true or false; 503 unless all are true."""
    parts = {"database": _works(_database), "migrations": _works(_migrations), "queue": _works(_queue)}
    return jsonify(parts), 200 if all(parts.values()) else 503


def _works(probe: Callable[[], bool]) -> bool:
    try:
        return probe()
    except Exception:
        logger.warning("not ready: %s", probe.__name__, exc_info=True)
        return False


def _database() -> bool:
    answer: int | None = db.session.scalar(text("SELECT 1"))
    return answer == 1


def _migrations() -> bool:
    return not alembic.needs_upgrade()


def _queue() -> bool:
    if current_app.config["JOBS_QUEUE"] == "none":
        return True  # jobs then wait for the sweep
    waiting: int = job_queue(current_app._get_current_object()).huey.pending_count()  # type: ignore[attr-defined]
    return waiting >= 0
