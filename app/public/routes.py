"""`/publik`."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access import public_page
from app.db import as_system
from app.organisations.accounts.throttle import limiter
from app.plans.labels import FUND_SOURCE_LABELS, QUARTER_LABELS, STATE_LABELS, STATE_TONES, VERDICT_LABELS
from app.public.checking import check, issued
from app.public.forms import CheckForm
from app.public.queries import accepted_document, accepted_plans, provinces, verification
from app.public.signatures import signature_of
from app.reports.signing.labels import SIGNED_LABELS, STANDING_LABELS, STANDING_TONES, TRUST_LABELS
from app.web.filters import use_zone
from app.web.pagination import page_of

bp = Blueprint("public", __name__, template_folder="templates", url_prefix="/publik")
LINES_PER_PAGE = 40
SIGNING_WORDS = {
    "SIGNED": SIGNED_LABELS,
    "STANDING": STANDING_LABELS,
    "STANDING_TONE": STANDING_TONES,
    "TRUST": TRUST_LABELS,
}


@bp.get("/")
@public_page("accepted plans are public")
def plans() -> str:
    """The accepted plans, to be searched."""
    words, province = request.args.get("cari", "").strip(), request.args.get("provinsi", "")
    return render_template(
        "public/plans.html",
        page=accepted_plans(words, province),
        words=words,
        province=province,
        provinces=provinces(),
    )


@bp.get("/rencana/<plan_id>")
@public_page("accepted plans are public")
def plan(plan_id: str) -> str:
    """One accepted plan: figures, lines, chapters."""
    found = accepted_document(plan_id)
    if found is None:
        abort(404)
    document, submission = found
    use_zone(document.government.time_zone)
    category, words = request.args.get("kategori", ""), request.args.get("cari", "").strip()
    lines = [
        line
        for line in document.lines
        if (not category or line.category_code == category)
        and all(word in f"{line.activity} {line.problem}".casefold() for word in words.casefold().split())
    ]
    return render_template(
        "public/plan.html",
        document=document,
        submission=submission,
        page=page_of(lines, per_page=LINES_PER_PAGE),
        category=category,
        words=words,
        part=request.args.get("bagian", "matriks"),
        FUND=FUND_SOURCE_LABELS,
        QUARTER=QUARTER_LABELS,
    )


@bp.get("/verifikasi")
@public_page("whoever holds a document may ask whether it is genuine")
def verify() -> ResponseReturnValue:
    """Ask for a receipt number, or hand in a file."""
    asked = request.args.get("nomor", "").strip()
    found = verification(asked) if asked else None
    if found is not None:
        return redirect(url_for("public.verified", reference=found.submission_id))
    return _ask(asked), 404 if asked else 200


@bp.post("/verifikasi")
@public_page("whoever holds a document may ask whether it is genuine")
@limiter.limit("60 per minute;600 per hour")
def check_file() -> ResponseReturnValue:
    """Say whether a file is a document of this house. The file is neither opened nor kept."""
    form = CheckForm()
    if not form.validate_on_submit():
        return _ask("", form), 422
    result = check(form.file.data.stream)
    record = result.document
    return render_template(
        "public/checked.html",
        result=result,
        sent=verification(record.submission_id) if record and record.submission_id else None,
        file_name=form.file.data.filename,
        form=CheckForm(formdata=None),
        **SIGNING_WORDS,
    )


@bp.get("/verifikasi/<reference>")
@public_page("whoever holds a document may ask whether it is genuine")
def verified(reference: str) -> ResponseReturnValue:
    """What is on record about a document, by the code on its pages, its submission or its receipt number."""
    document = issued(reference)
    with as_system():
        signed = signature_of(document.reference) if document is not None else None
    found = verification(document.submission_id or "" if document else reference)
    if document is None and found is None:
        return _ask(reference), 404
    return render_template(
        "public/verified.html" if found is not None else "public/issued.html",
        found=found,
        document=document,
        signed=signed,
        form=CheckForm(),
        **SIGNING_WORDS,
        STATE=STATE_LABELS,
        STATE_TONE=STATE_TONES,
        VERDICT=VERDICT_LABELS,
    )


def _ask(asked: str, form: CheckForm | None = None) -> str:
    return render_template("public/verify.html", asked=asked, form=form or CheckForm())
