"""Tables of the plan: plan, lines with their origins, proposals, chapters, submissions, review, progress;
and the budget nomenclature.
"""

from app.plans.models.goals import PlanGoal
from app.plans.models.lines import LineOrigin, LineProblem, PlanLine, PlanLineUnit
from app.plans.models.margin import ChapterPresence, MarginNote
from app.plans.models.narrative import ChapterSentence, ChapterState
from app.plans.models.nomenclature import Nomenclature, NomenclatureItem
from app.plans.models.plan import Chapter, Plan, PlanEvent
from app.plans.models.practices import LineAdoption, Practice
from app.plans.models.progress import (
    PlanAddendum,
    ProgressEvent,
    ProgressEvidence,
    ProgressPeriod,
    ProgressReport,
)
from app.plans.models.proposal import Proposal
from app.plans.models.review import ReviewComment, ReviewDecision, Submission
from app.plans.models.reviewing import (
    ReviewAssignment,
    ReviewDraw,
    ReviewLetter,
    ReviewPhrase,
    ScoreSheet,
    SecondLook,
)
from app.plans.models.templates import ChapterOrigin, ChapterTemplate

__all__ = [
    "Chapter",
    "ChapterOrigin",
    "ChapterPresence",
    "ChapterSentence",
    "ChapterState",
    "ChapterTemplate",
    "LineAdoption",
    "LineOrigin",
    "LineProblem",
    "MarginNote",
    "Nomenclature",
    "NomenclatureItem",
    "Plan",
    "PlanAddendum",
    "PlanEvent",
    "PlanGoal",
    "PlanLine",
    "PlanLineUnit",
    "Practice",
    "ProgressEvent",
    "ProgressEvidence",
    "ProgressPeriod",
    "ProgressReport",
    "Proposal",
    "ReviewAssignment",
    "ReviewComment",
    "ReviewDecision",
    "ReviewDraw",
    "ReviewLetter",
    "ReviewPhrase",
    "ScoreSheet",
    "SecondLook",
    "Submission",
]
