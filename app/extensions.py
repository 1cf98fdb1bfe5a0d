"""Flask extensions that belong to no single package."""

from typing import Any

from babel import Locale
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, has_app_context, has_request_context, request, session
from flask_babel import Babel, Domain, get_locale
from flask_babel.speaklater import LazyString
from flask_wtf.csrf import CSRFProtect
from markupsafe import escape
from werkzeug.middleware.proxy_fix import ProxyFix

from app.db import Base, db
from app.db.migrations import Migrations

GUIDE = "/api/v1/"  # the one address of the machines' interface that is a page for people

alembic = Migrations(metadatas=Base.metadata)
babel = Babel()
csrf = CSRFProtect()


def _escaped(text: LazyString) -> str:
    """Lazy words as any others. Flask-Babel calls them markup: what somebody typed would go into a page as it is."""
    return str(escape(str(text)))


LazyString.__html__ = _escaped


def present_locale() -> Locale | None:
    """The language in force, as `get_locale` has it, without its detours: a page asks several hundred times."""
    remembered = g.get("_flask_babel") if has_app_context() else None
    locale: Locale | None = getattr(remembered, "babel_locale", None)
    return locale or get_locale()


class RememberingDomain(Domain):  # type: ignore[misc]  # Flask-Babel publishes no types
    """A catalogue that is looked up once per language and request, and not for every word of a page.

    The plain one turns the locale into text for each of the several hundred words; that was a tenth of a page's time.
    """

    def get_translations(self) -> Translations | NullTranslations:
        """The words of the language in force, also inside `force_locale`."""
        locale = present_locale()
        known: tuple[Any, Translations | NullTranslations] | None = g.get("catalogue")
        if known is None or known[0] is not locale:
            known = g.catalogue = (locale, super().get_translations())
        return known[1]


def chosen_language() -> str:
    """The language the person chose; Indonesian otherwise (an official interface does not follow the browser).

    A machine has no session to choose in: it says `Accept-Language`.
    """
    if not has_request_context():
        return str(current_app.config["BABEL_DEFAULT_LOCALE"])
    if request.path.startswith("/api/") and request.path != GUIDE:
        return request.accept_languages.best_match(current_app.config["LANGUAGES"], default="id") or "id"
    wanted: Any = session.get("language") or request.cookies.get("language")
    return wanted if wanted in current_app.config["LANGUAGES"] else "id"


def register(app: Flask) -> None:
    """Bind the extensions to the application."""
    db.init_app(app)
    alembic.init_app(app)
    # The options must go through init_app: given to the constructor they are lost and dates come out in English.
    babel.init_app(
        app,
        default_locale=app.config["BABEL_DEFAULT_LOCALE"],
        default_timezone=app.config["BABEL_DEFAULT_TIMEZONE"],
        locale_selector=chosen_language,
    )
    babel.domain_instance = RememberingDomain()
    csrf.init_app(app)
    _believe_proxies(app, int(app.config["PROXY_COUNT"]))


def _believe_proxies(app: Flask, count: int) -> None:
    """Take the visitor's address from that many proxies; what a visitor claims beyond them is not believed."""
    if count:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
