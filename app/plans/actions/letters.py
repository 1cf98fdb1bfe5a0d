"""The letter of result: written down once, with the verdict."""

from app.access import Actor
from app.db import db
from app.plans import canonical
from app.plans.document_data import PlanDocument
from app.plans.letter import LetterComment, LetterData, LetterScore, letter_number
from app.plans.models import Plan, ReviewComment, ReviewDecision, ReviewLetter, Submission
from app.plans.queries.comments import comments_of
from app.plans.queries.document import submitted_document
from app.plans.queries.scoring import SheetView, sheet_view
from app.plans.rules import CommentKind


def write_letter(actor: Actor, plan: Plan, submission: Submission, decision: ReviewDecision) -> ReviewLetter:
    """Freeze what the ministry says: verdict, scores and its comments as they stand at this moment."""
    data = letter_data(actor, plan, submission, decision)
    content = canonical.write(data)
    letter = ReviewLetter(
        government_id=plan.government_id,
        submission_id=submission.id,
        number=data.number,
        content=content,
        sha256=canonical.sha256(content),
    )
    db.session.add(letter)
    db.session.flush()
    return letter


def letter_data(actor: Actor, plan: Plan, submission: Submission, decision: ReviewDecision) -> LetterData:
    """What the letter says, as plain data."""
    document = submitted_document(submission, plan.state)
    sheet = sheet_view(submission, document)
    said = [item for item in comments_of(plan).all if item.kind is CommentKind.REVIEW]
    return LetterData(
        number=letter_number(plan.government.code, plan.round.year, submission.number),
        government_code=plan.government.code,
        government_name=plan.government.name,
        plan_title=document.title,
        submission_number=submission.number,
        receipt_number=submission.receipt_number,
        submitted_at=submission.submitted_at,
        plan_sha256=submission.sha256,
        verdict=decision.verdict.value,
        reason=decision.reason,
        decided_at=decision.created_at,
        reviewer=actor.name,
        rubric=f"{sheet.rubric.title} ({sheet.rubric.version})" if sheet.scored else "",
        rubric_notice=sheet.rubric.notice if sheet.scored else "",
        index=sheet.index,
        scored=sheet.scored,
        asked=len(sheet.items),
        scores=_scores(sheet),
        comments=tuple(_comment(item, document) for item in said),
        time_zone=plan.government.time_zone.value,
    )


def _scores(sheet: SheetView) -> tuple[LetterScore, ...]:
    return tuple(
        LetterScore(
            item.criterion.name,
            sheet.names.get(item.subject, item.subject),
            sheet.scores[item.key].score,
            sheet.scores[item.key].reason,
        )
        for item in sheet.items
        if item.key in sheet.scores
    )


def _comment(item: ReviewComment, document: PlanDocument) -> LetterComment:
    return LetterComment(
        severity=item.severity.value,
        place=_place(item, document),
        cell=item.cell,
        cell_year=item.cell_year,
        text=item.text,
        answer=item.answer,
        outcome=item.outcome.value if item.outcome else None,
        is_closed=item.resolved_at is not None,
    )


def _place(item: ReviewComment, document: PlanDocument) -> str:
    if item.line_id:
        line = document.line(item.line_id)
        return f"{line.number}. {line.activity}" if line else ""
    if item.chapter_code:
        titles = {chapter.code: chapter.title for chapter in document.chapters}
        return titles.get(item.chapter_code.value, "")
    return ""
