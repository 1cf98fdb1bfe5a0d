"""Summing up: lines → category → plan → province → nation, always with how many reports stand behind a figure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from app.plans.rules.progress.path import Reported, YearPlan, is_due, light_of
from app.plans.rules.progress.words import Light, ReportState


@dataclass(frozen=True, slots=True)
class Standing:
    """How a set of lines stands in one quarter.

    `due` lines are expected to report, `reported` of them did (sent or verified), `verified` were checked. `lights`
    count the due lines; those not reported are unknown there. `planned` is the year's budget of all due lines, `spent`
    what the reporting ones spent, and `planned_reported` the budget of exactly those, so that the share compares like
    with like. Rupiah.
    """

    due: int = 0
    reported: int = 0
    verified: int = 0
    lights: Mapping[Light, int] = field(default_factory=dict)
    planned: int = 0
    planned_reported: int = 0
    spent: int = 0

    @property
    def missing(self) -> int:
        """How many of those expected did not report."""
        return self.due - self.reported

    @property
    def coverage(self) -> Fraction | None:
        """The part of the due lines that reported; None where none is due."""
        return Fraction(self.reported, self.due) if self.due else None

    @property
    def spent_share(self) -> Fraction | None:
        """The part of the year's budget that the reporting lines spent; None where they have none."""
        return Fraction(self.spent, self.planned_reported) if self.planned_reported else None

    @property
    def on_path_share(self) -> Fraction | None:
        """Green lines among all due ones that have a target: what is not reported is not on the path."""
        measured = self.due - self.lights.get(Light.NO_TARGET, 0)
        return Fraction(self.lights.get(Light.GREEN, 0), measured) if measured else None

    def __add__(self, other: "Standing") -> "Standing":
        return Standing(
            self.due + other.due,
            self.reported + other.reported,
            self.verified + other.verified,
            {
                light: self.lights.get(light, 0) + other.lights.get(light, 0)
                for light in Light
                if light in self.lights or light in other.lights
            },
            self.planned + other.planned,
            self.planned_reported + other.planned_reported,
            self.spent + other.spent,
        )


def standing_of_line(year: YearPlan, quarter: int, reported: Reported | None) -> Standing:
    """One line's part. A line that is not due yet adds nothing, reported or not."""
    if not is_due(year, quarter):
        return Standing()
    counts = reported is not None and reported.counts
    spent = reported.spent if counts and reported is not None else None
    return Standing(
        due=1,
        reported=int(counts),
        verified=int(reported is not None and reported.state is ReportState.VERIFIED),
        lights={light_of(year, quarter, reported): 1},
        planned=year.budget or 0,
        planned_reported=(year.budget or 0) if spent is not None else 0,
        spent=spent or 0,
    )


def total(standings: Iterable[Standing]) -> Standing:
    """The sum; an empty one is empty."""
    return sum(standings, Standing())


def to_plain(standing: Standing) -> dict[str, Any]:
    """A standing as JSON: amounts as text, because twenty digits are more than every JSON reader keeps."""
    return {
        "due": standing.due,
        "reported": standing.reported,
        "verified": standing.verified,
        "lights": {light.value: count for light, count in sorted(standing.lights.items())},
        "planned": str(standing.planned),
        "planned_reported": str(standing.planned_reported),
        "spent": str(standing.spent),
    }


def from_plain(content: Mapping[str, Any]) -> Standing:
    """What `to_plain` wrote."""
    return Standing(
        due=content["due"],
        reported=content["reported"],
        verified=content["verified"],
        lights={Light(light): count for light, count in content["lights"].items()},
        planned=int(content["planned"]),
        planned_reported=int(content["planned_reported"]),
        spent=int(content["spent"]),
    )
