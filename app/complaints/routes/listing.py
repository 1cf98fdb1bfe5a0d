"""`/pengaduan`: the list, one complaint, and the list as a file."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import selectinload

from app.access import Permission, current_actor, fetch, requires
from app.complaints.access_log import note_access, open_text
from app.complaints.clock_stories import clock_stories
from app.complaints.exporting import attachment, complaint_rows
from app.complaints.handling import ahead, primary_step, standing_of, steps_for
from app.complaints.labels import (
    CLOCK_LABELS,
    CLOCK_TONES,
    COLOUR_LABELS,
    COLOUR_TONES,
    KLASS_LABELS,
    STAGE_LABELS,
    STATUS_LABELS,
    STATUS_SHORT,
    WHY_LABELS,
)
from app.complaints.labels.definitions import anchor_of
from app.complaints.labels.figures import figure_text
from app.complaints.labels.handling import (
    NEXT_LABELS,
    NEXT_REASONS,
    ORIGIN_LABELS,
    PARTY_LABELS,
    STEP_WORDS,
    button_of,
)
from app.complaints.models import AccessKind, Complaint
from app.complaints.queries.choices import choices_of
from app.complaints.queries.figures import unit_names
from app.complaints.queries.handling import last_day_of, next_due, parties_of
from app.complaints.queries.judging import judge_for
from app.complaints.queries.people import user_names
from app.complaints.queries.register import (
    NO_UNIT,
    complaints_of,
    events_of,
    governments_with_complaints,
    judged_at,
    may_read_text,
    seen_at,
    units_to_choose,
)
from app.complaints.queries.reporters import reporter_of
from app.complaints.queries.retention import kept_until
from app.complaints.queries.views import built_in_views, views_of
from app.complaints.routes.blueprint import bp
from app.complaints.routes.reading import MORE_FILTERS, UNKNOWN, filters, query
from app.complaints.routes.reading import asked as asked_in_address
from app.complaints.rules import Origin
from app.complaints.timeline import happenings, milestones
from app.db import db, utc_now
from app.organisations.context import find_government
from app.organisations.models import Government
from app.web.filters import use_zone
from app.web.pagination import page_of, paginate

# A file for a spreadsheet, not a copy of the register.
MOST_EXPORTED = 50_000
# Whoever has turned four hundred pages wants a filter.
MOST_LISTED = 10_000


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
        page=paginate(statement, at_most=MOST_LISTED),
        units=units_to_choose(actor, government),
        no_unit=NO_UNIT,
        asked=asked_in_address(),
        built_in=(built_in := built_in_views(actor, government)),
        may_act=any(view.needs_turn for view in built_in),
        more_filters=MORE_FILTERS & asked_in_address().keys(),
        views=views_of(actor, government),
        choices=choices_of(government.id),
        origin_labels=ORIGIN_LABELS,
        seen_at=seen_at(government.id),
        due_of=next_due if asked.needs_action else None,
        last_day_of=last_day_of,
        now=utc_now(),
        may_enter=actor.may(Permission.COMPLAINT_ENTER, government.id),
        may_read_text=lambda complaint: may_read_text(actor, complaint),
        may_import=actor.may(Permission.COMPLAINT_IMPORT, government.id),
        may_oversee=actor.may(Permission.COMPLAINT_ACCESS_LOG, government.id),
        status_labels=STATUS_LABELS,
        status_short=STATUS_SHORT,
        colour_labels=COLOUR_LABELS,
        colour_tones=COLOUR_TONES,
        klass_labels=KLASS_LABELS,
        unknown=UNKNOWN,
        figure_text=figure_text,
        anchor_of=anchor_of,
    )


@bp.get("/ekspor.<any(csv, xlsx):kind>")
@requires(Permission.COMPLAINT_READ)
def export_register(kind: str) -> ResponseReturnValue:
    """The filtered list as a file; titles only for those who may read them."""
    actor = current_actor()
    government = find_government(actor) or abort(404)
    statement = complaints_of(actor, government, filters()).options(selectinload(Complaint.unit))
    found = db.session.scalars(statement.limit(MOST_EXPORTED)).all()
    readable = {complaint.id for complaint in found if may_read_text(actor, complaint)}
    if readable:
        note_access(actor, government.id, AccessKind.EXPORT, filters=query(government), count=len(readable))
    rows = complaint_rows(found, lambda complaint: complaint.id in readable, government)
    return attachment(rows, f"pengaduan-{government.code}", kind)


@bp.get("/<complaint_id>")
@requires(Permission.COMPLAINT_READ)
def show(complaint_id: str) -> ResponseReturnValue:
    """One complaint with its history and its clocks."""
    actor = current_actor()
    complaint = fetch(actor, Permission.COMPLAINT_READ, Complaint, complaint_id)
    readable = open_text(actor, complaint)
    government = db.session.get_one(Government, complaint.government_id)
    use_zone(government.time_zone.value)
    now = judged_at(complaint)
    clocks = judge_for(government).clocks(complaint, now)
    standing, parties = standing_of(complaint), parties_of(actor, complaint)
    first = primary_step(standing, parties)
    events = events_of(complaint)
    return render_template(
        "complaints/complaint.html",
        complaint=complaint,
        government=government,
        readable=readable,
        kept_until=kept_until(complaint, government),
        has_reporter=actor.may(Permission.COMPLAINT_REPORTER_READ, complaint.government_id, complaint.unit_id)
        and reporter_of(complaint.id) is not None,
        ahead=ahead(complaint, clocks),
        first_step=first,
        steps=[step for step in steps_for(standing, parties) if step is not first],
        step_words=STEP_WORDS,
        button_of=button_of,
        next_labels=NEXT_LABELS,
        next_reasons=NEXT_REASONS,
        party_labels=PARTY_LABELS,
        may_print=standing.here and actor.may(Permission.COMPLAINT_ENTER, government.id),
        # What was written down here has its whole story here; others were told some of it.
        milestones=[] if complaint.origin is Origin.ENTRY else milestones(complaint),
        happenings=happenings(
            events,
            unit_names(government.id),
            user_names(event.actor_user_id for event in events),
            readable=readable,
        ),
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
    )


def choose_government(endpoint: str) -> str:
    """For people above all governments: whose complaints?"""
    words = request.args.get("cari", "").strip()
    found = governments_with_complaints(current_actor(), words)
    return render_template(
        "complaints/choose_government.html",
        page=page_of(found),
        endpoint=endpoint,
        words=words,
        may_set_retention=current_actor().may(Permission.COMPLAINT_RETENTION),
    )
