"""Where "Asesmen" leads: to the own task list, the board, or the governments within reach."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.access import Permission, current_actor, requires
from app.assessment.queries.rounds import governments_with_rounds, unit_assessments
from app.assessment.routes.blueprint import bp
from app.assessment.routes.loading import choose
from app.assessment.rules import remaining
from app.db import utc_now
from app.organisations.context import watches
from app.web.pagination import paginate


@bp.get("/")
@requires(Permission.SCORES_READ)
def home() -> Response | str:
    """Send everybody to the page of their own work."""
    actor = current_actor()
    if actor.may(Permission.ASSESSMENT_BOARD):
        return redirect(url_for("assessment.floors" if watches(actor) else "assessment.board"))
    choice = choose(actor)
    if choice is None or choice.round is None:
        return render_template("assessment/no_round.html", choice=choice)
    own = unit_assessments(actor, choice.round.id)
    if len(own) == 1:
        return redirect(url_for("assessment.sheet", assessment_id=own[0].id))
    left = remaining(utc_now(), choice.round.closes_at)
    return render_template("assessment/own_units.html", round=choice.round, assessments=own, left=left)


def choose_government(endpoint: str, words: str) -> str:
    """The page on which somebody above all governments chooses one."""
    page = paginate(governments_with_rounds(current_actor(), words))
    return render_template(
        "assessment/choose_government.html",
        page=page,
        endpoint=endpoint,
        words=words,
        may_schedule=current_actor().may(Permission.ROUND_SCHEDULE),
    )
