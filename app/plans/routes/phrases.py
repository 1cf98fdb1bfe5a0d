"""`/telaah/pustaka`: texts that reviewers use again."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, current_actor, requires
from app.plans.actions.guards import latest
from app.plans.actions.phrases import add_phrase, delete_phrase, edit_phrase
from app.plans.forms import PhraseForm
from app.plans.queries.phrases import own_phrase, phrases_for
from app.plans.routes.blueprint import bp
from app.web.conflict import Difference, require_version
from app.web.idempotency import idempotent
from app.web.pagination import page_of


@bp.route("/telaah/pustaka", methods=["GET", "POST"])
@requires(Permission.REVIEW_COMMENT)
@idempotent
def phrases() -> ResponseReturnValue:
    """The own texts and the shared ones; below them the form for a new one."""
    actor = current_actor()
    form = PhraseForm()
    if form.validate_on_submit():
        add_phrase(actor, form.title.data, form.text.data, is_shared=form.is_shared.data)
        flash(_("Teks disimpan dalam pustaka."), "success")
        return redirect(url_for("plans.phrases"))
    return render_template(
        "plans/phrases.html", form=form, page=page_of(phrases_for(actor)), mine=actor.user_id, phrase=None
    ), 422 if form.errors else 200


@bp.route("/telaah/pustaka/<phrase_id>", methods=["GET", "POST"])
@requires(Permission.REVIEW_COMMENT)
def change_phrase(phrase_id: str) -> ResponseReturnValue:
    """Change an own text."""
    actor = current_actor()
    phrase = own_phrase(actor, phrase_id)
    form = PhraseForm()
    if request.method == "GET":
        form.title.data, form.text.data, form.is_shared.data = phrase.title, phrase.text, phrase.is_shared
        form.version.data = str(phrase.version)
    if form.validate_on_submit():
        latest(phrase)
        require_version(
            phrase,
            int(form.version.data) if (form.version.data or "").isdigit() else None,
            differences=[Difference(str(form.text.label.text), form.text.data, phrase.text)],
            back_url=url_for("plans.phrases"),
        )
        edit_phrase(actor, phrase, form.title.data, form.text.data, is_shared=form.is_shared.data)
        flash(_("Teks disimpan dalam pustaka."), "success")
        return redirect(url_for("plans.phrases"))
    return render_template(
        "plans/phrases.html", form=form, page=None, mine=actor.user_id, phrase=phrase
    ), 422 if form.errors else 200


@bp.post("/telaah/pustaka/<phrase_id>/hapus")
@requires(Permission.REVIEW_COMMENT)
def forget_phrase(phrase_id: str) -> ResponseReturnValue:
    """Delete an own text; comments that it was put into keep it."""
    actor = current_actor()
    delete_phrase(actor, own_phrase(actor, phrase_id))
    flash(_("Teks dihapus dari pustaka."), "success")
    return redirect(url_for("plans.phrases"))
