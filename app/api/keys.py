"""Who makes a request to the interface: the application whose key is shown, and nobody else.

Neither session nor cookie is looked at here. A wrong, a revoked and an expired key are answered alike, and whoever
shows many of them from one address is made to wait.
"""

from flask import current_app, request
from flask_limiter.util import get_remote_address
from limits import RateLimitItem, parse_many
from sqlalchemy import or_, select, update
from werkzeug.exceptions import TooManyRequests

from app.access import ANONYMOUS, Actor, Permission, Post, Role, current_actor
from app.api import rules
from app.api.models import ApiKey, Channel
from app.db import after_commit, as_system, db, utc_now
from app.organisations.accounts.throttle import limiter

SETTINGS = {
    "API_REQUESTS_PER_KEY": "300 per minute;10000 per hour",
    "API_REQUESTS_PER_ADDRESS": "600 per minute",
    "FAILED_KEYS_PER_ADDRESS": "30 per minute;300 per hour",
}
_SCOPE = "failed api key"
_PAUSE = 60  # seconds to wait where no limit says how long


def keyed_actor() -> Actor:
    """The actor of the key in this request; anonymous without a key that opens."""
    shown = rules.presented_key(request.headers.get("Authorization", ""))
    if shown is None:
        return ANONYMOUS
    _refuse_guessing()
    with as_system():
        key = db.session.scalars(select(ApiKey).where(ApiKey.sha256 == rules.key_hash(shown))).one_or_none()
        now = utc_now()
        if key is None or rules.key_state(key.expires_at, key.revoked_at, now) is not rules.KeyState.ACTIVE:
            _count_failure()
            return ANONYMOUS
        if rules.is_worth_noting(key.last_used_at, now):
            _note_use(key.id)
        return actor_of(key)


def actor_of(key: ApiKey) -> Actor:
    """What a key may: the role of an application, in one government, narrowed to the scopes of the key."""
    scopes = {
        Permission.CHANNEL_PUSH: key.may_push,
        Permission.CHANNEL_FIGURES: key.may_read_figures,
    }
    post = Post(
        role=Role.CHANNEL,
        government_id=key.government_id,
        government_ids=frozenset({key.government_id}),
        only=frozenset(permission for permission, held in scopes.items() if held),
    )
    return Actor(user_id=None, name=key.channel.name, posts=(post,), key_id=key.id)


def present_channel() -> Channel:
    """The channel whose key was shown."""
    return db.session.get_one(ApiKey, current_actor().key_id).channel


def key_of_request() -> str:
    """Whose requests are counted together."""
    return f"key {current_actor().key_id or get_remote_address()}"


def retry_after() -> int:
    """Seconds until the limit that was just broken allows more."""
    broken = limiter.current_limit
    return max(1, int(broken.reset_at - utc_now().timestamp())) if broken is not None else _PAUSE


def _failures() -> list[RateLimitItem]:
    return parse_many(str(current_app.config["FAILED_KEYS_PER_ADDRESS"]))


def _refuse_guessing() -> None:
    address = get_remote_address()
    if not all(limiter.limiter.test(limit, _SCOPE, address) for limit in _failures()):
        raise TooManyRequests


def _count_failure() -> None:
    for limit in _failures():
        limiter.limiter.hit(limit, _SCOPE, get_remote_address())


def _note_use(key_id: str) -> None:
    """Write down that the key was used, apart from the request, which may only read."""

    def note() -> None:
        now = utc_now()
        with as_system():
            db.session.execute(
                update(ApiKey)
                .where(
                    ApiKey.id == key_id,
                    or_(ApiKey.last_used_at.is_(None), ApiKey.last_used_at <= now - rules.NOTED_EVERY),
                )
                .values(last_used_at=now)
                .execution_options(synchronize_session=False)
            )
            db.session.commit()

    after_commit(note)
