"""Tables of the plan: plan, lines with their origins, proposals, chapters, submissions, review."""

from app.plans.models.lines import LineOrigin, LineProblem, PlanLine, PlanLineUnit
from app.plans.models.plan import Chapter, Plan, PlanEvent
from app.plans.models.proposal import Proposal
from app.plans.models.review import ReviewComment, ReviewDecision, Submission

__all__ = [
    "Chapter",
    "LineOrigin",
    "LineProblem",
    "Plan",
    "PlanEvent",
    "PlanLine",
    "PlanLineUnit",
    "Proposal",
    "ReviewComment",
    "ReviewDecision",
    "Submission",
]
