"""The task list of one assessment."""

from flask import render_template

from app.access import Permission, requires
from app.assessment.queries import receipts_of
from app.assessment.routes.blueprint import bp
from app.assessment.routes.loading import open_sheet


@bp.get("/isian/<assessment_id>")
@requires(Permission.ASSESSMENT_READ)
def sheet(assessment_id: str) -> str:
    """All questions by category, with progress and the one thing to do next."""
    opened = open_sheet(Permission.ASSESSMENT_READ, assessment_id)
    return render_template(
        "assessment/sheet.html",
        opened=opened,
        assessment=opened.assessment,
        sheet=opened.sheet,
        standing=opened.standing,
        next_line=opened.sheet.next_open(),
        receipts=receipts_of(opened.assessment),
    )
