"""Where people receive mail. Users belong to an upper package, which hands in how to find their addresses."""

from collections.abc import Callable, Iterable
from typing import cast

from flask import Flask, current_app

AddressBook = Callable[[Iterable[str]], dict[str, str]]
_KEY = "notifications_address_book"


def set_address_book(app: Flask, book: AddressBook) -> None:
    """Hand in `user ids → mail addresses`; who has left or wants no mail is left out."""
    app.extensions[_KEY] = book


def addresses_of(user_ids: Iterable[str]) -> dict[str, str]:
    """Mail addresses by user id."""
    book = cast(AddressBook | None, current_app.extensions.get(_KEY))
    return book(user_ids) if book else {}
