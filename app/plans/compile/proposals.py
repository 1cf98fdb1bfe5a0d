"""The proposals of the units: joined with library actions and with each other where they are the same thing.

Merged without asking is only what *is* the same: the same library action, or the same significant words in the same
category. What is merely alike is reported (`similar.py`) for a person to decide. A line that already exists keeps the
proposals it has: a merge that a person made, or a separation, survives compiling again.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from app.plans.compile.data import (
    CompileInput,
    Origin,
    OriginKind,
    Priority,
    ProposalInput,
    ProposedLine,
)
from app.plans.compile.gaps import action_key
from app.plans.compile.joining import joined_fields
from app.plans.compile.similar import significant_words

Wordkey = tuple[str, frozenset[str]]


def proposal_key(proposal_id: str) -> str:
    """The source name of a proposal."""
    return f"proposal:{proposal_id}"


def with_proposals(source: CompileInput, lines: Iterable[ProposedLine]) -> list[ProposedLine]:
    """The lines with every proposal in exactly one of them, new lines for those that match none."""
    result = {line.key: line for line in lines}
    owner = _owners(source)
    by_words: dict[Wordkey, str] = {}
    for key, line in result.items():
        by_words.setdefault(_words(line.fields.category_code, line.fields.activity), key)
    groups: dict[str, list[ProposalInput]] = defaultdict(list)
    # Proposals that already live in a line claim their wording first, so that newcomers join them.
    for proposal in sorted(source.proposals, key=lambda item: proposal_key(item.id) not in owner):
        words = _words(proposal.fields.category_code, proposal.fields.activity)
        library = action_key(proposal.action_code) if proposal.action_code else None
        home = owner.get(proposal_key(proposal.id))
        if home is None and library in result:
            home = library
        if home is None and words[1]:
            home = by_words.get(words)
        if home is None:
            home = proposal_key(proposal.id)
        by_words.setdefault(words, home)
        groups[home].append(proposal)
    ranks = {key: rank for line in source.existing for rank, key in enumerate(line.keys)}
    for home, members in groups.items():
        # In a line that exists the source that a person chose to lead goes on leading.
        members.sort(key=lambda item: ranks.get(proposal_key(item.id), len(ranks)))
        result[home] = _join(result.get(home), members)
    return list(result.values())


def _owners(source: CompileInput) -> dict[str, str]:
    """For every source that an existing line holds: the first source of that line that still lives.

    Sources of deleted lines are owned too, so that what was deleted together stays together.
    """
    living = {proposal_key(item.id) for item in source.proposals}
    living |= {action_key(action.code) for indicator in source.indicators for action in indicator.actions}
    owner = {}
    for line in source.existing:
        present = [key for key in line.keys if key in living]
        # A library action leads its line: its wording is the instrument's own.
        present.sort(key=lambda key: not key.startswith("action:"))
        for key in present:
            owner[key] = present[0]
    return owner


def _words(category_code: str, activity: str) -> Wordkey:
    return category_code, significant_words(activity)


def _join(line: ProposedLine | None, members: list[ProposalInput]) -> ProposedLine:
    """Add proposals to a line, or make one of them. What the units budgeted and aimed at goes before the library."""
    joined = joined_fields([replace(member.fields, responsible_unit_id=member.unit_id) for member in members])
    keys = tuple(proposal_key(member.id) for member in members)
    units = list(dict.fromkeys(member.unit_id for member in members))
    origins = tuple(
        Origin(OriginKind.PROPOSAL, member.unit_id, member.fields.indicator_id, proposal_id=member.id)
        for member in members
    )
    if line is None:
        return ProposedLine(keys, joined, origins, Priority(units=len(units)))
    fields = line.fields
    concerned = dict.fromkeys((*fields.supporting_unit_ids, *units))
    fields = replace(
        fields,
        budgets=joined.budgets or fields.budgets,
        targets=joined.targets or fields.targets,
        quarters=joined.quarters or fields.quarters,
        fund_source=fields.fund_source or joined.fund_source,
        budget_code=fields.budget_code or joined.budget_code,
        budget_name=fields.budget_name or joined.budget_name,
        supporting_unit_ids=tuple(unit for unit in concerned if unit != fields.responsible_unit_id),
    )
    return replace(line, keys=(*line.keys, *keys), fields=fields, origins=(*line.origins, *origins))
