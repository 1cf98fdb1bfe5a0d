"""Who may hand out which role, and what an invitation is worth."""

from datetime import UTC, datetime, timedelta

import pytest

from app.access import HELD_BY_PEOPLE
from app.organisations.rules.invitations import (
    MAY_INVITE,
    NEEDS_GOVERNMENT,
    NEEDS_UNIT,
    InvitationState,
    ScopeProblem,
    invitable_roles,
    invitation_state,
    scope_problem,
)

NOW = datetime(2021, 10, 5, 8, 0, tzinfo=UTC)
LATER, EARLIER = NOW + timedelta(seconds=1), NOW - timedelta(seconds=1)
COORDINATOR, OPERATOR = frozenset({"coordinator"}), frozenset({"operator"})
HANDED_OVER = "contributor"  # comes with the indicators that an OPD admin hands over, from no list of roles


def test_the_table_names_only_roles_that_exist():
    known = {role.value for role in HELD_BY_PEOPLE}
    assert set(MAY_INVITE) <= known
    assert set().union(*MAY_INVITE.values()) == known - {HANDED_OVER}
    assert known >= NEEDS_UNIT | NEEDS_GOVERNMENT


def test_a_coordinator_invites_people_of_the_own_government_only():
    assert invitable_roles(COORDINATOR) == {"opd_admin", "coordinator", "leader"}


def test_an_operator_invites_anybody():
    assert invitable_roles(OPERATOR) == {role.value for role in HELD_BY_PEOPLE} - {HANDED_OVER}


@pytest.mark.parametrize(
    "role",
    ["opd_admin", "contributor", "leader", "province_supervisor", "ministry_reviewer", "ombudsman", "public"],
)
def test_nobody_else_invites(role):
    assert invitable_roles(frozenset({role})) == frozenset()


@pytest.mark.parametrize(
    ("held", "role", "kind", "has_unit", "expected"),
    [
        (COORDINATOR, "opd_admin", "regency", True, None),
        (COORDINATOR, "opd_admin", "regency", False, ScopeProblem.NEEDS_UNIT),
        (COORDINATOR, "leader", "city", False, None),
        (COORDINATOR, "operator", "regency", False, ScopeProblem.ROLE_NOT_YOURS),
        (COORDINATOR, "ministry_reviewer", None, False, ScopeProblem.ROLE_NOT_YOURS),
        (OPERATOR, "coordinator", None, False, ScopeProblem.NEEDS_GOVERNMENT),
        (OPERATOR, "coordinator", "ministry", False, ScopeProblem.NEEDS_LOCAL_GOVERNMENT),
        (OPERATOR, "province_supervisor", "regency", False, ScopeProblem.NEEDS_PROVINCE),
        (OPERATOR, "province_supervisor", "province", False, None),
        (OPERATOR, "ministry_reviewer", None, False, None),
        (OPERATOR, "public", None, False, ScopeProblem.ROLE_NOT_YOURS),
    ],
)
def test_a_role_has_to_fit_its_place(held, role, kind, has_unit, expected):
    assert scope_problem(held, role, kind, has_unit) is expected


@pytest.mark.parametrize(
    ("expires", "accepted", "revoked", "expected"),
    [
        (LATER, None, None, InvitationState.OPEN),
        (NOW, None, None, InvitationState.EXPIRED),
        (EARLIER, None, None, InvitationState.EXPIRED),
        (LATER, None, EARLIER, InvitationState.REVOKED),
        (EARLIER, EARLIER, None, InvitationState.ACCEPTED),
        (LATER, EARLIER, EARLIER, InvitationState.ACCEPTED),
    ],
)
def test_the_state_says_the_last_thing_that_happened(expires, accepted, revoked, expected):
    assert invitation_state(expires, accepted, revoked, NOW) is expected
