"""Renaksi: from self-assessment to an action plan that is reviewed and carried out."""

from importlib import import_module
from typing import Any

from flask import Flask

from app import config, extensions

# Lower packages first; the order is that of the import contract in pyproject.toml, read upwards.
PACKAGES = (
    "db.unit_of_work",
    "access.guard",
    "audit",
    "files",
    "jobs",
    "notifications",
    "web",
    "organisations",
    "instrument",
    "complaints",
    "assessment",
    "plans",
    "reports",
    "public",
    "api",
    "cli",
)


def create_app(overrides: dict[str, Any] | None = None, instance_path: str | None = None) -> Flask:
    """Build the application: settings, extensions, then each package's own registration."""
    app = Flask(__name__, instance_path=instance_path)
    config.configure(app, overrides)
    extensions.register(app)
    for name in PACKAGES:
        import_module(f"app.{name}").register(app)
    return app
