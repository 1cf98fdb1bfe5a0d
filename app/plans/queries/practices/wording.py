"""A practice as the beginning of one's own line or proposal: its words, never its numbers."""

from flask_babel import force_locale
from flask_babel import gettext as _

from app.instrument.questionnaire import Questionnaire
from app.plans.compile import LineFields
from app.plans.models import Practice


def fields_from(practice: Practice, questionnaire: Questionnaire) -> LineFields | None:
    """The words, with the origin in the remarks; None where the questionnaire has no such category."""
    if practice.category_code not in {category.code for category in questionnaire.categories}:
        return None
    indicators = {spec.code: spec.id for spec in questionnaire.indicators}
    with force_locale("id"):
        remarks = _(
            "Diadaptasi dari rencana aksi %(name)s (%(receipt)s).",
            name=practice.government.name,
            receipt=practice.receipt_number,
        )
    return LineFields(
        category_code=practice.category_code,
        activity=practice.activity,
        indicator_id=indicators.get(practice.indicator_code),
        output_indicator=practice.output_indicator,
        unit_of_measure=practice.unit_of_measure,
        budget_code=practice.budget_code,
        budget_name=practice.budget_name,
        remarks=remarks,
    )
