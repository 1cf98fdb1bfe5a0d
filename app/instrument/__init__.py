"""Question sets: versions of the instrument as data, the kinds of answer, the figures that indicators are scored by.

Content lives in `content/<version>/` (see the README there); publishing freezes it in the tables.
"""

from flask import Flask


def register(app: Flask) -> None:
    """Add the pages under `/instrumen` and their menu item."""
    # Imported here, so that rules.py and the plain data of this package can be used without Flask's extensions.
    from app.access import Permission
    from app.audit import label_actions, label_records
    from app.instrument import freezing, routes
    from app.instrument.english import aid_here
    from app.instrument.labels import AUDIT_ACTIONS, AUDIT_RECORDS, LEVEL_NAMES, MENU_INSTRUMENT
    from app.web.navigation import register_item

    freezing.register()
    label_actions(AUDIT_ACTIONS)
    label_records(AUDIT_RECORDS)
    app.register_blueprint(routes.bp)
    app.jinja_env.globals["level_names"] = LEVEL_NAMES
    app.jinja_env.globals["reading_aid"] = aid_here
    register_item(
        "instrument.list_versions", MENU_INSTRUMENT, Permission.INSTRUMENT_READ, "book", 70, "footer"
    )
