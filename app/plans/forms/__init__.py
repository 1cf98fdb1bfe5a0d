"""Forms of the plan. Owner, state, origin and position never bind."""

from app.plans.forms.compiling import AcceptForm, MergeForm
from app.plans.forms.lines import LineForm, ProposalForm, line_form, proposal_form
from app.plans.forms.plan import ChapterForm, PlanForm, ReasonForm, RenameForm, RestoreForm, StepForm
from app.plans.forms.review import (
    AnswerForm,
    CommentEditForm,
    CommentForm,
    DecisionForm,
    DrawForm,
    PhraseForm,
    SecondLookForm,
)

__all__ = [
    "AcceptForm",
    "AnswerForm",
    "ChapterForm",
    "CommentEditForm",
    "CommentForm",
    "DecisionForm",
    "DrawForm",
    "LineForm",
    "MergeForm",
    "PhraseForm",
    "PlanForm",
    "ProposalForm",
    "ReasonForm",
    "RenameForm",
    "RestoreForm",
    "SecondLookForm",
    "StepForm",
    "line_form",
    "proposal_form",
]
