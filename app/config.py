"""Settings: defaults here, then `instance/config.py`, then the environment."""

import os
from pathlib import Path
from typing import Any

from flask import Flask

MEBIBYTE = 1024 * 1024


class ConfigurationError(RuntimeError):
    """The installation is not safe to start; the message says what to set."""


def defaults(instance: Path) -> dict[str, Any]:
    """Values that suit one machine with everything under `instance/`."""
    return {
        "PRODUCTION": True,
        "DATABASE_URL": f"sqlite:///{instance / 'renaksi.sqlite3'}",
        "REDIS_URL": "",
        "FILES_URL": f"file://{instance / 'files'}",
        # Chapters of documents as they were last laid out: a memory that may be lost at any time.
        "CHAPTERS_URL": f"file://{instance / 'chapters'}",
        # Keys and settings of signing, outside everything that is served; see docs/how-to/sign-documents.md.
        "SIGNING_FOLDER": str(instance / "signing"),
        "RENDER_AHEAD": True,  # lay out changed chapters of plans before somebody opens the document
        "RENDER_HELPERS": 1,  # other workers, of any host, that are asked to lay out chapters of one document
        "RENDER_PROCESSES": 0,  # that lay out chapters for one worker; 0: its share of the processors
        "SECRET_KEY": "",
        "SECURITY_PASSWORD_SALT": "",
        "AUDIT_KEY": "",
        "MAIL_BACKEND": "file",
        "MAIL_FOLDER": str(instance / "mail"),
        "MAIL_SENDER": "renaksi@localhost",
        # How people reach the site; links in mails begin with it, because the host that a request names can be forged.
        "PUBLIC_URL": "http://127.0.0.1:8000",
        "MAX_CONTENT_LENGTH": 25 * MEBIBYTE,
        "MAX_FORM_MEMORY_SIZE": 4 * MEBIBYTE,
        "MAX_EVIDENCE_BYTES": 10 * MEBIBYTE,
        # Our own rule, no regulation's: from this day on, evidence without a period is called old after so many months.
        "EVIDENCE_AGE_RULES": (("2021-01-01", 36),),
        # Until how many working days after a verification a unit may object; pairs of a day and a number, 0: no limit.
        "OBJECTION_RULES": (("2021-01-01", 10),),
        # Opened assessment pages stay on the device until their reader signs out: they can be filled in offline.
        "OFFLINE_PAGES": True,
        "PROXY_COUNT": 0,
        "HTTPS": False,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_NAME": "renaksi",
        "PERMANENT_SESSION_LIFETIME": 8 * 3600,
        "WTF_CSRF_TIME_LIMIT": None,
        "BABEL_DEFAULT_LOCALE": "id",
        "BABEL_DEFAULT_TIMEZONE": "Asia/Jakarta",
        "LANGUAGES": ("id", "en"),
        # Webhooks may only lead into the open internet, unless the receivers stand in the government's own network.
        "WEBHOOKS_TO_PRIVATE_ADDRESSES": False,
        "PLAN_YEARS": (2021, 2022, 2023, 2024),
    }


FROM_ENVIRONMENT = (
    "DATABASE_URL",
    "REDIS_URL",
    "FILES_URL",
    "CHAPTERS_URL",
    "SIGNING_FOLDER",
    "RENDER_AHEAD",
    "RENDER_HELPERS",
    "RENDER_PROCESSES",
    "SECRET_KEY",
    "SECURITY_PASSWORD_SALT",
    "AUDIT_KEY",
    "PUBLIC_URL",
    "MAIL_BACKEND",
    "MAIL_SENDER",
    "MAIL_SERVER",
    "MAIL_PORT",
    "MAIL_TLS",
    "MAIL_USERNAME",
    "MAIL_PASSWORD",
    "AUDIT_ANCHOR_FILE",
)


def configure(app: Flask, overrides: dict[str, Any] | None = None) -> None:
    """Fill `app.config` and refuse to go on without secrets of its own."""
    instance = Path(app.instance_path)
    instance.mkdir(parents=True, exist_ok=True)
    app.config.from_mapping(defaults(instance))
    app.config.from_pyfile("config.py", silent=True)
    for name in FROM_ENVIRONMENT:
        if os.environ.get(name):
            app.config[name] = os.environ[name]
    app.config.from_prefixed_env("FLASK")
    app.config.from_mapping(overrides or {})
    app.config["SQLALCHEMY_ENGINES"] = {"default": _engine_url(app.config["DATABASE_URL"])}
    app.config["SESSION_COOKIE_SECURE"] = bool(app.config["HTTPS"])
    _refuse_missing_secrets(app)


def _engine_url(url: str) -> str:
    """Name the driver: psycopg 3 for the plain PostgreSQL addresses that hosts hand out."""
    for plain in ("postgres://", "postgresql://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url


def _refuse_missing_secrets(app: Flask) -> None:
    missing = [
        name
        for name in ("SECRET_KEY", "SECURITY_PASSWORD_SALT", "AUDIT_KEY")
        if len(str(app.config[name])) < 32
    ]
    if missing:
        raise ConfigurationError(
            f"set {', '.join(missing)} to random values of at least 32 characters (./run writes them to .env)"
        )
