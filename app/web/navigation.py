"""The menus, filled by the features: each says where it belongs and which permission opens it.

A menu shows what the actor may open; the door itself is guarded by the view, not by the menu.
"""

from dataclasses import dataclass
from typing import Literal

from flask import current_app, request, url_for
from flask_babel.speaklater import LazyString

from app.access import Permission, current_actor
from app.access.guard import SIGN_IN_ENDPOINT

Place = Literal["main", "user", "footer"]
SIGN_OUT_ENDPOINT = "security.logout"


@dataclass(frozen=True)
class Item:
    """A registered menu entry. `permission` None: everybody, also without an account."""

    endpoint: str
    label: str | LazyString
    permission: Permission | None
    icon: str
    order: int
    place: Place


@dataclass(frozen=True)
class Link:
    """An entry as the page shows it."""

    url: str
    label: str | LazyString
    icon: str
    is_current: bool


# Keyed by place and endpoint, so that creating a second application does not double the menu.
_items: dict[tuple[Place, str], Item] = {}


def register_item(
    endpoint: str,
    label: str | LazyString,
    permission: Permission | None,
    icon: str,
    order: int,
    place: Place = "main",
) -> None:
    """Add an entry: `main` is the bar below the header, `user` the personal menu, `footer` the foot of the page.

    `icon` is a name from `web/components/icon.html`; entries stand by `order`, smallest first.
    """
    _items[place, endpoint] = Item(endpoint, label, permission, icon, order, place)


def registered_items() -> list[Item]:
    """Every entry, for the tests that follow each link."""
    return list(_items.values())


def menu(place: Place) -> list[Link]:
    """The entries of one place that the present actor may open, in order."""
    actor = current_actor()
    shown = [
        item
        for item in sorted(_items.values(), key=lambda item: item.order)
        if item.place == place
        and item.endpoint in current_app.view_functions
        and (item.permission is None or actor.may(item.permission))
    ]
    urls = [url_for(item.endpoint) for item in shown]
    current = _current_of(urls, request.path)
    return [Link(url, item.label, item.icon, url == current) for item, url in zip(shown, urls, strict=True)]


def _current_of(urls: list[str], path: str) -> str | None:
    """The entry that the present address lies under: the longest address that is the path or a folder of it."""
    fitting = [url for url in urls if path == url or (url != "/" and path.startswith(url.rstrip("/") + "/"))]
    return max(fitting, key=len, default=None)


def sign_in_url(afterwards: str | None = None) -> str:
    """Where one signs in, and which path of this site is opened `afterwards`."""
    return (
        url_for(SIGN_IN_ENDPOINT, next=afterwards)
        if SIGN_IN_ENDPOINT in current_app.view_functions
        else "/masuk"
    )


def sign_out_url() -> str:
    """Where one signs out (by POST)."""
    return url_for(SIGN_OUT_ENDPOINT) if SIGN_OUT_ENDPOINT in current_app.view_functions else "/keluar"
