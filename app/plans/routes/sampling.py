"""`/telaah/sampel`: finished reviews drawn for a second look."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, current_actor, fetch, requires
from app.plans.actions.guards import latest
from app.plans.actions.sampling import NothingToDraw, draw_sample, note_second_look
from app.plans.forms import DrawForm, SecondLookForm
from app.plans.models import SecondLook
from app.plans.queries.sampling import draws, is_reproduced, looks_of, open_draw
from app.plans.routes.blueprint import bp
from app.plans.rules import ReasonMissing, SecondOpinion
from app.web.conflict import Difference, require_version
from app.web.idempotency import idempotent
from app.web.pagination import page_of


@bp.route("/telaah/sampel", methods=["GET", "POST"])
@requires(Permission.REVIEW_SAMPLE)
@idempotent
def samples() -> ResponseReturnValue:
    """The draws so far, and a new one."""
    actor = current_actor()
    form = DrawForm()
    if form.validate_on_submit():
        try:
            made = draw_sample(actor, form.count.data, form.chosen_seed)
        except NothingToDraw:
            form.form_errors = [*form.form_errors, _("Belum ada telaah yang selesai.")]
        else:
            flash(_("%(n)s telaah terpilih.", n=made.size), "success")
            return redirect(url_for("plans.sample", draw_id=made.id))
    return render_template(
        "plans/samples.html", form=form, page=page_of(draws(actor))
    ), 422 if form.errors else 200


@bp.get("/telaah/sampel/<draw_id>")
@requires(Permission.REVIEW_SAMPLE)
def sample(draw_id: str) -> str:
    """What was drawn, how to repeat it, and what the second readers found."""
    actor = current_actor()
    made = open_draw(actor, draw_id)
    rows = looks_of(made)
    return render_template(
        "plans/sample.html",
        made=made,
        page=page_of(rows),
        reproduced=is_reproduced(actor, made, rows),
        looked=sum(1 for row in rows if row.look.looked_at),
        mine=actor.user_id,
    )


@bp.route("/telaah/sampel/baca/<look_id>", methods=["GET", "POST"])
@requires(Permission.REVIEW_SAMPLE)
def second_look(look_id: str) -> ResponseReturnValue:
    """Note what the second look found."""
    actor = current_actor()
    look = fetch(actor, Permission.REVIEW_SAMPLE, SecondLook, look_id)
    form = SecondLookForm(opinion=look.opinion.value if look.opinion else None, note=look.note)
    if not form.is_submitted():
        form.version.data = look.version
    if form.validate_on_submit():
        latest(look)
        back = url_for("plans.sample", draw_id=look.draw_id)
        require_version(
            look,
            form.version.data,
            differences=[Difference(str(form.note.label.text), form.note.data or "", look.note)],
            back_url=back,
        )
        try:
            note_second_look(actor, look, SecondOpinion(form.opinion.data), form.note.data or "")
        except ReasonMissing:
            form.note.errors = [*form.note.errors, _("Tulis apa yang berbeda.")]
        else:
            flash(_("Pembacaan kedua dicatat."), "success")
            return redirect(back)
    row = next(each for each in looks_of(open_draw(actor, look.draw_id)) if each.look.id == look.id)
    return render_template("plans/second_look.html", form=form, row=row), 422 if form.errors else 200
