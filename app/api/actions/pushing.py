"""What a channel pushes goes into the register; a numbered request is carried out once."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from werkzeug.exceptions import UnprocessableEntity

from app.access import Actor
from app.api.models import ApiRequest, Channel
from app.audit import record
from app.complaints.actions.pushing import Outcome, Pushed, push
from app.complaints.actions.reporters import keep_reporters
from app.complaints.import_formats.fields import Cell, Field
from app.complaints.reporters import Reporter
from app.db import db
from app.organisations.models import Government

Answer = tuple[int, dict[str, Any]]


class NumberTaken(UnprocessableEntity):
    """The number of this request was used for another body."""


def take(
    actor: Actor,
    channel: Channel,
    items: Sequence[Mapping[Field, Cell]],
    names: Mapping[Field, str],
    reporters: Sequence[Reporter | None] | None = None,
) -> list[Pushed]:
    """Take complaints into the register and log how many became what (nothing, when nothing changed).

    `reporters`: who complained, side by side with `items`; kept where the government decided so.
    """
    government = db.session.get_one(Government, channel.government_id)
    answers = push(government, channel.name, items, names)
    told = {
        pushed.tracking_id: reporter
        for pushed, reporter in zip(answers, reporters or (), strict=bool(reporters))
        if reporter is not None and pushed.outcome is not Outcome.REJECTED
    }
    keep_reporters(government.id, channel.name, told)
    counts = Counter(pushed.outcome.value for pushed in answers)
    if counts[Outcome.CREATED] or counts[Outcome.CHANGED]:
        record(
            actor,
            "channel.pushed",
            channel,
            government_id=channel.government_id,
            after={"channel": channel.name, **{outcome.value: counts[outcome] for outcome in Outcome}},
        )
    return answers


def once(channel: Channel, number: str, body: bytes, carry_out: Callable[[], Answer]) -> tuple[Answer, bool]:
    """The answer to a request that its application numbered, and whether it is the one given before.

    An answer that is an error is not remembered. Raises `NumberTaken` when the number came with another body.
    """
    digest = hashlib.sha256(body).hexdigest()
    # Its twin may be under way this very moment.
    db.session.execute(select(Channel.id).where(Channel.id == channel.id).with_for_update(key_share=True))
    known = db.session.get(ApiRequest, (channel.id, number))
    if known is not None:
        if known.body_sha256 != digest:
            raise NumberTaken
        return (known.status, known.answer), True
    status, answer = carry_out()
    if status < 400:
        db.session.add(
            ApiRequest(
                government_id=channel.government_id,
                channel_id=channel.id,
                number=number,
                body_sha256=digest,
                status=status,
                answer=answer,
            )
        )
        db.session.flush()
    return (status, answer), False
