"""What everybody may see: accepted plans, and whether a document is genuine. Nothing else of a government is public."""

from flask import Flask, url_for
from flask_babel import lazy_gettext as _l


def register(app: Flask) -> None:
    """Add the public pages and the links to them."""
    from app.public import health
    from app.public.routes import bp
    from app.web.frame import supply
    from app.web.navigation import register_item

    app.register_blueprint(bp)
    app.register_blueprint(health.bp)
    supply(public_url=lambda: url_for("public.plans"))
    register_item("public.plans", _l("Rencana aksi publik"), None, "globe", 10, "footer")
    register_item("public.verify", _l("Periksa keaslian dokumen"), None, "shield", 20, "footer")
