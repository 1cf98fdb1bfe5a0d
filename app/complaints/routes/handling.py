"""`/pengaduan/<id>/langkah/<step>`: one page for each step that leads a complaint on."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.validators import DataRequired, Length

from app.access import Actor, Permission, current_actor, fetch, requires
from app.complaints.actions import handling as actions
from app.complaints.forms.handling import LONGEST_NOTE, ClosingForm, RoutingForm, StepForm
from app.complaints.handling import (
    RULES,
    MomentInFuture,
    MomentTooEarly,
    NoteMissing,
    Step,
    WrongStep,
    may_take,
    standing_of,
)
from app.complaints.labels import COLOUR_TONES, STATUS_LABELS, status_text
from app.complaints.labels.handling import STEP_OF_SLUG, STEP_WORDS, button_of
from app.complaints.models import Complaint
from app.complaints.queries.entry import units_in_charge
from app.complaints.queries.handling import parties_of
from app.complaints.queries.register import may_read_text
from app.complaints.routes.blueprint import bp
from app.db import db
from app.organisations.models import Government, Unit
from app.web.conflict import Difference, require_version
from app.web.filters import use_zone, waktu
from app.web.idempotency import idempotent

_SLUGS = ", ".join(f'"{slug}"' for slug in STEP_OF_SLUG)
_FORMS: dict[Step, type[StepForm]] = {
    Step.VERIFY: RoutingForm,
    Step.ROUTE: RoutingForm,
    Step.CLOSE: ClosingForm,
}
_PLAIN: dict[Step, Callable[..., object]] = {
    Step.DECLINE: actions.decline,
    Step.FOLLOW_UP: actions.follow_up,
    Step.POSTPONE: actions.postpone,
    Step.RESUME: actions.resume,
    Step.REPLY: actions.reply,
    Step.ARCHIVE: actions.archive,
}


@bp.route(f"/<complaint_id>/langkah/<any({_SLUGS}):step>", methods=["GET", "POST"])
@requires(Permission.COMPLAINT_HANDLE)
@idempotent
def take_step(complaint_id: str, step: str) -> ResponseReturnValue:
    """Take a step; what the page showed must still hold."""
    actor = current_actor()
    complaint = fetch(actor, Permission.COMPLAINT_HANDLE, Complaint, complaint_id)
    government = db.session.get_one(Government, complaint.government_id)
    use_zone(government.time_zone.value)
    chosen = STEP_OF_SLUG[step]
    form = _form(chosen, complaint, government)
    if form.is_submitted():
        _require_version(complaint, form)
    if not may_take(chosen, standing_of(complaint), parties_of(actor, complaint)):
        raise WrongStep(chosen)
    if form.validate_on_submit() and _take(actor, complaint, chosen, form):
        flash(STEP_WORDS[chosen].done, "success")
        return redirect(_after(actor, complaint, government))
    return render_template(
        "complaints/step.html",
        complaint=complaint,
        government=government,
        form=form,
        step=chosen,
        words=STEP_WORDS[chosen],
        button_text=button_of(chosen, routed=complaint.unit_id is not None),
        readable=may_read_text(actor, complaint),
        status_labels=STATUS_LABELS,
        colour_tones=COLOUR_TONES,
    ), 422 if form.errors else 200


@bp.errorhandler(WrongStep)
def too_late(error: WrongStep) -> tuple[str, int]:
    """Somebody was faster, or the page was old."""
    complaint_id = (request.view_args or {}).get("complaint_id", "")
    return render_template(
        "complaints/wrong_step.html", words=STEP_WORDS[error.step], complaint_id=complaint_id
    ), 409


def _form(step: Step, complaint: Complaint, government: Government) -> StepForm:
    form = _FORMS.get(step, StepForm)()
    form.zone = ZoneInfo(government.time_zone.value)
    form.note.label.text = STEP_WORDS[step].note
    if RULES[step].needs_note(standing_of(complaint)):
        form.note.validators = [
            DataRequired(message=_("Isian ini wajib diisi.")),
            Length(max=LONGEST_NOTE, message=_("Terlalu panjang.")),
        ]
        form.note.flags.required = True
    if isinstance(form, RoutingForm):
        form.offer(_units_to_choose(step, complaint, government))
    if not form.is_submitted():
        form.version.data = complaint.version
        if isinstance(form, RoutingForm):
            form.unit_id.data = complaint.unit_id or ""
    return form


def _units_to_choose(step: Step, complaint: Complaint, government: Government) -> list[Unit]:
    """Another OPD than the present one, except when it is confirmed for the first time."""
    units = units_in_charge(government)
    return units if step is Step.VERIFY else [unit for unit in units if unit.id != complaint.unit_id]


def _require_version(complaint: Complaint, form: StepForm) -> None:
    """The complaint must be as the person saw it; else what they typed stands beside what it is now."""
    require_version(
        complaint,
        form.version.data,
        differences=[
            Difference(str(form.note.label.text), form.note.data or "", ""),
            Difference(_("Status"), "", status_text(complaint.status)),
        ],
        back_url=url_for("complaints.show", complaint_id=complaint.id),
    )


def _take(actor: Actor, complaint: Complaint, step: Step, form: StepForm) -> bool:
    """Call the action of a step; what it refuses goes beside the field. Answers whether it was done."""
    note = form.note.data or ""
    try:
        if isinstance(form, RoutingForm):
            action = actions.verify if step is Step.VERIFY else actions.route
            action(actor, complaint, db.session.get_one(Unit, form.unit_id.data), note, form.moment)
        elif isinstance(form, ClosingForm):
            rating = int(form.rating.data) if form.rating.data else None
            actions.close(actor, complaint, note, form.moment, rating)
        else:
            _PLAIN[step](actor, complaint, note, form.moment)
    except MomentInFuture:
        form.at.errors = [_("Waktu ini belum terjadi.")]
    except MomentTooEarly as error:
        form.at.errors = [_("Lebih awal daripada langkah sebelumnya, %(when)s.", when=waktu(error.previous))]
    except NoteMissing:
        form.note.errors = [_("Isian ini wajib diisi.")]
    else:
        return True
    return False


def _after(actor: Actor, complaint: Complaint, government: Government) -> str:
    """Back to the complaint; to the register for an OPD that has just given it away."""
    if actor.may(Permission.COMPLAINT_READ, complaint.government_id, complaint.unit_id):
        return url_for("complaints.show", complaint_id=complaint.id)
    return url_for("complaints.register", pemerintah=government.code)
