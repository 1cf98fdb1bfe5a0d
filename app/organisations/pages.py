"""The pages of this package and their places in the menus."""

from flask import Flask

from app.access import ROLE_LABELS, Permission
from app.db import new_id
from app.organisations import policy_page
from app.organisations.accounts import routes as accounts
from app.organisations.governments import routes as governments
from app.organisations.labels import (
    MENU_ACCOUNT,
    MENU_GOVERNMENTS,
    MENU_PEOPLE,
    MENU_POLICY,
    MENU_UNITS,
)
from app.organisations.people import invitation_routes
from app.organisations.people import routes as people
from app.organisations.units import routes as units
from app.organisations.units import upload_routes
from app.web.navigation import register_item


def register(app: Flask) -> None:
    """Add blueprints and menu entries."""
    app.jinja_env.globals["role_labels"] = ROLE_LABELS
    app.jinja_env.globals["new_key"] = new_id
    for module in (accounts, people, invitation_routes, units, upload_routes, governments, policy_page):
        app.register_blueprint(module.bp)
    register_item("units.list_units", MENU_UNITS, Permission.UNIT_READ, "building", 60)
    register_item("people.list_people", MENU_PEOPLE, Permission.USER_READ, "users", 62)
    # A daily tool for the operator; everybody else finds it in the personal menu.
    register_item("governments.list_governments", MENU_GOVERNMENTS, Permission.GOVERNMENT_MANAGE, "map", 64)
    register_item(
        "governments.list_governments", MENU_GOVERNMENTS, Permission.GOVERNMENT_READ, "map", 20, "user"
    )
    register_item("accounts.profile", MENU_ACCOUNT, Permission.ACCOUNT, "user", 10, "user")
    register_item("policy.who_may_what", MENU_POLICY, Permission.POLICY_READ, "shield", 80, "footer")
