"""The forms beside a contradiction between claim and figure, as far as this person may use them."""

from dataclasses import dataclass

from app.assessment.forms import AcceptanceForm, ExplanationForm
from app.assessment.plausibility import may_accept, may_explain
from app.assessment.queries import Flag
from app.assessment.routes.loading import OpenedSheet
from app.assessment.rules import wrote_it


@dataclass(frozen=True)
class FlagForms:
    """`explanation` for whoever answers, `acceptance` for whoever verifies; None for everybody else."""

    explanation: ExplanationForm | None = None
    acceptance: AcceptanceForm | None = None


def forms_for(
    opened: OpenedSheet,
    flag: Flag | None,
    *,
    explanation: ExplanationForm | None = None,
    acceptance: AcceptanceForm | None = None,
) -> FlagForms:
    """Fresh forms, or those that came back with a mistake in them."""
    if flag is None:
        return FlagForms()
    duties, state = opened.standing.duties, opened.assessment.state
    version = 0 if flag.stored is None else flag.stored.version
    if may_explain(duties, state, flag.state):
        explanation = explanation or ExplanationForm(
            formdata=None, version=version, explanation=flag.explanation
        )
    else:
        explanation = None
    own = opened.assessment.is_government_scope
    line = opened.sheet.line(flag.check.claim)
    written = line is not None and wrote_it(opened.actor.user_id, line.stored.self_by)
    if flag.stored is not None and not written and may_accept(duties, state, flag.state, own=own):
        acceptance = acceptance or AcceptanceForm(formdata=None, version=version)
    else:
        acceptance = None
    return FlagForms(explanation, acceptance)


def people_of(flag: Flag | None) -> list[str | None]:
    """Whoever wrote about a flag."""
    if flag is None or flag.stored is None:
        return []
    return [flag.stored.explained_by, flag.stored.settled_by]
