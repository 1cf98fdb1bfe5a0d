"""The register of complaints: imported, judged by Indonesian working days, counted.

Pure: `calendar`, `sla`, `rules`, `statistics`, `judging`, `unit_matching` and `import_formats` (but its readers). Other
packages use `queries.figures`, `queries.patterns` and the measures registered with the instrument.
"""

from pathlib import Path

from flask import Flask
from flask_babel import lazy_gettext as _l

from app import jobs
from app.access import Permission
from app.audit import label_actions, label_records
from app.backup.beside import take_along
from app.web import navigation, start_page


def register(app: Flask) -> None:
    """Add the pages under /pengaduan, their jobs, the measures of indicators, and figures of the start page."""
    # Importing these registers their jobs.
    from app.complaints import calendar_working, retaining, start, working
    from app.complaints.access_log import bring_in, from_archive, to_archive
    from app.complaints.actions import closing
    from app.complaints.actions.housekeeping import tidy_imports
    from app.complaints.labels.audit import AUDIT_LABELS, RECORD_LABELS
    from app.complaints.labels.figures import data_until_text
    from app.complaints.labels.privacy import PRIVACY_AUDIT_LABELS, PRIVACY_RECORD_LABELS
    from app.complaints.measures import register_measures
    from app.complaints.routes import bp

    app.config.setdefault("ACCESS_LOG_SPOOL", str(Path(app.instance_path) / "access-log.sqlite3"))
    app.config.setdefault("ACCESS_LOG_DAYS", retaining.ACCESS_LOG_DAYS)
    take_along("access-log.json", to_archive, from_archive)
    app.register_blueprint(bp)
    register_measures()
    app.jinja_env.globals["data_until"] = data_until_text
    jobs.every_minute(app, "complaint figures", working.refresh_figures)
    jobs.every_minute(app, "access log", bring_in)
    jobs.every_hour(app, "complaint texts past their keeping", retaining.ask_for_daily_round)
    jobs.every_hour(app, "unfinished calendar changes", calendar_working.take_up_unfinished)
    jobs.every_hour(app, "complaints without a reply", closing.close_due)
    jobs.every_hour(app, "complaint imports", tidy_imports)
    label_actions(AUDIT_LABELS | PRIVACY_AUDIT_LABELS)
    label_records(RECORD_LABELS | PRIVACY_RECORD_LABELS)
    navigation.register_item("complaints.register", _l("Pengaduan"), Permission.COMPLAINT_READ, "message", 30)
    navigation.register_item(
        "complaints.count_accesses", _l("Akses isi pengaduan"), Permission.TEXT_ACCESS_COUNT, "eye", 85
    )
    start_page.register_tiles(start.complaint_tiles)
    start_page.register_task(start.waiting_complaints)
    start_page.register_task(start.unknown_units)
    start_page.register_task(start.first_import)
    start_page.register_task(start.waiting_problems)
