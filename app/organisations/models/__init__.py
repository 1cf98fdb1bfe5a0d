"""Tables of governments, units and people."""

from app.organisations.models.government import (
    Government,
    GovernmentKind,
    TimeZone,
    Unit,
    UnitAlias,
    UnitKind,
)
from app.organisations.models.people import Appointment, Invitation, SignInAttempts, User

__all__ = [
    "Appointment",
    "Government",
    "GovernmentKind",
    "Invitation",
    "SignInAttempts",
    "TimeZone",
    "Unit",
    "UnitAlias",
    "UnitKind",
    "User",
]
