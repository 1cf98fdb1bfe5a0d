"""Examples of good evidence: choosing one at an answer, looking after them all."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, current_actor, fetch, requires
from app.assessment.actions.examples import NotAnExample, choose_example, share_example, withdraw_example
from app.assessment.examples.forms import ExampleForm
from app.assessment.examples.labels import NO_EXAMPLE_TEXTS
from app.assessment.examples.models import ExampleScope, GoodExample
from app.assessment.queries import user_names
from app.assessment.queries.examples import examples_kept
from app.assessment.routes.blueprint import bp
from app.assessment.routes.loading import open_sheet
from app.assessment.routes.verification import show_verification
from app.web.idempotency import idempotent
from app.web.pagination import paginate

UNPROCESSABLE = 422


@bp.get("/contoh")
@requires(Permission.ASSESSMENT_VERIFY, Permission.ASSESSMENT_SCORE_MINISTRY)
def examples() -> str:
    """Every example that this person looks after."""
    actor = current_actor()
    page = paginate(examples_kept(actor))
    return render_template(
        "assessment/examples.html",
        page=page,
        names=user_names([each.chosen_by for each in page.rows]),
        may_share=actor.may(Permission.ASSESSMENT_SCORE_MINISTRY),
    )


@bp.post("/verifikasi/<assessment_id>/<code>/contoh")
@requires(Permission.ASSESSMENT_VERIFY)
@idempotent
def choose_good_example(assessment_id: str, code: str) -> ResponseReturnValue:
    """Choose evidence of one answer as an example."""
    opened = open_sheet(Permission.ASSESSMENT_VERIFY, assessment_id)
    line = opened.line(code)
    form = ExampleForm.of(line.stored.evidence)
    if not form.validate():
        return show_verification(opened, line, example_form=form), UNPROCESSABLE
    evidence = next(each for each in line.stored.evidence if each.id == form.example_evidence.data)
    try:
        made = choose_example(opened.actor, line.stored, evidence, form.example_text.data)
    except NotAnExample as refusal:
        form.example_evidence.errors = [str(NO_EXAMPLE_TEXTS[refusal.reason])]
        return show_verification(opened, line, example_form=form), UNPROCESSABLE
    flash(_("Contoh disimpan. OPD lain melihatnya setelah verifikasi selesai."), "success")
    if made.description != form.example_text.data:
        flash(_("Data pribadi dalam keterangan contoh sudah disamarkan."), "info")
    return redirect(url_for("assessment.verify_answer", assessment_id=assessment_id, code=code))


@bp.post("/contoh/<example_id>/tarik")
@requires(Permission.ASSESSMENT_VERIFY, Permission.ASSESSMENT_SCORE_MINISTRY)
def withdraw_good_example(example_id: str) -> ResponseReturnValue:
    """Take an example away."""
    actor = current_actor()
    ministry = actor.may(Permission.ASSESSMENT_SCORE_MINISTRY)
    permission = Permission.ASSESSMENT_SCORE_MINISTRY if ministry else Permission.ASSESSMENT_VERIFY
    example = fetch(actor, permission, GoodExample, example_id)
    withdraw_example(actor, example, seen_version=request.form.get("version", type=int))
    flash(_("Contoh ditarik."), "success")
    return redirect(url_for("assessment.examples"))


@bp.post("/contoh/<example_id>/jangkauan")
@requires(Permission.ASSESSMENT_SCORE_MINISTRY)
def share_good_example(example_id: str) -> ResponseReturnValue:
    """Show an example to every government, or to its own again."""
    actor = current_actor()
    example = fetch(actor, Permission.ASSESSMENT_SCORE_MINISTRY, GoodExample, example_id)
    wanted = ExampleScope.NATIONAL if request.form.get("nasional") == "ya" else ExampleScope.GOVERNMENT
    share_example(actor, example, wanted, seen_version=request.form.get("version", type=int))
    flash(
        _("Contoh ditunjukkan kepada semua pemerintah daerah.")
        if wanted is ExampleScope.NATIONAL
        else _("Contoh hanya ditunjukkan di pemerintah daerahnya."),
        "success",
    )
    return redirect(url_for("assessment.examples"))
