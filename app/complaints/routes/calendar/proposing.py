"""From a filled form to a change that is looked at before it is carried out."""

from collections.abc import Sequence

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from app.access import current_actor
from app.complaints.actions.changing import propose
from app.complaints.actions.rejudging import keep_weights, weigh
from app.complaints.calendar_items import Item
from app.complaints.calendar_working import ask_to_weigh
from app.complaints.effects import Reach
from app.complaints.models import CalendarChange, ChangeSubject
from app.complaints.queries.effects import touched_by_government
from app.organisations.models import Government

# So many complaints are judged twice within a second; more are counted in the background.
WEIGHED_AT_ONCE = 10_000


def propose_and_show(
    government: Government | None, subject: ChangeSubject, items: Sequence[Item], reason: str
) -> ResponseReturnValue:
    """Write the proposal down and go to its page."""
    return show_weighed(propose(current_actor(), government, subject, items, reason))


def show_weighed(change: CalendarChange) -> ResponseReturnValue:
    """Weigh a proposal, at once or as a job, and go where its effects are shown."""
    touched = touched_by_government(Reach.of(change.reach), change.government_id)
    if sum(touched.values()) > WEIGHED_AT_ONCE:
        job = ask_to_weigh(current_actor(), change)
        return redirect(url_for("jobs.page", job_id=job.id))
    keep_weights(change, weigh(change))
    return redirect(url_for("complaints.show_change", change_id=change.id))
