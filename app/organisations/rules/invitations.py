"""Who may invite whom, and what an invitation is good for at a given moment. Roles are named as `Role` stores them."""

from datetime import datetime, timedelta
from enum import StrEnum

VALID_FOR = timedelta(days=7)

_LOCAL = frozenset({"opd_admin", "coordinator", "leader"})
_ABOVE = frozenset({"province_supervisor", "ministry_reviewer", "ombudsman", "operator"})

# Inviting role → roles it may hand out. Which governments it reaches is said by the policy table (USER_INVITE).
MAY_INVITE: dict[str, frozenset[str]] = {
    "coordinator": _LOCAL,
    "operator": _LOCAL | _ABOVE,
}

# A contributor is nobody's choice in a list of roles: the duty comes with indicators that an OPD admin hands over.
NEEDS_UNIT = frozenset({"opd_admin", "contributor"})
NEEDS_GOVERNMENT = _LOCAL | {"contributor", "province_supervisor"}


class InvitationState(StrEnum):
    """Where an invitation stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REVOKED = "revoked"
    EXPIRED = "expired"


class ScopeProblem(StrEnum):
    """Why a role cannot be held for what was chosen."""

    ROLE_NOT_YOURS = "role_not_yours"
    NEEDS_GOVERNMENT = "needs_government"
    NEEDS_UNIT = "needs_unit"
    NEEDS_PROVINCE = "needs_province"
    NEEDS_LOCAL_GOVERNMENT = "needs_local_government"


def invitable_roles(held: frozenset[str]) -> frozenset[str]:
    """The roles that somebody with these roles may hand out."""
    return frozenset().union(*(MAY_INVITE.get(role, frozenset()) for role in held))


def scope_problem(
    held: frozenset[str], role: str, government_kind: str | None, has_unit: bool
) -> ScopeProblem | None:
    """What is wrong with handing out `role` for a government of this kind (None: no government) and an OPD or none."""
    if role not in invitable_roles(held):
        return ScopeProblem.ROLE_NOT_YOURS
    if role in NEEDS_GOVERNMENT and government_kind is None:
        return ScopeProblem.NEEDS_GOVERNMENT
    if role in _LOCAL and government_kind == "ministry":
        return ScopeProblem.NEEDS_LOCAL_GOVERNMENT
    if role == "province_supervisor" and government_kind != "province":
        return ScopeProblem.NEEDS_PROVINCE
    if role in NEEDS_UNIT and not has_unit:
        return ScopeProblem.NEEDS_UNIT
    return None


def invitation_state(
    expires_at: datetime, accepted_at: datetime | None, revoked_at: datetime | None, now: datetime
) -> InvitationState:
    """The state at `now`. Used beats revoked beats expired: the person wants to know the last thing that happened."""
    if accepted_at is not None:
        return InvitationState.ACCEPTED
    if revoked_at is not None:
        return InvitationState.REVOKED
    return InvitationState.OPEN if now < expires_at else InvitationState.EXPIRED
