"""The index of a whole government, and how much of the government it speaks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from app.assessment.scoring.explanation import Explanation, Node, Note, weighted_mean
from app.assessment.scoring.indices import indicator_node, overall_index
from app.assessment.scoring.levels import LOWEST, AnswerScores
from app.assessment.scoring.scheme import Category, MissingRule, Scheme, Scope, UnitAnswers

UNITS_KEY = "units"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the expected units an index counts."""

    counted: int
    expected: int

    @property
    def share(self) -> Fraction:
        """0 to 1; a government without units is covered by nothing."""
        return Fraction(self.counted, self.expected) if self.expected else Fraction(0)


def coverage(units: Sequence[UnitAnswers]) -> Coverage:
    """Units that submitted, of all that were asked."""
    return Coverage(sum(1 for unit in units if unit.counted), len(units))


def government_index(
    scheme: Scheme,
    units: Sequence[UnitAnswers],
    government_answers: Mapping[str, AnswerScores],
    *,
    indices: Mapping[str, Explanation] | None = None,
) -> Explanation:
    """The government's index: per category the mean over units beside the government-scope indicators.

    The mean over units carries the summed weight of the category's OPD-scope indicators; each government-scope
    indicator carries its own. A unit that never submitted is left out or counts as the lowest level
    (`missing_unit`). While no unit has submitted there is no index: the coordinator's own answers must not speak
    for the units. `indices`: the overall index of each unit by its id, if somebody has them already.
    """
    known = indices if indices is not None else {unit.unit_id: overall_index(scheme, unit) for unit in units}
    trees = [_as_counted(scheme, unit, known[unit.unit_id]) for unit in units]
    silent = not any(unit.counted for unit in units)
    children = tuple(
        _category(
            scheme, category, [_of(tree, category) for tree in trees], government_answers, silent=silent
        )
        for category in scheme.categories
    )
    value = weighted_mean(children)
    note = Note.NOTHING_TO_COUNT if value is None else None
    return Explanation(Node.GOVERNMENT, "government", "", value, Fraction(1), None, note, children)


def _category(
    scheme: Scheme,
    category: Category,
    units: Sequence[Explanation],
    answers: Mapping[str, AnswerScores],
    *,
    silent: bool,
) -> Explanation:
    own = scheme.indicators_of(category.code, Scope.OPD)
    nodes: list[Explanation] = []
    if own:
        mean = weighted_mean(units)
        weight = sum((indicator.weight for indicator in own), Fraction(0))
        note = Note.NOTHING_TO_COUNT if mean is None else None
        nodes.append(Explanation(Node.UNITS_MEAN, UNITS_KEY, "", mean, weight, None, note, tuple(units)))
    nodes += [
        indicator_node(indicator, answers.get(indicator.id), scheme.rule)
        for indicator in scheme.indicators_of(category.code, Scope.GOVERNMENT)
    ]
    value = None if silent else weighted_mean(nodes)
    note = Note.NOTHING_TO_COUNT if value is None else None
    return Explanation(
        Node.CATEGORY, category.code, category.name, value, category.weight, None, note, tuple(nodes)
    )


def _of(tree: Explanation, category: Category) -> Explanation:
    """A unit's category index, carried under the unit's own name and weight."""
    part = tree.child(category.code)
    note = tree.note if tree.note in (Note.UNIT_EXCLUDED, Note.UNIT_AS_LOWEST) else part.note
    return Explanation(Node.UNIT, tree.key, tree.label, part.value, tree.weight, None, note, part.children)


def _as_counted(scheme: Scheme, unit: UnitAnswers, tree: Explanation) -> Explanation:
    """The unit's tree as the government counts it: a silent unit is emptied, or set to the lowest level throughout."""
    if unit.counted:
        return tree
    lowest = scheme.rule.missing_unit is MissingRule.LOWEST
    value = Fraction(LOWEST) if lowest else None
    note = Note.UNIT_AS_LOWEST if lowest else Note.UNIT_EXCLUDED
    emptied = tuple(replace(child, value=value, note=note, children=()) for child in tree.children)
    return replace(tree, value=value, note=note, children=emptied)
