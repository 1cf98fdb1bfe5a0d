"""The task list of one assessment."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.access import Permission, requires
from app.assessment.actions.confirming import confirm_carried
from app.assessment.queries import receipts_of
from app.assessment.queries.brought import waiting_for
from app.assessment.queries.carried import carried_of
from app.assessment.queries.deadlines import how_busy
from app.assessment.routes.blueprint import bp
from app.assessment.routes.loading import extensions_beside, is_printed, open_part, open_sheet
from app.assessment.routes.together import beside_sheet
from app.assessment.rules import Duty, Step


@bp.get("/isian/<assessment_id>")
@requires(Permission.ASSESSMENT_READ, Permission.ASSESSMENT_CONTRIBUTE)
def sheet(assessment_id: str) -> str:
    """All questions by category, with progress and the one thing to do next."""
    opened = open_part(assessment_id)
    return render_template(
        "assessment/sheet.html",
        opened=opened,
        assessment=opened.assessment,
        sheet=opened.sheet,
        standing=opened.standing,
        next_line=opened.sheet.next_open(),
        receipts=[] if opened.partial else receipts_of(opened.assessment),
        waiting_workbook=waiting_for(opened.assessment) if Duty.ANSWER in opened.standing.duties else None,
        carried=carried_of(opened.sheet) if not opened.partial and opened.standing.may(Step.SAVE) else None,
        busy=how_busy(opened.now) if opened.standing.may(Step.SAVE) else None,
        together=beside_sheet(opened),
        **extensions_beside(opened),
        may_print=is_printed(opened.actor, opened.assessment),
    )


@bp.post("/isian/<assessment_id>/masih-berlaku")
@requires(Permission.ASSESSMENT_FILL, Permission.ASSESSMENT_FILL_GOVERNMENT)
def confirm_answers(assessment_id: str) -> ResponseReturnValue:
    """Everything that was answered before and is asked as before still holds; a second click finds nothing left."""
    opened = open_sheet(Permission.ASSESSMENT_READ, assessment_id)
    carried = carried_of(opened.sheet)
    ids = [line.spec.id for line in carried.confirmable] if carried else []
    count = confirm_carried(opened.actor, opened.assessment, ids, opened.now)
    if count:
        text = ngettext(
            "%(num)s jawaban dinyatakan masih berlaku.", "%(num)s jawaban dinyatakan masih berlaku.", count
        )
        flash(text, "success")
    else:
        flash(_("Tidak ada lagi jawaban lama yang menunggu."), "info")
    return redirect(url_for("assessment.sheet", assessment_id=assessment_id))
