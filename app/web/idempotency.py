"""A creating POST is carried out once, however often it arrives."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import ParamSpec

from flask import abort, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy import String
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.wrappers import Response

from app.access import current_actor
from app.db import ID_LENGTH, Base, UtcDateTime, db, utc_now

Params = ParamSpec("Params")


class IdempotencyKey(Base):
    """A key that was used, by whom, where, and the address that the first use led to."""

    __tablename__ = "idempotency_key"

    key: Mapped[str] = mapped_column(String(ID_LENGTH * 2), primary_key=True)
    user_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    endpoint: Mapped[str] = mapped_column(String(120), primary_key=True)
    location: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now, index=True)


def idempotent(
    view: Callable[Params, ResponseReturnValue],
) -> Callable[Params, ResponseReturnValue]:
    """For views that create on POST and answer with a redirect.

    The key is written in the transaction of the record itself. A second POST with the same key, from the same person to
    the same endpoint, gets the first one's redirect. A POST without a key is refused with 400.
    """

    @wraps(view)
    def once(*args: Params.args, **kwargs: Params.kwargs) -> ResponseReturnValue:
        if request.method != "POST":
            return view(*args, **kwargs)
        key = request.form.get("idempotency_key", "")
        if not 16 <= len(key) <= ID_LENGTH * 2:
            abort(400)
        identity = (key, current_actor().user_id or "-", request.endpoint or "")
        known = db.session.get(IdempotencyKey, identity)
        if known is not None:
            return redirect(known.location or request.url)
        entry = IdempotencyKey(key=identity[0], user_id=identity[1], endpoint=identity[2])
        try:
            with db.session.begin_nested():
                db.session.add(entry)
        except IntegrityError:
            # The twin is being carried out this very moment (PostgreSQL); its result is known once it committed.
            db.session.rollback()
            winner = db.session.get(IdempotencyKey, identity)
            return redirect(winner.location if winner and winner.location else request.url)
        response = view(*args, **kwargs)
        if isinstance(response, Response) and 300 <= response.status_code < 400:
            entry.location = response.location[:500]
        else:
            db.session.delete(entry)  # nothing was created (the form is shown again): the key stays usable
        return response

    return once
