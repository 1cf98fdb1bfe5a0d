"""From a permission to the rows it reaches: the first wall between governments."""

from typing import Any, NoReturn, TypeVar

from flask import abort
from sqlalchemy import ColumnElement, and_, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from app.access.actor import Actor, Post
from app.access.permissions import Permission
from app.access.policy import Reach
from app.db import Base, db

Record = TypeVar("Record", bound=Base)
Column = InstrumentedAttribute[Any]


def within(
    actor: Actor,
    permission: Permission,
    model: type[Base],
    *,
    column: Column | None = None,
    unit_column: Column | None = None,
) -> ColumnElement[bool]:
    """The SQL condition that limits `model` to the rows which `permission` reaches for this actor.

    `column` and `unit_column` name where the row says its government and OPD (default: `government_id`, `unit_id`). A
    model without an OPD column is not visible through a post that reaches one OPD only.
    """
    government = column if column is not None else getattr(model, "government_id", None)
    unit = unit_column if unit_column is not None else getattr(model, "unit_id", None)
    conditions = [_condition(post, reach, government, unit) for post, reach in actor.posts_with(permission)]
    return or_(false(), *conditions)


def _condition(
    post: Post, reach: Reach, government: Column | None, unit: Column | None
) -> ColumnElement[bool]:
    if reach is Reach.ALL or (reach is Reach.PROVINCE and post.government_ids is None):
        return true()
    if government is None or reach is Reach.SELF:
        return false()
    if reach is Reach.PROVINCE:
        return government.in_(sorted(post.government_ids or ()))
    if reach is Reach.GOVERNMENT:
        return government == post.government_id
    if unit is None or post.unit_id is None:
        return false()
    return and_(government == post.government_id, unit == post.unit_id)


def fetch(
    actor: Actor,
    permission: Permission,
    model: type[Record],
    record_id: str,
    *,
    column: Column | None = None,
    unit_column: Column | None = None,
) -> Record:
    """The record with this id if the permission reaches it; otherwise the request ends with 404.

    A record of another government is answered like one that does not exist, so that nothing can be probed.
    """
    condition = within(actor, permission, model, column=column, unit_column=unit_column)
    identity: Column = model.id  # type: ignore[attr-defined]  # every model with an address has HasId
    record = db.session.scalars(select(model).where(identity == record_id, condition)).one_or_none()
    if record is None:
        abort(404)
    return record


def check(
    actor: Actor, permission: Permission, government_id: str | None, unit_id: str | None = None
) -> None:
    """End the request with 403 (right government, wrong role) or 404 (foreign government) unless permitted."""
    if actor.may(permission, government_id, unit_id):
        return
    _refuse(actor, government_id)


def _refuse(actor: Actor, government_id: str | None) -> NoReturn:
    reachable = actor.government_ids
    if reachable is None or government_id is None or government_id in reachable:
        abort(403)
    abort(404)
