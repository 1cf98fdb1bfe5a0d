"""Where the views of the interface hang: no session, no form token, and a limit on how often one may ask."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from flask import Response, current_app
from flask_limiter.util import get_remote_address
from flask_smorest import Blueprint

from app.api.keys import key_of_request, retry_after
from app.organisations.accounts.throttle import limiter

NAME = "api"
View = TypeVar("View", bound=Callable[..., Any])

bp = Blueprint(NAME, __name__, url_prefix="/api/v1")

limiter.shared_limit(
    lambda: str(current_app.config["API_REQUESTS_PER_KEY"]), scope="api key", key_func=key_of_request
)(bp)
limiter.shared_limit(
    lambda: str(current_app.config["API_REQUESTS_PER_ADDRESS"]),
    scope="api address",
    key_func=get_remote_address,
)(bp)


def refusals(*codes: HTTPStatus) -> Callable[[View], View]:
    """Document these errors of a view, and those that every view has."""
    always = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS)

    def mark(view: View) -> View:
        for code in (*codes, *always):
            view = bp.alt_response(code.value, code.name)(view)
        return view

    return mark


@bp.after_request
def _say_when(response: Response) -> Response:
    if response.status_code == HTTPStatus.TOO_MANY_REQUESTS and "Retry-After" not in response.headers:
        response.headers["Retry-After"] = str(retry_after())
    return response
