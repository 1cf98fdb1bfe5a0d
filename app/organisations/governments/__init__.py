"""Governments: finding one, its page, its settings."""

from dataclasses import dataclass

from flask_babel.speaklater import LazyString

from app.access import Permission


@dataclass(frozen=True)
class SettingsPage:
    """A page of an upper package on which a government sets something; `endpoint` takes the government's code."""

    label: LazyString
    endpoint: str
    permission: Permission


SETTINGS_PAGES: list[SettingsPage] = []


def register_settings_page(label: LazyString, endpoint: str, permission: Permission) -> None:
    """Link the page from the government's own; registering twice is registering once."""
    page = SettingsPage(label, endpoint, permission)
    if all(known.endpoint != endpoint for known in SETTINGS_PAGES):
        SETTINGS_PAGES.append(page)
