"""Why a file is not accepted."""

from enum import StrEnum

from app.files.labels import reason_text


class RefusalReason(StrEnum):
    """The reasons; `labels.py` has what people read. The child process answers with these values."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TYPE_NOT_ALLOWED = "type_not_allowed"
    NOT_AS_NAMED = "not_as_named"
    WEB_PAGE = "web_page"
    LEGACY_OFFICE = "legacy_office"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    ACTIVE_CONTENT = "active_content"
    MACROS = "macros"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_MANY_MEMBERS = "too_many_members"
    INFLATES_TOO_LARGE = "inflates_too_large"
    TOO_EXPENSIVE = "too_expensive"
    INFECTED = "infected"
    PHOTO_FORMAT = "photo_format"


class RefusedFile(Exception):
    """The file is not kept. `message` is the sentence for the person, in the language of the request."""

    def __init__(self, reason: RefusalReason, **details: str) -> None:
        super().__init__(reason.value)
        self.reason_code = reason
        self.message = reason_text(reason.value, details)
