"""Compiling: weak scores, complaint patterns and proposals become the lines of a plan. Pure: no web, no database.

`compile_plan` says what the lines should be; `difference` says what that means for a plan that people already edited.
"""

from app.plans.compile.carrying import carried_fields, lasting_keys
from app.plans.compile.complaints import DEFAULT_RULE, ComplaintRule, complaint_key, complaint_lines
from app.plans.compile.data import (
    Action,
    Compilation,
    CompileInput,
    ExistingLine,
    Indicator,
    LineFields,
    Origin,
    OriginKind,
    Pattern,
    Priority,
    ProposalInput,
    ProposedLine,
    SimilarPair,
    Standing,
    UnitInput,
)
from app.plans.compile.difference import (
    Added,
    Changed,
    Difference,
    FieldChange,
    Orphaned,
    Suppressed,
    difference,
)
from app.plans.compile.gaps import action_key, gap_lines
from app.plans.compile.goals import Fall, Goal, OwnGoals, falls, goals_for, with_own_goals
from app.plans.compile.joining import joined_fields
from app.plans.compile.next_steps import NextStep, next_steps
from app.plans.compile.proposals import proposal_key, with_proposals
from app.plans.compile.similar import alike_pairs, significant_words
from app.plans.compile.wording import DEFAULT as DEFAULT_WORDING
from app.plans.compile.wording import Wording

__all__ = [
    "DEFAULT_RULE",
    "DEFAULT_WORDING",
    "Action",
    "Added",
    "Changed",
    "Compilation",
    "CompileInput",
    "ComplaintRule",
    "Difference",
    "ExistingLine",
    "Fall",
    "FieldChange",
    "Goal",
    "Indicator",
    "LineFields",
    "NextStep",
    "Origin",
    "OriginKind",
    "Orphaned",
    "OwnGoals",
    "Pattern",
    "Priority",
    "ProposalInput",
    "ProposedLine",
    "SimilarPair",
    "Standing",
    "Suppressed",
    "UnitInput",
    "Wording",
    "action_key",
    "alike_pairs",
    "carried_fields",
    "compile_plan",
    "complaint_key",
    "difference",
    "falls",
    "goals_for",
    "joined_fields",
    "lasting_keys",
    "next_steps",
    "proposal_key",
    "significant_words",
    "with_own_goals",
]


def compile_plan(
    source: CompileInput, wording: Wording = DEFAULT_WORDING, rule: ComplaintRule = DEFAULT_RULE
) -> Compilation:
    """The lines that the sources ask for, by category and rank, with the look-alikes and the units that are missing.

    The same input always gives the same output, in the same order.
    """
    lines = with_proposals(source, [*gap_lines(source, wording), *complaint_lines(source, wording, rule)])
    order = {code: place for place, code in enumerate(source.category_codes)}
    lines.sort(
        key=lambda line: (order.get(line.fields.category_code, len(order)), -line.priority.value, line.key)
    )
    return Compilation(
        lines=tuple(lines),
        similar=tuple(_look_alikes(lines)),
        missing_unit_ids=tuple(unit.id for unit in source.units if not unit.reported),
        unit_count=len(source.units),
    )


def _look_alikes(lines: list[ProposedLine]) -> list[SimilarPair]:
    """Pairs of lines of one category with nearly the same wording, of which at least one comes from a proposal.

    Library actions and complaint findings are worded by the product; among themselves they are never duplicates.
    """
    pairs = []
    for code in dict.fromkeys(line.fields.category_code for line in lines):
        group = {line.key: line for line in lines if line.fields.category_code == code}
        texts = {key: significant_words(line.fields.activity) for key, line in group.items()}
        for first, second, value in alike_pairs(texts):
            if first.startswith("proposal:") or second.startswith("proposal:"):
                pairs.append(SimilarPair(first, second, value))
    return pairs
