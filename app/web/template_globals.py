"""Functions that every template may call."""

from flask import Flask, g, has_request_context, request, url_for
from flask_babel import get_locale
from werkzeug.datastructures import MultiDict

from app.web.frame import page_frame
from app.web.help_topics import topic_of_page
from app.web.navigation import menu, sign_in_url, sign_out_url
from app.web.plain_table import linked_cells, plain_rows

PRODUCT_VERSION = "0.1.0"


def page_language() -> str:
    """Language code of the page: "id" or "en"."""
    return str(get_locale() or "id")


def unique_id(stem: str) -> str:
    """An id that no other element of this page has: "table-1", "table-2", …"""
    g.unique_ids = g.get("unique_ids", 0) + 1
    return f"{stem}-{g.unique_ids}"


def url_with(**changes: str | int | None) -> str:
    """The present address with other query parameters; None takes one away."""
    query: MultiDict[str, str] = request.args.copy()
    for name, value in changes.items():
        query.poplist(name)
        if value is not None:
            query[name] = str(value)
    arguments: dict[str, str | list[str]] = {
        name: values for name, values in query.lists() if not name.startswith("_")
    }
    return url_for(request.endpoint or "web.home", **{**arguments, **(request.view_args or {})})


def present_path() -> str:
    """Path and query of this page, to come back to (only after a GET: a POST cannot be come back to)."""
    if request.method != "GET":
        return url_for("web.home")
    return request.full_path.rstrip("?")


def home_url() -> str:
    """The start page."""
    return url_for("web.home")


def help_url() -> str:
    """The help for this page."""
    name = topic_of_page(request.endpoint if has_request_context() else None)
    return url_for("web.help_topic", name=name) if name else url_for("web.help_index")


def product_version() -> str:
    """Version of the product, as the footer says it."""
    return PRODUCT_VERSION


def register(app: Flask) -> None:
    """Make the functions known to every template, also to imported macros."""
    for function in (
        help_url,
        home_url,
        menu,
        page_frame,
        page_language,
        linked_cells,
        plain_rows,
        present_path,
        product_version,
        sign_in_url,
        sign_out_url,
        unique_id,
        url_with,
    ):
        app.jinja_env.globals[function.__name__] = function
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
