"""Where people receive mail. Users belong to an upper package, which hands in how to find their addresses."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from flask import Flask, current_app


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who can be written to: address, the zone of their government, the language of their pages."""

    address: str
    zone: str
    language: str

    def local(self, moment: datetime) -> datetime:
        """A moment by their clock."""
        return moment.astimezone(ZoneInfo(self.zone))


AddressBook = Callable[[Iterable[str]], dict[str, Recipient]]
_KEY = "notifications_address_book"


def set_address_book(app: Flask, book: AddressBook) -> None:
    """Hand in `user ids → recipients`; who has left is left out."""
    app.extensions[_KEY] = book


def recipients_of(user_ids: Iterable[str]) -> dict[str, Recipient]:
    """Who can be written to, by user id."""
    book = cast(AddressBook | None, current_app.extensions.get(_KEY))
    return book(user_ids) if book else {}
