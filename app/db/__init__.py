"""Base, column types, session rules and the tenant filter: the floor that every other package stands on."""

from app.db.base import (
    ID_LENGTH,
    Base,
    HasId,
    TenantOwned,
    Timestamped,
    Versioned,
    new_id,
)
from app.db.clock import NATIONAL_ZONE, day_in, utc_now
from app.db.engine import reading
from app.db.session import db
from app.db.tenancy import EVERYTHING, NOTHING, TenantScope, as_system, close_scope, open_scope, within_scope
from app.db.types import UtcDateTime, enum_column
from app.db.unit_of_work import after_commit, keep_despite_error, unit_of_work

__all__ = [
    "EVERYTHING",
    "ID_LENGTH",
    "NATIONAL_ZONE",
    "NOTHING",
    "Base",
    "HasId",
    "TenantOwned",
    "TenantScope",
    "Timestamped",
    "UtcDateTime",
    "Versioned",
    "after_commit",
    "as_system",
    "close_scope",
    "day_in",
    "db",
    "enum_column",
    "keep_despite_error",
    "new_id",
    "open_scope",
    "reading",
    "unit_of_work",
    "utc_now",
    "within_scope",
]
