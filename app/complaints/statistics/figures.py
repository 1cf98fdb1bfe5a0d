"""All figures of a government or an OPD in a period, as others script against them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from app.complaints.statistics.groups import GroupFigures, StageFigures
from app.complaints.statistics.series import Ages

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a government (or unit) in a period; `as_json` is what `flask complaints stats --json` prints.

    `here_until` is the last day on which a complaint handled here came in after the `cut_off` of imported data.
    `days` are the working days of what ended, by stage: days → how often; `late_days` of what ended late.
    """

    government: str
    source: str
    cut_off: datetime | None
    total: GroupFigures
    by_unit: tuple[GroupFigures, ...] = ()
    by_month: tuple[GroupFigures, ...] = ()
    by_class: tuple[GroupFigures, ...] = ()
    by_channel: tuple[GroupFigures, ...] = ()
    by_category: tuple[GroupFigures, ...] = ()
    by_area: tuple[GroupFigures, ...] = ()
    by_source: tuple[GroupFigures, ...] = ()
    by_quarter: tuple[GroupFigures, ...] = ()
    by_year: tuple[GroupFigures, ...] = ()
    ages: Ages | None = None
    days: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    late_days: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    here_until: date | None = None

    @property
    def incoming(self) -> int:
        return self.total.incoming

    @property
    def by_status(self) -> dict[str, int]:
        return self.total.by_status

    @property
    def followed_up_share(self) -> float | None:
        return self.total.followed_up_share

    @property
    def closed_share(self) -> float | None:
        return self.total.closed_share

    @property
    def stages(self) -> dict[str, StageFigures]:
        return self.total.stages

    def as_json(self) -> dict[str, Any]:
        """Plain data with stable names: shares are fractions, days are working days, moments are ISO 8601 in UTC."""
        total = group_json(self.total)
        return {
            "government": self.government,
            "source": self.source,
            "cut_off": self.cut_off.isoformat() if self.cut_off else None,
            "incoming": self.incoming,
            "by_status": self.by_status,
            "followed_up_share": self.followed_up_share,
            "closed_share": self.closed_share,
            "stages": total["stages"],
            "rating": {"mean": self.total.rating_mean, "rated": self.total.rated},
            "open": self.total.open,
            "overdue": self.total.overdue,
            "reopened": total["reopened"],
            "open_ages": _ages_json(self.ages),
            "by_unit": [{"unit": g.name or None, **group_json(g)} for g in self.by_unit],
            "by_month": [{"month": g.key, **group_json(g)} for g in self.by_month],
            "by_quarter": [{"quarter": g.key, **group_json(g)} for g in self.by_quarter],
            "by_year": [{"year": g.key, **group_json(g)} for g in self.by_year],
            "by_class": {g.key or UNKNOWN: group_json(g) for g in self.by_class},
            "by_channel": {g.key or UNKNOWN: group_json(g) for g in self.by_channel},
            "by_category": [{"category": g.key, **group_json(g)} for g in self.by_category],
            "by_area": [{"area": g.key, **group_json(g)} for g in self.by_area],
            "by_source": [{"source": g.key, **group_json(g)} for g in self.by_source],
        }


def _ages_json(found: Ages | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "buckets": [{"from": one.low, "to": one.high, "count": one.count} for one in found.buckets],
        "oldest_days": found.oldest,
        "oldest_received_on": found.oldest_day.isoformat() if found.oldest_day else None,
    }


def group_json(group: GroupFigures) -> dict[str, Any]:
    """One group as plain data."""
    return {
        "incoming": group.incoming,
        "followed_up": group.followed_up,
        "closed": group.closed,
        "open": group.open,
        "followed_up_share": group.followed_up_share,
        "closed_share": group.closed_share,
        "by_status": group.by_status,
        "stages": {name: asdict(stage) for name, stage in group.stages.items()},
        "rating_mean": group.rating_mean,
        "rated": group.rated,
        "small": group.small,
        "overdue": group.overdue,
        "late": group.late,
        "reopened": {
            "count": group.reopened,
            "of": group.closable,
            "share": group.reopened_share,
        },
    }
