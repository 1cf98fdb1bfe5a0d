"""One request, one transaction; what leaves the house (mail, job wake-ups) leaves after the commit."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask, Response, g, has_request_context, request

from app.db.engine import restore_read_only, set_read_only
from app.db.session import db

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_KEY = "after_commit"


def after_commit(leave: Callable[[], None]) -> None:
    """Run `leave` once the present transaction is committed, and never if it is rolled back."""
    db.session.info.setdefault(_KEY, []).append(leave)


def commit() -> None:
    """Commit, then let everything leave that waited for it."""
    db.session.commit()
    for leave in db.session.info.pop(_KEY, []):
        leave()


def rollback() -> None:
    """Undo the transaction and forget what waited for its commit."""
    db.session.rollback()
    db.session.info.pop(_KEY, None)


def keep_despite_error() -> None:
    """Commit this request even though it answers with an error (a counted failed sign-in must be kept)."""
    g.keep_despite_error = True


@contextmanager
def unit_of_work() -> Iterator[None]:
    """For commands and jobs: commit at the end of the block, roll back if it raises."""
    try:
        yield
    except BaseException:
        rollback()
        raise
    commit()


def register(app: Flask) -> None:
    """Commit once per request when the answer is no error; otherwise roll back."""

    @app.before_request
    def _declare_intent() -> None:
        g.read_only_token = set_read_only(request.method in SAFE_METHODS)

    @app.after_request
    def _finish(response: Response) -> Response:
        if response.status_code < 400 or g.get("keep_despite_error", False):
            commit()
        else:
            rollback()
        return response

    @app.teardown_request
    def _abandon(error: BaseException | None) -> None:
        if error is not None and has_request_context():
            rollback()
        token = g.pop("read_only_token", None)
        if token is not None:
            restore_read_only(token)
