"""Start page, language, help, and the living page of components."""

from flask import Blueprint, abort, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app.access import Permission, current_actor, public_page, requires
from app.web.glossary import terms_matching
from app.web.help_topics import topic_named, topics_for
from app.web.local_paths import local_path
from app.web.sample_data import component_samples
from app.web.start_page import tasks_for, tiles_for

bp = Blueprint("web", __name__, template_folder="templates")
A_YEAR = 365 * 24 * 3600


@bp.get("/")
@public_page("tells what Renaksi is; people who are signed in see their own work instead")
def home() -> ResponseReturnValue:
    """The landing page, or the start page of the person who is signed in."""
    actor = current_actor()
    if actor.is_anonymous:
        return render_template("web/landing.html")
    return render_template("web/start.html", actor=actor, tasks=tasks_for(actor), tiles=tiles_for(actor))


@bp.post("/bahasa")
@public_page("everybody may choose the language")
def language() -> ResponseReturnValue:
    """Keep the chosen language in session and cookie, and go back to where the person was."""
    wanted = request.form.get("language", "")
    if wanted not in current_app.config["LANGUAGES"]:
        abort(400)
    session["language"] = wanted
    response = redirect(local_path(request.form.get("next", "")) or url_for("web.home"))
    response.set_cookie(
        "language",
        wanted,
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["HTTPS"]),
    )
    return response


@bp.get("/bantuan")
@public_page("help is no secret")
def help_index() -> ResponseReturnValue:
    """The list of help topics, those of the person's role first."""
    return render_template("web/help/index.html", topics=topics_for(current_actor().roles))


@bp.get("/bantuan/istilah")
@public_page("help is no secret")
def glossary() -> ResponseReturnValue:
    """Every word that pages explain, found by `kata`."""
    wanted = request.args.get("kata", "").strip()[:80]
    return render_template("web/help/glossary.html", terms=terms_matching(wanted), wanted=wanted)


@bp.get("/bantuan/<name>")
@public_page("help is no secret")
def help_topic(name: str) -> ResponseReturnValue:
    """One help topic."""
    topic = topic_named(name) or abort(404)
    return render_template(f"web/help/{topic.name}.html", topic=topic)


@bp.get("/komponen")
@requires(Permission.COMPONENTS_READ)
def components() -> ResponseReturnValue:
    """Every component and chart with sample data."""
    return render_template("web/samples/components.html", samples=component_samples())
