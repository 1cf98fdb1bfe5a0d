"""Deny by default: no view runs unless it says who may see it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from flask import Flask, abort, current_app, g, has_request_context, redirect, request, url_for
from werkzeug.wrappers import Response

from app.access.actor import ANONYMOUS, Actor
from app.access.permissions import Permission
from app.access.policy import roles_holding
from app.access.roles import Role
from app.db import TenantScope, close_scope, open_scope

Params = ParamSpec("Params")
Result = TypeVar("Result")

_ATTRIBUTE = "access_rule"
_LOADERS = "renaksi_actor_loaders"
SIGN_IN_ENDPOINT = "security.login"


@dataclass(frozen=True)
class AccessRule:
    """What a view declares: the permissions of which one is needed, or why anybody may see it."""

    permissions: tuple[Permission, ...] = ()
    public_because: str = ""

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that may pass the door; what lies behind is limited by reach."""
        if self.public_because:
            return frozenset(Role)
        return frozenset().union(*(roles_holding(permission) for permission in self.permissions))


# Endpoints of extensions cannot carry a decorator; they are declared here, each with its reason or permission.
_declared: dict[str, AccessRule] = {
    "static": AccessRule(public_because="stylesheets, scripts and fonts of the interface"),
}


def declare(endpoint: str, rule: AccessRule) -> None:
    """Declare the rule of an endpoint that a library registers."""
    _declared[endpoint] = rule


def requires(*permissions: Permission) -> Callable[[Callable[Params, Result]], Callable[Params, Result]]:
    """The view needs one of these permissions (in any government; the view narrows it to its record)."""

    def mark(view: Callable[Params, Result]) -> Callable[Params, Result]:
        return _marked(view, AccessRule(permissions=permissions))

    return mark


def public_page(reason: str) -> Callable[[Callable[Params, Result]], Callable[Params, Result]]:
    """Anybody may see this view; `reason` says why."""

    def mark(view: Callable[Params, Result]) -> Callable[Params, Result]:
        return _marked(view, AccessRule(public_because=reason))

    return mark


def _marked(view: Callable[Params, Result], rule: AccessRule) -> Callable[Params, Result]:
    @wraps(view)
    def guarded(*args: Params.args, **kwargs: Params.kwargs) -> Result:
        return view(*args, **kwargs)

    setattr(guarded, _ATTRIBUTE, rule)
    return guarded


def rule_of(app: Flask, endpoint: str) -> AccessRule | None:
    """The rule that an endpoint declares, or None if it declares none (which denies it to everybody)."""
    if endpoint in _declared:
        return _declared[endpoint]
    view = app.view_functions.get(endpoint)
    return cast(AccessRule | None, getattr(view, _ATTRIBUTE, None))


def current_actor() -> Actor:
    """Who makes this request; read from the sign-in at first use."""
    if "actor" not in g:
        loaders = _loaders(current_app)
        blueprint = request.blueprint if has_request_context() else None
        load = loaders.get(blueprint) or loaders.get(None)
        g.actor = load() if load is not None else ANONYMOUS
    return cast(Actor, g.actor)


def set_actor_loader(app: Flask, load: Callable[[], Actor], blueprint: str | None = None) -> None:
    """Say how to find out who makes a request; the sign-in of `organisations` does.

    With a `blueprint`, its requests are asked by `load` alone: whoever is signed in there with a browser is nobody.
    """
    _loaders(app)[blueprint] = load


def _loaders(app: Flask) -> dict[str | None, Callable[[], Actor]]:
    return cast(dict[str | None, Callable[[], Actor]], app.extensions.setdefault(_LOADERS, {}))


def register(app: Flask) -> None:
    """Check the declared rule of every request before its view runs."""

    @app.before_request
    def _guard() -> Response | None:
        if request.endpoint is None:
            return None
        rule = rule_of(app, request.endpoint)
        actor = current_actor()
        g.scope_token = open_scope(TenantScope(actor.government_ids))
        if rule is None:
            abort(403)
        if rule.public_because:
            return None
        if actor.is_anonymous:
            if request.method == "GET" and not request.path.startswith("/api/"):
                return redirect(url_for(SIGN_IN_ENDPOINT, next=request.full_path.rstrip("?")))
            abort(401)
        if not any(actor.may(permission) for permission in rule.permissions):
            abort(403)
        return None

    @app.teardown_request
    def _close(_error: BaseException | None) -> None:
        token = g.pop("scope_token", None)
        if token is not None:
            close_scope(token)
