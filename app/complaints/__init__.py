"""The register of complaints: imported, judged by Indonesian working days, counted.

Pure: `calendar`, `sla`, `rules`, `statistics`, `judging`, `unit_matching` and `import_formats` (but its readers). Other
packages use `queries.figures`, `queries.patterns` and the measures registered with the instrument.
"""

from flask import Flask
from flask_babel import lazy_gettext as _l

from app import jobs
from app.access import Permission
from app.audit import label_actions, label_records
from app.web import navigation, start_page


def register(app: Flask) -> None:
    """Add the pages under /pengaduan, their jobs, the measures of indicators, and figures of the start page."""
    from app.complaints import calendar_working, start, working  # importing these two registers the jobs
    from app.complaints.actions import closing
    from app.complaints.labels import AUDIT_LABELS, RECORD_LABELS
    from app.complaints.measures import register_measures
    from app.complaints.routes import bp

    app.register_blueprint(bp)
    register_measures()
    jobs.every_minute(app, "complaint figures", working.refresh_figures)
    jobs.every_hour(app, "unfinished calendar changes", calendar_working.take_up_unfinished)
    jobs.every_hour(app, "complaints without a reply", closing.close_due)
    label_actions(AUDIT_LABELS)
    label_records(RECORD_LABELS)
    navigation.register_item("complaints.register", _l("Pengaduan"), Permission.COMPLAINT_READ, "message", 30)
    start_page.register_tiles(start.complaint_tiles)
    start_page.register_task(start.waiting_complaints)
    start_page.register_task(start.unknown_units)
    start_page.register_task(start.first_import)
    start_page.register_task(start.waiting_problems)
