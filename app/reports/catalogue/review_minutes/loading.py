"""What happened between ministry and regency until a decision, as plain data: from the frozen letter and the record."""

from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from app.assessment.queries import user_names
from app.db import db
from app.organisations.models import Government
from app.plans import canonical
from app.plans.document_data import GovernmentData
from app.plans.letter import LetterComment, LetterData
from app.plans.models import ReviewLetter, Submission
from app.plans.queries.document import government_data
from app.plans.rules import Severity
from app.reports.catalogue.review_letter import sender_data
from app.reports.document import NothingToPrintError
from app.reports.paper.stationery import stationery_settings


@dataclass(frozen=True, slots=True)
class ReviewRound:
    """One submission with what the ministry decided on it."""

    number: int
    receipt_number: str
    submitted_at: datetime
    submitted_by: str
    verdict: str  # "" while it waits
    decided_at: datetime | None
    decided_by: str


@dataclass(frozen=True, slots=True)
class ReviewMinutesData:
    """What is printed. `letter` is frozen with the decision; the rounds are those up to it."""

    letter: LetterData
    sha256: str
    ministry: GovernmentData
    regency: GovernmentData  # with who signs for it
    rounds: tuple[ReviewRound, ...]

    def comments(self, severity: Severity) -> tuple[LetterComment, ...]:
        """The comments of one weight, in the order of the letter."""
        return tuple(each for each in self.letter.comments if each.severity == severity)


def load_minutes(government_id: str, letter_id: str) -> ReviewMinutesData:
    """The minutes of the review that ended with this letter; `NothingToPrintError` for an unknown one."""
    letter = db.session.get(ReviewLetter, letter_id) if letter_id else None
    government = db.session.get(Government, government_id)
    if letter is None or government is None or letter.government_id != government_id:
        raise NothingToPrintError(_("Pilih telaah yang berita acaranya ingin dicetak."))
    submission = db.session.get_one(Submission, letter.submission_id)
    return ReviewMinutesData(
        letter=canonical.read(LetterData, letter.content),
        sha256=letter.sha256,
        ministry=sender_data(),
        regency=_regency(government),
        rounds=_rounds(submission),
    )


def _regency(government: Government) -> GovernmentData:
    """The government with its main signatory as its settings say."""
    data, settings = government_data(government), stationery_settings(government.id)
    if settings.signatory is None:
        return data
    return replace(data, signatory=replace(settings.signatory, place=data.signatory.place))


def _rounds(last: Submission) -> tuple[ReviewRound, ...]:
    found = db.session.scalars(
        select(Submission)
        .where(Submission.plan_id == last.plan_id, Submission.number <= last.number)
        .order_by(Submission.number)
    ).all()
    names = user_names([each.decision.decided_by for each in found if each.decision])
    return tuple(
        ReviewRound(
            number=each.number,
            receipt_number=each.receipt_number,
            submitted_at=each.submitted_at,
            submitted_by=each.submitter_name,
            verdict=each.decision.verdict.value if each.decision else "",
            decided_at=each.decision.created_at if each.decision else None,
            decided_by=names.get(each.decision.decided_by or "", "") if each.decision else "",
        )
        for each in found
    )
