"""Governments, their OPD, people and what they are appointed to."""

from flask import Blueprint, Flask

bp = Blueprint("organisations", __name__, template_folder="templates")


def register(app: Flask) -> None:
    """Bind the sign-in and the pages, and tell the packages below what only this one knows."""
    # Imported here, so that the rules of this package can be used without Flask's extensions.
    from app import jobs
    from app.audit import People, label_actions, label_records, record, set_people
    from app.notifications import deliver_waiting, send_digests, set_address_book
    from app.organisations import frame, pages, start, wiring
    from app.organisations.accounts import attempts, sessions, sign_in
    from app.organisations.actors import actor_by_id
    from app.organisations.labels import AUDIT_ACTIONS, AUDIT_RECORDS
    from app.organisations.people.queries import ids_named, names_of, recipients_of
    from app.web.frame import supply
    from app.web.start_page import register_task

    # Before Flask-Security, whose own templates have the same names.
    app.register_blueprint(bp)
    sign_in.register(app)
    pages.register(app)
    register_task(start.first_units)
    label_actions(AUDIT_ACTIONS)
    label_records(AUDIT_RECORDS)
    set_people(app, People(names=names_of, search=ids_named, zone=frame.time_zone))
    set_address_book(app, recipients_of)
    jobs.set_actor_loader(app, actor_by_id)
    jobs.set_recorder(app, record)
    jobs.every_minute(app, "mail", deliver_waiting)
    jobs.every_minute(app, "notices in one mail", send_digests)
    jobs.every_hour(app, "sessions", sessions.sweep_sessions)
    jobs.every_hour(app, "sign-in attempts", attempts.forget_old_attempts)
    wiring.register(app)
    supply(government_name=frame.government_name, role_label=frame.role_label, time_zone=frame.time_zone)
