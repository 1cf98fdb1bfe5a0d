"""Pure rules of this package: names, passwords, lockout, invitations, lists of units."""

from app.organisations.rules.names import name_key

__all__ = ["name_key"]
