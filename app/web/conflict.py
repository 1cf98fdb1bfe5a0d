"""The lost race: somebody saved the record after this person opened it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from flask import Flask, render_template
from sqlalchemy.orm.exc import StaleDataError

from app.db import Versioned
from app.db.unit_of_work import rollback


@dataclass(frozen=True)
class Difference:
    """One field in both versions, as text for people."""

    label: str
    mine: str
    theirs: str


@dataclass
class Conflict(Exception):
    """Raised when the version in the form is not the record's; answered with 409 and both versions."""

    differences: Sequence[Difference] = field(default_factory=tuple)
    back_url: str = ""
    saved_by: str = ""


def require_version(
    record: Versioned,
    seen: int | None,
    *,
    differences: Sequence[Difference] = (),
    back_url: str = "",
    saved_by: str = "",
) -> None:
    """Raise `Conflict` unless `seen`, the version that the form was opened at, is the record's present one."""
    if seen != record.version:
        raise Conflict(differences, back_url, saved_by)


def register(app: Flask) -> None:
    """Answer a lost race with 409; `StaleDataError` is the same race lost a moment later."""

    @app.errorhandler(Conflict)
    def _conflict(conflict: Conflict) -> tuple[str, int]:
        return render_template("web/errors/conflict.html", conflict=conflict), 409

    @app.errorhandler(StaleDataError)
    def _stale(_error: StaleDataError) -> tuple[str, int]:
        # The failed flush broke the transaction, and the page itself asks the database for its menu.
        rollback()
        return render_template("web/errors/conflict.html", conflict=Conflict()), 409
