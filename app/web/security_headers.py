"""What a browser may do with our pages: nothing but our own scripts, styles, images and forms."""

from flask import Flask, Response, session
from flask_talisman import Talisman

CONTENT_SECURITY_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
A_YEAR = 365 * 24 * 3600
PERMISSIONS_POLICY = dict.fromkeys(
    ("camera", "microphone", "geolocation", "payment", "usb", "browsing-topics"), "()"
)


def register(app: Flask) -> None:
    """Put the headers on every response, errors included."""
    Talisman(
        app,
        # Whether http is turned into https is the reverse proxy's business; HSTS goes out on https requests only.
        force_https=False,
        strict_transport_security=True,
        strict_transport_security_max_age=A_YEAR,
        strict_transport_security_include_subdomains=False,
        session_cookie_secure=bool(app.config["HTTPS"]),
        session_cookie_samesite="Lax",
        frame_options="DENY",
        referrer_policy="same-origin",
        content_security_policy=CONTENT_SECURITY_POLICY,
        # The rich-text editor puts one style element into the page; it takes the nonce from a meta element.
        content_security_policy_nonce_in=["style-src"],
        permissions_policy=PERMISSIONS_POLICY,
    )

    @app.after_request
    def _keep_out_of_caches(response: Response) -> Response:
        """Nothing dynamic is stored, unless a view says public and no session makes its answer personal.

        A page with a form carries the session's token, so it is personal before signing in too. Asking the session, not
        the actor, keeps this working while the database is away.
        """
        if session or not response.cache_control.public:
            response.headers["Cache-Control"] = "no-store"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        return response
