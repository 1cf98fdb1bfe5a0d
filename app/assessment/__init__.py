"""Assessments: rounds, answers with three scores kept apart, evidence, verification, indices.

A coordinator opens a round; every OPD answers, proves, submits; the coordinator verifies or returns answer by
answer; the indices follow from the scores by the pure rules of `scoring`.
"""

from flask import Flask

from app import jobs
from app.access import Permission, Role
from app.assessment.examples.labels import EXAMPLE_ACTIONS, EXAMPLE_RECORDS, MENU_EXAMPLES
from app.assessment.labels import (
    AUDIT_ACTIONS,
    AUDIT_RECORDS,
    MENU_ASSESSMENT,
    MENU_HANDED,
    MENU_QUESTIONS,
    MENU_SCORES,
)
from app.audit.labels import label_actions, label_records
from app.files.pieces import sweep_uploads
from app.files.preview import sweep_pictures
from app.organisations.people.events import register_landing
from app.web import error_pages, navigation, start_page


def register(app: Flask) -> None:
    """Add the pages under /asesmen, their menu entries, and the tasks of the start page."""
    from app.assessment import start
    from app.assessment.actions import handing
    from app.assessment.actions.brought import tidy_workbooks
    from app.assessment.actions.deadlines import remind_by_plan
    from app.assessment.peers.jobs import ask_for_daily_counting
    from app.assessment.routes import bp

    app.register_blueprint(bp)
    navigation.register_item("assessment.home", MENU_ASSESSMENT, Permission.SCORES_READ, "clipboard", 10)
    navigation.register_item(
        "assessment.handed_to_me", MENU_HANDED, Permission.ASSESSMENT_CONTRIBUTE, "clipboard", 10
    )
    navigation.register_item(
        "assessment.questions", MENU_QUESTIONS, Permission.ASSESSMENT_ANSWER_QUESTIONS, "message", 15
    )
    navigation.register_item("assessment.scores", MENU_SCORES, Permission.SCORES_READ, "chart", 20)
    # Coordinators come to it from their queue.
    navigation.register_item(
        "assessment.examples", MENU_EXAMPLES, Permission.ASSESSMENT_SCORE_MINISTRY, "file", 17, "footer"
    )
    jobs.every_hour(app, "assessment workbooks", tidy_workbooks)
    jobs.every_hour(app, "uploads in pieces", sweep_uploads)
    jobs.every_hour(app, "previews of files", sweep_pictures)
    jobs.every_hour(app, "assessment reminders", remind_by_plan)
    jobs.every_hour(app, "assessment peers", ask_for_daily_counting)
    error_pages.register_autosaved("assessment.save")
    label_actions(AUDIT_ACTIONS)
    label_actions(EXAMPLE_ACTIONS)
    label_records(AUDIT_RECORDS)
    label_records(EXAMPLE_RECORDS)
    start_page.register_task(start.first_round)
    start_page.register_task(start.own_sheets)
    start_page.register_task(start.to_verify)
    start_page.register_task(start.handed_to_me)
    start_page.register_task(start.to_answer)
    handing.connect()
    register_landing(Role.CONTRIBUTOR, "assessment.handed_to_me")
    start_page.register_tiles(start.index_tile)
    start_page.register_tiles(start.watched_rounds)
