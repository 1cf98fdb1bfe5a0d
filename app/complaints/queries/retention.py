"""Which periods hold for a government, and which complaints are past their keeping."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func, or_, select

from app.complaints.models import Complaint, ComplaintEvent, ComplaintReporter, ReporterSetting, RetentionRule
from app.complaints.retention import Period, end_of_day, last_day_to_remove, months_kept, removed_on
from app.complaints.rules import Klass, Status
from app.db import db
from app.organisations.models import Government

ENDED = (Status.FINISHED, Status.ARCHIVED)
# A source that does not say when it ended: the last that it says is the end.
ENDED_AT = func.coalesce(
    Complaint.closed_at,
    Complaint.archived_at,
    Complaint.last_follow_up_at,
    Complaint.first_follow_up_at,
    Complaint.verified_at,
    Complaint.received_at,
)
KLASSES: tuple[Klass | None, ...] = (*Klass, None)


def retention_rules(government_id: str | None) -> list[RetentionRule]:
    """The rules of a government, or (None) of the installation, the latest first."""
    statement = select(RetentionRule).where(RetentionRule.government_id == government_id)
    return list(
        db.session.scalars(
            statement.order_by(RetentionRule.valid_from.desc(), RetentionRule.created_at.desc())
        )
    )


@dataclass(frozen=True)
class Periods:
    """What decides about a government: the installation's periods and its own."""

    common: Sequence[Period]
    own: Sequence[Period]

    def months(self, klass: Klass | None, day: date) -> int:
        """Months for which the words of this class are kept."""
        return months_kept(klass, self.common, self.own, day)

    def with_own(self, period: Period) -> "Periods":
        """As it would be with one more period of the government."""
        return Periods(self.common, (*self.own, period))

    def with_common(self, period: Period) -> "Periods":
        """As it would be with one more period of the installation."""
        return Periods((*self.common, period), self.own)


def periods_of(government_id: str | None) -> Periods:
    """The periods of a government; of the installation alone for None."""
    own = _periods(retention_rules(government_id)) if government_id else []
    return Periods(_periods(retention_rules(None)), own)


def kept_until(complaint: Complaint, government: Government) -> date | None:
    """The day on which the words of a complaint will be removed; None while it is open or when they are gone."""
    if complaint.status not in ENDED or complaint.text_removed_at is not None:
        return None
    ended = (
        complaint.closed_at
        or complaint.archived_at
        or complaint.last_follow_up_at
        or complaint.first_follow_up_at
        or complaint.verified_at
        or complaint.received_at
    )
    zone = ZoneInfo(government.time_zone.value)
    months = periods_of(government.id).months(complaint.klass, government.today())
    return removed_on(ended.astimezone(zone).date(), months)


def past_keeping(government: Government, periods: Periods, now: datetime) -> ColumnElement[bool]:
    """Complaints of a government that ended so long ago that their words are no longer kept."""
    zone = ZoneInfo(government.time_zone.value)
    today = government.today(now)
    by_class = [
        and_(
            Complaint.klass.is_(None) if klass is None else Complaint.klass == klass,
            end_of_day(last_day_to_remove(today, periods.months(klass, today)), zone) > ENDED_AT,
        )
        for klass in KLASSES
    ]
    return and_(Complaint.government_id == government.id, Complaint.status.in_(ENDED), or_(*by_class))


def still_has_words() -> ColumnElement[bool]:
    """Whether there is still something to remove: the words themselves, or notes that were written later."""
    noted = select(ComplaintEvent.id).where(
        ComplaintEvent.complaint_id == Complaint.id, ComplaintEvent.note != ""
    )
    return or_(Complaint.text_removed_at.is_(None), noted.exists())


def reporters_past_keeping(government: Government, now: datetime) -> ColumnElement[bool]:
    """Complaints of which a reporter is kept that should be no longer."""
    kept = select(ComplaintReporter.complaint_id).where(ComplaintReporter.complaint_id == Complaint.id)
    return and_(past_reporters_keeping(government, now), kept.exists())


def past_reporters_keeping(government: Government, now: datetime) -> ColumnElement[bool]:
    """Complaints whose reporter is no longer kept: past its own period, or past that of the words."""
    setting = db.session.get(ReporterSetting, government.id)
    zone = ZoneInfo(government.time_zone.value)
    months = setting.months if setting is not None else 0
    latest = end_of_day(last_day_to_remove(government.today(now), months), zone)
    ended = and_(Complaint.status.in_(ENDED), latest > ENDED_AT)
    past = or_(ended, past_keeping(government, periods_of(government.id), now))
    return and_(Complaint.government_id == government.id, past)


def count_to_remove(government: Government, periods: Periods, now: datetime) -> dict[Klass | None, int]:
    """How many complaints would lose their words now, by class."""
    statement = (
        select(Complaint.klass, func.count())
        .where(past_keeping(government, periods, now), still_has_words())
        .group_by(Complaint.klass)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}


def count_removed(government_id: str) -> int:
    """How many complaints have lost their words."""
    statement = select(func.count(Complaint.id)).where(
        Complaint.government_id == government_id, Complaint.text_removed_at.is_not(None)
    )
    return db.session.scalar(statement) or 0


def _periods(rules: Sequence[RetentionRule]) -> list[Period]:
    # Of two rules of one day the later written comes first, and `period_in_force` keeps the first of equals.
    return [Period(rule.klass, rule.months, rule.valid_from) for rule in rules]
