"""A desk at which complaints are written down and handled, with everybody who sits around it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.access import Actor, Role
from app.complaints.actions.entry import Entry, enter_complaint
from app.complaints.actions.handling import follow_up, verify
from app.complaints.models import Complaint
from app.complaints.rules import Klass
from app.db import db
from app.organisations.actors import actor_by_id
from app.organisations.models import Government, Unit, User
from tests.factories import organisations as make

# Monday, 4 October 2021, 09.00 in Sinjai: no holiday for two weeks but Maulid (20 October).
MONDAY = datetime(2021, 10, 4, 1, 0, tzinfo=UTC)


@dataclass
class Desk:
    """A regency with two OPD and the people of each."""

    province: Government
    owner: Government
    social: Unit
    works: Unit
    coordinator: User
    social_admin: User
    works_admin: User

    def actor(self, person: User) -> Actor:
        """The person with today's rights."""
        return actor_by_id(person.id)

    def entered(self, **fields: Any) -> Complaint:
        """A complaint of that Monday, written down by the coordinator."""
        given: dict[str, Any] = {
            "channel": "Surat",
            "received_at": MONDAY,
            "title": "Jalan rusak",
            "text": "Jalan di depan pasar rusak.",
            "klass": Klass.NON_SUPERVISORY,
            **fields,
        }
        return enter_complaint(self.actor(self.coordinator), self.owner, Entry(**given))

    def forwarded(self, at: datetime, unit: Unit | None = None, **fields: Any) -> Complaint:
        """One that the coordinator has forwarded, to Dinas Sosial unless another is named."""
        complaint = self.entered(**fields)
        verify(self.actor(self.coordinator), complaint, unit or self.social, at=at)
        return complaint

    def answered(self, at: datetime, **fields: Any) -> Complaint:
        """One that Dinas Sosial answered, an hour after it was forwarded."""
        complaint = self.forwarded(MONDAY, **fields)
        follow_up(self.actor(self.social_admin), complaint, "Sudah diperbaiki.", at=at)
        return complaint


def desk() -> Desk:
    """A desk with nothing on it."""
    above = make.province()
    owner = make.government(name="Kabupaten Sinjai", parent=above)
    social = make.unit(owner, name="Dinas Sosial")
    works = make.unit(owner, name="Dinas Pekerjaan Umum")
    made = Desk(
        above,
        owner,
        social,
        works,
        make.user_with(Role.COORDINATOR, owner),
        make.user_with(Role.OPD_ADMIN, unit=social),
        make.user_with(Role.OPD_ADMIN, unit=works),
    )
    db.session.commit()
    return made
