"""Handing indicators to colleagues: who has what, a new link, taking back; and the colleague's own list."""

from datetime import date

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, current_actor, requires
from app.assessment.actions.handing import (
    AlreadyOver,
    Handed,
    NotAColleague,
    NothingToHand,
    Wish,
    hand_over_by_link,
    hand_over_to,
    renew_link,
    take_back,
)
from app.assessment.queries.handed import assessments_handed_to, contributors_of, find_handover, given_of
from app.assessment.queries.sheet import load_sheet
from app.assessment.queries.standing import government_of
from app.assessment.routes.blueprint import bp
from app.assessment.routes.loading import OpenedSheet, open_sheet
from app.assessment.together.forms import HandOverForm
from app.organisations.accounts.throttle import limiter
from app.organisations.people.invitations import AlreadyInvited
from app.web.idempotency import idempotent

UNPROCESSABLE = 422
_SHOWN_ONCE = "handover_links"


@bp.get("/tugas-saya")
@requires(Permission.ASSESSMENT_CONTRIBUTE)
def handed_to_me() -> ResponseReturnValue:
    """What was handed to this person; with one assessment straight to its questions."""
    found = assessments_handed_to(current_actor())
    if len(found) == 1:
        return redirect(url_for("assessment.sheet", assessment_id=found[0][0].id))
    return render_template("assessment/handed_to_me.html", found=found)


@bp.get("/isian/<assessment_id>/kolega")
@requires(Permission.ASSESSMENT_HAND_OVER)
def handovers(assessment_id: str) -> str:
    """Who has what, and how far they are."""
    opened = open_sheet(Permission.ASSESSMENT_HAND_OVER, assessment_id)
    return render_template(
        "assessment/handovers.html",
        opened=opened,
        assessment=opened.assessment,
        given=given_of(opened.assessment),
        specs={line.spec.id: line.spec for line in opened.sheet.lines},
    )


@bp.route("/isian/<assessment_id>/kolega/baru", methods=["GET", "POST"])
@requires(Permission.ASSESSMENT_HAND_OVER)
@limiter.limit("60 per minute", methods=["POST"])
@idempotent
def hand_over(assessment_id: str) -> ResponseReturnValue:
    """Choose indicators and a colleague."""
    opened = open_sheet(Permission.ASSESSMENT_HAND_OVER, assessment_id)
    form = HandOverForm()
    colleagues = [each for each in contributors_of(opened.assessment) if each[0] != opened.actor.user_id]
    form.offer(_indicators(opened), colleagues, _today(opened))
    if request.method == "GET":
        form.codes.data = request.args.getlist("kode")
    if form.validate_on_submit():
        try:
            made = _hand(opened, form)
        except AlreadyInvited:
            form.email.errors = [
                _("Orang ini sudah mendapat tautan yang belum dibuka. Buat tautan baru dari daftar kolega.")
            ]
        except NotAColleague:
            form.colleague.errors = [_("Orang ini bukan lagi kontributor OPD Anda.")]
        except NothingToHand:
            form.codes.errors = [_("Pilih paling sedikit satu indikator.")]
        else:
            return _show(made)
    page = render_template(
        "assessment/hand_over.html", opened=opened, assessment=opened.assessment, form=form
    )
    return page, UNPROCESSABLE if form.errors else 200


@bp.get("/kolega/<handover_id>")
@requires(Permission.ASSESSMENT_HAND_OVER)
def handover(handover_id: str) -> str:
    """One handover; right after its link was made, with the link, which is never shown again."""
    found = find_handover(current_actor(), handover_id)
    given = next(each for each in given_of(found.assessment) if each.handover.id == found.id)
    token = session.get(_SHOWN_ONCE, {}).get(found.id)
    session.pop(_SHOWN_ONCE, None)
    return render_template(
        "assessment/handover.html",
        assessment=found.assessment,
        handover=found,
        given=given,
        specs={line.spec.id: line.spec for line in load_sheet(found.assessment).lines},
        link=url_for("invitations.answer", token=token, _external=True) if token else None,
    )


@bp.post("/kolega/<handover_id>/tautan-baru")
@requires(Permission.ASSESSMENT_HAND_OVER)
@limiter.limit("60 per minute")
def renew_handover(handover_id: str) -> ResponseReturnValue:
    """A new link; the old one is dead."""
    found = find_handover(current_actor(), handover_id)
    try:
        return _show(renew_link(current_actor(), found))
    except AlreadyOver:
        flash(_("Tautan ini sudah dipakai atau dicabut. Serahkan indikatornya sekali lagi."), "warning")
    return redirect(url_for("assessment.handovers", assessment_id=found.assessment_id))


@bp.post("/kolega/<handover_id>/ambil-kembali")
@requires(Permission.ASSESSMENT_HAND_OVER)
def take_handover_back(handover_id: str) -> ResponseReturnValue:
    """Take everything back, or the one indicator named in the form (`indikator`, its code)."""
    found = find_handover(current_actor(), handover_id)
    code = request.form.get("indikator", "")
    indicator_id = ""
    if code:
        line = load_sheet(found.assessment, only=code).line(code)
        indicator_id = line.spec.id if line is not None else abort(404)
    take_back(current_actor(), found, indicator_id)
    flash(_("Indikator diambil kembali. Isian kolega Anda tetap tersimpan."), "success")
    return redirect(url_for("assessment.handovers", assessment_id=found.assessment_id))


def _hand(opened: OpenedSheet, form: HandOverForm) -> Handed:
    wish = Wish(form.note.data or "", form.due_on.data)
    codes = form.codes.data or []
    if form.colleague.data:
        return hand_over_to(opened.actor, opened.assessment, codes, form.colleague.data, wish=wish)
    return hand_over_by_link(
        opened.actor,
        opened.assessment,
        codes,
        name=form.name.data or "",
        email=form.email.data or "",
        wish=wish,
    )


def _show(made: Handed) -> ResponseReturnValue:
    if made.token:
        session[_SHOWN_ONCE] = {made.handover.id: made.token}
    return redirect(url_for("assessment.handover", handover_id=made.handover.id))


def _indicators(opened: OpenedSheet) -> list[tuple[str, str]]:
    """The questions that people answer, as (code, text)."""
    return [
        (line.spec.code, f"{line.spec.code} {line.spec.text}")
        for line in opened.sheet.lines
        if not line.spec.is_measured
    ]


def _today(opened: OpenedSheet) -> date:
    return government_of(opened.assessment.government_id).today(opened.now)
