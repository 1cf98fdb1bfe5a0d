"""The chain finds every way of touching it."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

from app.audit.rules import Draft, Head, ProblemKind, Sealed, seal, verify

KEY = b"k" * 32
BEGIN = datetime(2021, 10, 5, 1, 2, 3, tzinfo=UTC)


def draft(chain: str, number: int) -> Draft:
    return Draft(
        chain=chain,
        at=BEGIN + timedelta(seconds=number),
        actor_user_id=f"user-{number % 3}",
        actor_role="coordinator",
        government_id=chain,
        action="answer.saved",
        record_type="answer",
        record_id=f"answer-{number}",
        before={"score": number},
        after={"score": number + 1},
    )


def grown(chain: str, length: int, key: bytes = KEY) -> list[Sealed]:
    entries: list[Sealed] = []
    head = Head()
    for number in range(1, length + 1):
        entries.append(seal(draft(chain, number), head, key))
        head = Head(entries[-1].sequence, entries[-1].hash)
    return entries


def test_an_untouched_log_is_intact():
    entries = grown("a", 20) + grown("b", 5)
    anchors = {"a": [Head(entries[9].sequence, entries[9].hash)]}
    assert verify(entries, KEY, anchors) == []


def test_an_empty_log_is_intact():
    assert verify([], KEY, {}) == []


@pytest.mark.parametrize(
    "change",
    [
        {"action": "answer.deleted"},
        {"actor_user_id": "somebody-else"},
        {"actor_role": "operator"},
        {"at": BEGIN},
        {"government_id": "other"},
        {"record_id": "other"},
        {"record_type": "other"},
        {"before": None},
        {"after": {"score": 5}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_every_field_is_sealed(change):
    entries = grown("a", 5)
    entries[2] = replace(entries[2], draft=replace(entries[2].draft, **change))
    assert [(p.kind, p.sequence) for p in verify(entries, KEY, {})] == [(ProblemKind.EDITED, 3)]


def test_an_edit_that_is_sealed_anew_breaks_the_link_to_the_next():
    entries = grown("a", 5)
    changed = replace(entries[2].draft, action="x")
    entries[2] = seal(changed, Head(2, entries[1].hash), KEY)
    assert [(p.kind, p.sequence) for p in verify(entries, KEY, {})] == [(ProblemKind.UNLINKED, 4)]


def test_a_chain_rewritten_with_the_right_key_does_not_fit_its_anchor():
    true = grown("a", 8)
    forged = grown("a", 2)
    head = Head(2, forged[-1].hash)
    for number in range(3, 9):
        forged.append(seal(replace(draft("a", number), action="forged"), head, KEY))
        head = Head(number, forged[-1].hash)
    assert verify(forged, KEY, {}) == []
    assert [p.kind for p in verify(forged, KEY, {"a": [Head(5, true[4].hash)]})] == [ProblemKind.REPLACED]


def test_a_chain_that_was_cut_off_is_found_through_its_anchor():
    entries = grown("a", 8)
    anchors = {"a": [Head(3, entries[2].hash), Head(8, entries[7].hash)]}
    assert [(p.kind, p.sequence) for p in verify(entries[:5], KEY, anchors)] == [(ProblemKind.TRUNCATED, 8)]


def test_a_chain_that_vanished_is_found_through_its_anchor():
    entries = grown("a", 3)
    anchors = {"b": [Head(2, "f" * 64)]}
    assert [(p.kind, p.chain) for p in verify(entries, KEY, anchors)] == [(ProblemKind.TRUNCATED, "b")]


def test_another_key_fits_nothing():
    assert len(verify(grown("a", 4, b"other" * 8), KEY, {})) == 4


def edit(entries: list[Sealed], chance: random.Random) -> list[Sealed]:
    at = chance.randrange(len(entries))
    field = chance.choice(["action", "record_id", "actor_role"])
    entries[at] = replace(entries[at], draft=replace(entries[at].draft, **cast(Any, {field: "touched"})))
    return entries


def delete(entries: list[Sealed], chance: random.Random) -> list[Sealed]:
    del entries[chance.randrange(len(entries) - 1)]  # the last one is truncation
    return entries


def delete_and_renumber(entries: list[Sealed], chance: random.Random) -> list[Sealed]:
    at = chance.randrange(len(entries) - 1)
    return entries[:at] + [replace(entry, sequence=entry.sequence - 1) for entry in entries[at + 1 :]]


def swap(entries: list[Sealed], chance: random.Random) -> list[Sealed]:
    first, second = chance.sample(range(len(entries)), 2)
    one, other = entries[first], entries[second]
    entries[first] = replace(other, sequence=one.sequence)
    entries[second] = replace(one, sequence=other.sequence)
    return entries


def truncate(entries: list[Sealed], chance: random.Random) -> list[Sealed]:
    return entries[: chance.randrange(len(entries))]


def test_a_thousand_random_manipulations_are_all_found():
    chance = random.Random(2021)
    whole = grown("a", 30)
    anchors = {"a": [Head(whole[-1].sequence, whole[-1].hash)]}
    missed = []
    for number in range(1000):
        touch = chance.choice([edit, delete, delete_and_renumber, swap, truncate])
        if not verify(touch(list(whole), chance), KEY, anchors):
            missed.append((number, touch.__name__))
    assert missed == []
