"""The names that the cells of a plan are written with."""

from app.instrument.questionnaire import Questionnaire
from app.plans.labels import FUND_SOURCE_LABELS
from app.plans.models import Plan
from app.plans.queries.matrix import unit_refs
from app.plans.rules.cells import CellWords


def cell_words(plan: Plan, questionnaire: Questionnaire) -> CellWords:
    """Categories and indicators of the plan's questionnaire, the government's units, the sources of funds."""
    units = unit_refs(plan.government_id)
    return CellWords(
        years=tuple(plan.years),
        categories={category.code: category.name for category in questionnaire.categories},
        indicators={spec.id: spec.code for spec in questionnaire.indicators},
        funds={source.value: str(label) for source, label in FUND_SOURCE_LABELS.items()},
        units={unit.id: unit.name for unit in units.values()},
        short_names={unit.id: unit.short_name for unit in units.values()},
    )
