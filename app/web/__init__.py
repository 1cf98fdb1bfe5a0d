"""The interface that every feature shares: layout, components, charts, static files, error pages, start page, help.

Features extend `web/base.html`, take macros from `web/components/` and `web/charts/`, and register menu entries
(`navigation.register_item`), tasks of the start page (`start_page.register_task`) and facts of the frame
(`frame.supply`).
"""

from flask import Flask

from app.access import Permission
from app.web import (
    charts,
    compression,
    conflict,
    error_pages,
    filters,
    form_messages,
    glossary,
    idempotency,
    kept_words,
    navigation,
    routes,
    security_headers,
    static_files,
    template_globals,
)
from app.web.labels import MENU_COMPONENTS, MENU_HELP, MENU_HOME

# The keys' table is part of the schema even where no view uses it yet.
TABLES = (idempotency.IdempotencyKey,)


def register(app: Flask) -> None:
    """Give the application its face."""
    static_files.register(app)
    filters.register(app)
    glossary.register(app)
    form_messages.register(app)
    charts.register(app)
    template_globals.register(app)
    compression.register(app)
    security_headers.register(app)
    error_pages.register(app)
    conflict.register(app)
    kept_words.register(app)
    app.register_blueprint(routes.bp)
    navigation.register_item("web.home", MENU_HOME, Permission.HOME, "home", 0)
    navigation.register_item("web.help_index", MENU_HELP, None, "question", 90, "footer")
    navigation.register_item(
        "web.components", MENU_COMPONENTS, Permission.COMPONENTS_READ, "settings", 99, "footer"
    )
