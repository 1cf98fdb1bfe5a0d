"""Failed sign-ins, counted in the database per account and address: a restart forgives nothing.

Five failures within fifteen minutes lock the pair for fifteen minutes. Somebody else's failures from another address
never lock the rightful owner out.
"""

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Any

from flask import Flask, current_app, render_template, request
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import TooManyRequests

from app.access import ANONYMOUS
from app.audit import record
from app.db import db, keep_despite_error, utc_now
from app.organisations.actors import actor_of
from app.organisations.models import SignInAttempts, User
from app.organisations.rules.lockout import LOCK, WINDOW, Attempts, minutes_left


class Step(StrEnum):
    """What was guessed at; each step is counted by itself."""

    PASSWORD = "password"  # noqa: S105  # the name of a step
    CODE = "code"
    CONFIRM = "confirm"


class Locked(TooManyRequests):
    """Too many failures; `left` is how long the person has to wait."""

    def __init__(self, left: timedelta) -> None:
        super().__init__()
        self.left = left


@dataclass
class Attempt:
    """Filled in by the form: whether a secret was given at all, and whether it was right."""

    was_made: bool = False
    succeeded: bool = False


@contextmanager
def counted(step: Step, user: Any, name: str = "") -> Iterator[Attempt]:
    """Count an attempt on the account of `user`, or on the `name` typed when nobody is called so.

    Refuse while locked (raises `Locked`, answered with 429); afterwards count a failure or forget the past ones.

    The row is locked while the secret is checked, so that parallel guesses are counted one after the other.
    """
    person = _person(user)
    row = _row(_key(step, person.id if person else name))
    left = _state(row).time_left(utc_now())
    if left is not None:
        raise Locked(left)
    attempt = Attempt()
    yield attempt
    if attempt.was_made and not attempt.succeeded:
        _count(row, step, person)
    elif attempt.succeeded or row.failures == 0:
        db.session.delete(row)
        db.session.flush()


def forgive(user: User) -> None:
    """Whoever proved by mail to be the owner of the account may sign in at once, from this address."""
    row = db.session.get(SignInAttempts, _key(Step.PASSWORD, user.id))
    if row is not None:
        db.session.delete(row)
        db.session.flush()


def forget_old_attempts() -> int:
    """Remove rows that no longer count; returns how many."""
    long_ago = utc_now() - WINDOW - LOCK
    done = db.session.execute(delete(SignInAttempts).where(SignInAttempts.first_failure_at < long_ago))
    return int(getattr(done, "rowcount", 0))


def register(app: Flask) -> None:
    """Answer a lock with a page that says how long to wait."""

    @app.errorhandler(Locked)
    def _locked(locked: Locked) -> tuple[str, int, dict[str, str]]:
        page = render_template("organisations/accounts/locked.html", minutes=minutes_left(locked.left))
        return page, 429, {"Retry-After": str(max(1, int(locked.left.total_seconds())))}


def _person(user: Any) -> User | None:
    """flask-login hands out a proxy for the signed-in person."""
    real = getattr(user, "_get_current_object", None)
    found = real() if callable(real) else user
    return found if isinstance(found, User) else None


def _key(step: Step, account: str) -> str:
    text = f"{step.value}|{account}|{_network(request.remote_addr or '')}"
    return hmac.new(str(current_app.config["SECRET_KEY"]).encode(), text.encode(), hashlib.sha256).hexdigest()


def _network(address: str) -> str:
    """The address; of IPv6 the /64, because a single line may take any address within it."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(IPv6Network((parsed, 64), strict=False)) if isinstance(parsed, IPv6Address) else str(parsed)


def _row(key: str) -> SignInAttempts:
    """The row of `key`, locked until the end of the request; it exists before anything is checked."""
    row = db.session.get(SignInAttempts, key, with_for_update=True)
    if row is not None:
        return row
    try:
        with db.session.begin_nested():
            row = SignInAttempts(key_sha256=key, failures=0, first_failure_at=utc_now())
            db.session.add(row)
    except IntegrityError:
        # A parallel guess wrote it first; PostgreSQL made this one wait until that was decided.
        row = db.session.get_one(SignInAttempts, key, with_for_update=True)
    return row


def _state(row: SignInAttempts) -> Attempts:
    return Attempts(row.failures, row.first_failure_at, row.locked_until) if row.failures else Attempts()


def _count(row: SignInAttempts, step: Step, user: User | None) -> None:
    now: datetime = utc_now()
    state = _state(row).after_failure(now)
    row.failures = state.failures
    row.first_failure_at = state.first_failure_at or now
    row.locked_until = state.locked_until
    db.session.flush()
    keep_despite_error()
    government_id = actor_of(user).government_id if user else None
    left = state.time_left(now)
    record(
        ANONYMOUS,
        "account.locked" if left else "account.sign_in_failed",
        user or row,
        government_id=government_id,
        after={"step": step.value, "failures": state.failures},
    )
    if left is not None:
        raise Locked(left)
