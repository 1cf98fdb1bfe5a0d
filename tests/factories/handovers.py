"""Indicators handed to a colleague by link."""

from app.assessment.actions.handing import Handed, hand_over_by_link
from app.db import db
from app.organisations.models import User
from app.organisations.people.invitations import accept_as
from tests.factories.assessment import Place

CODES = ("K-01", "S-01")


def link_for(place: Place, *codes: str, name: str = "Siti Kolega", email: str = "") -> Handed:
    """A link to some questions of the first OPD, made by its admin."""
    made = hand_over_by_link(place.admin(), place.assessment(), codes or CODES, name=name, email=email)
    db.session.commit()
    return made


def take_up(made: Handed, person: User) -> None:
    """Somebody opens the link with the account that they have."""
    invitation = made.handover.invitation
    assert invitation is not None
    accept_as(invitation, person)
    db.session.commit()
