"""`/laporan/berkas/<id>/tanda-tangan`: signing a finished document, and what became of it."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from app.access import Permission, current_actor, requires
from app.db import keep_despite_error
from app.files import Purpose, RefusedFile, send
from app.files.actions import size_limit
from app.files.labels import size_text
from app.organisations.accounts.throttle import limiter
from app.reports.queries import document_with_file
from app.reports.rules.signing import Hand, SigningError, SigningWay, Trouble, way_order
from app.reports.signing import settings
from app.reports.signing.actions import BeingSignedError, attach_scan, sign, withdraw
from app.reports.signing.forms import FORMS, ScanForm, SigningForm, WithdrawForm
from app.reports.signing.labels import (
    NOT_SET_UP,
    OBSTACLE_LABELS,
    SIGNED_LABELS,
    STANDING_LABELS,
    STANDING_TONES,
    TRUST_LABELS,
    WAY_LABELS,
    trouble_text,
)
from app.reports.signing.queries import Desk, check_up, desk_of, usual_hand
from app.web.filters import use_zone
from app.web.idempotency import idempotent

bp = Blueprint("signing", __name__, url_prefix="/laporan/berkas/<document_id>")


def _who() -> str:
    """Attempts are counted by person: a passphrase is not to be guessed."""
    return f"signing {current_actor().user_id}"


@bp.route("/tanda-tangan", methods=["GET", "POST"])
@requires(Permission.REPORT_SIGN, Permission.LETTER_SIGN)
@limiter.limit("30 per hour", key_func=_who, methods=["POST"])
@idempotent
def page(document_id: str) -> ResponseReturnValue:
    """Who signed; or the ways of signing, and signing by one of them."""
    desk = _open(document_id)
    here = url_for("signing.page", document_id=document_id)
    available = settings.available(desk.office.code)
    way = _chosen(available)
    form = _form(desk, way)
    if request.method == "POST" and (desk.obstacle is not None or desk.is_being_signed):
        return redirect(here)
    if desk.obstacle is None and available[way] and form.validate_on_submit():
        try:
            _sign(desk, way, form)
        except BeingSignedError:
            flash(_("Dokumen ini sudah atau sedang ditandatangani lewat halaman lain."), "info")
            return redirect(here)
        except SigningError as error:
            keep_despite_error()  # the failure is in the log
            _beside(form, error)
        except RefusedFile as refusal:
            form["scan"].errors = [*form["scan"].errors, refusal.message]
        else:
            flash(_("Tanda tangan tersimpan bersama dokumen ini."), "success")
            return redirect(here)
    return _page(desk, way, available, form), 422 if form.errors else 200


@bp.get("/asli")
@requires(Permission.REPORT_READ)
def original(document_id: str) -> ResponseReturnValue:
    """The document as it was made, without a signature."""
    found = document_with_file(current_actor(), document_id)
    if found is None or found.file is None:
        abort(404)
    return send(found.file)


@bp.post("/tanda-tangan/tarik")
@requires(Permission.REPORT_SIGN, Permission.LETTER_SIGN)
@idempotent
def take_back(document_id: str) -> ResponseReturnValue:
    """Withdraw the signature that stands."""
    desk = _open(document_id)
    here = url_for("signing.page", document_id=document_id)
    form = WithdrawForm()
    if desk.signature is None:
        return redirect(here)
    if not form.validate_on_submit():
        way = desk.signature.way
        return _page(desk, way, {}, _form(desk, way), form), 422
    withdraw(current_actor(), desk.signature, str(form.reason.data))
    flash(_("Tanda tangan ditarik. Siapa pun yang memeriksa berkasnya akan membaca hal itu."), "success")
    return redirect(here)


def _open(document_id: str) -> Desk:
    desk = desk_of(current_actor(), document_id)
    if desk is None:
        abort(404)
    use_zone(desk.office.time_zone.value)
    return desk


def _chosen(available: dict[SigningWay, bool]) -> SigningWay:
    asked = request.values.get("cara", "")
    return SigningWay(asked) if asked in tuple(SigningWay) else way_order(available)


def _form(desk: Desk, way: SigningWay) -> SigningForm:
    form = FORMS[way]()
    form.cara.data = way.value
    if isinstance(form, ScanForm):
        form.today = desk.office.today()
        form.issued_on = desk.office.today(desk.issued.created_at) if desk.issued else form.today
    if request.method == "GET":
        usual = usual_hand(desk)
        form.signer_name.data, form.position.data, form.nip.data = usual.name, usual.position, usual.nip
    return form


def _sign(desk: Desk, way: SigningWay, form: SigningForm) -> None:
    hand: Hand = form.hand(usual_hand(desk).place)
    if isinstance(form, ScanForm):
        scan: FileStorage = form.scan.data
        attach_scan(
            current_actor(), desk, hand, form.signed_on.data, scan.stream, scan.filename or "pindaian.pdf"
        )
    else:
        sign(current_actor(), desk, way, hand)


def _beside(form: SigningForm, error: SigningError) -> None:
    """The reason stands beside the field that it is about."""
    text = trouble_text(error.trouble, error.details)
    name = "scan" if isinstance(form, ScanForm) else "passphrase"
    if error.trouble is Trouble.UNKNOWN_SIGNER and "identity" in form:
        name = "identity"
    form[name].errors = [*form[name].errors, text]


def _page(
    desk: Desk,
    way: SigningWay,
    available: dict[SigningWay, bool],
    form: SigningForm,
    withdrawal: WithdrawForm | None = None,
) -> str:
    return render_template(
        "reports/signing/page.html",
        desk=desk,
        way=way,
        available=available,
        form=form,
        withdrawal=withdrawal or WithdrawForm(formdata=None),
        checkup=check_up(desk.signature) if desk.signature is not None else None,
        ways=tuple(SigningWay),
        WAY=WAY_LABELS,
        SIGNED=SIGNED_LABELS,
        OBSTACLE=OBSTACLE_LABELS,
        NOT_SET_UP=NOT_SET_UP,
        STANDING=STANDING_LABELS,
        STANDING_TONE=STANDING_TONES,
        TRUST=TRUST_LABELS,
        largest=size_limit(Purpose.SIGNED),
        largest_text=size_text(size_limit(Purpose.SIGNED)),
    )
