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
from app.organisations.models.stationery import MAIN, SECOND, SIGNATORY_FIELDS, DocumentSettings, Paper

__all__ = [
    "MAIN",
    "SECOND",
    "SIGNATORY_FIELDS",
    "Appointment",
    "DocumentSettings",
    "Government",
    "GovernmentKind",
    "Invitation",
    "Paper",
    "SignInAttempts",
    "TimeZone",
    "Unit",
    "UnitAlias",
    "UnitKind",
    "User",
]
