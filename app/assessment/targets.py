"""What the instrument aims at: the weighted mean of the targets of one year, beside which indices are drawn."""

from app.instrument.questionnaire import Questionnaire, Scope


def mean_targets(
    questionnaire: Questionnaire, year: int, scope: Scope | None = None
) -> dict[str, float | None]:
    """Per category code the weighted mean target (1 to 5) of the indicators of one scope, or of all of them.

    `None` where the instrument sets no target by that year.
    """
    means: dict[str, float | None] = {}
    for category in questionnaire.categories:
        weighted = [
            (spec.weight, spec.target_for(year))
            for spec in category.indicators
            if scope is None or spec.scope is scope
        ]
        known = [(weight, target) for weight, target in weighted if target is not None]
        total = sum(weight for weight, _ in known)
        means[category.code] = sum(weight * target for weight, target in known) / total if total else None
    return means
