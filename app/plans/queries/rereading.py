"""What became of the comments of earlier readings."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.plans.document_data import PlanDocument
from app.plans.models import Plan, ReviewComment, Submission
from app.plans.queries.comments import Comments
from app.plans.queries.document import submitted_document
from app.plans.queries.plans import submissions_of
from app.plans.rereading import Place, Rereading, Seen, Trace
from app.plans.rules import Outcome


@dataclass(frozen=True)
class Reread:
    """A comment with what changed at its place since it was made."""

    comment: ReviewComment
    trace: Trace

    @property
    def is_hollow(self) -> bool:
        """The regency says that it mended this, and nothing at all changed there."""
        return self.comment.outcome is Outcome.FIXED and self.trace.seen is Seen.UNCHANGED


def place_of(comment: ReviewComment) -> Place:
    """Where a comment points."""
    chapter = comment.chapter_code.value if comment.chapter_code else None
    return Place(comment.line_id, chapter, comment.cell, comment.cell_year)


def traces(
    plan: Plan, comments: Comments, present: PlanDocument, latest: Submission | None = None
) -> Mapping[str, Reread]:
    """By comment, what changed from the version it was made on to `present`; nothing for those made on `latest`."""
    sent = {item.id: item for item in submissions_of(plan)}
    readings: dict[str, Rereading] = {}
    found = {}
    for comment in comments.all:
        made_on = comment.submission_id
        if made_on is None or made_on not in sent or (latest is not None and made_on == latest.id):
            continue
        if made_on not in readings:
            readings[made_on] = Rereading(submitted_document(sent[made_on], plan.state), present)
        found[comment.id] = Reread(comment, readings[made_on].at(place_of(comment)))
    return found
