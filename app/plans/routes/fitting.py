"""A person confirms that sentences still fit their figures."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.access import Permission, current_actor, requires
from app.plans.actions import confirm_sentences
from app.plans.routes.blueprint import bp
from app.plans.routes.loading import back_to, open_chapter


@bp.post("/rencana-aksi/<plan_id>/naskah/<code>/sesuai")
@requires(Permission.PLAN_EDIT)
def confirm_sentences_step(plan_id: str, code: str) -> ResponseReturnValue:
    """Confirm the sentences whose tokens were sent, beside the figures that were shown."""
    plan, chapter = open_chapter(Permission.PLAN_EDIT, plan_id, code)
    asked = set(request.form.getlist("kalimat"))
    confirmed = confirm_sentences(current_actor(), plan, chapter, asked)
    if confirmed:
        flash(
            ngettext(
                "%(num)d kalimat dinyatakan masih sesuai.",
                "%(num)d kalimat dinyatakan masih sesuai.",
                confirmed,
            ),
            "success",
        )
    if confirmed < len(asked):
        flash(
            _(
                "Sebagian tidak dicatat: kalimatnya sudah diperiksa orang lain, atau angkanya baru saja berubah lagi."
            ),
            "info",
        )
    return redirect(back_to(url_for("plans.edit_chapter", plan_id=plan.id, code=code, _anchor="periksa")))
