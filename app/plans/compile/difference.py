"""What a new compilation means for a plan that exists: additions, changes and orphans, to be accepted one by one.

The comparison has three sides: what the compiler proposes now, what it proposed last time, and what stands in the plan.
A field that a person changed differs from the last proposal; it is reported, and accepting the change leaves it alone.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from app.plans.compile.data import Compilation, ExistingLine, LineFields, Origin, ProposedLine

FIELD_NAMES = tuple(field.name for field in fields(LineFields))


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field whose proposal changed. `edited` means that a person wrote the present value: it will be kept."""

    name: str
    present: Any
    proposed: Any
    edited: bool


@dataclass(frozen=True, slots=True)
class Added:
    """A line that the plan does not have."""

    proposed: ProposedLine

    @property
    def token(self) -> str:
        """Names exactly this proposal: if the sources change after the page was shown, the token changes too."""
        return _token("added", self.proposed)


@dataclass(frozen=True, slots=True)
class Changed:
    """A line whose proposal or whose origins are other than at the last compilation."""

    line_id: str
    proposed: ProposedLine
    changes: tuple[FieldChange, ...]
    origins_added: tuple[Origin, ...]
    origins_removed: tuple[Origin, ...]

    @property
    def token(self) -> str:
        """See `Added.token`."""
        return _token("changed", (self.line_id, self.proposed, self.changes))

    @property
    def joined(self) -> tuple[Origin, ...]:
        """The origins that are new; those that only have another level, goal or number of complaints are not."""
        known = {_source(origin) for origin in self.origins_removed}
        return tuple(origin for origin in self.origins_added if _source(origin) not in known)

    @property
    def left(self) -> tuple[Origin, ...]:
        """The origins that are gone."""
        known = {_source(origin) for origin in self.origins_added}
        return tuple(origin for origin in self.origins_removed if _source(origin) not in known)

    @property
    def measured_anew(self) -> tuple[Origin, ...]:
        """The origins that stay with another level, goal or number of complaints, as they are now."""
        known = {_source(origin) for origin in self.origins_removed}
        return tuple(origin for origin in self.origins_added if _source(origin) in known)

    def accepted_fields(self, present: LineFields) -> LineFields:
        """The line's fields after accepting: proposals where no person wrote, the person's words elsewhere."""
        taken = {change.name: change.proposed for change in self.changes if not change.edited}
        return replace(present, **taken)


@dataclass(frozen=True, slots=True)
class Orphaned:
    """A compiled line that no source asks for any more; accepting removes it, leaving it unticked keeps it."""

    line_id: str
    edited: bool
    keys: tuple[str, ...]

    @property
    def token(self) -> str:
        """See `Added.token`."""
        return _token("orphaned", (self.line_id, self.keys, self.edited))


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A proposal whose line a person deleted: not proposed again, but named, so that it can be restored."""

    line_id: str
    proposed: ProposedLine


@dataclass(frozen=True, slots=True)
class Difference:
    """The whole difference; `unchanged` counts the lines that compiling leaves as they are."""

    added: tuple[Added, ...]
    changed: tuple[Changed, ...]
    orphaned: tuple[Orphaned, ...]
    suppressed: tuple[Suppressed, ...]
    unchanged: int

    @property
    def is_empty(self) -> bool:
        """True when there is nothing to accept."""
        return not (self.added or self.changed or self.orphaned)


def difference(compilation: Compilation, existing: Iterable[ExistingLine]) -> Difference:
    """Compare a compilation with the plan's lines; nothing is decided here."""
    lines = tuple(existing)
    proposals, fresh = _by_existing(compilation.lines, lines)
    changed, orphaned, suppressed, unchanged = [], [], [], 0
    for line in lines:
        proposed = proposals.get(line.id)
        if line.deleted:
            if proposed:
                suppressed.append(Suppressed(line.id, proposed))
        elif proposed:
            change = _change(line, proposed)
            if change:
                changed.append(change)
            else:
                unchanged += 1
        elif line.keys:
            orphaned.append(Orphaned(line.id, is_edited(line), line.keys))
        else:
            unchanged += 1
    return Difference(
        tuple(Added(item) for item in fresh), tuple(changed), tuple(orphaned), tuple(suppressed), unchanged
    )


def is_edited(line: ExistingLine) -> bool:
    """True when a person changed anything that the compiler had proposed, or wrote the line."""
    return line.compiled is None or line.compiled != line.fields


def _by_existing(
    proposed: Iterable[ProposedLine], existing: tuple[ExistingLine, ...]
) -> tuple[dict[str, ProposedLine], list[ProposedLine]]:
    """Match by shared sources. A living line is preferred to a deleted one; two proposals for one line become one."""
    owner: dict[str, str] = {}
    for line in sorted(existing, key=lambda item: not item.deleted):
        owner.update(dict.fromkeys(line.keys, line.id))
    leading = {line.id: line.keys[0] for line in existing if line.keys}
    matched: dict[str, list[ProposedLine]] = defaultdict(list)
    fresh = []
    for item in proposed:
        home = next((owner[key] for key in item.keys if key in owner), None)
        if home is None:
            fresh.append(item)
        else:
            matched[home].append(item)
    return {line_id: _united(items, leading[line_id]) for line_id, items in matched.items()}, fresh


def _united(items: list[ProposedLine], leading_key: str) -> ProposedLine:
    """One proposal of several that a person merged into one line: the line's first source gives the wording."""
    items = sorted(items, key=lambda item: leading_key not in item.keys)
    first = items[0]
    return replace(
        first,
        keys=tuple(dict.fromkeys(key for item in items for key in item.keys)),
        origins=tuple(dict.fromkeys(origin for item in items for origin in item.origins)),
    )


def _change(line: ExistingLine, proposed: ProposedLine) -> Changed | None:
    changes = tuple(_field_changes(line, proposed.fields)) if line.compiled else ()
    before, after = dict.fromkeys(line.origins), dict.fromkeys(proposed.origins)
    added = tuple(origin for origin in after if origin not in before)
    removed = tuple(origin for origin in before if origin not in after)
    if not (changes or added or removed):
        return None
    return Changed(line.id, proposed, changes, added, removed)


def _source(origin: Origin) -> tuple[object, ...]:
    """Where an origin comes from, without its figures."""
    return (origin.kind, origin.unit_id, origin.indicator_id, origin.complaint_category, origin.proposal_id)


def _field_changes(line: ExistingLine, proposed: LineFields) -> Iterable[FieldChange]:
    for name in FIELD_NAMES:
        now, then, present = (_plain(getattr(side, name)) for side in (proposed, line.compiled, line.fields))
        if now in (then, present):
            continue
        yield FieldChange(name, getattr(line.fields, name), getattr(proposed, name), edited=present != then)


def _plain(value: Any) -> Any:
    """Mappings compare by content, whatever their order or class."""
    return dict(value) if isinstance(value, Mapping) else value


def _token(kind: str, content: object) -> str:
    return hashlib.sha256(f"{kind}:{content!r}".encode()).hexdigest()[:24]
