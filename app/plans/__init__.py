"""The action plan: compiled from gaps, complaints and proposals, approved, submitted, reviewed, published.

`compile/`, `rules.py`, `versions.py`, `canonical.py` and `placeholders.py` are pure. A document of a plan is
`queries.plan_document_data(plan_id)`: plain data, see `document_data.py`.
"""

from flask import Flask
from flask_babel import lazy_gettext as _l

from app.access import Permission


def register(app: Flask) -> None:
    """Add the pages, their menu entries, the words of the log, and what waits for whom on the start page."""
    from app import jobs
    from app.assessment.answer_outcomes import register_outcomes
    from app.assessment.hiding import hide_people_with
    from app.assessment.working_days import register_working_days
    from app.audit import label_actions, label_records
    from app.complaints.masking import PLACEHOLDERS, mask_personal_data
    from app.complaints.problem_answers import register_answers
    from app.plans import (
        labels,
        practice_jobs,
        progress_labels,
        progress_start_page,
        start_page,
        working_days,
    )
    from app.plans.actions.progress import remind_due
    from app.plans.events import plan_accepted
    from app.plans.queries import outcomes, problems
    from app.plans.routes import bp
    from app.web.navigation import register_item
    from app.web.start_page import register_task, register_tiles

    app.register_blueprint(bp)
    register_item("plans.dashboard", _l("Dasbor"), Permission.DASHBOARD_READ, "chart", 15)
    register_item("plans.proposals", _l("Usulan"), Permission.PROPOSAL_EDIT, "message", 45)
    register_item("plans.overview", _l("Rencana aksi"), Permission.PLAN_READ, "flag", 50)
    register_item("plans.review_queue", _l("Telaah"), Permission.REVIEW_QUEUE, "eye", 60)
    register_item("plans.progress_home", _l("Capaian"), Permission.PROGRESS_READ, "check-circle", 55)
    register_item("plans.practices_page", _l("Praktik baik"), Permission.PRACTICE_READ, "book", 15, "footer")
    register_item(
        "plans.chapter_templates", _l("Templat naskah"), Permission.TEMPLATE_READ, "file", 16, "footer"
    )
    label_actions(labels.AUDIT_LABELS)
    label_actions(progress_labels.AUDIT_LABELS)
    label_records(labels.RECORD_LABELS)
    label_records(progress_labels.RECORD_LABELS)
    register_task(start_page.plan_tasks)
    register_tiles(start_page.plan_tiles)
    register_task(progress_start_page.progress_tasks)
    jobs.every_hour(app, "progress reminders", remind_due)
    jobs.every_hour(app, "practices", practice_jobs.ask_for_daily_measuring)
    plan_accepted.connect(practice_jobs.ask_after_acceptance)
    register_working_days(working_days.deadline)
    hide_people_with(mask_personal_data, PLACEHOLDERS.values())  # of the packages that know both, the lowest
    register_outcomes("plans", outcomes.lines_of_answer)
    register_answers("plans", problems.answers_to, problems.beginning_for)
