"""The policy table is whole, and an actor reads it as written."""

import pytest

from app.access import PERMISSION_LABELS, POLICY, ROLE_LABELS, Actor, Permission, Post, Reach, Role

OWN = "own-government"
OTHER = "other-government"
PROVINCE = "province"


def post(role: Role) -> Post:
    """A post as `organisations.actors` builds it for each role."""
    reached = {
        Role.PROVINCE_SUPERVISOR: frozenset({PROVINCE, OWN}),
        Role.OMBUDSMAN: frozenset({PROVINCE, OWN}),
        Role.MINISTRY_REVIEWER: None,
        Role.OPERATOR: None,
    }.get(role, frozenset({OWN}))
    home = PROVINCE if role in (Role.PROVINCE_SUPERVISOR, Role.OMBUDSMAN) else OWN
    of_a_unit = role in (Role.OPD_ADMIN, Role.CONTRIBUTOR)
    return Post(role, None if reached is None else home, reached, "unit" if of_a_unit else None)


def actor(*roles: Role) -> Actor:
    return Actor("someone", "Orang Uji", tuple(post(role) for role in roles))


def test_every_permission_is_decided_and_named() -> None:
    assert set(POLICY) == set(Permission) == set(PERMISSION_LABELS)


def test_every_role_is_named() -> None:
    assert set(ROLE_LABELS) == set(Role)


def test_nothing_is_granted_to_the_public_through_the_table() -> None:
    assert all(Role.PUBLIC not in grants for grants in POLICY.values())


def test_the_operator_sees_no_content() -> None:
    content = {
        permission
        for permission in Permission
        if permission.value.split(".")[0]
        in {"assessment", "evidence", "scores", "complaint", "plan", "review", "proposal", "report"}
    }
    assert not any(Role.OPERATOR in POLICY[permission] for permission in content)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PUBLIC])
def test_a_local_role_ends_at_its_own_government(role: Role) -> None:
    person = actor(role)
    for permission, grants in POLICY.items():
        if role not in grants:
            assert not person.may(permission)
        elif grants[role] in (Reach.UNIT, Reach.GOVERNMENT, Reach.PROVINCE):
            assert not person.may(permission, OTHER, "unit"), permission


def test_an_opd_admin_ends_at_the_own_unit() -> None:
    person = actor(Role.OPD_ADMIN)
    assert person.may(Permission.ASSESSMENT_FILL, OWN, "unit")
    assert not person.may(Permission.ASSESSMENT_FILL, OWN, "another-unit")
    assert not person.may(Permission.ASSESSMENT_FILL, OWN)


def test_a_province_supervisor_reaches_the_regencies_of_the_province() -> None:
    person = actor(Role.PROVINCE_SUPERVISOR)
    assert person.may(Permission.PLAN_READ, OWN)
    assert not person.may(Permission.PLAN_READ, OTHER)
    assert not person.may(Permission.PLAN_EDIT, OWN)


def test_an_ombudsman_of_the_whole_country_reaches_every_government() -> None:
    person = Actor("someone", "Orang Uji", (Post(Role.OMBUDSMAN, None, None),))
    assert person.may(Permission.FINDING_ATTACH, OTHER)


def test_two_posts_add_up() -> None:
    person = actor(Role.OPD_ADMIN, Role.COORDINATOR)
    assert person.may(Permission.ROUND_MANAGE, OWN)
    assert person.may(Permission.ASSESSMENT_FILL, OWN, "unit")
    assert person.government_ids == frozenset({OWN})


def test_somebody_without_a_post_may_nothing() -> None:
    person = Actor("someone", "Orang Uji")
    assert not any(person.may(permission) for permission in Permission)
    assert person.roles == frozenset({Role.PUBLIC})
