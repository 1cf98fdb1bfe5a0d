"""Who takes part in the walk, each before a browser of their own, and the regency that it begins with."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from app.access import Role
from app.assessment.actions import submit
from tests.e2e.live import Installation
from tests.e2e.pages.doors import SignIn
from tests.e2e.people import OpenWindow
from tests.factories import assessment as rounds
from tests.factories import organisations as make
from tests.factories import plans

ROUND_YEAR = 2021  # the complaints of this year and the two before it are what the compiler looks at


@dataclass
class Walk:
    """A regency's plan and its people by what they are called in the walk."""

    live: Installation
    window: OpenWindow
    government: str
    code: str
    province: str
    plan: str
    units: list[str]
    usernames: dict[str, str]
    instrument: str = ""
    pages: dict[str, Page] = field(default_factory=dict)

    def at(self, person: str, **options: Any) -> Page:
        """The browser of this person, who signs in on first use."""
        if person not in self.pages:
            self.pages[person] = self.window(**options)
            self.pages[person].set_default_timeout(15_000)
            name = person.partition(":")[0]  # "coordinator:phone" is the coordinator before another screen
            SignIn.visit(self.pages[person], "/masuk").enter(self.usernames[name], make.PASSWORD)
        return self.pages[person]


def begun(units: int = 2, **options: Any) -> plans.Desk:
    """A plan of the year in which the walk takes place."""
    desk = plans.desk(units, **options)
    desk.place.round.year = ROUND_YEAR
    return desk


def people_of(desk: plans.Desk) -> dict[str, str]:
    """The usernames of everybody who has to do with the plan, and of a second coordinator."""
    colleague = make.user_with(Role.COORDINATOR, desk.government, name="Rekan Koordinator")
    named = {
        "coordinator": desk.coordinator,
        "colleague": colleague,
        "leader": desk.leader,
        "reviewer": desk.reviewer,
        "province": desk.supervisor,
        "ombudsman": desk.ombudsman,
    }
    named |= {f"opd{number}": admin for number, admin in enumerate(desk.place.admins)}
    return {name: person.username for name, person in named.items()}


def walk_of(desk: plans.Desk, live: Installation, window: OpenWindow) -> Walk:
    """The walk of a regency that was seeded."""
    return Walk(
        live,
        window,
        government=desk.government.name,
        code=desk.government.code,
        province=desk.province.name,
        plan=desk.plan.id,
        units=[unit.name for unit in desk.place.units],
        usernames=people_of(desk),
        instrument=desk.place.version.code,
    )


def weak(desk: plans.Desk, number: int, code: str = "K-01", typed: str = "1") -> None:
    """One OPD hands in its assessment with a weak answer."""
    actor, assessment = desk.place.admin(number), desk.place.assessment(number)
    rounds.filled(actor, assessment)
    rounds.answered(actor, assessment, code, typed)
    submit(actor, assessment)


def beginning(live: Installation, window: OpenWindow) -> Walk:
    """A plan without lines: two OPD have answered weakly, the third has filled everything and not sent it."""
    with live.rows():
        desk = begun(3, scored=0)
        for number in (0, 1):
            weak(desk, number)
        rounds.filled(desk.place.admin(2), desk.place.assessment(2))
        rounds.answered(desk.place.admin(2), desk.place.assessment(2), "K-01", "1")
        return walk_of(desk, live, window)
