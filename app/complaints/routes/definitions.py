"""`/pengaduan/definisi`: what every figure means, one tap away from it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.access import Permission, current_actor, requires
from app.complaints.labels.definitions import DEFINITIONS
from app.complaints.routes.blueprint import bp


@bp.get("/definisi")
@requires(Permission.COMPLAINT_FIGURES)
def definitions() -> ResponseReturnValue:
    """Every figure with its formula, what it leaves out, and whose rule it is."""
    return render_template(
        "complaints/definitions.html",
        definitions=DEFINITIONS,
        may_see_published=bool(current_actor().posts_with(Permission.PUBLISHED_READ)),
    )
