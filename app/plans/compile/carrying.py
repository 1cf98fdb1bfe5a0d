"""What of an earlier plan's line goes into the next plan: the wording always, numbers only for years that both have."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from app.plans.compile.data import LineFields

# Sources that mean the same in every round: an action of the library, a pattern of complaints. Proposals do not.
LASTING = ("action:", "complaint:")


def carried_fields(
    fields: LineFields,
    years: Collection[int],
    indicators: Mapping[str, str],
    units: Collection[str],
    categories: Collection[str],
) -> LineFields | None:
    """A line's fields for the next plan; None where its category is asked no more.

    `indicators` leads from the old ids to the new ones; `units` are those that exist still.
    """
    if fields.category_code not in categories:
        return None
    responsible = fields.responsible_unit_id
    return replace(
        fields,
        indicator_id=indicators.get(fields.indicator_id or ""),
        targets={year: value for year, value in fields.targets.items() if year in years},
        budgets={year: value for year, value in fields.budgets.items() if year in years},
        quarters={year: value for year, value in fields.quarters.items() if year in years},
        responsible_unit_id=responsible if responsible in units else None,
        supporting_unit_ids=tuple(unit for unit in fields.supporting_unit_ids if unit in units),
    )


def lasting_keys(keys: Sequence[str]) -> list[str]:
    """The sources by which compiling knows the line again."""
    return [key for key in keys if key.startswith(LASTING)]
