"""Addresses within the site, for work that runs outside a request."""

from flask import current_app


def path_for(endpoint: str, **values: object) -> str:
    """What `url_for` answers inside a request ("/pekerjaan/abc"); jobs and commands have no request to ask."""
    return str(current_app.url_map.bind("localhost").build(endpoint, values))
