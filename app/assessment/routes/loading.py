"""Finding what an address names, within the reach of the actor; 404 otherwise."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort, request
from sqlalchemy import or_, select

from app.access import Actor, Permission, current_actor, fetch, within
from app.assessment.models import Assessment, Round
from app.assessment.queries import Line, Sheet, Standing, current_round, load_sheet, round_of_year, standing
from app.assessment.queries.deadlines import extensions_of
from app.assessment.queries.handed import handed_indicators
from app.assessment.queries.people import user_names
from app.assessment.rules import Duty
from app.db import db, utc_now
from app.organisations.context import find_government
from app.organisations.models import Government

# The doors of an answer; behind them a contributor finds only what was handed over.
MAY_FILL = (
    Permission.ASSESSMENT_FILL,
    Permission.ASSESSMENT_FILL_GOVERNMENT,
    Permission.ASSESSMENT_CONTRIBUTE,
)


@dataclass(frozen=True)
class OpenedSheet:
    """An assessment as one person opened it."""

    actor: Actor
    now: datetime
    assessment: Assessment
    sheet: Sheet
    standing: Standing
    partial: bool = False  # a contributor: only what was handed over is here

    def line(self, code: str) -> Line:
        """The line of an indicator; 404 if this sheet does not ask it."""
        found = self.sheet.line(code)
        if found is None:
            abort(404)
        return found


def open_sheet(permission: Permission, assessment_id: str, *, only: str = "") -> OpenedSheet:
    """The assessment with its sheet, if the permission reaches it; 404 otherwise. `only`: one indicator's line."""
    actor, now = current_actor(), utc_now()
    assessment = fetch(actor, permission, Assessment, assessment_id)
    stand = standing(actor, assessment, now)
    sheet = load_sheet(assessment, for_unit=Duty.ANSWER in stand.duties, only=only)
    return OpenedSheet(actor, now, assessment, sheet, stand)


def open_part(assessment_id: str, *, only: str = "") -> OpenedSheet:
    """For whoever reads all of the assessment as `open_sheet`; for a contributor the indicators handed over alone.

    Without any it is not there (404), like an indicator that somebody else answers.
    """
    actor, now = current_actor(), utc_now()
    if not actor.may(Permission.ASSESSMENT_CONTRIBUTE):
        return open_sheet(Permission.ASSESSMENT_READ, assessment_id, only=only)
    found = db.session.scalars(
        select(Assessment).where(
            Assessment.id == assessment_id,
            or_(
                within(actor, Permission.ASSESSMENT_READ, Assessment),
                within(actor, Permission.ASSESSMENT_CONTRIBUTE, Assessment),
            ),
        )
    ).one_or_none()
    if found is None:
        abort(404)
    reads = actor.may(Permission.ASSESSMENT_READ, found.government_id, found.unit_id)
    handed = handed_indicators(actor, found)
    if not handed or Duty.ANSWER in standing(actor, found, now).duties:
        return open_sheet(Permission.ASSESSMENT_READ, assessment_id, only=only)
    # Whoever reads all of it (a leader) sees all of it, and writes what was handed over.
    sheet = load_sheet(found, for_unit=not reads, only=only, among=None if reads else handed, writable=handed)
    stand = standing(actor, found, now, next(iter(handed)))
    return OpenedSheet(actor, now, found, sheet, stand, partial=not reads)


def extensions_beside(opened: OpenedSheet) -> dict[str, Any]:
    """What `parts/extensions.html` needs: the deadlines that were moved for this OPD or for everybody."""
    found = extensions_of(opened.assessment.round_id, opened.assessment.id)
    return {"extensions": found, "extension_names": user_names([each.extended_by for each in found])}


@dataclass(frozen=True)
class Choice:
    """The government and round that a page is about; the round is `None` before the first."""

    government: Government
    round: Round | None

    @property
    def arguments(self) -> dict[str, str | int]:
        """What a link carries to stay with this choice."""
        chosen: dict[str, str | int] = {"pemerintah": self.government.code}
        if self.round is not None:
            chosen["tahun"] = self.round.year
        return chosen


def choose(actor: Actor) -> Choice | None:
    """The government of `?pemerintah=` or the actor's own, with the round of `?tahun=` or the latest.

    `None` for somebody above all governments who has not chosen one; 404 for a year without a round.
    """
    government = find_government(actor)
    return None if government is None else choice_for(government)


def choice_for(government: Government) -> Choice:
    """The round of `?tahun=` in this government, or the latest; 404 for a year without a round."""
    year = request.values.get("tahun", type=int)
    if year is None:
        return Choice(government, current_round(government.id))
    found = round_of_year(government.id, year)
    if found is None:
        abort(404)
    return Choice(government, found)


def is_printed(actor: Actor, assessment: Assessment) -> bool:
    """Whether the actor may have the page about this OPD made: of the latest round alone."""
    latest = current_round(assessment.government_id)
    return (
        assessment.unit_id is not None
        and latest is not None
        and latest.id == assessment.round_id
        and actor.may(Permission.REPORT_CREATE, assessment.government_id, assessment.unit_id)
    )
