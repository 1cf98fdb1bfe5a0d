"""The steps of handling a complaint, one verb each. Which of them leads on from where says `app.complaints.handling`.

`note` is the answer or the reason in words; personal data in it is masked. `at` is when the step happened, None: now.
Every step raises `WrongStep`, `NoteMissing`, `MomentInFuture` or `MomentTooEarly` rather than do what it may not.
"""

from app.complaints.actions.handling.answering import archive, close, follow_up, reply
from app.complaints.actions.handling.routing import SameUnit, decline, route, verify
from app.complaints.actions.handling.waiting import postpone, resume

__all__ = [
    "SameUnit",
    "archive",
    "close",
    "decline",
    "follow_up",
    "postpone",
    "reply",
    "resume",
    "route",
    "verify",
]
