"""When a mail may leave: the first at once, what follows within the hour together, nothing at night unless wanted."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

GAP = timedelta(hours=1)
# What nobody was told of by then is old news: it waits in the inbox and is not sent any more.
WINDOW = timedelta(days=3)


class MailMode(StrEnum):
    """How somebody wants to be told by mail."""

    PROMPT = "prompt"  # at once, but at most one mail an hour
    DAILY = "daily"  # together, in the morning
    NEVER = "never"  # only in the inbox


@dataclass(frozen=True, slots=True)
class MailWish:
    """What somebody chose. Quiet hours go from one full hour to another, over midnight too; equal ones: none."""

    mode: MailMode = MailMode.PROMPT
    quiet_from: int = 20
    quiet_until: int = 6


def is_quiet(wish: MailWish, local: datetime) -> bool:
    """Whether a mail would disturb at this local time."""
    start, end = wish.quiet_from, wish.quiet_until
    if start <= end:
        return start <= local.hour < end
    return local.hour >= start or local.hour < end


def leaves_at_once(wish: MailWish, local: datetime, last: datetime | None) -> bool:
    """Whether a new notice is mailed by itself. `last`: when a mail left before, in any zone; None: none ever did."""
    return (
        wish.mode is MailMode.PROMPT and not is_quiet(wish, local) and (last is None or local - last >= GAP)
    )


def is_due(wish: MailWish, local: datetime, last: datetime | None) -> bool:
    """Whether what waits is mailed now, together."""
    if wish.mode is MailMode.DAILY:
        morning = local.hour >= wish.quiet_until and not is_quiet(wish, local)
        return morning and (last is None or last.astimezone(local.tzinfo).date() < local.date())
    return leaves_at_once(wish, local, last)
