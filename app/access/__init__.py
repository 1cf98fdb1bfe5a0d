"""Who may do what: roles, permissions, the policy table, the actor, and the guards at door and row."""

from app.access.actor import ANONYMOUS, SYSTEM, Actor, Post
from app.access.guard import (
    AccessRule,
    current_actor,
    declare,
    public_page,
    requires,
    rule_of,
    set_actor_loader,
)
from app.access.permissions import PERMISSION_LABELS, Permission
from app.access.policy import POLICY, REACH_LABELS, Reach, roles_holding
from app.access.roles import HELD_BY_PEOPLE, ROLE_LABELS, Role
from app.access.scoping import check, fetch, within

__all__ = [
    "ANONYMOUS",
    "HELD_BY_PEOPLE",
    "PERMISSION_LABELS",
    "POLICY",
    "REACH_LABELS",
    "ROLE_LABELS",
    "SYSTEM",
    "AccessRule",
    "Actor",
    "Permission",
    "Post",
    "Reach",
    "Role",
    "check",
    "current_actor",
    "declare",
    "fetch",
    "public_page",
    "requires",
    "roles_holding",
    "rule_of",
    "set_actor_loader",
    "within",
]
