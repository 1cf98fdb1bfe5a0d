"""Official documents: what is offered, how it is laid out, and the pages that make and hand out documents."""

from flask import Flask


def register(app: Flask) -> None:
    """Add the pages, the jobs and the menu item, and teach templates the formatting that paper needs."""
    from app.access import Permission
    from app.audit.labels import label_actions, label_records
    from app.jobs import every_hour
    from app.organisations.governments import register_settings_page
    from app.reports import listeners, working
    from app.reports.labels import AUDIT_LABELS, MENU_REPORTS, SETTINGS_TITLE
    from app.reports.numbering import routes as _numbering  # noqa: F401 -- puts its views on the blueprint
    from app.reports.paper import register as register_paper
    from app.reports.routes import bp
    from app.reports.settings.routes import bp as settings_bp
    from app.reports.signing.labels import AUDIT_LABELS as SIGNING_LABELS
    from app.reports.signing.labels import RECORD_LABELS
    from app.reports.signing.routes import bp as signing_bp
    from app.reports.workshop import store
    from app.web.navigation import register_item

    register_paper(app)
    app.register_blueprint(bp)
    app.register_blueprint(settings_bp)
    app.register_blueprint(signing_bp)
    label_actions(AUDIT_LABELS | SIGNING_LABELS)
    label_records(RECORD_LABELS)
    listeners.connect()
    register_settings_page(SETTINGS_TITLE, "document_settings.page", Permission.GOVERNMENT_DOCUMENTS)
    register_item("reports.index", MENU_REPORTS, Permission.REPORT_READ, "files", 55)
    every_hour(app, "chapters_sweep", lambda: store().sweep())
    app.extensions["reports_jobs"] = (
        working.make,
        working.make_submission,
        working.help_make,
        working.make_ahead,
    )
