"""`/pengaduan`: the list, one complaint, and the list as a file."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import selectinload

from app.access import Permission, current_actor, fetch, requires
from app.complaints.clock_stories import clock_stories
from app.complaints.exporting import attachment, complaint_rows
from app.complaints.labels import (
    CHANGED_LABELS,
    CLOCK_LABELS,
    CLOCK_TONES,
    COLOUR_LABELS,
    COLOUR_TONES,
    EVENT_LABELS,
    KLASS_LABELS,
    STAGE_LABELS,
    STATUS_LABELS,
    STATUS_SHORT,
    WHY_LABELS,
)
from app.complaints.models import Complaint
from app.complaints.queries.figures import keys_of, sources_of
from app.complaints.queries.register import (
    NO_UNIT,
    complaints_of,
    events_of,
    governments_with_complaints,
    may_read_text,
    seen_at,
    units_to_choose,
)
from app.complaints.routes.blueprint import bp
from app.complaints.routes.reading import filters, query
from app.complaints.statistics import Dimension
from app.complaints.timeline import milestones
from app.db import db
from app.organisations.context import find_government
from app.organisations.models import Government
from app.web.filters import use_zone
from app.web.pagination import page_of, paginate

# A file for a spreadsheet, not a copy of the register.
MOST_EXPORTED = 50_000


@bp.get("")
@requires(Permission.COMPLAINT_READ)
def register() -> ResponseReturnValue:
    """The complaints that this person may see, searched and filtered."""
    actor = current_actor()
    government = find_government(actor)
    if government is None:
        return choose_government("complaints.register")
    use_zone(government.time_zone.value)
    asked = filters()
    statement = complaints_of(actor, government, asked).options(selectinload(Complaint.unit))
    return render_template(
        "complaints/register.html",
        government=government,
        filters=asked,
        query=query(government),
        page=paginate(statement),
        units=units_to_choose(actor, government),
        no_unit=NO_UNIT,
        categories=sorted(keys_of(government.id, Dimension.CATEGORY)),
        channels=sorted(keys_of(government.id, Dimension.CHANNEL)),
        sources=sources_of(government.id),
        seen_at=seen_at(government.id),
        may_read_text=lambda complaint: may_read_text(actor, complaint),
        may_import=actor.may(Permission.COMPLAINT_IMPORT, government.id),
        status_labels=STATUS_LABELS,
        status_short=STATUS_SHORT,
        colour_labels=COLOUR_LABELS,
        colour_tones=COLOUR_TONES,
        klass_labels=KLASS_LABELS,
    )


@bp.get("/ekspor.<any(csv, xlsx):kind>")
@requires(Permission.COMPLAINT_READ)
def export_register(kind: str) -> ResponseReturnValue:
    """The filtered list as a file; titles only for those who may read them."""
    actor = current_actor()
    government = find_government(actor) or abort(404)
    statement = complaints_of(actor, government, filters()).options(selectinload(Complaint.unit))
    found = db.session.scalars(statement.limit(MOST_EXPORTED)).all()
    rows = complaint_rows(found, lambda complaint: may_read_text(actor, complaint), government)
    return attachment(rows, f"pengaduan-{government.code}", kind)


@bp.get("/<complaint_id>")
@requires(Permission.COMPLAINT_READ)
def show(complaint_id: str) -> ResponseReturnValue:
    """One complaint with its history and its clocks."""
    actor = current_actor()
    complaint = fetch(actor, Permission.COMPLAINT_READ, Complaint, complaint_id)
    readable = may_read_text(actor, complaint)
    if readable:
        db.session.refresh(complaint, ["text"])
    government = db.session.get_one(Government, complaint.government_id)
    use_zone(government.time_zone.value)
    now = seen_at(government.id)
    return render_template(
        "complaints/complaint.html",
        complaint=complaint,
        government=government,
        readable=readable,
        milestones=milestones(complaint),
        events=events_of(complaint),
        stories=clock_stories(government, complaint, now),
        seen_at=now,
        status_labels=STATUS_LABELS,
        colour_labels=COLOUR_LABELS,
        colour_tones=COLOUR_TONES,
        klass_labels=KLASS_LABELS,
        stage_labels=STAGE_LABELS,
        clock_labels=CLOCK_LABELS,
        clock_tones=CLOCK_TONES,
        why_labels=WHY_LABELS,
        event_labels=EVENT_LABELS,
        changed_labels=CHANGED_LABELS,
    )


def choose_government(endpoint: str) -> str:
    """For people above all governments: whose complaints?"""
    words = request.args.get("cari", "").strip()
    found = governments_with_complaints(current_actor(), words)
    return render_template(
        "complaints/choose_government.html", page=page_of(found), endpoint=endpoint, words=words
    )
