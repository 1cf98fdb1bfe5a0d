"""`/publik`."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access import public_page
from app.plans.labels import FUND_SOURCE_LABELS, QUARTER_LABELS, STATE_LABELS, STATE_TONES, VERDICT_LABELS
from app.public.queries import accepted_document, accepted_plans, provinces, verification
from app.web.filters import use_zone
from app.web.pagination import page_of

bp = Blueprint("public", __name__, template_folder="templates", url_prefix="/publik")
LINES_PER_PAGE = 40


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
    """Ask for a receipt number."""
    asked = request.args.get("nomor", "").strip()
    found = verification(asked) if asked else None
    if found is not None:
        return redirect(url_for("public.verified", reference=found.submission_id))
    return render_template("public/verify.html", asked=asked), 404 if asked else 200


@bp.get("/verifikasi/<reference>")
@public_page("whoever holds a document may ask whether it is genuine")
def verified(reference: str) -> ResponseReturnValue:
    """What is on record about a document: title, government, version, state and fingerprint."""
    found = verification(reference)
    if found is None:
        return render_template("public/verify.html", asked=reference), 404
    return render_template(
        "public/verified.html",
        found=found,
        STATE=STATE_LABELS,
        STATE_TONE=STATE_TONES,
        VERDICT=VERDICT_LABELS,
    )
