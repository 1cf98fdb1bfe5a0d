"""Does a published total add up, and do its percentages fit its counts?"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from app.complaints.published.figures import (
    HUNDRED,
    Finding,
    Mistake,
    Part,
    Reason,
    Total,
    Trouble,
    fits,
    percent_of,
    unit_of,
)
from app.complaints.published.misprints import explanations


def check(total: Total) -> tuple[Finding, ...]:
    """Everything in a published total that does not fit itself; empty when it adds up."""
    return tuple(_check(Part("", total.count, Decimal(HUNDRED), total.parts), total))


def _check(whole: Part, total: Total) -> Iterator[Finding]:
    if whole.count is not None:
        yield from _sum(whole, whole.count, total.complete)
        for part in whole.parts:
            yield from _percent(part, whole.count, whole.parts, total.count)
    if total.complete:
        yield from _percents(whole)
    for part in whole.parts:
        yield from _check(part, total)


def _sum(whole: Part, printed: int, complete: bool) -> Iterator[Finding]:
    parts = whole.parts
    counts = [part.count for part in parts if part.count is not None]
    found = sum(counts)
    if not complete:
        # They may overlap, by agency, by place, by subject; so only each alone can be too much.
        above = [part for part in parts if part.count is not None and part.count > printed]
        yield from (
            Finding(Trouble.PART_ABOVE_WHOLE, part.label, Decimal(printed), Decimal(part.count or 0))
            for part in above
        )
        return
    # Of parts whose count was not printed no sum can be asked, except that it must not exceed the whole.
    if not counts or found == printed or (found < printed and len(counts) < len(parts)):
        return
    trouble = Trouble.PARTS_MISSING if found < printed else Trouble.PARTS_EXCEED
    yield Finding(trouble, whole.label, Decimal(printed), Decimal(found), tuple(explanations(printed, parts)))


def _percent(part: Part, whole: int, parts: Sequence[Part], total: int) -> Iterator[Finding]:
    """A detail may be told as a share of its part or of the total; both are usual."""
    printed, count = part.percent, part.count
    bases = [base for base in (whole, total) if base]
    if printed is None or count is None or not bases or any(fits(printed, count, base) for base in bases):
        return
    yield Finding(
        Trouble.PERCENT,
        part.label,
        printed,
        percent_of(count, bases[0]),
        tuple(_percent_reasons(part, printed, count, bases[0], parts)),
        count,
        bases[0],
    )


def _percent_reasons(
    part: Part, printed: Decimal, count: int, whole: int, parts: Sequence[Part]
) -> Iterator[Reason]:
    together = sum(one.count or 0 for one in parts)
    if together not in (0, whole) and fits(printed, count, together):
        yield Reason(Mistake.PERCENT_OF_OTHER_WHOLE, fitting=together)
    for one in parts:
        if (
            one is not part
            and one.count is not None
            and one.count != count
            and fits(printed, one.count, whole)
        ):
            yield Reason(Mistake.PERCENT_OF_OTHER_PART, one.label, fitting=one.count)


def _percents(whole: Part) -> Iterator[Finding]:
    """Where counts were not printed, the percentages at least must be a hundred together, or what the part is."""
    percents = [part.percent for part in whole.parts if part.percent is not None]
    if not percents or len(percents) < len(whole.parts):
        return
    if all(part.count is not None for part in whole.parts):
        return  # each was held against its count
    found = sum(percents, Decimal(0))
    rounding = sum(map(unit_of, percents), Decimal(0))
    wanted = {Decimal(HUNDRED), whole.percent or Decimal(HUNDRED)}
    if not any(abs(found - one) <= rounding for one in wanted):
        yield Finding(Trouble.PERCENTS, whole.label, Decimal(HUNDRED), found)
