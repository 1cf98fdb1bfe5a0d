"""Which gaps a government has itself, so that it finds what lifted others there."""

from collections import Counter
from collections.abc import Mapping

from app.assessment.queries import effective_levels
from app.plans.compile import with_own_goals
from app.plans.models import Plan
from app.plans.queries.compiling import indicators_of, questionnaire_of
from app.plans.queries.goals import own_goals


def own_gaps(plan: Plan) -> Mapping[str, int]:
    """How many units stand below the goal of the plan's last year, by indicator code, the most first."""
    indicators = with_own_goals(indicators_of(questionnaire_of(plan)), tuple(plan.years), own_goals(plan))
    goals = {each.id: (each.code, max(each.goals.values())) for each in indicators if each.goals}
    below = Counter(
        goals[indicator_id][0]
        for (_unit, indicator_id), level in effective_levels(plan.round_id).items()
        if level is not None and indicator_id in goals and level < goals[indicator_id][1]
    )
    return dict(sorted(below.items(), key=lambda item: (-item[1], item[0])))
