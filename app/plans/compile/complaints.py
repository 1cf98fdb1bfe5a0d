"""From complaint figures to lines: one line for each complaint category that stands out."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from app.plans.compile.data import (
    CompileInput,
    LineFields,
    Origin,
    OriginKind,
    Pattern,
    Priority,
    ProposedLine,
)
from app.plans.compile.wording import ComplaintFacts, Finding, Wording


@dataclass(frozen=True, slots=True)
class ComplaintRule:
    """When a complaint category becomes a line. Shares are fractions; defaults are the product's, no regulation's."""

    minimum_volume: int = 5  # fewer complaints than this are chance, not a pattern
    weak_follow_up: float = 0.75
    late_share: float = 0.25
    frequent_share: float = 0.10


DEFAULT_RULE = ComplaintRule()


def complaint_key(category: str) -> str:
    """The source name of a complaint category."""
    return f"complaint:{category}"


def finding_of(facts: ComplaintFacts, rule: ComplaintRule = DEFAULT_RULE) -> Finding | None:
    """The gravest finding, or None if the category is unremarkable or too small to tell."""
    if facts.volume < rule.minimum_volume:
        return None
    if facts.followed_up_share is not None and facts.followed_up_share < rule.weak_follow_up:
        return Finding.UNANSWERED
    if facts.late_share >= rule.late_share:
        return Finding.SLOW
    if facts.share >= rule.frequent_share:
        return Finding.FREQUENT
    return None


def facts_of(category: str, patterns: Iterable[Pattern], total: int) -> ComplaintFacts:
    """Sum the patterns of one category; the follow-up share is weighted by volume, unknown parts left out."""
    rows = list(patterns)
    volume = sum(row.volume for row in rows)
    late = sum(row.late for row in rows)
    known = [
        (row.volume, row.followed_up_share)
        for row in rows
        if row.followed_up_share is not None and row.volume
    ]
    known_volume = sum(part for part, _ in known)
    return ComplaintFacts(
        category=category,
        volume=volume,
        share=volume / total if total else 0.0,
        late=late,
        late_share=late / volume if volume else 0.0,
        followed_up_share=sum(part * share for part, share in known) / known_volume if known_volume else None,
    )


def complaint_lines(
    source: CompileInput, wording: Wording, rule: ComplaintRule = DEFAULT_RULE
) -> list[ProposedLine]:
    """The lines that complaint patterns ask for; each names the units concerned, the most concerned one first."""
    total = sum(pattern.volume for pattern in source.patterns)
    by_category: dict[str, list[Pattern]] = defaultdict(list)
    for pattern in source.patterns:
        if pattern.category:
            by_category[pattern.category].append(pattern)
    lines = []
    for category, patterns in sorted(by_category.items()):
        facts = facts_of(category, patterns, total)
        finding = finding_of(facts, rule)
        if finding is None:
            continue
        text = wording.complaint(finding, facts)
        if text.category_code not in source.category_codes:
            continue
        concerned = sorted(patterns, key=lambda row: (-row.volume, row.unit_id or ""))
        unit_ids = tuple(row.unit_id for row in concerned if row.unit_id is not None)
        # Whoever has more than half of the complaints answers for the line; otherwise the lead unit does.
        first = concerned[0]
        responsible = (
            first.unit_id if first.unit_id and first.volume * 2 > facts.volume else source.lead_unit_id
        )
        lines.append(
            ProposedLine(
                keys=(complaint_key(category),),
                fields=LineFields(
                    category_code=text.category_code,
                    problem=text.problem,
                    activity=text.activity,
                    output_indicator=text.output_indicator,
                    unit_of_measure=text.unit_of_measure,
                    baseline=text.baseline,
                    responsible_unit_id=responsible,
                    supporting_unit_ids=tuple(unit for unit in unit_ids if unit != responsible),
                    complaint_category=category,
                ),
                origins=tuple(
                    Origin(OriginKind.COMPLAINT, row.unit_id, complaint_category=category, volume=row.volume)
                    for row in concerned
                ),
                priority=Priority(
                    gap=_gap(facts),
                    weight=1.0,
                    units=max(1, len(unit_ids)),
                    burden=1.0 + facts.share,
                ),
            )
        )
    return lines


def _gap(facts: ComplaintFacts) -> float:
    """How far complaint handling is from all right, in levels: the worse of late and unanswered, 0–4."""
    unanswered = 0.0 if facts.followed_up_share is None else 1 - facts.followed_up_share
    return 4 * max(facts.late_share, unanswered)
