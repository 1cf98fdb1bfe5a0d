"""The interface for applications of local channels: keys, `/api/v1/`, webhooks, and the pages to set them up."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from app.access import Permission, set_actor_loader
from app.audit import label_actions, label_records


def register(app: Flask) -> None:
    """Add the interface, its document and guide, and the pages of the coordinator."""
    from app import jobs
    from app.api import guide, keys, pages
    from app.api.labels import AUDIT_LABELS, RECORD_LABELS
    from app.api.v1 import complaints, document, figures  # noqa: F401  # the views hang themselves up
    from app.api.v1.blueprint import NAME, bp
    from app.api.webhooks import delivering, outbox
    from app.extensions import csrf
    from app.web.navigation import register_item

    for name, value in keys.SETTINGS.items():
        app.config.setdefault(name, value)
    # A key is shown with every request on purpose; there is no cookie that a foreign page could ride on.
    csrf.exempt(bp)
    set_actor_loader(app, keys.keyed_actor, NAME)
    made = document.register(app)
    complaints.register_schemas(made.spec)
    made.register_blueprint(bp)
    app.register_blueprint(guide.bp)
    app.register_blueprint(pages.bp)
    outbox.listen()
    jobs.every_minute(app, "webhooks", delivering.wake)
    jobs.every_hour(app, "webhook messages", delivering.forget)
    label_actions(AUDIT_LABELS)
    label_records(RECORD_LABELS)
    register_item(
        "channels.list_channels", _l("Kanal pengaduan"), Permission.CHANNEL_MANAGE, "link", 35, "user"
    )
    register_item("api_guide.guide", _l("API untuk kanal"), None, "link", 40, "footer")
