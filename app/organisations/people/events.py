"""What packages above may react to when somebody takes an invitation up."""

from blinker import Namespace

from app.access import Role

_signals = Namespace()

# Sent inside the transaction with the invitation and `user`, after the appointment was made.
invitation_accepted = _signals.signal("invitation-accepted")

_landings: dict[Role, str] = {}


def register_landing(role: Role, endpoint: str) -> None:
    """Say on which page somebody with this role begins after taking the invitation up."""
    _landings[role] = endpoint


def landing_of(role: Role) -> str:
    """The endpoint of that page."""
    return _landings.get(role, "web.home")
